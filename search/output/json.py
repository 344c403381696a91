"""One JSON object for the whole page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from search.output.format import OutputFormat, Style
from search.output.shape import hit_shape, json_bytes, page_shape
from search.results import Hit, SearchPage


def _write(page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, style: Style) -> None:
    stream.write(json_bytes(page_shape(page, [hit_shape(hit) for hit in hits]), indent=style.terminal))


JSON = OutputFormat("json", "one object: the query, how it was read, the total, the hits", _write)
