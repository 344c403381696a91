"""Files packed by gzip, one or more of them one after the other."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final, cast

from index.containers.bounds import Bounds
from index.containers.container import Container, Member
from index.model import Rejection
from index.settings import Scrape

MAGIC: Final = b"\x1f\x8b\x08"


def _sniff(_name: str, head: bytes) -> bool:
    return head.startswith(MAGIC)


def _members(scrape: Scrape, stream: BinaryIO, bounds: Bounds) -> Iterator[Member | Rejection]:
    name = PurePath(scrape.name)
    inner = name.stem if name.suffix.lower() in (".gz", ".gzip") else name.name
    with gzip.GzipFile(fileobj=stream) as unpacked:
        yield Member(scrape.within(inner), bounds.guard(cast(BinaryIO, unpacked)))


GZIP = Container(name="gzip", about="a file packed by gzip", sniff=_sniff, members=_members)
