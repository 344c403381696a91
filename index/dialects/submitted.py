"""Text dumps of Drupal pages that say who wrote what and when, by w3m, lynx, html2text and their like.

    The headline
    Submitted by fitzy89 on Thu, 15/01/2015 - 14:26         the byline
    The article ..

    Robert Wall's picture                                   some tools: the portrait's alternative text
    Re: The headline                                        some sites: a subject
    Submitted by Robert Wall (not verified) on Thu, 15/01/2015 - 17:19.
    The comment ..
    reply                                                   or "»", "Log in to post comments" and others

The header may be broken over lines, and the text may follow it in its line. Where a dump keeps how answers
are indented, that says what they answer. `index.dialects.drupal` reads the dumps that hold portraits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from index import dates
from index.dialects.dialect import Dialect, bare, paragraphs
from index.dialects.drupal import LONGEST_NAME, OPTIONS, PICTURE
from index.dialects.furniture import is_button, without_buttons
from index.dialects.plain import PLAIN
from index.dialects.quotes import quoted
from index.dialects.stamps import stamp
from index.dialects.words import SUBMITTED, UNVERIFIED
from index.identity import PLACE
from index.model import Article, Comment, Dated, Origin
from index.settings import Scrape

OPENINGS: Final = tuple(verb.lower() for verb, _ in SUBMITTED)
UNKNOWN: Final = re.compile(rf" \((?:{UNVERIFIED})\)$", re.IGNORECASE)
IN_REPLY: Final = re.compile(
    rf"In reply to (?:.{{0,200}} )?by (?P<name>.{{1,{LONGEST_NAME}}}?)(?: \((?:{UNVERIFIED})\))?",
    re.IGNORECASE,
)
ENDS: Final = re.compile(
    r"(?:Post new comment|Add new comment|Post a comment|Leave a comment|Add comment)\b.{0,20}"
)
"""How the form below the comments begins."""
LISTS: Final = re.compile(
    r"(?:Comments?|\d+ comments?|Kommentare|Commentaires|Comentarios|Reacties|Commenti):?", re.I
)

BROKEN_FROM: Final = 45
"""Characters that the first line of a headline has if there is a second."""
MOST: Final = 30_000
"""Headers of one page, and lines that begin like one. What has more of them is none."""
MOST_LINES: Final = 4
"""Lines over which a header may be broken."""
LONGEST_SUBJECT: Final = 260
ABOVE_BYLINE: Final = 200
"""Characters of a paragraph from which on what it stands above is no byline."""


@dataclass(frozen=True, slots=True)
class _Header:
    start: int
    """The number of its first line."""
    end: int
    """The number of the first line after it."""
    rest: str
    """What follows it in its last line."""
    name: str
    registered: bool
    date: str
    indent: int


def _recognise(lines: list[str]) -> Dialect | None:
    opened = _opened(lines)
    headers = list(_each(lines, opened)) if len(opened) <= MOST else []
    if not headers:
        return None
    pictures = (line for line in map(bare, lines) if line.endswith("s picture"))
    if len(headers) < 2 and any(map(PICTURE.fullmatch, pictures)):
        return None
    return DRUPAL_SUBMITTED.knowing(partial(_headed, headers))


def _read(lines: list[str], scrape: Scrape) -> Article:
    headers = list(_each(lines, _opened(lines)))
    return _headed(headers, lines, scrape) if headers else PLAIN.read(lines, scrape)


def _headed(headers: list[_Header], lines: list[str], scrape: Scrape) -> Article:
    shown = [bare(line) for line in lines]
    byline = headers[0] if _is_byline(shown, headers[0].start) else None
    title_at = _title_at(shown, byline.start if byline else len(lines))
    if byline:
        headers = headers[1:]
    starts = _starts(shown, headers, byline.end if byline else title_at + 1)
    body_at = byline.end if byline else title_at + 1
    body_end = starts[0] if starts else _end(shown, body_at)
    body = [*([byline.rest] if byline and byline.rest else []), *lines[body_at:body_end]]
    scrape.gave("comments", "lines such as Submitted by")
    return Article(
        id="",
        url=None,
        source=scrape.source,
        title=_title(shown, title_at) if title_at < len(shown) else "",
        authors=(byline.name,) if byline else (),
        published=_date(byline.date, Origin.PAGE, scrape) if byline else None,
        body=paragraphs(without_buttons(_dedented(body))),
        comments=_comments(lines, shown, headers, starts, scrape),
        scrape=scrape.ref("text", DRUPAL_SUBMITTED.name),
    )


def _opened(lines: list[str]) -> list[int]:
    """The lines that begin like a header."""
    return [at for at, line in enumerate(lines) if bare(line[:100]).lower().startswith(OPENINGS)]


def _each(lines: list[str], opened: list[int]) -> Iterator[_Header]:
    below = 0
    for number in opened:
        header = _header(lines, number) if number >= below else None
        if header is not None:
            yield header
            below = header.end


def _header(lines: list[str], number: int) -> _Header | None:
    """The header that starts at line `number`."""
    first = bare(lines[number][:400]).lower()
    if not first.startswith(OPENINGS):
        return None
    opening = next(verb for verb in OPENINGS if first.startswith(verb))
    text = ""
    ends: list[int] = []
    for line in lines[number : number + MOST_LINES]:
        shown = bare(line[:400])
        if not shown:
            break
        text += f"{' ' if text else ''}{shown}"
        ends.append(len(text))
    found = stamp(text[:200])
    if found is None or found.relative or not found.timed:
        return None
    name = text[len(opening) : found.start].strip()
    before = next((word for verb, word in SUBMITTED if verb.lower() == opening and word), "")
    name = re.sub(rf"\s{re.escape(before)}$", "", name) if before else name
    unknown = UNKNOWN.search(name)
    name = UNKNOWN.sub("", name).strip(" ,")
    if not 1 <= len(name) <= LONGEST_NAME:
        return None
    if text[found.end : found.end + 1] not in ("", ".", " "):
        return None  # quoted within a sentence
    last = next(at for at, end in enumerate(ends) if end >= found.end)
    rest = text[found.end : ends[last]].lstrip(". ")
    if len(lines[number + last]) > 400:
        rest += lines[number + last].strip()[400:]
    indent = len(lines[number]) - len(lines[number].lstrip())
    return _Header(number, number + last + 1, rest, name, unknown is None, found.text, indent)


def _is_byline(shown: list[str], at: int) -> bool:
    """Whether the header at line `at` is the article's: no running text is above it, no heading."""
    length = 0
    for line in shown[:at]:
        length = length + len(line) if line else 0
        if length >= ABOVE_BYLINE or line == OPTIONS or LISTS.fullmatch(line):
            return False
    return any(shown[:at])


