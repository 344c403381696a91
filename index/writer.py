"""Batches of read scrapes into one generation of an index, each committed whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeAlias

import tantivy

from index import analysis
from index.copies import fold
from index.documents import from_blob, from_documents, to_blob, to_document, to_documents
from index.errors import IndexDamaged, engine_errors
from index.manifest import Manifest, Reading
from index.merge import Past, merge, pasts
from index.model import Article, Comment

HEAP: Final = 128_000_000
"""Bytes that tantivy gathers before it writes a segment."""

NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)

MANY: Final = 100
"""Threads of a scrape from which on it is not read again for the sake of one of them."""

BESIDE: Final = 2_000
"""Bytes of a record beside its text, about."""

PastsOf: TypeAlias = Callable[[str], list[Past]]
"""What is known of a thread from earlier contents."""

ReadAgain: TypeAlias = Callable[[str], list[Article] | None]
"""The articles of a scrape by its path, with ids and times; None if it can't be read."""


@dataclass(slots=True)
class Batch:
    """Scrapes that were read, or are gone, and are not in the index as such yet."""

    readings: list[Reading] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    versions: dict[str, list[Article]] = field(default_factory=dict)
    """The articles read, by thread."""
    paths: set[str] = field(default_factory=set)
    """Of the scrapes read."""
    earlier: set[str] = field(default_factory=set)
    """The threads that earlier parts of these scrapes gave."""
    changed: dict[str, str] = field(default_factory=dict)
    """By thread, a scrape that gives it and held something else before."""
    unread: list[str] = field(default_factory=list)
    """Other scrapes that give some of these threads and are out of sight."""
    pasts: list[tuple[str, str, Past, bytes | None]] = field(default_factory=list)
    """What the scrapes that were changed no longer tell."""
    documents: int = 0
    weight: int = 0
    """About how many bytes they are."""
    started: float = field(default_factory=time.monotonic)

    def add(self, reading: Reading, articles: Iterable[Article]) -> None:
        """Take in what reading a scrape gave."""
        for article in articles:
            self.versions.setdefault(article.id, []).append(article)
            self.documents += 1 + len(article.comments)
            self.weight += weight_of(article)
        self.paths.add(reading.found.path)
        self.earlier |= reading.earlier
        if reading.changed:
            self.changed |= dict.fromkeys(reading.threads, reading.found.path)
        self.readings.append(reading)  # last: an interruption before it leaves the scrape unread

    @property
    def empty(self) -> bool:
        """Whether committing it would change nothing."""
        return not self.readings and not self.gone


def weight_of(article: Article) -> int:
    """About how many bytes a thread takes in memory."""
    texts = len(article.body) + sum(len(comment.body) for comment in article.comments)
    return texts + BESIDE * (1 + len(article.comments))


