"""What a scrape format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from index.model import Article, Rejection
from index.settings import Scrape

HEAD: Final = 4096
"""How many bytes of a file `sniff` is given."""

LARGEST: Final = 64 * 1024 * 1024
"""In bytes. A longer file is not one page."""


@dataclass(frozen=True, slots=True)
class ScrapeFormat:
    """One form a scrape can have on disk."""

    name: str
    about: str
    sniff: Callable[[str, bytes], bool]
    """Whether a file with this path and these first bytes is one."""
    read: Callable[[Scrape], Iterator[Article | Rejection]]
    """Its articles without ids, and what in it could not be read."""


def read_whole(path: str) -> bytes | None:
    """The bytes of a file that holds one page; None if they are more than LARGEST.

    Raises:
        OSError: it can't be read.
    """
    with open(path, "rb") as stream:
        data = stream.read(LARGEST + 1)
    return data if len(data) <= LARGEST else None
