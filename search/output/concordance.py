"""Lines of a concordance for people: what stands to the left, the match, what stands to the right."""

from __future__ import annotations

from typing import BinaryIO, Final

from search.inert import inert_line
from search.kwic import REACH
from search.output.columns import columns, fitted
from search.output.format import Sheet, Style
from search.output.text import DIM, MARK, PLAIN

GAP: Final = "  "
MATCH: Final = 14
"""Columns for a match; what a shorter one leaves is the right context's."""
ID: Final = 22
"""Columns for an id: an article's is 13 characters long, a comment's has a dot and 8 more."""
LEAST: Final = 12
"""Columns of context on either side, however narrow the terminal is."""


def reach(style: Style) -> int:
    """How many columns of context there are on either side."""
    if style.width is None:
        return REACH
    return max(LEAST, (style.width - MATCH - len(GAP) - ID) // 2)


def rows(sheet: Sheet, stream: BinaryIO, style: Style, width: int) -> None:
    """Write the lines: all matches begin in one column, and the ids of their records stand at the end.

    Where there is no colour, a match is in brackets.
    """
    begin, end, dim, plain = (MARK, PLAIN, DIM, PLAIN) if style.color else ("[", "]", "", "")
    room = width + MATCH - (0 if style.color else 2)
    for row in sheet.rows:
        left, right = fitted(_spaced(row["left"]), width, right=True), _spaced(row["right"])
        match = inert_line(row["match"])
        if columns(match) > room:
            match = fitted(match, room - 1) + "…"
        rest = fitted(right, room - columns(match))
        stream.write(f"{left}{begin}{match}{end}{rest}{GAP}{dim}{row['id']}{plain}\n".encode())


def _spaced(text: str) -> str:
    """A context as one line, with the space that keeps it apart from the match."""
    line = inert_line(text)
    return " " * text[:1].isspace() + line + " " * (text[-1:].isspace() and bool(line))
