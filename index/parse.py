"""What scrapes turn into, without an index: one after the other, or many at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from index import store
from index.errors import DatelineError, NothingToIndex
from index.model import Article, Rejection
from index.plan import Surroundings
from index.reading import read
from index.roots import Found, Root, added, walk
from index.settings import Scrape
from index.trace import Trace
from index.workers import DIED, in_order, processors

SMALL: Final = 4 * 1024 * 1024
"""Bytes up to which a file is read by another process, which hands over all that is in it at once."""
WORTHWHILE: Final = 16
"""Files from which on other processes are started to read them."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with ids, and how it was read."""

    article: Article
    trace: Trace


Outcome: TypeAlias = Parsed | Rejection


def parse(
    paths: Sequence[Path], *, source: str | None = None, index: Path | None = None, jobs: int | None = None
) -> Iterator[Outcome]:
    """The articles in the scrapes at `paths`, in the order in which `dateline index` would read them.

    What is said about scrapes from outside is as if they were given to the index at `index`, else to
    the nearest one, if there is one. `jobs` processes read, as many as there are processors unless said
    otherwise.

    Raises:
        NothingToIndex: a path does not exist.
        ConfigError: a dateline.toml can't be used.
    """
    given = [Root(os.path.abspath(path), source) for path in paths]
    for root in given:
        if not os.path.exists(root.path):
            raise NothingToIndex(f"no such file or folder: {root.path}")
    surroundings = Surroundings(added(_remembered(index), given))
    found = walk([root.path for root in given])
    yield from found.rejected
    scrapes = (
        _Todo(file, replace(scrape, trace=Trace()))
        for file in found.files.values()
        if (scrape := surroundings.scrape(file.path)) is not None
    )
    jobs = jobs or processors()
    if jobs == 1 or len(found.files) < WORTHWHILE:
        for todo in scrapes:
            yield from _read(todo)
    else:
        for todo, outcomes in in_order(scrapes, _read_all, _fatal, _large, jobs):
            yield from _read(todo) if outcomes is None else outcomes


@dataclass(frozen=True, slots=True)
class _Todo:
    found: Found
    scrape: Scrape


def _remembered(index: Path | None) -> tuple[Root, ...]:
    try:
        return store.read_stamp(store.locate(index)).roots
    except DatelineError:
        if index is not None:
            raise
        return ()


def _read(todo: _Todo) -> Iterator[Outcome]:
    trace = todo.scrape.trace
    assert trace is not None  # noqa: S101 - given to every scrape above
    for record in read(todo.scrape, todo.found.modified, os.path.basename(todo.found.path)):
        yield record if isinstance(record, Rejection) else Parsed(record, trace.take())


def _read_all(todo: _Todo) -> list[Outcome]:
    return list(_read(todo))


def _fatal(todo: _Todo) -> list[Outcome]:
    return [Rejection(todo.scrape.path, "", DIED)]


def _large(todo: _Todo) -> bool:
    return todo.found.size > SMALL