def _title_at(shown: list[str], end: int) -> int:
    """The line of the headline: right above the byline, else the first."""
    if end < len(shown):
        for number in reversed(range(end)):
            if shown[number] and not PICTURE.fullmatch(shown[number]) and not is_button(shown[number]):
                return number
    return next((number for number, line in enumerate(shown) if line), len(shown))


def _title(shown: list[str], at: int) -> str:
    """The headline that ends in line `at`: a long one is broken over lines."""
    first = at
    while first and len(shown[first - 1]) >= BROKEN_FROM and at - first < MOST_LINES:
        first -= 1
    return " ".join(shown[first : at + 1])


def _starts(shown: list[str], headers: list[_Header], floor: int) -> list[int]:
    """The line at which each comment starts: its portrait or subject, if there is one above the header."""
    subjects = [_subject(shown, header.start, floor) for header in headers]
    trusted = _are_subjects(shown, headers, subjects)
    starts = []
    for header, subject in zip(headers, subjects, strict=True):
        at = subject if trusted and subject is not None else header.start
        above = _above(shown, at, floor)
        while above is not None and PICTURE.fullmatch(shown[above]):
            at, above = above, _above(shown, above, floor)
        starts.append(at)
        floor = header.end
    if starts and OPTIONS in shown[: starts[0]]:
        starts[0] = shown.index(OPTIONS)
    return starts


