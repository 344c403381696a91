"""Text into lines by the cells it takes on a screen, as offsets: what is marked in it stays so."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from search.results import Span


@lru_cache(4096)
def cells(character: str) -> int:
    """The columns a character takes in a terminal: 0 for one that stands on another, 2 for a wide one."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int, cells: Callable[[str], int] = cells) -> Iterator[Span]:
    """The lines of `text`, no wider than `width` columns, broken at spaces where there are any.

    A line feed ends a line. The spaces at a break are in no line. `cells` says how wide a character is.
    """
    start = 0
    for paragraph in text.split("\n"):
        yield from _lines(text, start, start + len(paragraph), max(2, width), cells)
        start += len(paragraph) + 1


def _lines(text: str, start: int, stop: int, width: int, cells: Callable[[str], int]) -> Iterator[Span]:
    while True:
        if stop - start <= width and text[start:stop].isascii():
            end = stop
        elif text[start : start + width + 1].isascii():
            end = min(start + width, stop)
        else:
            end = _fitting(text, start, stop, width, cells)
        if end >= stop:
            yield start, stop
            return
        first = start + len(text[start:end]) - len(text[start:end].lstrip(" "))
        space = text.rfind(" ", first, end + 1)
        if space > first:
            yield start, start + len(text[start:space].rstrip(" "))
            start = space
        elif first > start:  # the indentation leaves no room for the first word
            start = first
            continue
        else:
            yield start, end
            start = end
        while start < stop and text[start] == " ":
            start += 1
        if start == stop:
            return


def _fitting(text: str, start: int, stop: int, width: int, cells: Callable[[str], int]) -> int:
    """The end of what fits in `width` columns from `start` on: one character at least."""
    used = 0
    for at in range(start, stop):
        used += cells(text[at])
        if used > width:
            return max(at, start + 1)
    return stop
