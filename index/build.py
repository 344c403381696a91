"""Bring an index up to date with its scrapes.

The files below the roots are compared with the manifest. The new and the changed are read, and what
they give replaces what they gave before, in batches that are each committed whole.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from index import __version__, formats, store
from index.analysis import normalize
from index.errors import ConfigError, NothingToIndex
from index.identity import identify
from index.manifest import Reading
from index.model import Article, Rejection
from index.plan import Plan, Surroundings, Task, make_plan
from index.roots import Found, Root, added
from index.store import Stamp
from index.writer import Batch, ReadAgain, Writer

BATCH_DOCUMENTS: Final = 20_000
"""A batch is committed when it holds this many documents, or"""
BATCH_SECONDS: Final = 30.0
"""when it is this old. It is what an update that dies has to do again."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an update did."""

    index: str
    """The folder of the index."""
    scrapes: int
    """Files found below the paths looked at."""
    indexed: int
    """Of these, the new and the changed that gave records."""
    unchanged: int
    removed: int
    """Scrapes forgotten because their files are gone or no longer asked for."""
    articles: int
    """Articles written."""
    comments: int
    """Comments written."""
    total_articles: int
    """Articles the index holds now."""
    total_comments: int
    """Comments the index holds now."""
    rejected: tuple[Rejection, ...]
    """All that could not be read, of the scrapes in the index and the paths looked at."""
    missing: tuple[str, ...]
    """Remembered paths that are not there; what was indexed from them is kept."""
    rebuilt: bool
    """Whether the index was made again from nothing."""
    interrupted: bool
    """Stopped by Ctrl-C: what was done is committed, and the next update does the rest."""
    seconds: float


class Progress(Protocol):
    """Told of every scrape that is done with."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` scrapes are."""


def update(
    directory: Path,
    paths: Sequence[Path] = (),
    *,
    source: str | None = None,
    rebuild: bool = False,
    forget: Sequence[Path] = (),
    progress: Progress | None = None,
) -> BuildReport:
    """Index what is new or changed at `paths` and forget what is gone from them.

    Without paths, at everything the index remembers. Paths are remembered, with their source; those
    in `forget` no longer, and what came from them leaves the index. An index of another schema is
    made again from everything remembered, as with `rebuild`; the new one takes the place of the old
    only when it is complete.

    Raises:
        NothingToIndex, IndexLocked, IndexDamaged, ConfigError
    """
    started = time.perf_counter()
    given = [Root(os.path.abspath(path), source and normalize(source)) for path in paths]
    for root in given:
        if not os.path.exists(root.path):
            raise NothingToIndex(f"no such file or folder: {root.path}")
    if not given and not store.exists(directory):
        raise NothingToIndex(f"no index at {directory} yet: type 'dateline index FOLDER' to make one")
    with store.writing(directory):
        stamp = store.read_stamp(directory) if store.exists(directory) else store.begin(directory)
        roots = added(_without(stamp.roots, forget), given)
        if not roots and not forget:
            raise NothingToIndex("this index remembers no folder: type 'dateline index FOLDER'")
        rebuild = rebuild or not stamp.current
        if rebuild:
            _all_there(roots)
            target = Stamp(store.next_generation(stamp), roots, stamp.created, stamp.updated)
            store.create_generation(directory, target.generation)
        else:
            target = replace(stamp, roots=roots)
            if target != stamp:
                store.write_stamp(directory, target)
        store.sweep(directory, keep={stamp.generation, target.generation})
        surroundings = Surroundings(roots)
        within_reach = [root.path for root in (roots if rebuild or not given else given)]
        with Writer(directory, target.generation, _reader(surroundings)) as writer:
            plan = make_plan(within_reach, surroundings, writer.manifest.known(), directory)
            work = _Work(plan, writer, progress)
            work.run()
            writer.finish()
            total_articles, total_comments = writer.manifest.totals()
            rejected = (*plan.rejected, *work.unreadable, *writer.manifest.rejections())
        if rebuild and work.interrupted:
            store.sweep(directory, keep={stamp.generation})
        elif rebuild or work.indexed or plan.gone:
            target = replace(target, updated=datetime.now(UTC), version=__version__)
            store.write_stamp(directory, target)
            store.sweep(directory, keep={target.generation})
    return BuildReport(
        index=str(directory),
        scrapes=plan.scrapes,
        indexed=work.indexed,
        unchanged=plan.unchanged + work.same,
        removed=len(plan.gone),
        articles=writer.articles,
        comments=writer.comments,
        total_articles=total_articles,
        total_comments=total_comments,
        rejected=rejected,
        missing=plan.missing,
        rebuilt=rebuild,
        interrupted=work.interrupted,
        seconds=time.perf_counter() - started,
    )


