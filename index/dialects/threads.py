"""Text dumps of any page with comments under an article, whose maker is not known.

Lines that may head a comment (`index.dialects.headers`) are gathered by their shape. A shape makes a thread
if its lines come again and again with text between them, below running text. A name stands in the line itself
or in the one above or below it, the same throughout; the comment is below, or above where nothing follows
the last. Where there is but one such line it must be unmistakable: what is taken for an article with comments
and is none does more harm than comments that stay in the article.

Where only a heading such as "12 Comments" and buttons such as "Reply" show that comments begin, and nothing
where each of them does, all of them are one comment without an author.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index import dates
from index.dialects.dialect import Dialect, bare, paragraphs
from index.dialects.furniture import is_button, without_buttons
from index.dialects.headers import Header, header, is_name
from index.dialects.opening import opening
from index.dialects.quotes import quoted
from index.dialects.stamps import time_only
from index.dialects.words import COMMENTS
from index.identity import PLACE
from index.model import Article, Comment, Dated, Origin
from index.posts import Post
from index.posts import comments as tree
from index.settings import Scrape

RUNNING: Final = 100
"""Characters of text that an article has before its comments."""
MOST_FOOT: Final = 2
"""Paragraphs that the first comment has where its header is below it: nothing shows where it begins."""

HEADING: Final = re.compile(
    rf"(?:(?:(?P<count>\d{{1,5}})|no|one|all|add|leave a|view all|reader|user|latest|the|post(?:ed)?|recent|your)\s){{0,3}}"
    rf"(?:{'|'.join(COMMENTS)})(?:\s(?:to|on|for|zu|auf|à|a|su|op)\s.{{1,150}})?"
    rf"\s?:?\s?(?:[(\[]\s?(?P<after>\d{{1,5}})\s?[)\]])?(?:\s(?P<last>\d{{1,5}}))?\s?[:↓»]?",
    re.IGNORECASE,
)
FORM: Final = re.compile(
    r"(?:leave (?:a|your) (?:reply|comment|response)|post a (?:new )?comment|add (?:a |your )?(?:new )?comment|"
    r"write a comment|your comment|comments are closed|comment form|submit (?:a )?comment|kommentar (?:schreiben|"
    r"verfassen|hinterlassen)|schreibe einen kommentar|laisser un commentaire|deja (?:un comentario|una respuesta)|"
    r"deixe (?:um comentário|uma resposta)|lascia un commento|geef een reactie|skriv en kommentar|lämna ett svar|"
    r"dodaj komentarz|napsat komentář|добавить комментарий|оставить комментарий|yorum yap|コメントを残す|发表评论)\b.{0,60}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Thread:
    """Where in a text its comments are."""

    start: int
    """The first line that is not the article's."""
    marks: tuple[Mark, ...]
    """One for each comment."""
    shape: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One comment: its lines, without its header."""

    start: int
    end: int
    name: str | None
    parent: str | None
    date: str | None
    indent: int


def find(lines: Sequence[str]) -> Thread | None:
    """The comments in the lines of a text, if it shows that there are any."""
    shown = [bare(line) if len(line) < 1_000 else line for line in lines]
    floor = _running(shown)
    headers = [
        found
        for number in range(floor, len(shown))
        if (found := header(number, shown[number])) is not None
    ]
    heading = _heading(shown, floor)
    shapes: dict[str, list[Header]] = defaultdict(list)
    for found in headers:
        shapes[found.shape].append(found)
    best: Thread | None = None
    for shape in sorted(shapes, key=lambda shape: -_worth(shapes[shape])):
        best = _thread(lines, shown, shapes[shape], headers, heading, floor)
        if best is not None:
            break
    return best


def _worth(group: Sequence[Header]) -> float:
    """How much a shape tells: how many there are, and what they say."""
    first = group[0]
    sure = 2.0 if first.shape.startswith("says") else 1.0
    if first.stamp is not None:
        sure += first.stamp.timed or first.stamp.relative
    return len(group) * sure


def _running(shown: Sequence[str]) -> int:
    """The line below the first running text: what is above may be a byline, and heads no comment."""
    length = 0
    for number, line in enumerate(shown):
        if len(line) >= 50:
            length += len(line)
        if length >= RUNNING:
            return number + 1
    return len(shown)


def _heading(shown: Sequence[str], floor: int) -> int | None:
    """The line that says comments begin."""
    for number in range(floor, len(shown)):
        line = shown[number]
        if line and len(line) <= 200 and HEADING.fullmatch(line):
            return number
    return None


def _thread(
    lines: Sequence[str],
    shown: Sequence[str],
    group: list[Header],
    headers: Sequence[Header],
    heading: int | None,
    floor: int,
) -> Thread | None:
    if heading is not None and any(each.line > heading for each in group):
        group = [each for each in group if each.line > heading]
    else:
        heading = None
    if not group:
        return None
    places = _names(shown, group, floor)
    if places is None:
        return None
    foot = _is_foot(shown, group, places)
    if not _is_thread(shown, group, places, foot, heading is not None):
        return None
    return _marks(lines, shown, group, places, foot, heading, headers, floor)


def _next(shown: Sequence[str], number: int) -> int | None:
    """The nearest line below with something on it that is no button."""
    for at in range(number + 1, min(number + 30, len(shown))):
        if shown[at] and not is_button(shown[at]):
            return at
    return None


def _last(shown: Sequence[str], number: int, floor: int) -> int | None:
    """The nearest line above with something on it that is no button."""
    for at in range(number - 1, max(floor - 1, number - 30), -1):
        if shown[at] and not is_button(shown[at]):
            return at
    return None


def _names(shown: Sequence[str], group: Sequence[Header], floor: int) -> list[int] | None:
    """The line in which each header's name is; None if there are no names."""
    if group[0].name is not None:
        return [each.line for each in group]
    above = [_last(shown, each.line, floor) for each in group]
    if _mostly_names(shown, above, group, -1):
        return [at if at is not None else each.line for at, each in zip(above, group, strict=True)]
    below = [_next(shown, each.line) for each in group]
    below = [
        _next(shown, at) if at is not None and time_only(shown[at]) else at for at in below
    ]
    if _mostly_names(shown, below, group, 1):
        return [at if at is not None else each.line for at, each in zip(below, group, strict=True)]
    return None


