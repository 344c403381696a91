"""The best passage of a text for a query."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from search.matching import merged
from search.results import Snippet, Span
from search.texts import Mark

WIDTH: Final = 240
"""Characters of a passage, about."""
LEAD: Final = 80
"""How far before the first mark a passage may begin to take in the sentence's beginning."""

SENTENCE: Final = re.compile(
    r"(?<=[.!?…])"
    r"(?<!\b[A-Za-z]\.)"  # U.S., p.m., J. Smith
    r"(?<!\b[DMS][rst]\.)(?<!\bMrs\.)(?<!\b(?:Gen|Gov|Sen|Rep)\.)"
    r"[\"'”’)\]]*\s+"
    r"|\n\s*"
)
"""What stands between two sentences."""

SPACE: Final = re.compile(r"\s+")


def snippet(text: str, marks: Sequence[Mark], width: int = WIDTH) -> Snippet:
    """The passage of about `width` characters that shows most of what satisfied the query.

    Most is: the most different leaves of the query, then the most marks, then the earliest. Without
    marks it is the beginning.
    """
    start, end = _passage(text, sorted(marks), width)
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return flat(text, start, end, merged(inside))


def cropped(passage: Snippet, width: int) -> Snippet:
    """What of a passage fits in one line of about `width` characters and shows its first mark."""
    first = passage.spans[0] if passage.spans else (0, 0)
    start = 0
    if first[1] > width * 2 // 3:
        start = max(0, min(first[0], first[1] - width // 2))
        space = passage.text.find(" ", start, first[0])
        start = space + 1 if space >= 0 else first[0]
    return Snippet(
        text=passage.text[start:],
        spans=tuple((begin - start, end - start) for begin, end in passage.spans if begin >= start),
        begins=passage.begins and start == 0,
        ends=passage.ends,
    )


def _passage(text: str, marks: list[Mark], width: int) -> Span:
    if not marks:
        start = len(text) - len(text.lstrip())
        return start, _word_end(text, start, start + width)
    first, last = _densest(marks, width)
    return _framed(text, marks[first].start, max(mark.end for mark in marks[first : last + 1]), width)


def _densest(marks: list[Mark], width: int) -> tuple[int, int]:
    """The numbers of the first and the last mark of the best passage."""
    best, chosen = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    first = 0
    for last, mark in enumerate(marks):
        inside[mark.leaf] += 1
        while first < last and mark.end - marks[first].start > width:
            inside[marks[first].leaf] -= 1
            if not inside[marks[first].leaf]:
                del inside[marks[first].leaf]
            first += 1
        worth = len(inside), last - first + 1
        if worth > best:
            best, chosen = worth, (first, last)
    return chosen


def _framed(text: str, start: int, end: int, width: int) -> Span:
    """A passage round the marks from `start` to `end`: from the beginning of their sentence if near."""
    spare = max(0, width - (end - start))
    earliest = max(0, start - min(LEAD, spare))
    if earliest == 0:
        begin = len(text) - len(text.lstrip())
    else:
        sentence = SENTENCE.search(text, earliest, start) or SPACE.search(text, earliest, start)
        begin = sentence.end() if sentence else start
    return min(begin, start), _word_end(text, end, begin + width)


def _word_end(text: str, least: int, most: int) -> int:
    """The end of the last whole word before `most`, but not before `least`."""
    if most >= len(text):
        return max(least, len(text.rstrip()))
    spaces = [match.start() for match in SPACE.finditer(text, least, most + 1)]
    return spaces[-1] if spaces else max(least, most)


def flat(text: str, start: int, end: int, spans: Sequence[Span]) -> Snippet:
    """The passage as one line, its spans moved along."""
    pieces: list[str] = []
    moved: list[int] = []
    edges = sorted({edge for span in spans for edge in span} | {start, end})
    position = 0
    for begin, stop in pairwise(edges):
        moved.append(position)
        piece = SPACE.sub(" ", text[begin:stop])
        pieces.append(piece)
        position += len(piece)
    moved.append(position)
    places = dict(zip(edges, moved, strict=True))
    return Snippet(
        text="".join(pieces),
        spans=tuple((places[begin], places[stop]) for begin, stop in spans),
        begins=not text[:start].strip(),
        ends=not text[end:].strip(),
    )
