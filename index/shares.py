"""The scrapes in shares, each of which is read by one process, and what becomes of them on disk."""

from __future__ import annotations

import os
import pickle
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeAlias
from uuid import uuid4
from zlib import crc32

from index import __version__
from index.harvest import ABOUT, Harvester
from index.manifest import Reading
from index.model import Article, Rejection
from index.reading import Content, digest, read
from index.roots import Found
from index.schema import SCHEMA_VERSION
from index.settings import Scrape
from index.store import sync_folder
from index.workers import DIED, in_order

EACH: Final = 8 * 1024
"""Bytes for which a scrape counts beside those it has."""
LEAST: Final = 1 << 20
"""Bytes of scrapes that make a share; it ends at the next scrape whose name says so,"""
ONE_IN: Final = 8
"""which one in so many do: where scrapes come or go, the shares of all others stay as they are."""
UNFINISHED: Final = ".tmp"


@dataclass(frozen=True, slots=True)
class Piece:
    """A scrape to read."""

    found: Found
    scrape: Scrape
    content: Content | None
    """What it held when it was read before; None if it was not."""

    @property
    def weight(self) -> int:
        """About how many bytes of work it is."""
        return EACH + self.found.size


@dataclass(frozen=True, slots=True)
class Share:
    """Scrapes that are read together."""

    folder: str
    """Of all shares."""
    name: str
    """That of its own folder in it, made of all that decides what is in it."""
    pieces: tuple[Piece, ...]
    alone: bool = False
    """Each scrape is read by a process of its own: one of them is deadly."""

    @property
    def path(self) -> Path:
        """Where its harvest lies."""
        return Path(self.folder) / self.name


def shares(folder: Path, pieces: Iterable[Piece], size: int) -> Iterator[Share]:
    """Pieces in their order, in shares of `size` bytes and a little more."""
    some: list[Piece] = []
    weight = 0
    for piece in pieces:
        some.append(piece)
        weight += piece.weight
        ends = crc32(os.fsencode(os.path.basename(piece.found.path))) % ONE_IN == 0
        if weight >= size and (ends or weight >= 2 * size):
            yield Share(str(folder), _name(some), tuple(some))
            some, weight = [], 0
    if some:
        yield Share(str(folder), _name(some), tuple(some))


def read_share(share: Share) -> str:
    """Read a share into its folder, if it is not there; its name."""
    if (share.path / ABOUT).is_file():
        return share.name
    made = Path(share.folder) / f"{share.name}.{uuid4().hex}{UNFINISHED}"
    made.mkdir()
    harvester = Harvester(made)
    report = harvester.report
    for piece, content, records, passed in _read(share, report.left):
        threads = set()
        rejected = []
        for record in records:
            if isinstance(record, Rejection):
                rejected.append(record)
            else:
                threads.add(record.id)
                harvester.add(record)
        report.passed += passed
        reading = Reading(
            piece.found, content, piece.scrape.fingerprint, frozenset(threads), rejected=tuple(rejected)
        )
        report.readings.append(reading)
    harvester.finish()
    put_in_place(made, share.path)
    return share.name


def put_in_place(made: Path, folder: Path) -> None:
    """Give a folder that is ready its name; where another was first, that one stays."""
    sync_folder(made)
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(made, ignore_errors=True)
        return
    sync_folder(folder.parent)


def fingerprint(value: object) -> str:
    """A name for a value that can be pickled."""
    return blake2b(pickle.dumps((__version__, SCHEMA_VERSION, value), 5), digest_size=12).hexdigest()


def _name(pieces: Sequence[Piece]) -> str:
    parts = [
        (piece.found.path, piece.found.size, piece.found.modified, piece.scrape.fingerprint)
        + ((piece.content.digest, piece.content.seen, piece.content.named) if piece.content else ())
        for piece in pieces
    ]
    return f"share-{fingerprint(parts)}"


_Read: TypeAlias = tuple[Piece, Content, Iterable[Article | Rejection], Counter[str]]


def _read(share: Share, left: list[str]) -> Iterator[_Read]:
    """The scrapes of a share that hold what they are thought to, with their records."""
    todos = _todos(share, left)
    if share.alone:
        for (piece, content), result in in_order(todos, _read_whole, _fatal, lambda _: False, 1):
            yield piece, content, *(result or _fatal((piece, content)))
        return
    for piece, content in todos:
        passed: Counter[str] = Counter()
        yield piece, content, read(piece.scrape, content.seen, content.named, passed), passed


def _todos(share: Share, left: list[str]) -> Iterator[tuple[Piece, Content]]:
    for piece in share.pieces:
        path = piece.found.path
        try:
            found = digest(path)
        except OSError:
            left.append(path)
            continue
        if piece.content is not None and piece.content.digest != found:
            left.append(path)
            continue
        yield piece, piece.content or Content(found, piece.found.modified, os.path.basename(path))


def _read_whole(todo: tuple[Piece, Content]) -> tuple[list[Article | Rejection], Counter[str]]:
    piece, content = todo
    passed: Counter[str] = Counter()
    return list(read(piece.scrape, content.seen, content.named, passed)), passed


def _fatal(todo: tuple[Piece, Content]) -> tuple[list[Article | Rejection], Counter[str]]:
    return [Rejection(todo[0].found.path, "", DIED)], Counter()
