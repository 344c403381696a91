"""A table with a header, as comma- or tab-separated values."""

from __future__ import annotations

from typing import Any, BinaryIO

from search.inert import inert, inert_line
from search.output.format import OutputFormat, Sheet, Style

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
"""What is told of a hit unless other fields are chosen."""

LONG = ("body",)
"""Columns that keep their line ends where a cell can hold them."""

FORMULA = ("=", "+", "-", "@")
"""What makes a spreadsheet take a cell for a formula."""


def cell(value: Any, *, lines: bool = False) -> str:
    """A value as a cell that is no formula, and one line unless `lines` may be kept.

    Of a passage its text, of several their texts with "…" between; spans as "3-12 20-25"; names with ";"
    between.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = inert(_text(value)).strip() if lines else inert_line(_text(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["text"])
    if isinstance(value, str):
        return value
    if all(isinstance(each, dict) for each in value):
        return " … ".join(map(_text, value))
    if all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return " ".join(f"{start}-{end}" for start, end in value)


def _csv(sheet: Sheet, stream: BinaryIO, style: Style) -> None:
    import csv
    import io

    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(sheet.columns)
        kept = frozenset() if style.terminal else frozenset(LONG)
        writer.writerows(
            [cell(row[column], lines=column in kept) for column in sheet.columns] for row in sheet.rows
        )
    finally:
        text.detach()


def _tsv(sheet: Sheet, stream: BinaryIO, _style: Style) -> None:
    stream.write(("\t".join(sheet.columns) + "\n").encode())
    for row in sheet.rows:
        stream.write(("\t".join(cell(row[column]) for column in sheet.columns) + "\n").encode())


CSV = OutputFormat("csv", "comma-separated values with a header", rows=_csv, columns=COLUMNS)
TSV = OutputFormat("tsv", "tab-separated values with a header", rows=_tsv, columns=COLUMNS)
