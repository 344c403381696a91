"""A scrape to its records with ids and times, in whatever process."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from index import formats
from index.identity import identify
from index.model import Article, Rejection
from index.settings import Scrape


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, as an index knows it."""

    digest: bytes
    seen: int
    """The time of the file when this content was first found in it, in nanoseconds since 1970."""
    named: str
    """The name of the file then: ids are made of it, so that they outlive a new name."""


def read(
    scrape: Scrape, seen: int, named: str, passed: Counter[str] | None = None
) -> Iterator[Article | Rejection]:
    """The records of a scrape with a content seen and named so, and what of it could not be read.

    `passed` counts files in it that only come along with pages, by kind.
    """
    when = datetime.fromtimestamp(seen // 1_000_000_000, UTC)
    for record in formats.read(scrape, passed):
        yield record if isinstance(record, Rejection) else identify(record, named, when)


def digest(path: str) -> bytes:
    """What tells the content of a file from any other.

    Raises:
        OSError: it can't be read.
    """
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
