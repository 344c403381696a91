"""What a scrape format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from index.model import Article, Rejection
from index.settings import Scrape

HEAD: Final = 4096
"""How many bytes of a file `sniff` is given."""


@dataclass(frozen=True, slots=True)
class ScrapeFormat:
    """One form a scrape can have on disk."""

    name: str
    about: str
    sniff: Callable[[str, bytes], bool]
    """Whether a file with this path and these first bytes is one."""
    read: Callable[[Scrape], Iterator[Article | Rejection]]
    """Its articles without ids, and what in it could not be read."""
