"""What of a text shows that another is a copy of it.

A few numbers that copies share and that other texts hardly do, the keys, find candidates: they are small
enough to be indexed. `alike` then compares two of these by all their words. Both are functions of the
texts alone, and the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Self
from zlib import crc32

from index.model import Article, Comment, Kind

WHOLE: Final = 3
"""Keys from all of an article, which find it under another beginning,"""
LEAD: Final = 3
"""and from how it begins, which find it cut short."""
LEAD_PIECES: Final = 20
"""Pieces that are the beginning: about 150 words."""
OF_COMMENT: Final = 2
"""Keys of a comment, whose copies differ less."""
COMMENTS: Final = 1 << 32
"""Sets the keys of comments apart: they are copies of each other, not of articles."""

BOUND: Final = b"a"
"""The letter that ends a piece. A text is taken to pieces far faster than to words, at a letter that all
languages in Latin script use often; what is edited changes the pieces round it and no others."""
LEAST_PIECE: Final = 9
"""The letters of a piece; shorter ones say nothing."""
LARGEST_PIECE: Final = 24
"""Longer ones do not outlast an edit."""
FEW: Final = 3
"""A text with fewer pieces,"""
RARE: Final = 150
"""or fewer than one to so many bytes, such as one in another script, has runs of PAIR words instead."""
PAIR: Final = 2

SHORTEST: Final = 18
"""Texts with fewer different words say nothing by being the same."""
SHORT: Final = 300
"""Bytes from which on a text is taken to have as many."""
RUN: Final = 3
AS_LONG: Final = 0.85
"""The length of a comment in runs, of that of a copy of it: an answer that quotes it is longer."""
SAME: Final = 0.8
"""The runs of a comment that a copy must have."""
CONTAINED: Final = 0.5
"""The runs of an article that another of the same size must have;"""
SLOPE: Final = 0.4
"""by so much more where the other is far longer: what is cut off leaves the rest as it was."""
LEAST: Final = 0.12
"""An article with less than this share of the runs of another is an excerpt of it, not a copy."""
PROMISING: Final = 0.25
"""The pieces that two texts have in common if they may have enough runs in common."""
NUMBERS: Final = 0.5
"""The numbers of one that the other must have: pages made by one template differ in these."""
FEW_NUMBERS: Final = 4
"""Fewer say nothing."""

DIGITS: Final = frozenset(b"0123456789")
KEPT: Final = b"0123456789abcdefghijklmnopqrstuvwxyz" + bytes(range(128, 256))
SPACE: Final = b" "
SEPARATORS: Final = bytes(code if code in KEPT else SPACE[0] for code in range(256))
"""By byte: letters, digits and what is not ASCII as they are, all else a space."""
QUOTED: Final = re.compile(r"\n[ \t]{0,9}[>\u203a][^\n]*")
"""Lines that mail and news mark as somebody else's words."""
FOREIGN: Final = re.compile("[^\x00-\x7f]+")
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
    return record.body if isinstance(record, Article) else told_of(record.body, record.quotes)


def told_of(body: str, quotes: Sequence[tuple[int, int]]) -> str:
    """A text without some spans of it."""
    if not quotes:
        return body
    pieces = []
    end = 0
    for start, stop in quotes:
        pieces.append(body[end:start])
        end = stop
    return "\n".join((*pieces, body[end:]))


@dataclass(frozen=True, slots=True)
class Outline:
    """A text in short."""

    keys: tuple[int, ...]
    """By which copies of it are found."""
    pieces: array[int]
    """Its different pieces, a number each."""


def outline(text: str, kind: Kind) -> Outline | None:
    """A text in short; None for one that is too short to have copies."""
    folded = _folded(text)
    pieces = [
        crc32(piece)
        for piece in folded.translate(None, SPACE).split(BOUND)
        if LEAST_PIECE <= len(piece) <= LARGEST_PIECE
    ]
    if len(pieces) < max(FEW, len(folded) // RARE):
        pieces = _runs(folded.split(), PAIR)
    least = sorted(set(pieces))
    if (len(folded) < SHORT or len(least) < FEW) and len(set(folded.split())) < SHORTEST:
        return None
    if kind is Kind.COMMENT:
        return Outline(tuple(value | COMMENTS for value in least[:OF_COMMENT]), array("I", least))
    lead = sorted(set(pieces[:LEAD_PIECES]))[:LEAD]
    whole = [value for value in least[: WHOLE + LEAD] if value not in lead][:WHOLE]
    return Outline((*lead, *whole), array("I", least))


def promising(one: Outline, other: Outline) -> bool:
    """Whether it is worth while to compare two texts that share a key: most that do share little else."""
    few, many = sorted((one.pieces, other.pieces), key=len)
    return len(set(few).intersection(many)) >= PROMISING * len(few)


@dataclass(frozen=True, slots=True)
class Runs:
    """All that a text is compared by."""

    kind: Kind
    runs: frozenset[int]
    numbers: frozenset[bytes]

    @classmethod
    def of(cls, text: str, kind: Kind) -> Self:
        """Those of a text."""
        words = _folded(text).split()
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


def _folded(text: str) -> bytes:
    """The words of a text in lower case and without accents, with spaces round them."""
    if ">" in text or "\u203a" in text:
        text = QUOTED.sub(" ", "\n" + text)
    if not text.isascii():
        text = FOREIGN.sub(lambda match: _spelt(match[0]), text)
    return text.encode("utf-8", "replace").lower().translate(SEPARATORS)


@lru_cache(4096)
def _spelt(stretch: str) -> str:
    """Characters that are not ASCII, with spaces where words begin and end."""
    stretch = MARKS.sub("", unicodedata.normalize("NFKD", stretch.casefold()))
    return UNSPACED.sub(_neighbours, PUNCTUATION.sub(" ", stretch))


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
