"""Comments written as Markdown below an article.

## Comments                             or another heading that says so

**Ann Roe** (2014-05-03 12:00):         a name in bold, with a date or a colon
Her comment ..
> **Bob** (2014-05-03 12:05): ..        answers are nested, as quotes or in lists

### Ann Roe - 2014-05-03                or a heading for each comment, answers deeper
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from index import dates
from index.dialects.headers import header, is_name
from index.dialects.page import HEADING
from index.dialects.stamps import stamp
from index.extract.blocks import Block, Reading
from index.formats.markdown_html import BOLD, LIGHT, MARKS
from index.identity import PLACE
from index.model import Comment, Origin
from index.posts import Post, comments
from index.settings import Scrape
from index.text import Spans

NESTING: Final = frozenset({"blockquote", "ul", "ol"})
QUOTING: Final = "blockquote"
NAME: Final = re.compile(rf"{BOLD}(?P<name>[^{BOLD}{LIGHT}]{{1,120}}){LIGHT}(?P<rest>.{{0,160}})", re.DOTALL)
BEFORE_DATE: Final = re.compile(
    r"[\s,:;|·•@([{–—-]*(?:(?:says|said|wrote|writes|commented|posted|on|at)\b[\s,:([–—-]*){0,3}"
)
AFTER_DATE: Final = re.compile(r"[\s)\]}.,:;|·•–—-]*(?:(?:says|said|wrote|writes)\b\s?:?)?\s*")
COLON: Final = re.compile(r"\s?(?:(?:says|said|wrote|writes|commented)\s?)?:\s*")
FEWEST: Final = 2
"""Comments without a heading above them that make a thread."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text in blocks."""

    title: str
    """Its heading of the first level; empty if there is none."""
    blocks: tuple[Block, ...]
    depths: tuple[int, ...]
    """By block, in how many lists and quotes it lies."""
    quotes: tuple[int, ...]
    """By block, in how many quotes it lies."""


@dataclass(frozen=True, slots=True)
class _Entry:
    at: int
    name: str
    date: str | None
    rest: str
    depth: int
    quotes: int


def split(reading: Reading) -> Part:
    """A text in blocks, without its title: its first heading, or the only one of its level."""
    depths, quotes = _within(reading, NESTING), _within(reading, {QUOTING})
    kept = list(range(len(reading.blocks)))
    titles = [number for number in kept if reading.blocks[number].tag == "h1"]
    title = ""
    if titles and (titles[0] == 0 or len(titles) == 1):
        title = MARKS.sub("", reading.blocks[titles[0]].text)
        kept.remove(titles[0])
    return Part(
        title,
        tuple(reading.blocks[number] for number in kept),
        tuple(depths[number] for number in kept),
        tuple(quotes[number] for number in kept),
    )


def _within(reading: Reading, tags: Set[str]) -> list[int]:
    """By block, in how many elements with one of these tags it lies."""
    steps = [0] * (len(reading.blocks) + 1)
    for tag, start, stop in reading.regions:
        if tag in tags:
            steps[start] += 1
            steps[stop] -= 1
    return list(accumulate(steps[:-1]))


def plain_text(part: Part) -> str:
    """The blocks as one text, paragraphs with an empty line between."""
    return "\n\n".join(MARKS.sub("", block.text) for block in part.blocks)