class Writer:
    """Writes one generation and its manifest, together."""

    def __init__(self, directory: Path, generation: str, replaced: str | None = None) -> None:
        """`replaced` is the generation whose place this one is to take."""
        self.read_again: ReadAgain = _never
        """Asked for scrapes that are not in a batch and share a thread with it."""
        self._gone: set[str] = set()
        """Scrapes that are to be forgotten once everything else is done: they count no more."""
        self._orphans: set[str] = set()
        """The threads these gave that were not written since."""
        self._directory = directory
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._searcher: tantivy.Searcher | None = None
        """Sees the last commit."""
        self._generation = directory / generation
        self._replaced = directory / replaced if replaced else None
        self._replaced_index: tantivy.Index | None = None
        self.manifest = Manifest(self._generation)
        self._any_past = True
        """Whether anything is known of earlier contents: mostly not, and each thread is asked about."""
        self.articles = 0
        """Articles written so far."""
        self.comments = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.manifest.close()
        self._searcher = self._replaced_index = None
        self._writer = self._index = None  # the last reference gives tantivy's lock back

    @property
    def replaces(self) -> bool:
        """Whether the generation is to take the place of another."""
        return self._replaced is not None

    def forget(self, paths: Iterable[str]) -> None:
        """Let scrapes count no more; the last batch has to have them as gone."""
        new = set(paths) - self._gone
        self._gone |= new
        self._orphans.update(*map(self.manifest.threads_of, new))

    def commit(self, batch: Batch) -> None:
        """Replace what the batch's scrapes gave before by what they give now.

        Raises:
            IndexLocked, IndexDamaged: nothing of the batch is in the index, or the next update will
                find it announced and do it again.
        """
        self._any_past = self.manifest.has_pasts()
        threads = {thread: self._merged(thread, batch) for thread in self._touched(batch)}
        self.manifest.intend(batch.readings, batch.gone)
        with engine_errors(self._directory):
            index = self._opened()
            folding = fold(threads, index, self._snapshot())
            if self._writer is None:
                # One thread keeps the order of documents, and with it that of equal scores, the same.
                self._writer = index.writer(HEAP, 1)
                # What a commit that died left behind: the next would not write over it.
                self._writer.garbage_collect_files()
            writer = self._writer
            try:
                for thread, article in threads.items():
                    writer.delete_documents_by_term("thread", thread)
                    if article is not None:
                        for document in to_documents(article, index.schema, folding.keys, folding.clusters):
                            writer.add_document(document)
                for other in folding.others:
                    writer.delete_documents_by_term("id", other.record.id)
                    writer.add_document(to_document(other, index.schema))
                writer.commit()
            except BaseException:
                writer.rollback()  # else the next commit would apply the deletes without the adds
                raise
        self._searcher = None
        self._orphans.difference_update(threads)
        self.manifest.settle(
            batch.readings,
            batch.gone,
            batch.unread,
            {thread: len(article.comments) if article else None for thread, article in threads.items()},
            batch.pasts,
        )
        written = [article for article in threads.values() if article is not None]
        self.articles += len(written)
        self.comments += sum(len(article.comments) for article in written)

    def finish(self) -> None:
        """Let merges end, and compare the index with the manifest.

        Raises:
            IndexDamaged: they disagree on how many records there are.
        """
        if self.replaces:
            self.manifest.prune()
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
        before = set(self._orphans) if batch.gone else set()
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
        stand_in = thread in batch.earlier
        for path in self.manifest.scrapes_of(thread) - batch.paths - self._gone:
            if self.manifest.gives_more_than(MANY, path):
                stand_in = True
                continue
            again = self.read_again(path)
            if again is None:
                stand_in = True
                batch.unread.append(path)
            else:
                versions += [article for article in again if article.id == thread]
        versions.sort(key=lambda article: (article.last_seen or NEVER, article.scrape.path))
        if stand_in:
            versions = self._indexed(thread) + versions
        if not versions:
            return None
        merged = merge(versions, self.pasts(thread))
        changed = batch.changed.get(thread)
        for before in self._before(thread) if changed else ():
            learned = pasts(before, merged)
            for past in learned:
                blob = to_blob(before, past.vanished) if past.vanished else None
                batch.pasts.append((thread, changed or "", past, blob))
            if learned:
                merged = merge(versions, [*self.pasts(thread), *learned])
        return merged

    def pasts(self, thread: str) -> list[Past]:
        """What is known of a thread from earlier contents."""
        if not self._any_past:
            return []
        found = []
        for comment, first_seen, blob, after in self.manifest.pasts_of(thread):
            record = from_blob(blob).record if blob else None
            found.append(Past(comment, first_seen, record if isinstance(record, Comment) else None, after))
        return found

    def _before(self, thread: str) -> list[Article]:
        """The thread as it was before this update, if it was and can be read."""
        if self._replaced is None:
            return self._indexed(thread) if self.manifest.holds(thread) else []
        try:
            with engine_errors(self._directory):
                if self._replaced_index is None:
                    self._replaced_index = tantivy.Index.open(str(self._replaced))
                    analysis.register(self._replaced_index)
                return _found(thread, self._replaced_index.schema, self._replaced_index.searcher())
        except (IndexDamaged, KeyError, ValueError):  # that may be why it is made again
            return []

    def _indexed(self, thread: str) -> list[Article]:
        """The thread as the index has it, if it does."""
        with engine_errors(self._directory):
            return _found(thread, self._opened().schema, self._snapshot())

    def _snapshot(self) -> tantivy.Searcher:
        """The index as of the last commit."""
        if self._searcher is None:
            index = self._opened()
            index.reload()
            self._searcher = index.searcher()
        return self._searcher


def _found(thread: str, schema: tantivy.Schema, searcher: tantivy.Searcher) -> list[Article]:
    query = tantivy.Query.term_query(schema, "thread", thread)
    hits = searcher.search(query, max(1, searcher.num_docs)).hits
    article = from_documents(searcher.doc(address) for _, address in hits)
    return [article] if article is not None else []


def _never(path: str) -> None:
    """Stands in where nobody said how a scrape is read."""