def _mostly_names(
    shown: Sequence[str], places: Sequence[int | None], group: Sequence[Header], side: int
) -> bool:
    """Whether lines beside headers are names: short, by themselves, and not all the same."""
    good = 0
    for at, each in zip(places, group, strict=True):
        if at is None or not is_name(shown[at]):
            continue
        beyond = at + side
        alone = not 0 <= beyond < len(shown) or not shown[beyond] or len(shown[beyond]) < 60
        near = abs(at - each.line) <= 3
        good += near and (alone or side < 0)
    return good * 3 >= len(group) * 2 and good > 0


def _is_foot(shown: Sequence[str], group: Sequence[Header], places: Sequence[int]) -> bool:
    """Whether the headers are below their comments: then nothing follows the last."""
    last = max(group[-1].line, places[-1])
    return not group[0].shape.startswith("says") and _next(shown, last) is None


def _is_thread(
    shown: Sequence[str], group: Sequence[Header], places: Sequence[int], foot: bool, headed: bool
) -> bool:
    first = group[0]
    says = first.shape.startswith("says")
    when = first.stamp
    texts = 0
    for number, each in enumerate(group):
        start = max(each.line, places[number])
        end = min(group[number + 1].line, places[number + 1]) if number + 1 < len(group) else len(shown)
        texts += any(
            shown[at] and not is_button(shown[at]) and not header_like(shown[at]) for at in range(start + 1, min(end, start + 40))
        )
    if foot:
        texts += 1
    if 2 * texts <= len(group):
        return False
    names = {shown[place] if each.name is None else each.name for place, each in zip(places, group, strict=True)}
    timed = when is not None and (when.timed or when.relative)
    if headed:
        return True
    if len(group) == 1:
        if foot:
            return False
        if says:
            return _stamp_near(shown, first.line) or "says" in first.shape
        return when is not None and when.timed and not first.by
    if says or timed or first.shape in ("slashdot",):
        return len(names) > 1 or timed
    if first.shape == "address":
        return len(group) >= 2
    return len(group) >= 2 and len(names) > 1


def header_like(line: str) -> bool:
    """Whether a line is a time and nothing else."""
    return time_only(line)


def _stamp_near(shown: Sequence[str], number: int) -> bool:
    """Whether a line with a date alone is within the comment below a header."""
    for at in range(number + 1, len(shown)):
        found = header(at, shown[at])
        if found is not None and found.stamp is not None and found.name is None:
            return True
    return False


