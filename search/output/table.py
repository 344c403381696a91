"""A table with a row for each hit, as comma- or tab-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from search.inert import inert_line
from search.output.format import Style
from search.output.shape import hit_shape
from search.results import Hit, SearchPage

COLUMNS = (
    "id",
    "kind",
    "title",
    "source",
    "source_origin",
    "date",
    "date_origin",
    "author",
    "url",
    "score",
    "thread",
    "path",
    "snippet",
)

FORMULA = ("=", "+", "-", "@")
"""What makes a spreadsheet take a cell for a formula."""


def cells(hit: Hit) -> list[str]:
    """A hit as one row: each cell one line, and none a formula."""
    shape: dict[str, Any] = hit_shape(hit) | {"snippet": hit.snippet.text}
    return [cell(str(shape[column])) if shape[column] is not None else "" for column in COLUMNS]


def cell(value: str) -> str:
    """A value as one line that no spreadsheet takes for a formula."""
    line = inert_line(value)
    return f"'{line}" if line.startswith(FORMULA) else line


def write_csv(_page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, _style: Style) -> None:
    """Write hits in this form."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(cells, hits))
    finally:
        text.detach()


def write_tsv(_page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, _style: Style) -> None:
    """Write hits in this form."""
    stream.write(("\t".join(COLUMNS) + "\n").encode())
    for hit in hits:
        stream.write(("\t".join(cells(hit)) + "\n").encode())
