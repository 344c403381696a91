"""One JSON object a line, one line a hit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from search.output.format import OutputFormat, Style
from search.output.shape import VERSION, hit_shape, json_bytes
from search.results import Hit, SearchPage


def _write(_page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, _style: Style) -> None:
    for hit in hits:
        stream.write(json_bytes({"version": VERSION, **hit_shape(hit)}))


JSONL = OutputFormat("jsonl", "one object a line for each hit", _write)
