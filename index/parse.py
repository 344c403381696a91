"""What scrapes turn into, without an index: one after the other, or many at once."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

from index import formats, store
from index.errors import DatelineError, NothingToIndex
from index.identity import identify
from index.model import Article, Rejection
from index.plan import Surroundings
from index.roots import Root, added, walk
from index.settings import Scrape
from index.trace import Trace

SMALL: Final = 4 * 1024 * 1024
"""Bytes up to which a file is read by another process, which hands over all that is in it at once."""
CHUNK: Final = 16
"""Small files that another process reads at a time."""
AHEAD: Final = 4
"""Chunks that are asked for before they are needed, for each process."""


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
        (file.size, replace(scrape, trace=Trace()))
        for file in found.files.values()
        if (scrape := surroundings.scrape(file.path)) is not None
    )
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or len(found.files) <= CHUNK:
        for _, scrape in scrapes:
            yield from _read(scrape)
    else:
        yield from _parallel(scrapes, jobs)


def _remembered(index: Path | None) -> tuple[Root, ...]:
    try:
        return store.read_stamp(store.locate(index)).roots
    except DatelineError:
        if index is not None:
            raise
        return ()


def _read(scrape: Scrape) -> Iterator[Outcome]:
    trace = scrape.trace
    assert trace is not None  # noqa: S101 - given to every scrape above
    for record in formats.read(scrape):
        if isinstance(record, Rejection):
            yield record
        else:
            yield Parsed(identify(record), trace.take())


def _parallel(scrapes: Iterable[tuple[int, Scrape]], jobs: int) -> Iterator[Outcome]:
    """Small files by other processes, large ones here, all in their order."""
    # Spawned: a fork of a process that has threads, as tantivy's has, may never wake.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _leave_interruptions) as pool:
        waiting: deque[Future[list[Outcome]] | Scrape] = deque()
        try:
            for chunk in _chunks(scrapes):
                waiting.append(chunk if isinstance(chunk, Scrape) else pool.submit(_read_all, chunk))
                while len(waiting) > AHEAD * jobs:
                    yield from _outcomes(waiting.popleft())
            while waiting:
                yield from _outcomes(waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interruptions() -> None:
    """Let Ctrl-C be the business of the process that was started in the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _outcomes(waiting: Future[list[Outcome]] | Scrape) -> Iterator[Outcome]:
    return _read(waiting) if isinstance(waiting, Scrape) else iter(waiting.result())


def _read_all(scrapes: Sequence[Scrape]) -> list[Outcome]:
    return [outcome for scrape in scrapes for outcome in _read(scrape)]


def _chunks(scrapes: Iterable[tuple[int, Scrape]]) -> Iterator[list[Scrape] | Scrape]:
    chunk: list[Scrape] = []
    for size, scrape in scrapes:
        if size <= SMALL:
            chunk.append(scrape)
        if chunk and (size > SMALL or len(chunk) == CHUNK):
            yield chunk
            chunk = []
        if size > SMALL:
            yield scrape
    if chunk:
        yield chunk
