"""The best passage of a text for a query."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
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
RUN: Final = re.compile(r"\s{2,}")


def snippet(text: str, marks: Sequence[Mark], width: int = WIDTH) -> Snippet:
    """The passage of about `width` characters that shows most of what satisfied the query.

    Most is: the most different leaves of the query, then the most marks, then the earliest. Without
    marks, which are sorted, it is the beginning.
    """
    start, end = _passage(text, marks, width)
    inside = [mark for mark in marks if start <= mark[0] and mark[1] <= end]
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


def _passage(text: str, marks: Sequence[Mark], width: int) -> Span:
    if not marks:
        start = len(text) - len(text.lstrip())
        return start, _word_end(text, start, start + width)
    first, last = _densest(marks, width)
    return _framed(text, marks[first][0], max([end for _, end, _ in marks[first : last + 1]]), width)


def _densest(marks: Sequence[Mark], width: int) -> tuple[int, int]:
    """The numbers of the first and the last mark of the best passage."""
    inside: dict[int, int] = {}
    best_leaves = best_marks = first = 0
    chosen = 0, 0
    for last, (_, end, leaf) in enumerate(marks):
        inside[leaf] = inside.get(leaf, 0) + 1
        while first < last and end - marks[first][0] > width:
            left = marks[first][2]
            if inside[left] == 1:
                del inside[left]
            else:
                inside[left] -= 1
            first += 1
        different, number = len(inside), last - first + 1
        if different > best_leaves or (different == best_leaves and number > best_marks):
            best_leaves, best_marks, chosen = different, number, (first, last)
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
    end = most
    while end >= least and not text[end].isspace():
        end -= 1
    if end < least:
        return max(least, most)
    while end > least and text[end - 1].isspace():
        end -= 1
    return end


def flat(text: str, start: int, end: int, spans: Sequence[Span]) -> Snippet:
    """The passage as one line, its spans moved along."""
    passage = text[start:end]
    if passage[:1].isspace() or passage[-1:].isspace():
        flat = SPACE.sub(" ", passage)
    else:
        flat = " ".join(passage.split())
    moved = [(begin - start, stop - start) for begin, stop in spans]
    if len(flat) != len(passage):
        runs = [match.span() for match in RUN.finditer(passage)]
        ends = [end for _, end in runs]
        gone = [0, *accumulate(end - begin - 1 for begin, end in runs)]

        def place(offset: int) -> int:
            before = bisect_right(ends, offset)
            inside = max(0, offset - runs[before][0] - 1) if before < len(runs) else 0
            return offset - gone[before] - inside

        moved = [(place(begin), place(stop)) for begin, stop in moved]
    return Snippet(
        text=flat,
        spans=tuple(moved),
        begins=start == 0 or not text[:start].strip(),
        ends=end == len(text) or not text[end:].strip(),
    )
