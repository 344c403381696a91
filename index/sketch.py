"""What of a text shows that another is a copy of it.

Two decisions are made on it. `keys` are a few numbers that copies share and other texts hardly do, small
enough to be indexed: they find candidates. `alike` then compares two candidates by all their words.
Both are functions of the texts alone, the same on every machine, for what is a copy of what must not
depend on when each was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self
from zlib import crc32

from index.model import Article, Comment, Kind

WHOLE: Final = 3
"""Keys from all of an article, which find it under another beginning,"""
LEAD: Final = 3
"""and from how it begins, which find it cut short."""
LEAD_WORDS: Final = 30
"""Long words that are the beginning: about 120 of all words."""
OF_COMMENT: Final = 2
"""Keys of a comment, whose copies differ less."""
COMMENTS: Final = 1 << 32
"""Sets the keys of comments apart: they are copies of each other, not of articles."""

LONG: Final = 6
"""Bytes of a long word. About every fourth word of a text is long, and keys are made of these alone."""
FEW: Final = 4
"""A text with fewer pairs of long words has its keys made of all its words."""

SHORTEST: Final = {Kind.ARTICLE: 20, Kind.COMMENT: 20}
"""Texts with fewer different runs of RUN words say nothing by being the same."""
RUN: Final = 3
AS_LONG: Final = 0.85
"""The length of a comment in runs, of that of a copy of it: an answer that quotes it is longer."""
SAME: Final = 0.8
"""The runs of a comment that a copy must have."""
CONTAINED: Final = 0.55
"""The runs of an article that another of the same size must have;"""
SLOPE: Final = 0.4
"""by so much more where the other is far longer: what is cut off leaves the rest as it was."""
LEAST: Final = 0.12
"""An article with less than this share of the runs of another is an excerpt of it, not a copy."""
NUMBERS: Final = 0.5
"""The numbers of one that the other must have: pages made by one template differ in these."""
FEW_NUMBERS: Final = 4
"""Fewer say nothing."""

DIGITS: Final = frozenset(b"0123456789")
KEPT: Final = b"0123456789abcdefghijklmnopqrstuvwxyz" + bytes(range(128, 256))
SEPARATORS: Final = bytes(code if code in KEPT else ord(" ") for code in range(256))
"""By byte: letters, digits and what is not ASCII as they are, all else a space."""
QUOTED: Final = re.compile(r"^[ \t]{0,9}[>\u203a].*$", re.MULTILINE)
"""Lines that mail and news mark as somebody else's words."""
PUNCTUATION: Final = re.compile(
    "[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u3000-\u3004\u3008-\u3020\ufe10-\ufe6f]+"
)
MARKS: Final = re.compile("[\u0300-\u036f\xad\u200b-\u200d\ufeff]+")
"""Accents, once they are taken apart from their letters, and characters that no one sees."""
UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
)
"""Scripts that put no spaces between words: each two neighbours stand for a word."""


def told(record: Article | Comment) -> str:
    """The text of a record without what it marks as quoted."""
    if isinstance(record, Article) or not record.quotes:
        return record.body
    pieces = []
    end = 0
    for start, stop in record.quotes:
        pieces.append(record.body[end:start])
        end = stop
    return "\n".join((*pieces, record.body[end:]))


def keys(text: str, kind: Kind) -> tuple[int, ...]:
    """The numbers by which copies of a text are found; none for a text too short to have any."""
    words = _words(text)
    if len(words) < SHORTEST[kind] + RUN - 1:
        return ()
    long = [word for word in words if len(word) >= LONG]
    if len(long) <= FEW:
        long = words
    pairs = _runs(long, 2)
    if len(words) < 4 * SHORTEST[kind] and len(set(_runs(words, RUN))) < SHORTEST[kind]:
        return ()
    if kind is Kind.COMMENT:
        return tuple(value | COMMENTS for value in _least(pairs, OF_COMMENT))
    lead = _least(pairs[:LEAD_WORDS], LEAD)
    return (*lead, *_least([pair for pair in pairs if pair not in lead], WHOLE))


@dataclass(frozen=True, slots=True)
class Runs:
    """All that a text is compared by."""

    kind: Kind
    runs: frozenset[int]
    numbers: frozenset[bytes]

    @classmethod
    def of(cls, text: str, kind: Kind) -> Self:
        """Those of a text."""
        words = _words(text)
        numbers = frozenset(word for word in words if not word.isalpha() and not DIGITS.isdisjoint(word))
        return cls(kind, frozenset(_runs(words, RUN)), numbers)


def alike(one: Runs, other: Runs) -> bool:
    """Whether two texts of one kind are copies of each other."""
    small, large = sorted((one, other), key=lambda each: len(each.runs))
    if not small.runs:
        return False
    share = len(small.runs) / len(large.runs)
    shared = len(small.runs & large.runs)
    if small.kind is Kind.COMMENT:
        enough = share >= AS_LONG and shared >= SAME * len(small.runs)
    else:
        enough = share >= LEAST and shared >= (CONTAINED + SLOPE * (1 - share)) * len(small.runs)
    return enough and _same_numbers(one.numbers, other.numbers)


def _same_numbers(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    fewer = min(len(one), len(other))
    return fewer < FEW_NUMBERS or len(one & other) >= NUMBERS * fewer


def _words(text: str) -> list[bytes]:
    """The words of a text, folded."""
    if ">" in text or "\u203a" in text:
        text = QUOTED.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = UNSPACED.sub(_neighbours, PUNCTUATION.sub(" ", MARKS.sub("", text)))
    return text.encode("utf-8", "replace").lower().translate(SEPARATORS).split()


def _neighbours(match: re.Match[str]) -> str:
    run = match[0]
    return f" {' '.join(map(''.join, pairwise(run))) or run} "


def _runs(words: Sequence[bytes], length: int) -> list[int]:
    """A number for each run of so many words.

    A checksum goes on where that of the words before ended, so no run is ever put together.
    """
    numbers = map(crc32, words)
    for offset in range(1, length):
        numbers = map(crc32, words[offset:], numbers)
    return list(numbers)


def _least(numbers: Sequence[int], count: int) -> list[int]:
    """The least of some numbers: of two sets, these tend to be the same as far as the sets are."""
    return sorted(set(numbers))[:count]
