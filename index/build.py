"""Bring an index up to date with its scrapes.

The files below the roots are compared with the manifest. The new and the changed are read, and what
they give replaces what they gave before, in batches that are each committed whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from index import __version__, store
from index.analysis import normalize
from index.errors import ConfigError, NothingToIndex
from index.manifest import Known, Reading
from index.model import Article, Rejection
from index.plan import Plan, Surroundings, Task, make_plan
from index.reading import Content, digest, read
from index.roots import Found, Root, added
from index.store import Stamp
from index.workers import DIED, in_order, processors
from index.writer import Batch, Writer

WORTHWHILE: Final = 64
"""Scrapes from which on other processes are started to read them."""
LARGE: Final = 4 * 1024 * 1024
"""Bytes of a scrape that is not handed to another process."""

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
    moved: int
    """Of the indexed, those that had another name or place before."""
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
    keep_missing: bool = False,
    forget: Sequence[Path] = (),
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Index what is new or changed at `paths` and forget what is gone from them.

    Without paths, at everything the index remembers. Paths are remembered, with their source; those
    in `forget` no longer, and what came from them leaves the index. With `keep_missing`, what came from
    files that are not there any more stays. An index of another schema is made again from everything
    remembered, as with `rebuild`; the new one takes the place of the old only when it is complete.
    Many scrapes are read by `jobs` processes, as many as there are processors unless said otherwise.

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
        replaced = stamp.generation if rebuild else None
        with Writer(directory, target.generation, replaced) as writer:
            known = writer.manifest.known()
            plan = make_plan(within_reach, surroundings, known, directory, keep_missing=keep_missing)
            contents = writer.manifest.inherit(directory / replaced) if replaced else known
            work = _Work(plan, writer, surroundings, contents, jobs or processors(), progress)
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
        moved=len(work.moved),
        removed=len(set(plan.gone) - work.moved),
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


@dataclass(frozen=True, slots=True)
class _Todo:
    """A scrape that has to be read."""

    task: Task
    content: Content
    moved_from: str | None


class _Work:
    """The carrying out of a plan."""

    def __init__(
        self,
        plan: Plan,
        writer: Writer,
        surroundings: Surroundings,
        contents: Mapping[str, Known],
        jobs: int,
        progress: Progress | None,
    ) -> None:
        """`contents` is what is known of the contents of files: by their names then, ids are made."""
        self.indexed = 0
        self.same = 0
        """Files with a new time and the old content."""
        self.unreadable: list[Rejection] = []
        """Files that could not be opened; what was indexed from them is kept."""
        self.moved: set[str] = set()
        """Where files were that are somewhere else now."""
        self.interrupted = False
        self._plan = plan
        self._writer = writer
        self._surroundings = surroundings
        self._contents = contents
        self._jobs = jobs
        self._progress = progress
        self._done = 0
        self._touched: list[Found] = []
        there = {task.found.path for task in plan.tasks}
        self._missing = {
            contents[path].digest: path
            for path in (contents.keys() - there if writer.replaces else (*plan.gone, *plan.kept))
            if path in contents
        }
        """Files that are not there any more, by digest: these contents may have moved."""

    def run(self) -> None:
        """Do all of it, or what can be done until an interruption."""
        writer = self._writer
        writer.read_again = self._read_again
        writer.forget(self._plan.gone)
        batch = Batch()
        try:
            for todo, records in self._read():
                if todo.moved_from is not None:
                    self.moved.add(todo.moved_from)
                    writer.forget([todo.moved_from])
                batch = self._take(todo, records, batch)
                self._count()
                if batch.documents >= BATCH_DOCUMENTS or time.monotonic() - batch.started > BATCH_SECONDS:
                    writer.commit(batch)
                    batch = Batch()
            batch.gone = sorted(self.moved.union(self._plan.gone))
        except KeyboardInterrupt:
            self.interrupted = True
        if not batch.empty:
            writer.commit(batch)
        if self._touched:
            writer.manifest.touch(self._touched)

    def _read(self) -> Iterator[tuple[_Todo, Iterable[Article | Rejection]]]:
        """Every scrape that has to be read, with what is in it."""
        todos = self._todos()
        if self._jobs == 1 or len(self._plan.tasks) < WORTHWHILE:
            for todo in todos:
                yield todo, _read_here(todo)
            return
        for todo, records in in_order(todos, _read_all, _fatal, _large, self._jobs):
            yield todo, _read_here(todo) if records is None else records

    def _todos(self) -> Iterator[_Todo]:
        for task in self._plan.tasks:
            path = task.found.path
            try:
                found = digest(path)
            except OSError as error:
                self.unreadable.append(Rejection(path, "", error.strerror or str(error)))
                self._count()
                continue
            if task.unchanged_with(found):
                self._touched.append(task.found)
                self.same += 1
                self._count()
                continue
            before = self._contents.get(path)
            moved_from = self._missing.get(found) if before is None or before.content is None else None
            source = self._contents[moved_from] if moved_from else before
            content = Content(found, task.found.modified, os.path.basename(path))
            if source is not None and source.content is not None:
                content = replace(content, named=source.content.named)
                if source.digest == found:
                    content = replace(content, seen=source.content.seen)
            yield _Todo(task, content, moved_from)

    def _take(self, todo: _Todo, records: Iterable[Article | Rejection], batch: Batch) -> Batch:
        """Take a scrape into the batch, or one that is too much for a batch into several."""
        before = self._contents.get(todo.task.found.path)
        reading = Reading(
            todo.task.found,
            todo.content,
            todo.task.scrape.fingerprint,
            frozenset(),
            whole=False,
            changed=before is not None and before.digest not in (None, todo.content.digest),
            moved_from=todo.moved_from,
        )
        articles: list[Article] = []
        rejected: list[Rejection] = []
        documents = 0
        for record in records:
            if isinstance(record, Rejection):
                rejected.append(record)
                continue
            articles.append(record)
            documents += 1 + len(record.comments)
            if documents >= BATCH_DOCUMENTS:
                reading = _further(reading, articles)
                batch.add(reading, articles)
                self._writer.commit(batch)
                batch = Batch()
                articles, documents = [], 0
        reading = _further(reading, articles)
        batch.add(replace(reading, rejected=tuple(rejected), whole=True), articles)
        self.indexed += bool(reading.threads)
        return batch

    def _read_again(self, path: str) -> list[Article] | None:
        """The articles of a scrape that did not change; None if it can't be read."""
        scrape = self._surroundings.scrape(path)
        known = self._contents.get(path)
        if scrape is None:
            return []
        try:
            seen, named = os.stat(path).st_mtime_ns, os.path.basename(path)
            with open(path, "rb"):
                pass
        except OSError:
            return None
        if known is not None and known.content is not None:
            seen, named = known.content.seen, known.content.named
        return [record for record in read(scrape, seen, named) if isinstance(record, Article)]

    def _count(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, len(self._plan.tasks))


def _read_here(todo: _Todo) -> Iterator[Article | Rejection]:
    return read(todo.task.scrape, todo.content.seen, todo.content.named)


def _read_all(todo: _Todo) -> list[Article | Rejection]:
    return list(_read_here(todo))


def _fatal(todo: _Todo) -> list[Article | Rejection]:
    return [Rejection(todo.task.found.path, "", DIED)]


def _large(todo: _Todo) -> bool:
    """Whether a scrape is read here and not by another process, which hands over all of it at once."""
    return todo.task.found.size > LARGE


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
