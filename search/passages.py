"""All sentences of a text in which something satisfied a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from search.matching import merged
from search.results import Span
from search.snippets import SENTENCE, SPACE, flat
from search.texts import Mark

REACH: Final = 300
"""Characters on either side of a mark within which its sentence must begin and end."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or more of a record's text in which something satisfied the query."""

    start: int
    """Where in the text it begins, in characters."""
    end: int
    text: str
    """One line: runs of white space are single spaces."""
    spans: tuple[Span, ...]
    """Sorted, disjoint, in `text`."""


def passages(text: str, marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """The sentences that hold marks, in their order; those that share a mark are one passage."""
    found: list[tuple[int, int, list[Span]]] = []
    for span in merged(marks):
        first, last, inside = found[-1] if found else (0, 0, [])
        if span[1] <= last:
            inside.append(span)
            continue
        start, end = sentence(text, *span)
        if start < last:
            found[-1] = first, end, [*inside, span]
        else:
            found.append((start, end, [span]))
    return tuple(_passage(text, start, end, inside) for start, end, inside in found)


def sentence(text: str, start: int, end: int) -> Span:
    """Where the sentence round a place begins and ends, or as much of a very long one as is near."""
    earliest, latest = max(0, start - REACH), end + REACH
    begin = None
    for boundary in SENTENCE.finditer(text, earliest, start):
        begin = boundary.end()
    if begin is None:
        space = SPACE.search(text, earliest, start) if earliest else None
        begin = space.end() if space else earliest
    stop = SENTENCE.search(text, end, latest)
    if stop is not None:
        return begin, stop.start() + len(stop[0].rstrip())
    if latest >= len(text):
        return begin, max(end, len(text.rstrip()))
    return begin, end + len(text[end:latest].rpartition(" ")[0])


def _passage(text: str, start: int, end: int, spans: Sequence[Span]) -> Passage:
    passage = flat(text, start, end, spans)
    return Passage(start, end, passage.text, passage.spans)
