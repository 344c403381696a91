"""The door to an index: search it, walk its hits, read a thread."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import islice
from typing import TYPE_CHECKING, Final, Self

import tantivy

from index import store
from index.analysis import normalize
from index.documents import StoredRecord, from_documents, stored_record, stored_records
from index.errors import IndexDamaged, engine_errors
from index.frozen import replace
from index.model import Article, Comment, Kind
from index.store import Stamp
from search import facets
from search.clauses import clauses
from search.days import today
from search.errors import DocumentNotFound
from search.facets import Facet
from search.found import Found
from search.matching import Marks, merged
from search.parser import Parsed, parse_query
from search.query import All, Key, KeyField, Node, Nothing, OfKind, conjunction
from search.reading import format_query
from search.request import SearchRequest, Sort
from search.results import Clause, FacetCount, Histogram, Hit, IndexState, Reason, SearchPage
from search.snapshot import BATCH, NO_MARKS, Answer, Row, Snapshot
from search.snippets import snippet

if TYPE_CHECKING:
    from pathlib import Path

    from search.completing import Completion
    from search.periods import Period
    from search.tallies import By, Tally

MOST_COPIES: Final = 100
"""Copies of a record that are kept from what is like it; of more, some may be found."""


class Searcher:
    """One index, as it was when it was opened or last reloaded.

    Commits by other processes in the meantime do not show until `reload`, so pages of one query fit
    together. A searcher is not to be shared between threads; open one for each.
    """

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        """Use `Searcher.open`."""
        self._directory = os.fspath(directory)
        self._now = Snapshot(directory)

    @classmethod
    def open(cls, index: str | os.PathLike[str] | None = None) -> Self:
        """The index in the folder `index`, else in $DATELINE_INDEX, else in the nearest .dateline upward.

        Raises:
            IndexNotFound, IndexOutdated, IndexDamaged
        """
        return cls(store.locate(index))

    def __len__(self) -> int:
        """How many records the index holds, articles and comments."""
        return self._now.searcher.num_docs

    def another(self) -> Searcher:
        """One more of the same index, as that is now: for another thread."""
        return Searcher.open(self._directory)

    @property
    def arguments(self) -> tuple[str, ...]:
        """What a command of the shell is given to open the same index."""
        return "--index", self._directory

    @property
    def directory(self) -> Path:
        """The folder of the index."""
        from pathlib import Path  # a search from the shell does without

        return Path(self._directory)

    @property
    def size(self) -> int:
        """What its files take."""
        return store.size(self.directory)

    @property
    def missing(self) -> tuple[str, ...]:
        """What answers may lack; of an index on a disk, nothing."""
        return ()

    @property
    def identity(self) -> IndexState:
        """Which index it is, and as it was when."""
        stamp = self._now.stamp
        return IndexState(
            path=self._directory,
            fingerprint=self._now.fingerprint,
            updated=stamp.updated,
            records=len(self),
            schema=stamp.schema,
            version=stamp.version,
        )

    @property
    def stamp(self) -> Stamp:
        """What the index says of itself."""
        return self._now.stamp

    def reload(self) -> bool:
        """Look at the index as it is now; whether that is another than before.

        Raises:
            IndexNotFound, IndexOutdated, IndexDamaged: the searcher goes on as it was.
        """
        if store.state(self._directory) == self._now.state:
            return False
        self._now = Snapshot(self._directory)
        return True

    def search(self, request: SearchRequest | str, *, told: bool = True) -> SearchPage:
        """The hits of a request, with snippets; a plain text is a query with everything else as it is.

        What each clause finds by itself takes a search each: without `told` the page does not say it.

        Raises:
            RequestError: the request asks for what can't be.
            IndexDamaged
        """
        started = time.perf_counter()
        page, found = self.stream(request, told=told)
        hits = tuple(each.hit for each in found)
        return replace(page, hits=hits, elapsed=time.perf_counter() - started)

    def walk(self, request: SearchRequest | str) -> Iterator[Hit]:
        """All hits of a request from its offset on, one by one; its limit does not count.

        Raises:
            RequestError, QueryError, IndexDamaged
        """
        yield from (found.hit for found in self.stream(request, whole=True)[1])

    def stream(
        self, request: SearchRequest | str, *, whole: bool = False, marked: bool = True, told: bool = True
    ) -> tuple[SearchPage, Iterator[Found]]:
        """A page without its hits, and these one by one with their records, in bounded memory.

        Args:
            request: which hits.
            whole: all hits from the offset on; the limit does not count.
            marked: say what in each record satisfied the query. It takes most of the time.
            told: say what each clause of the query finds by itself.

        Raises:
            RequestError, QueryError, IndexDamaged: also while the hits are read.
        """
        started = time.perf_counter()
        request = _request(request)
        parsed, node = self._understood(request)
        many = whole or request.limit > BATCH
        with engine_errors(self._directory):
            answer = self._now.ask(node, request.zone, request.recency)
            limit = 1 if many else request.limit
            found = answer.rows(request.sort, limit, request.offset, collapse=request.collapse, marked=marked)
            parts = clauses(self._now, node, found.total, request.zone) if told else ()
        page = SearchPage(
            query=request.query,
            reading=format_query(node),
            notes=parsed.notes,
            clauses=parts,
            timezone=str(request.zone),
            total=found.total,
            complete=found.complete,
            length=found.length,
            offset=request.offset,
            elapsed=time.perf_counter() - started,
            hits=(),
            asked=datetime.now(UTC),
            index=self.identity,
        )
        rows: Iterator[Row] = iter(found.rows)
        if many:
            rows = answer.every(request.sort, request.offset, collapse=request.collapse, marked=marked)
        asked = answer if request.explain else None
        return page, self._found(rows if whole else islice(rows, request.limit), asked)

    def clauses(self, request: SearchRequest | str, total: int) -> tuple[Clause, ...]:
        """What each clause of a request that has `total` hits finds by itself.

        Raises:
            RequestError, QueryError, IndexDamaged
        """
        request = _request(request)
        _, node = self._understood(request)
        with engine_errors(self._directory):
            return clauses(self._now, node, total, request.zone)

    def records(self, request: SearchRequest | str) -> Iterator[StoredRecord]:
        """All records that match, copies and all, the articles first, in bounded memory.

        Raises:
            RequestError, QueryError, IndexDamaged: also while the records are read.
        """
        request = _request(request)
        _, node = self._understood(request)
        now = self._now
        with engine_errors(self._directory):
            for kind in Kind if request.kind is None else (request.kind,):
                answer = now.ask(conjunction(node, OfKind(kind)), request.zone)
                for row in answer.every(Sort.NEWEST, 0, collapse=False, marked=False):
                    yield row.stored

    def articles(self, identifiers: Sequence[str]) -> Iterator[StoredRecord]:
        """The articles of whole ids, as far as they are there, without their comments and in any order.

        Raises:
            IndexDamaged
        """
        with engine_errors(self._directory):
            query = tantivy.Query.term_set_query(self._now.index.schema, "id", list(identifiers))
            yield from map(stored_record, self._documents(query, len(identifiers)))

    def reading(self, request: SearchRequest | str) -> str:
        """A request as it is understood, with every operator and filter written out.

        Raises:
            RequestError, QueryError
        """
        return format_query(self._understood(_request(request))[1])

    def count(self, request: SearchRequest | str) -> int:
        """How many records match, copies of others and all.

        Raises:
            RequestError, QueryError, IndexDamaged
        """
        request = _request(request)
        _, node = self._understood(request)
        with engine_errors(self._directory):
            return self._now.ask(node, request.zone).count()

    def complete(self, text: str, at: int, *, words: bool = True) -> Completion:
        """How the text of a query can go on at a place in it, by what the index holds.

        Without `words` it says so only where the value of a field stands.

        Raises:
            IndexDamaged
        """
        from search.completing import completion  # only who types needs it

        with engine_errors(self._directory):
            return completion(self._now, text, at, words=words)

    def notes(self, request: SearchRequest | str) -> tuple[str, ...]:
        """What of a request's query is left out or read otherwise than it looks.

        Raises:
            RequestError, QueryError
        """
        return self._understood(_request(request))[0].notes

    def facet(self, request: SearchRequest | str, facet: Facet) -> tuple[FacetCount, ...]:
        """As `facets`, of one facet and with the rarest values too."""
        return self.facets(request, (facet,), most=facets.MOST)[facet]

    def facets(
        self, request: SearchRequest | str, which: Sequence[Facet] = tuple(Facet), most: int = 20
    ) -> dict[Facet, tuple[FacetCount, ...]]:
        """The `most` commonest values of each facet among the records that match, the commonest first.

        What the request itself chooses of a facet does not narrow that one, so that one sees what else
        could be chosen.

        Raises:
            RequestError, IndexDamaged
        """
        request = _request(request)
        alike: dict[SearchRequest, list[Facet]] = {}
        for facet in which:
            alike.setdefault(facets.widened(request, facet), []).append(facet)
        found: dict[Facet, tuple[FacetCount, ...]] = {}
        for wider, together in alike.items():
            _, node = self._understood(wider)
            with engine_errors(self._directory):
                query = self._now.ask(node, wider.zone).query
                found |= facets.count_by(self._now.searcher, query, together, most)
        return {facet: found[facet] for facet in which}

    def histogram(
        self,
        request: SearchRequest | str,
        by: Period | None = None,
        *,
        whole: bool = False,
    ) -> Histogram:
        """As `histograms`, of one request."""
        return self.histograms((request,), by, whole=whole)[0]

    def histograms(
        self,
        requests: Sequence[SearchRequest | str],
        by: Period | None = None,
        *,
        whole: bool = False,
    ) -> tuple[Histogram, ...]:
        """How many of the records that match are dated when, for each request over the same bins.

        The bins go from the first in which any request has a record to the last. Without `by` they are
        the shortest of which there are no more than `search.histogram.MOST`. With `whole`, what the first
        request would find in each bin if its query was "*" is counted too.

        Raises:
            RequestError, IndexDamaged
        """
        from search.histogram import Asked, Counting  # a search does without

        wanted = [_request(each) for each in requests]
        all_records = [replace(wanted[0], query="*")] if whole and wanted else []
        asked = []
        with engine_errors(self._directory):
            for each in (*wanted, *all_records):
                parsed, node = self._understood(each)
                compiled = self._now.ask(node, each.zone).query
                asked.append(Asked(each.query, format_query(node), parsed.notes, compiled))
            counting = Counting(self._now.index.schema, self._now.searcher, wanted[0].zone)
            return counting.histograms(asked[: len(wanted)], by, asked[-1].compiled if all_records else None)

    def months(self, request: SearchRequest | str) -> tuple[FacetCount, ...]:
        """How many of the records that match are dated in each calendar month, the earliest first.

        Months without any are left out; last come the records without a date of their own.

        Raises:
            RequestError, IndexDamaged
        """
        from search.periods import Period, name

        found = self.histogram(request, Period.MONTH)
        months = [FacetCount(name(each.first, Period.MONTH), each.total) for each in found.bins]
        months.append(FacetCount(None, found.undated_articles + found.undated_comments))
        return tuple(month for month in months if month.count)

    def tally(self, request: SearchRequest | str, by: By) -> Iterator[Tally]:
        """How often a request is answered, by the values of `by`, when first, when last, and how best.

        Raises:
            RequestError, QueryError, IndexDamaged
        """
        from search.tallies import tallies  # one search from the shell does without

        request = _request(request)
        _, node = self._understood(request)
        with engine_errors(self._directory):
            yield from tallies(self._now, node, request.zone, by)

    def thread(self, identifier: str) -> Article:
        """The article that a record is or stands under, with all its comments.

        An id may be cut short as long as only one begins so.

        Raises:
            DocumentNotFound, IndexDamaged
        """
        found = self.resolve(identifier)
        with engine_errors(self._directory):
            query = tantivy.Query.term_query(self._now.index.schema, "thread", found.partition(".")[0])
            article = from_documents(self._documents(query, len(self)))
        if article is None:
            raise IndexDamaged(
                f"the index at {self._directory} has a comment without its article: "
                "type 'dateline index --rebuild'"
            )
        return article

    def copies(self, identifier: str) -> tuple[Hit, ...]:
        """The other records of a record's cluster, the newest first and those without a date last.

        An id may be cut short as long as only one begins so.

        Raises:
            DocumentNotFound, IndexDamaged
        """
        found = self.resolve(identifier)
        schema = self._now.index.schema
        with engine_errors(self._directory):
            own = [stored_record(each) for each in self._documents(_is(schema, "id", found), 1)]
            cluster = own[0].cluster if own else None
            if cluster is None:
                return ()
            others = [
                stored_record(each) for each in self._documents(_is(schema, "cluster", cluster), len(self))
            ]
        others.sort(key=lambda each: each.record.id)
        others.sort(key=lambda each: each.dated.when.timestamp() if each.dated else -math.inf, reverse=True)
        return tuple(hit(Row(0.0, each, NO_MARKS, 0)) for each in others if each.record.id != found)

    def resolve(self, identifier: str) -> str:
        """The whole of an id that may be cut short.

        Raises:
            DocumentNotFound: no id begins so, or more than one.
            IndexDamaged
        """
        identifier = normalize(identifier)
        # A comment's id begins with its article's, so a beginning without a dot means an article.
        begins: Node = Key(KeyField.ID, identifier, prefix=True)
        if "." not in identifier:
            begins = conjunction(begins, OfKind(Kind.ARTICLE))
        with engine_errors(self._directory):
            documents = self._documents(self._now.ask(begins).finding, 4) if identifier else []
            found = sorted(stored_record(document).record.id for document in documents)
        if identifier in found or len(found) == 1:
            return identifier if identifier in found else found[0]
        if not found:
            raise DocumentNotFound(f"no record has the id '{identifier}': ids are shown by 'dateline search'")
        raise DocumentNotFound(f"more than one id begins with '{identifier}': {', '.join(found[:3])} ..")

    def marks(self, request: SearchRequest, article: Article) -> dict[str, Marks]:
        """Where the records of a thread satisfy a request, by the ids of those that do.

        Raises:
            RequestError
        """
        _, node = self._understood(request)
        with engine_errors(self._directory):
            matcher = self._now.ask(node, request.zone).matcher
        marks = ((each.record.id, matcher.match(each)) for each in stored_records(article, {}))
        return {identifier: found for identifier, found in marks if found is not None}

    def _found(self, rows: Iterator[Row], explained: Answer | None) -> Iterator[Found]:
        with engine_errors(self._directory):
            for row in rows:
                reasons = explained.reasons(row) if explained else ()
                yield Found(hit(row, reasons), row.stored, row.marks)

    def _understood(self, request: SearchRequest) -> tuple[Parsed, Node]:
        parsed = parse_query(
            request.query,
            typing=request.typing,
            strict=request.strict,
            loose=request.loose or request.expand,
            now=today(request.zone),
        )
        node, narrowing = parsed.node, request.narrowing()
        if request.like is not None:
            node = conjunction(node, self._like(request.like))
        if request.expand:
            node = self._expanded(node, narrowing, request.zone)
        return parsed, conjunction(node, narrowing)

    def _like(self, identifier: str) -> Node:
        """What is like a record, but for its copies."""
        from search.similar import similar  # most searches do without

        found = self.resolve(identifier)
        with engine_errors(self._directory):
            query = _is(self._now.index.schema, "id", found)
            stored = stored_record(self._documents(query, 1)[0])
        copies = [copy.id for copy in self.copies(found)] if stored.cluster else []
        return similar(stored, self._now.compiler.leaves, copies[:MOST_COPIES])

    def _expanded(self, node: Node, narrowing: Node, zone: tzinfo) -> Node:
        """A tree with words that its best records have in common."""
        from search.expanding import BEST, expanded  # most searches do without

        if isinstance(node, All | Nothing):
            return node
        with engine_errors(self._directory):
            found = self._now.ask(conjunction(node, narrowing), zone).rows(Sort.SCORE, BEST, 0, collapse=True)
        best = [(row.score, row.stored) for row in found.rows]
        return expanded(node, best, self._now.compiler.leaves, self._now.compiler.scoring)

    def _documents(self, query: tantivy.Query, limit: int) -> list[tantivy.Document]:
        """The documents a query matches, but no more than `limit`."""
        hits = self._now.searcher.search(query, max(1, min(limit, len(self)))).hits
        return [self._now.searcher.doc(address) for _, address in hits]


def _request(request: SearchRequest | str) -> SearchRequest:
    return SearchRequest(request) if isinstance(request, str) else request


def _is(schema: tantivy.Schema, field: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, value)


def hit(row: Row, reasons: tuple[Reason, ...] = ()) -> Hit:
    """A row as a hit."""
    stored, marks = row.stored, row.marks
    record = stored.record
    return Hit(
        id=record.id,
        kind=stored.kind,
        thread=stored.thread,
        title=stored.headline,
        title_spans=merged(marks.title),
        source=stored.source,
        authors=stored.authors,
        date=stored.dated,
        url=stored.url,
        path=stored.scrape.path,
        comments=stored.comments,
        cluster=stored.cluster,
        position=record.position if isinstance(record, Comment) else 0,
        score=row.score,
        snippet=snippet(record.body, marks.body),
        copies=row.copies,
        reasons=reasons,
    )
