"""Plain-text dumps of pages, one page a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from index import dialects
from index.dialects.dumps import mended
from index.formats.format import ScrapeFormat, read_text
from index.model import Article, Rejection
from index.settings import Scrape
from index.text import WIDE_MARKS

MOST_BLANK: Final = 20
"""Lines with nothing on them, one after the other, that are kept."""
BLANK: Final = re.compile(rf"(?<![ \t])(?:[ \t]*+\n){{{MOST_BLANK + 2},}}")
SUFFIXES: Final = ("", ".txt", ".text")


def _sniff(name: str, head: bytes) -> bool:
    return PurePath(name).suffix.lower() in SUFFIXES and (b"\0" not in head or head.startswith(WIDE_MARKS))


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    text = read_text(scrape, stream)
    if isinstance(text, Rejection):
        yield text
        return
    lines = mended(BLANK.sub("\n" * (MOST_BLANK + 1), text).split("\n"))
    article = dialects.recognise(lines).read(lines, scrape)
    yield article if article.title else Rejection(scrape.path, scrape.place, "holds no text")


TEXT = ScrapeFormat(name="text", about="a plain-text dump of one page", sniff=_sniff, read=_read)
