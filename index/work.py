"""The carrying out of a plan: what has to be read is read, and goes into the index batch by batch."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, TypeAlias

from index.ahead import read_ahead
from index.manifest import Known, Reading
from index.model import Article, Rejection
from index.plan import Plan, Surroundings, Task
from index.reading import Content, digest, read
from index.roots import Found
from index.workers import DIED, in_order
from index.writer import Batch, Writer, weight_of

WORTHWHILE: Final = 12 * 1024 * 1024
"""Bytes of scrapes from which on other processes are started to read them: to start one takes a third of a
second, in which this one reads about as much itself."""
EACH: Final = 8 * 1024
"""Bytes for which a scrape counts beside those it has."""
LARGE: Final = 4 * 1024 * 1024
"""Bytes of a scrape that is not handed to other processes, which give all of one at once."""
LONG: Final = 16 * 1024 * 1024
"""Bytes of a scrape that another process reads ahead."""

RECORD: Final = 500
"""Bytes of a record without its text, more or less."""

BATCH_DOCUMENTS: Final = 20_000
"""A batch is committed when it holds this many documents,"""
BATCH_WEIGHT: Final = 96 * 1024 * 1024
"""about this many bytes of them, which wait in memory, or"""
BATCH_SECONDS: Final = 30.0
"""when it is this old. It is what an update that dies has to do again."""


class Progress(Protocol):
    """Told of every scrape that is done with."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` scrapes are."""


@dataclass(frozen=True, slots=True)
class _Todo:
    """A scrape that has to be read."""

    task: Task
    content: Content
    moved_from: str | None


@dataclass(slots=True)
class Gathered:
    """What of a plan is done already: see `index.parallel`."""

    rest: tuple[Task, ...]
    """The scrapes that are still to be read."""
    indexed: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    interrupted: bool = False


class Work:
    """The carrying out of a plan."""

    def __init__(
        self,
        plan: Plan,
        writer: Writer,
        surroundings: Surroundings,
        contents: Mapping[str, Known],
        jobs: int,
        progress: Progress | None,
        gathered: Gathered | None = None,
    ) -> None:
        """`contents` is what is known of the contents of files: by their names then, ids are made."""
        gathered = gathered or Gathered(plan.tasks)
        self._tasks = gathered.rest
        self.indexed = gathered.indexed
        self.same = 0
        """Files with a new time and the old content."""
        self.unreadable: list[Rejection] = []
        """Files that could not be opened; what was indexed from them is kept."""
        self.moved: set[str] = set()
        """Where files were that are somewhere else now."""
        self.passed = gathered.passed
        """Files that only come along with pages, by kind."""
        self.interrupted = gathered.interrupted
        self._plan = plan
        self._writer = writer
        self._surroundings = surroundings
        self._contents = contents
        self._jobs = jobs
        self._progress = progress
        self._done = len(plan.tasks) - len(gathered.rest)
        self._batch = Batch()
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
        if self.interrupted:
            return
        writer = self._writer
        writer.read_again = self._read_again
        writer.forget(self._plan.gone)
        try:
            for todo, records, passed in self._read():
                if todo.moved_from is not None:
                    self.moved.add(todo.moved_from)
                    writer.forget([todo.moved_from])
                self._take(todo, records)
                self.passed += passed
                self._count()
                old = time.monotonic() - self._batch.started > BATCH_SECONDS
                if old or self._batch.documents >= BATCH_DOCUMENTS or self._batch.weight >= BATCH_WEIGHT:
                    self._commit()
            self._batch.gone = sorted(self.moved.union(self._plan.gone))
        except KeyboardInterrupt:
            self.interrupted = True
        if not self._batch.empty:
            self._commit()
        if self._touched:
            writer.manifest.touch(self._touched)

    def _read(self) -> Iterator[tuple[_Todo, Iterable[Article | Rejection], Counter[str]]]:
        """Every scrape that has to be read, with what is in it, and what is passed over once that is read."""
        todos = self._todos()
        sizes = (task.found.size for task in self._tasks)
        if self._jobs == 1 or sum(EACH + size for size in sizes if size <= LARGE) < WORTHWHILE:
            for todo in todos:
                yield todo, *self._read_large(todo)
            return
        for todo, result in in_order(todos, _read_all, _fatal, _large, self._jobs, _size):
            yield todo, *(result or self._read_large(todo))

    def _read_large(self, todo: _Todo) -> _Read:
        if self._jobs == 1 or todo.task.found.size < LONG:
            return _read_here(todo)
        passed: Counter[str] = Counter()
        return _counted(read_ahead(todo, _read_to_count, _weight, _died), passed), passed

    def _todos(self) -> Iterator[_Todo]:
        for task in self._tasks:
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

    def _commit(self) -> None:
        self._writer.commit(self._batch)
        self._batch = Batch()

    def _take(self, todo: _Todo, records: Iterable[Article | Rejection]) -> None:
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
        documents = weight = 0
        for record in records:
            if isinstance(record, Rejection):
                rejected.append(record)
                continue
            articles.append(record)
            documents += 1 + len(record.comments)
            weight += weight_of(record)
            if documents >= BATCH_DOCUMENTS or weight >= BATCH_WEIGHT:
                reading = _further(reading, articles)
                self._batch.add(reading, articles)
                self._commit()
                articles, documents, weight = [], 0, 0
        reading = _further(reading, articles)
        self._batch.add(replace(reading, rejected=tuple(rejected), whole=True), articles)
        self.indexed += bool(reading.threads)

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


_Read: TypeAlias = tuple[Iterable[Article | Rejection], Counter[str]]


def _read_here(todo: _Todo) -> _Read:
    passed: Counter[str] = Counter()
    return read(todo.task.scrape, todo.content.seen, todo.content.named, passed), passed


def _read_all(todo: _Todo) -> _Read:
    records, passed = _read_here(todo)
    return list(records), passed


def _fatal(todo: _Todo) -> _Read:
    return _died(todo), Counter()


def _read_to_count(todo: _Todo) -> Iterator[Article | Rejection | Counter[str]]:
    """What is in a scrape, and last how many files in it were passed over."""
    records, passed = _read_here(todo)
    yield from records
    yield passed


def _counted(
    results: Iterable[Article | Rejection | Counter[str]], passed: Counter[str]
) -> Iterator[Article | Rejection]:
    """The records of these, while `passed` takes in the counts."""
    for result in results:
        if isinstance(result, Counter):
            passed.update(result)
        else:
            yield result


def _died(todo: _Todo) -> list[Article | Rejection]:
    return [Rejection(todo.task.found.path, "", DIED)]


def _large(todo: _Todo) -> bool:
    """Whether a scrape is not read by the processes that hand over all of one at once."""
    return todo.task.found.size > LARGE


def _size(todo: _Todo) -> int:
    return todo.task.found.size


def _weight(record: Article | Rejection | Counter[str]) -> int:
    """About how many bytes there are in a record."""
    if not isinstance(record, Article):
        return RECORD
    return len(record.body) + sum(RECORD + len(comment.body) for comment in record.comments) + RECORD


def _further(reading: Reading, articles: Sequence[Article]) -> Reading:
    """The reading with a further part of its scrape."""
    threads = reading.threads | {article.id for article in articles}
    return replace(reading, threads=threads, earlier=reading.threads)