@dataclass(slots=True)
class _Work:
    """The carrying out of a plan."""

    plan: Plan
    writer: Writer
    progress: Progress | None
    indexed: int = 0
    same: int = 0
    """Files with a new time and the old content; of shared threads the newest file gives the text."""
    unreadable: list[Rejection] = field(default_factory=list)
    """Files that could not be opened; what was indexed from them is kept."""
    interrupted: bool = False

    def run(self) -> None:
        batch = Batch(gone=list(self.plan.gone))
        touched: list[Found] = []
        try:
            for done, task in enumerate(self.plan.tasks, start=1):
                batch = self._look_into(task, batch, touched)
                if self.progress is not None:
                    self.progress(done, len(self.plan.tasks))
                if batch.documents >= BATCH_DOCUMENTS or time.monotonic() - batch.started > BATCH_SECONDS:
                    self.writer.commit(batch)
                    batch = Batch()
        except KeyboardInterrupt:
            self.interrupted = True
        if not batch.empty:
            self.writer.commit(batch)
        if touched:
            self.writer.manifest.touch(touched)

    def _look_into(self, task: Task, batch: Batch, touched: list[Found]) -> Batch:
        """Take a scrape into the batch, or one that is too much for a batch into several."""
        try:
            digest = _digest(task.found.path)
        except OSError as error:
            self.unreadable.append(Rejection(task.found.path, "", error.strerror or str(error)))
            return batch
        if digest == task.same_if and not self.writer.manifest.shares(task.found.path):
            touched.append(task.found)
            self.same += 1
            return batch
        reading = Reading(task.found, digest, task.scrape.fingerprint, frozenset(), whole=False)
        articles: list[Article] = []
        rejected: list[Rejection] = []
        documents = 0
        for record in formats.read(task.scrape):
            if isinstance(record, Rejection):
                rejected.append(record)
                continue
            articles.append(identify(record))
            documents += 1 + len(record.comments)
            if documents >= BATCH_DOCUMENTS:
                reading = _further(reading, articles)
                batch.add(reading, articles)
                self.writer.commit(batch)
                batch = Batch()
                articles, documents = [], 0
        reading = _further(reading, articles)
        batch.add(replace(reading, rejected=tuple(rejected), whole=True), articles)
        self.indexed += bool(reading.threads)
        return batch


def _further(reading: Reading, articles: Sequence[Article]) -> Reading:
    """The reading with a further part of its scrape."""
    threads = reading.threads | {article.id for article in articles}
    return replace(reading, threads=threads, earlier=reading.threads)


def _without(roots: Sequence[Root], forget: Sequence[Path]) -> tuple[Root, ...]:
    """Roots without those to forget.

    Raises:
        ConfigError: one to forget is not among them.
    """
    dropped = {os.path.abspath(path) for path in forget}
    for path in sorted(dropped - {root.path for root in roots}):
        remembered = ", ".join(root.path for root in roots) or "nothing"
        raise ConfigError(f"cannot forget {path}: this index remembers {remembered}")
    return tuple(root for root in roots if root.path not in dropped)


def _all_there(roots: Sequence[Root]) -> None:
    """See that a rebuild would lose nothing for a path that is out of sight.

    Raises:
        NothingToIndex: one of the paths is not there.
    """
    for root in roots:
        if not os.path.exists(root.path):
            raise NothingToIndex(
                f"{root.path} is not there, and making the index again would lose what came from it: "
                f"bring it back, or type 'dateline index --forget {root.path}'"
            )


def _reader(surroundings: Surroundings) -> ReadAgain:
    """What gives the articles of a scrape that did not change, by its path."""

    def read_again(path: str) -> list[tuple[int, Article]] | None:
        scrape = surroundings.scrape(path)
        if scrape is None:
            return []
        try:
            modified = os.stat(path).st_mtime_ns
            with open(path, "rb"):
                pass
        except OSError:
            return None
        records = formats.read(scrape)
        return [(modified, identify(record)) for record in records if isinstance(record, Article)]

    return read_again


def _digest(path: str) -> bytes:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
