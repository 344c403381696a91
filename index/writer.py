"""Batches of read scrapes into one generation of an index, each committed whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeAlias

import tantivy

from index import analysis
from index.documents import from_documents, to_documents
from index.errors import IndexDamaged, engine_errors
from index.manifest import Manifest, Reading
from index.merge import merge
from index.model import Article

HEAP: Final = 128_000_000
"""Bytes that tantivy gathers before it writes a segment."""

MANY: Final = 100
"""Threads of a scrape from which on it is not read again for the sake of one of them."""

ReadAgain: TypeAlias = Callable[[str], list[tuple[int, Article]] | None]
"""The articles of a scrape by its path, with ids, each with its file's time; None if it can't be read."""


@dataclass(slots=True)
class Batch:
    """Scrapes that were read, or are gone, and are not in the index as such yet."""

    readings: list[Reading] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    versions: dict[str, list[tuple[int, Article]]] = field(default_factory=dict)
    """By thread: the articles read, each with the time of its file."""
    unread: list[str] = field(default_factory=list)
    """Other scrapes that give some of these threads and are out of sight."""
    documents: int = 0
    started: float = field(default_factory=time.monotonic)

    def add(self, reading: Reading, articles: Iterable[Article]) -> None:
        """Take in what reading a scrape gave."""
        for article in articles:
            self.versions.setdefault(article.id, []).append((reading.found.modified, article))
            self.documents += 1 + len(article.comments)
        self.readings.append(reading)  # last: an interruption before it leaves the scrape unread

    @property
    def empty(self) -> bool:
        """Whether committing it would change nothing."""
        return not self.readings and not self.gone


class Writer:
    """Writes one generation and its manifest, together."""

    def __init__(self, directory: Path, generation: str, read_again: ReadAgain) -> None:
        """`read_again` is asked for scrapes that are not in a batch and share a thread with it."""
        self._directory = directory
        self._read_again = read_again
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._generation = directory / generation
        self.manifest = Manifest(self._generation)
        self.articles = 0
        """Articles written so far."""
        self.comments = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.manifest.close()
        self._writer = self._index = None  # the last reference gives tantivy's lock back

    def commit(self, batch: Batch) -> None:
        """Replace what the batch's scrapes gave before by what they give now.

        Raises:
            IndexLocked, IndexDamaged: nothing of the batch is in the index, or the next update will
                find it announced and do it again.
        """
        threads = {thread: self._merged(thread, batch) for thread in self._touched(batch)}
        self.manifest.intend(batch.readings, batch.gone)
        with engine_errors(self._directory):
            index = self._opened()
            if self._writer is None:
                # One thread keeps the order of documents, and with it that of equal scores, the same.
                self._writer = index.writer(HEAP, 1)
            writer = self._writer
            try:
                for thread, article in threads.items():
                    writer.delete_documents_by_term("thread", thread)
                    if article is not None:
                        for document in to_documents(article, index.schema):
                            writer.add_document(document)
                writer.commit()
            except BaseException:
                writer.rollback()  # else the next commit would apply the deletes without the adds
                raise
        self.manifest.settle(
            batch.readings,
            batch.gone,
            batch.unread,
            {thread: len(article.comments) if article else None for thread, article in threads.items()},
        )
        written = [article for article in threads.values() if article is not None]
        self.articles += len(written)
        self.comments += sum(len(article.comments) for article in written)

    def finish(self) -> None:
        """Let merges end, and compare the index with the manifest.

        Raises:
            IndexDamaged: they disagree on how many records there are.
        """
        if self._writer is None or self._index is None:
            return
        counted = sum(self.manifest.totals())
        with engine_errors(self._directory):
            self._writer.wait_merging_threads()
            self._writer = None
            self._index.reload()
            held = self._index.searcher().num_docs
        if held != counted and not self.manifest.unsettled():
            raise IndexDamaged(
                f"the index at {self._directory} holds {held} records where its manifest counts {counted}: "
                "type 'dateline index --rebuild'"
            )

    def _opened(self) -> tantivy.Index:
        if self._index is None:
            self._index = tantivy.Index.open(str(self._generation))
            analysis.register(self._index)
        return self._index

    def _touched(self, batch: Batch) -> list[str]:
        """The threads that the batch's scrapes give, in the order they were read, or gave."""
        before = set().union(*map(self.manifest.threads_of, batch.gone))
        for reading in batch.readings:
            if reading.whole:
                before |= self.manifest.threads_of(reading.found.path) - reading.earlier
        return list(dict.fromkeys([*batch.versions, *sorted(before)]))

    def _merged(self, thread: str, batch: Batch) -> Article | None:
        """The thread from all scrapes that give it; None when none does any more.

        For a scrape that is out of sight, holds many threads, or gave this one in an earlier part, what
        the index has of the thread stands in, as the oldest.
        """
        versions = list(batch.versions.get(thread, ()))
        in_batch = {reading.found.path for reading in batch.readings}
        stand_in = any(thread in reading.earlier for reading in batch.readings)
        for path in self.manifest.scrapes_of(thread) - in_batch - set(batch.gone):
            if self.manifest.gives_more_than(MANY, path):
                stand_in = True
                continue
            again = self._read_again(path)
            if again is None:
                stand_in = True
                batch.unread.append(path)
            else:
                versions += [version for version in again if version[1].id == thread]
        if stand_in:
            versions += [(0, article) for article in self._indexed(thread)]
        versions.sort(key=lambda version: (version[0], version[1].scrape.path))
        return merge([article for _, article in versions]) if versions else None

    def _indexed(self, thread: str) -> list[Article]:
        """The thread as the index has it, if it does."""
        with engine_errors(self._directory):
            index = self._opened()
            index.reload()
            searcher = index.searcher()
            query = tantivy.Query.term_query(index.schema, "thread", thread)
            hits = searcher.search(query, max(1, searcher.num_docs)).hits
            article = from_documents(searcher.doc(address) for _, address in hits)
        return [article] if article is not None else []
