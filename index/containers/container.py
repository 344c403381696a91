"""What a container is: a file that scrapes lie in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.containers.bounds import Bounds
from index.model import Rejection
from index.settings import Scrape


def _sound() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a container. It is read before the next is asked for."""

    scrape: Scrape
    """With its place in the file, and what the container says of it."""
    stream: BinaryIO
    """At its start; need not be seekable. Where it is damaged it ends, so that what came before is read."""
    damage: Callable[[], str | None] = _sound
    """What was found to be wrong with it, as far as it was read: a clause without a full stop."""
    sure: bool = True
    """Whether it is a scrape. What a browser fetched along with a page may be one, and is no loss if not."""


@dataclass(frozen=True, slots=True)
class Container:
    """One way in which scrapes are packed or gathered."""

    name: str
    about: str
    sniff: Callable[[str, bytes], bool]
    """Whether a file of this name and with these first bytes is one."""
    members: Callable[[Scrape, BinaryIO, Bounds], Iterator[Member | Rejection]]
    """What lies in it, one after the other, and what of it could not be read.

    Bytes that are unpacked go through `Bounds.guard`, so that no file can unpack to more than it may.
    Nothing is ever written where a member's name says: names are labels.
    """
