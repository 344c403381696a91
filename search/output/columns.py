"""Rows in aligned columns, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, Final

from search.inert import inert_line
from search.output.format import Sheet, Style
from search.wrapping import cells

MEASURED: Final = 500
"""Rows whose cells say how wide the columns are."""
WIDEST: Final = 40
"""Columns of the screen that one of the table takes, but for the last."""
GAP: Final = "  "

BOLD: Final = "\x1b[1m"
PLAIN: Final = "\x1b[0m"


def rows(sheet: Sheet, stream: BinaryIO, style: Style) -> None:
    """Write rows under a header; on a terminal each is cut at its edge."""
    from search.output.table import cell

    def cells_of(row: Mapping[str, Any]) -> list[str]:
        return [_said(row[column], cell) for column in sheet.columns]

    coming = map(cells_of, sheet.rows)
    first = list(islice(coming, MEASURED))
    if not first:
        return
    widths = [
        min(WIDEST, max(columns(text) for text in column))
        for column in zip(sheet.columns, *first, strict=True)
    ]
    numbers = [
        all(text.replace(",", "").isdecimal() for text in column) for column in zip(*first, strict=True)
    ]
    bold, plain = (BOLD, PLAIN) if style.color else ("", "")
    header = _line(sheet.columns, widths, numbers, style)
    stream.write(f"{bold}{header}{plain}\n".encode())
    for row in chain(first, coming):
        stream.write(f"{_line(row, widths, numbers, style)}\n".encode())


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(cells, text))


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """A text in exactly `width` columns: filled up with spaces or cut, at its left if `right`."""
    if columns(text) > width:
        text = _fitting(text, width, right=right)
    space = " " * (width - columns(text))
    return space + text if right else text + space


def _fitting(text: str, width: int, *, right: bool) -> str:
    kept, used = 0, 0
    for character in reversed(text) if right else text:
        used += cells(character)
        if used > width:
            break
        kept += 1
    if right:  # marks stand on the character before them
        piece = text[len(text) - kept :]
        while piece and cells(piece[0]) == 0:
            piece = piece[1:]
        return piece
    return text[:kept]


def _said(value: Any, cell: Callable[[Any], str]) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, str):
        return inert_line(value)
    return inert_line(cell(value))


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool], style: Style) -> str:
    line = GAP.join(_pieces(row, widths, numbers)).rstrip()
    return fitted(line, style.width).rstrip() if style.width else line


def _pieces(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> Iterator[str]:
    *others, last = zip(row, widths, numbers, strict=True)
    for text, width, number in others:
        yield fitted(text, width, right=number)
    text, width, number = last
    yield fitted(text, width, right=True) if number else text