def thread(part: Part, scrape: Scrape) -> tuple[Part, tuple[Comment, ...]]:
    """What of a text is not comments, and its comments."""
    heading = next(
        (
            number
            for number, block in enumerate(part.blocks)
            if (block.tag.startswith("h") or BOLD in block.text)
            and HEADING.fullmatch(MARKS.sub("", block.text[:200]).strip())
        ),
        None,
    )
    start = heading + 1 if heading is not None else 0
    level = part.blocks[heading].tag if heading is not None else ""
    entries = [
        entry
        for number in range(start, len(part.blocks))
        if (entry := _entry(part, number, level, heading is not None)) is not None
    ]
    if heading is None and (
        len(entries) < FEWEST or any(entry.date is None for entry in entries) or entries[0].at == 0
    ):
        return part, ()
    if not entries:
        return part, ()
    scrape.gave("comments", "names in bold or headings")
    end = next(
        (
            number
            for number in range(entries[-1].at + 1, len(part.blocks))
            if level and part.blocks[number].tag.startswith("h") and part.blocks[number].tag <= level
        ),
        len(part.blocks),
    )
    posts: list[Post] = []
    above: list[tuple[int, str]] = []
    for number, entry in enumerate(entries):
        stop = entries[number + 1].at if number + 1 < len(entries) else end
        body, quotes = _body(part, entry, stop)
        while above and above[-1][0] >= entry.depth:
            above.pop()
        own = f"{PLACE}{number + 1}"
        posted = dates.read(entry.date, Origin.COMMENT, scrape.timezone) if entry.date else None
        posts.append(Post(own, above[-1][1] if above else None, entry.name, posted, body, quotes))
        above.append((entry.depth, own))
    kept = heading if heading is not None else entries[0].at
    left = replace(
        part,
        blocks=part.blocks[:kept] + part.blocks[end:],
        depths=part.depths[:kept] + part.depths[end:],
        quotes=part.quotes[:kept] + part.quotes[end:],
    )
    return left, comments(posts)


def _entry(part: Part, number: int, level: str, headed: bool) -> _Entry | None:
    """The start of a comment that a block is, if it is one."""
    block = part.blocks[number]
    if re.fullmatch(r"h[1-6]", block.tag):
        text = MARKS.sub("", block.text)
        found = header(number, text)
        deep = int(block.tag[1])
        if (
            found is not None
            and found.name
            and found.stamp is not None
            and not (level and block.tag <= level)
        ):
            return _Entry(number, found.name, found.stamp.text, "", deep, part.quotes[number])
        if level and block.tag > level and is_name(text):
            date = _date_below(part, number)
            return _Entry(number, text, date, "", deep, part.quotes[number])
        return None
    match = NAME.match(block.text)
    if match is None:
        return None
    name, rest = match["name"].strip().rstrip(":").strip(), block.text[match.start("rest") :]
    inside = header(number, name)
    if inside is not None and inside.name and inside.stamp is not None:
        return _Entry(
            number,
            inside.name,
            inside.stamp.text,
            AFTER_DATE.sub("", rest, count=1),
            part.depths[number],
            part.quotes[number],
        )
    if not is_name(name):
        return None
    when = stamp(rest[:100].split("\n")[0])
    lead = BEFORE_DATE.match(rest)
    if when is not None and lead is not None and lead.end() >= when.start:
        after = AFTER_DATE.match(rest, when.end)
        return _Entry(
            number,
            name,
            when.text,
            rest[after.end() if after else when.end :],
            part.depths[number],
            part.quotes[number],
        )
    colon = COLON.match(rest)
    inner = match["name"].rstrip().endswith(":")
    if headed and (colon is not None or inner or not rest.strip()):
        return _Entry(
            number,
            name,
            None,
            rest[colon.end() :] if colon else rest,
            part.depths[number],
            part.quotes[number],
        )
    return None


def _date_below(part: Part, number: int) -> str | None:
    if number + 1 >= len(part.blocks):
        return None
    found = header(0, MARKS.sub("", part.blocks[number + 1].text))
    return found.stamp.text if found is not None and found.stamp is not None and found.name is None else None


def _body(part: Part, entry: _Entry, stop: int) -> tuple[str, Spans]:
    """The text of a comment, and which of it is deeper quoted than its header is."""
    pieces: list[tuple[str, bool]] = [(entry.rest.strip(), False)]
    for number in range(entry.at + 1, stop):
        text = MARKS.sub("", part.blocks[number].text)
        if (
            number == entry.at + 1
            and entry.date is not None
            and not entry.rest
            and text.strip("*_ ") == entry.date
        ):
            continue
        pieces.append((text, part.quotes[number] > entry.quotes))
    body, spans = "", []
    for text, is_quote in pieces:
        text = MARKS.sub("", text)
        if not text:
            continue
        body += "\n\n" if body else ""
        if is_quote:
            spans.append((len(body), len(body) + len(text)))
        body += text
    return body, tuple(spans)
