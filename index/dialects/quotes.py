"""Lines that begin with ">": what a comment quotes."""

from __future__ import annotations

import re
from typing import Final

from index.text import Spans

QUOTE: Final = re.compile(r"\s{0,3}>\s?")


def quoted(lines: list[str]) -> tuple[str, Spans]:
    """Lines as one text without ">" before what is quoted, and where that is."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    for line in lines[start:end]:
        mark = QUOTE.match(line)
        if mark is not None:
            line = line[mark.end() :]
            if spans and spans[-1][1] == length - 1:
                spans[-1] = spans[-1][0], length + len(line)
            elif line:
                spans.append((length, length + len(line)))
        pieces.append(line)
        length += len(line) + 1
    return "\n".join(pieces), tuple(spans)
