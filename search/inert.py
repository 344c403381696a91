"""Text from anywhere, made safe to put on a terminal.

A terminal obeys what it is sent, and scraped text holds anything: escape sequences that set its
title or its clipboard, characters that turn the order of a line round, marks that stand on nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from search.results import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

UNSEEN: Final = (
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but tab and line feed
    "\u00ad\u200b\u2060-\u2064\ufeff"  # soft hyphen, zero-width spaces and joiners of words
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the order of writing
    "\u2028\u2029\ufff9-\ufffb"  # separators and annotations
    "\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"  # variants of signs, of whose width no two terminals agree
    "\ud800-\udfff\U000e0000-\U000e007f"  # halves of pairs, and tags
    "]+"
    # Marks and joiners beyond the fourth on one letter.
    "|(?<=[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f]+"
)
FIRST_MARK: Final = "\u0300"
"""All of UNSEEN below it is not printable."""


def inert(text: str) -> str:
    """`text` without what a terminal would obey; tabs and line feeds are left."""
    return text if _plain(text) else _unseen().sub("", text)


def inert_line(text: str) -> str:
    """`text` as one line without what a terminal would obey."""
    return " ".join(inert(text).split())


def inert_spans(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """`inert` text, with spans in `text` moved along; those of which nothing is left are gone."""
    if _plain(text):
        return text, tuple((start, end) for start, end in spans if start < end)
    cuts = [match.span() for match in _unseen().finditer(text)]
    starts = [start for start, _ in cuts]
    gone = [0, *accumulate(end - start for start, end in cuts)]

    def moved(offset: int) -> int:
        before = bisect_left(starts, offset)
        beyond = max(0, cuts[before - 1][1] - offset) if before else 0
        return offset - gone[before] + beyond

    places = ((moved(start), moved(end)) for start, end in spans)
    return _unseen().sub("", text), tuple((start, end) for start, end in places if start < end)


def _plain(text: str) -> bool:
    """Whether there is surely nothing of UNSEEN in a text: the common case, and soon told."""
    return text.isprintable() and (text.isascii() or max(text) < FIRST_MARK)


@cache
def _unseen() -> re.Pattern[str]:
    """UNSEEN, compiled when there is a text to look through: most searches find plain ones alone."""
    return re.compile(UNSEEN)