def _marks(
    lines: Sequence[str],
    shown: Sequence[str],
    group: Sequence[Header],
    places: Sequence[int],
    foot: bool,
    heading: int | None,
    headers: Sequence[Header],
    floor: int,
) -> Thread:
    firsts = [min(each.line, place) for each, place in zip(group, places, strict=True)]
    lasts = [max(each.line, place) for each, place in zip(group, places, strict=True)]
    lasts = [last + 1 if last + 1 < len(shown) and time_only(shown[last + 1]) else last for last in lasts]
    if foot:
        begin = heading + 1 if heading is not None else _foot_start(shown, firsts[0], floor)
        starts = [begin, *(last + 1 for last in lasts[:-1])]
        ends = firsts
        start = heading if heading is not None else begin
    else:
        starts = [last + 1 for last in lasts]
        ends = [*firsts[1:], _form(shown, lasts[-1] + 1)]
        start = heading if heading is not None else firsts[0]
    stamps = {each.line: each for each in headers if each.stamp is not None and each.name is None}
    marks = []
    for number, each in enumerate(group):
        begin, end = starts[number], ends[number]
        when = each.stamp.text if each.stamp is not None else None
        time_line = lasts[number]
        if when is not None and each.stamp is not None and not each.stamp.timed and time_only(shown[time_line]):
            when = f"{when} {shown[time_line]}"
        if each.stamp is None:
            begin, end, when = _dated_within(shown, begin, end, stamps)
        indent = len(lines[firsts[number]]) - len(lines[firsts[number]].lstrip())
        name = each.name if each.name is not None else _name_in(shown[places[number]])
        marks.append(Mark(begin, max(begin, end), name, each.parent, when, indent))
    return Thread(start, tuple(marks), group[0].shape)


def _name_in(line: str) -> str | None:
    line = line.strip("|•·—–-,:").strip()
    return line if is_name(line) else None


def _foot_start(shown: Sequence[str], foot: int, floor: int) -> int:
    """The line at which the text above the first foot begins: one paragraph up."""
    at = foot
    while at > floor and not shown[at - 1]:
        at -= 1
    while at > floor and shown[at - 1]:
        at -= 1
    return at


def _form(shown: Sequence[str], start: int) -> int:
    """Where the comments end: at the form below them."""
    return next((at for at in range(start, len(shown)) if len(shown[at]) <= 120 and FORM.fullmatch(shown[at])), len(shown))


def _dated_within(
    shown: Sequence[str], begin: int, end: int, stamps: dict[int, Header]
) -> tuple[int, int, str | None]:
    """The lines of a comment without the line of its date, which is its first or its last."""
    first = next((at for at in range(begin, end) if shown[at] and not is_button(shown[at])), None)
    if first in stamps:
        found = stamps[first].stamp
        return first + 1, end, found.text if found else None
    last = next((at for at in range(end - 1, begin - 1, -1) if shown[at] and not is_button(shown[at])), None)
    if last in stamps:
        found = stamps[last].stamp
        return begin, last, found.text if found else None
    return begin, end, None


def _recognise(lines: list[str]) -> bool:
    return find(lines) is not None


def _read(lines: list[str], scrape: Scrape) -> Article:
    thread = find(lines)
    assert thread is not None
    top = opening(lines[: thread.start], scrape)
    posts = []
    above: list[tuple[int, str]] = []
    indents = {mark.indent for mark in thread.marks}
    for number, mark in enumerate(thread.marks, start=1):
        body, quotes = quoted(without_buttons(list(lines[mark.start : mark.end])))
        while above and above[-1][0] >= mark.indent:
            above.pop()
        posts.append(
            Post(
                id=f"{PLACE}{number}",
                parent=above[-1][1] if above and len(indents) > 1 else None,
                author=mark.name,
                posted=_date(mark.date, scrape),
                body=body,
                quotes=quotes,
                parent_name=mark.parent,
            )
        )
        above.append((mark.indent, f"{PLACE}{number}"))
    scrape.gave("comments", f"lines of the shape {thread.shape}")
    return Article(
        id="",
        url=top.url,
        source=top.source,
        title=top.title,
        authors=top.authors,
        published=top.published,
        body=paragraphs(without_buttons(top.body)),
        comments=tree(posts),
        scrape=scrape.ref("text", THREADS.name),
        language=top.language,
    )


def _date(text: str | None, scrape: Scrape) -> Dated | None:
    return dates.read(text, Origin.COMMENT, scrape.timezone) if text else None


THREADS = Dialect(name="threads", recognise=_recognise, read=_read)
