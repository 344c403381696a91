"""The scrapes in which the hits are, each once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import BinaryIO

from search.inert import inert_line
from search.output.format import Style
from search.results import Hit, SearchPage


def write(_page: SearchPage, hits: Iterable[Hit], stream: BinaryIO, style: Style) -> None:
    """Write hits in this form."""
    seen: set[str] = set()
    for hit in hits:
        if hit.path not in seen:
            seen.add(hit.path)
            # A script needs the very bytes of the name; a terminal must not get them.
            name = (
                inert_line(hit.path).encode("utf-8", "replace") if style.terminal else os.fsencode(hit.path)
            )
            stream.write(name + b"\n")
