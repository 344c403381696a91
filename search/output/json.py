"""One JSON object for everything, written row by row."""

from __future__ import annotations

from typing import BinaryIO

from search.output.format import OutputFormat, Sheet, Style
from search.output.shape import json_bytes


def _rows(sheet: Sheet, stream: BinaryIO, style: Style) -> None:
    # What the object is without rows, cut open between the brackets of the empty list at its end.
    whole = json_bytes({**sheet.head, sheet.name: []}, indent=style.terminal)
    cut = whole.rindex(b"]")
    stream.write(whole[:cut])
    some = False
    for row in sheet.rows:
        text = json_bytes(row, indent=style.terminal).rstrip(b"\n")
        if style.terminal:  # no text in JSON holds a line feed, so those there are can all be indented
            text = b"\n    " + text.replace(b"\n", b"\n    ")
        stream.write(b"," + text if some else text)
        some = True
    stream.write(b"\n  " + whole[cut:] if some and style.terminal else whole[cut:])


JSON = OutputFormat("json", "one object: the query, how it was read, the total, the hits", rows=_rows)
