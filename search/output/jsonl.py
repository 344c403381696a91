"""One JSON object a line, one line a row."""

from __future__ import annotations

from typing import BinaryIO

from search.output.format import OutputFormat, Sheet, Style
from search.output.shape import VERSION, json_bytes


def _rows(sheet: Sheet, stream: BinaryIO, _style: Style) -> None:
    for row in sheet.rows:
        stream.write(json_bytes({"version": VERSION, **row}))


JSONL = OutputFormat("jsonl", "one object a line for each hit", rows=_rows)