def _are_subjects(shown: list[str], headers: list[_Header], subjects: list[int | None]) -> bool:
    """Whether the lines above the headers are subjects, and not the ends of the comments before."""
    marked = apart = 0
    for number, at in enumerate(subjects):
        if at is None:
            continue
        floor = headers[number - 1].end if number else 0
        above = _above(shown, at, floor)
        line = shown[above] if above is not None else ""
        marked += is_button(line) or bool(PICTURE.fullmatch(line)) or shown[at].lower().startswith("re:")
        apart += above is not None or bool(headers[number - 1].rest)
    return 2 * marked > len(headers) or (apart == len(headers) >= 3)


def _subject(shown: list[str], at: int, floor: int) -> int | None:
    """The line of a comment's subject, a line by itself right above its header."""
    above = _above(shown, at, floor)
    while above is not None and shown[above].lower() == "permalink":
        above = _above(shown, above, floor)
    if above is None or len(shown[above]) > LONGEST_SUBJECT or PICTURE.fullmatch(shown[above]):
        return None
    first = above
    while first > floor and shown[first - 1] and not is_button(shown[first - 1]):
        first -= 1  # a long subject is broken over lines
    if sum(map(len, shown[first : above + 1])) > LONGEST_SUBJECT or is_button(shown[above]):
        return None
    return first


def _above(shown: list[str], at: int, floor: int) -> int | None:
    """The nearest line with something on it above line `at`."""
    at -= 1
    while at >= floor and not shown[at]:
        at -= 1
    return at if at >= floor else None


def _end(shown: list[str], start: int) -> int:
    """Where what is read ends: at the form below it."""
    return next(
        (at for at in range(start, len(shown)) if shown[at] == OPTIONS or ENDS.fullmatch(shown[at])),
        len(shown),
    )


def _comments(
    lines: list[str], shown: list[str], headers: list[_Header], starts: list[int], scrape: Scrape
) -> tuple[Comment, ...]:
    comments: list[Comment] = []
    above: list[tuple[int, str]] = []
    """The indents and ids of what the next comment may answer."""
    closed = 0
    for position, header in enumerate(headers, start=1):
        last = position == len(headers)
        end = _end(shown, header.end) if last else starts[position]
        own = lines[header.end : end]
        stop = next((at for at, line in enumerate(own) if shown[header.end + at] == "»"), None)
        closed += stop is not None
        if last and stop is not None and 2 * closed >= len(headers):
            own = own[:stop]  # the page's foot is below the last comment's links
        while above and above[-1][0] >= header.indent:
            above.pop()
        text = [header.rest, *own] if header.rest else own
        own, parent = _answered(without_buttons(_dedented(text)))
        body, quotes = quoted(own)
        comments.append(
            Comment(
                id=f"{PLACE}{position}",
                author=header.name,
                registered=header.registered,
                posted=_date(header.date, Origin.COMMENT, scrape),
                body=body,
                reply_to=above[-1][1] if above else None,
                reply_to_name=parent,
                depth=len(above),
                position=position,
                quotes=quotes,
            )
        )
        above.append((header.indent, f"{PLACE}{position}"))
    return tuple(comments)


def _answered(lines: list[str]) -> tuple[list[str], str | None]:
    """A comment's lines without the one that names whom it answers, and that name."""
    at = next((number for number, line in enumerate(lines) if bare(line)), None)
    match = IN_REPLY.fullmatch(bare(lines[at])) if at is not None and len(lines[at]) < 500 else None
    if at is None or match is None:
        return lines, None
    return lines[at + 1 :], match["name"]


def _dedented(lines: list[str]) -> list[str]:
    """Lines without the margin that all of them have."""
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    return [line[margin:] if line[:margin].isspace() else line.lstrip() for line in lines]


def _date(text: str, origin: Origin, scrape: Scrape) -> Dated | None:
    return dates.read(text, origin, scrape.timezone)


DRUPAL_SUBMITTED = Dialect(name="drupal-submitted", recognise=_recognise, read=_read)
