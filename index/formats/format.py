"""What a scrape format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from index.model import Article, Rejection
from index.settings import Scrape
from index.streams import read_up_to
from index.text import as_written, broken, decode

HEAD: Final = 4096
"""How many bytes of a scrape `sniff` is given."""

LARGEST: Final = 64 * 1024 * 1024
"""In bytes. A longer file is not one page."""


@dataclass(frozen=True, slots=True)
class ScrapeFormat:
    """One form a scrape can have on disk."""

    name: str
    about: str
    sniff: Callable[[str, bytes], bool]
    """Whether a file of this name and with these first bytes is one."""
    read: Callable[[Scrape, BinaryIO], Iterator[Article | Rejection]]
    """Its articles without ids, and what in it could not be read, one after the other: what holds many
    records is never held in memory as a whole. The stream is at its start and need not be seekable."""


def read_page(scrape: Scrape, stream: BinaryIO) -> bytes | Rejection:
    """The bytes of a scrape that holds one page."""
    data = read_up_to(stream, LARGEST)
    if data is None:
        return Rejection(scrape.path, scrape.place, f"longer than {LARGEST // 1024**2} MiB, which is no page")
    return data


def read_text(scrape: Scrape, stream: BinaryIO) -> str | Rejection:
    """The text of a scrape that holds one page as text, as it is written there."""
    data = read_page(scrape, stream)
    if isinstance(data, Rejection):
        return data
    place = broken(data)
    if place is not None:
        where = scrape.at(f"byte {place}")
        return Rejection(scrape.path, where, "not the UTF-16 that its first bytes promise")
    return as_written(decode(data))
