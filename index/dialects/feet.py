"""Where the first comment begins of those whose headers are below them: nothing but its words shows that.

Somebody is greeted or thanked, or spoken to by name; or an article ends with what articles end with, such as
its tags or a word about who wrote it. Where there is none of that, the comment is taken to have as many
paragraphs as most of the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median_low
from typing import Final

from index.dialects.page import NEAR, Page
from index.dialects.words import ENDINGS, GREETINGS, PRAISED, PRAISES

FARTHEST: Final = 8
"""Paragraphs that are looked at."""
FEWEST: Final = 6
"""Of them, where no other comment has as many."""
TOP: Final = 6
"""Lines of a page in which its author may be named."""
LONGEST: Final = 80
"""Characters of such a line."""

_GREETING: Final = re.compile(
    rf"(?:{GREETINGS})\b|(?:(?:{PRAISES})\b.{{0,24}}?\b(?:{PRAISED})\b)|@\w", re.IGNORECASE
)
_ENDING: Final = re.compile(rf"(?:{ENDINGS})\b.{{0,20}}?(?::|$)", re.IGNORECASE)
_CALLED: Final = re.compile(r"([^\W\d_]{2,20})(?: [^\W\d_]{2,20})?(?:,|\s?[-–—:]\s| ?\.\.+|!|$)")
_BYLINE: Final = re.compile(r"(?:^|\s)(?:by|von|par|por|di|door|av|af|przez)\s+(\S.{1,40})", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{2,20}")


def foot_start(page: Page, firsts: Sequence[int], lasts: Sequence[int], names: Sequence[str | None]) -> int:
    """The line at which the first comment begins, of those with headers in lines `firsts` to `lasts`."""
    starts = _above(page, firsts[0])
    people = {word for name in names if name for word in _WORD.findall(name)}
    for line in page.shown[:TOP]:
        byline = _BYLINE.search(line) if len(line) <= LONGEST else None
        people.update(_WORD.findall(byline[1]) if byline else ())
    people = {word for word in people if word[0].isupper()}
    ending = next((at for at, start in enumerate(starts) if at and _ENDING.match(page.shown[start])), None)
    starts = starts[:ending]
    sizes = [
        _paragraphs(page.shown, last + 1, first) - _named(page, last, first)
        for last, first in zip(lasts[:-1], firsts[1:], strict=True)
    ]
    for start in reversed(starts[: max(FEWEST, *sizes, 0) + 1]):
        line = page.shown[start]
        called = _CALLED.match(line)
        if greets(line) or (called is not None and called[1] in people):
            return start
    if ending is not None:
        return starts[-1]
    size = max(1, median_low(sizes)) if sizes else 1
    return starts[min(size, len(starts)) - 1] if starts else firsts[0]


def greets(line: str) -> bool:
    """Whether a paragraph begins as comments do."""
    return _GREETING.match(line) is not None


def _above(page: Page, foot: int) -> list[int]:
    """Where the paragraphs above a line begin, the nearest first."""
    starts: list[int] = []
    stop = max(page.floor, foot - NEAR)
    for at in range(foot - 1, stop, -1):
        found = page.headers.get(at)
        if found is not None and found.stamp is not None and found.name is not None:
            stop = found.last + 1
            break
    at = foot
    while len(starts) < FARTHEST:
        while at > stop and not page.shown[at - 1]:
            at -= 1
        if at <= stop:
            break
        while at > stop and page.shown[at - 1]:
            at -= 1
        starts.append(at)
    return starts


def _named(page: Page, last: int, foot: int) -> bool:
    """Whether a comment between two feet begins with the name that is in its own."""
    below = page.below(last)
    header = page.headers.get(foot)
    return below is not None and header is not None and page.shown[below] == header.name


def _paragraphs(shown: Sequence[str], start: int, end: int) -> int:
    return sum(bool(shown[at]) and (at == start or not shown[at - 1]) for at in range(start, end))
