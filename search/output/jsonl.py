"""One JSON object a line, one line a hit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from search.output.format import Style
from search.output.shape import VERSION, hit_shape, json_bytes
from search.results import Hit, SearchPage


def write(_page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, _style: Style) -> None:
    """Write hits in this form."""
    for hit in hits:
        stream.write(json_bytes({"version": VERSION, **hit_shape(hit)}))
