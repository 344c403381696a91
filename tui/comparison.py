"""What two copies of a text have that the other has not, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from search.results import Span

MOST: Final = 4_000_000
"""Pairs of words that are compared at once: beyond that, two parts of texts are taken as different."""

WORD: Final = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts in one, as wdiff writes it: [-only in the first-] and {+only in the second+}."""

    text: str
    gone: tuple[Span, ...]
    """What only the first has."""
    come: tuple[Span, ...]
    """What only the second has."""
    words: tuple[int, int]
    """How many words these are."""


def compare(first: str, second: str) -> Comparison:
    """Compare two texts, paragraphs first, then the words of those that differ."""
    pieces: list[str] = []
    spans: tuple[list[Span], list[Span]] = ([], [])
    counts = [0, 0]
    length = 0
    for side, words in _runs(first, second):
        text = "".join(words)
        if pieces and not pieces[-1][-1].isspace():  # the last word of one text, not the last of both
            pieces.append(" ")
            length += 1
        if side is not None:
            body = text.rstrip()
            opening, closing = (("[-", "-]"), ("{+", "+}"))[side]
            spans[side].append((length, length + len(body) + 4))
            counts[side] += len(words)
            text = f"{opening}{body}{closing}{text[len(body) :]}"
        pieces.append(text)
        length += len(text)
    return Comparison("".join(pieces), tuple(spans[0]), tuple(spans[1]), (counts[0], counts[1]))


def _runs(first: str, second: str) -> Iterator[tuple[int | None, Sequence[str]]]:
    """Words in order: of both texts (None), of the first alone (0), of the second alone (1)."""
    parts = (_paragraphs(first), _paragraphs(second))
    keys = [[" ".join(part.split()) for part in side] for side in parts]
    for _, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        words = [[word for part in parts[0][a:b] for word in WORD.findall(part)]]
        words.append([word for part in parts[1][c:d] for word in WORD.findall(part)])
        yield from _words(words[0], words[1])


def _words(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int | None, Sequence[str]]]:
    keys = [[word.rstrip() for word in side] for side in (first, second)]
    if keys[0] == keys[1]:
        yield None, second
    elif len(first) * len(second) > MOST:
        yield from _sides(first, second)
    else:
        for kind, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
            if kind == "equal":
                yield None, second[c:d]
            else:
                yield from _sides(first[a:b], second[c:d])


def _sides(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int | None, Sequence[str]]]:
    if first:
        # A paragraph that is gone and one that came stand in one line.
        yield 0, first if not second else [*first[:-1], first[-1].rstrip() + " "]
    if second:
        yield 1, second


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=\n)(?!\n)", text) if part.strip()]
