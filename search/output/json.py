"""One JSON object for the whole page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from search.output.format import Style
from search.output.shape import hit_shape, json_bytes, page_shape
from search.results import Hit, SearchPage


def write(page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, style: Style) -> None:
    """Write hits in this form."""
    stream.write(json_bytes(page_shape(page, [hit_shape(hit) for hit in hits]), indent=style.terminal))
