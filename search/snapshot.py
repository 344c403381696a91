"""An index as it was at one moment, and what a query finds in it: records, in an order, checked if need be.

Some clauses the index can't decide (`search.compiler`). Their hits are checked one by one, the best first,
until MOST_CHECKED of them or MOST_READ characters of their texts have been looked at, so that no query
takes long; where that was not all of them, the result says so. Whoever wants every hit gets every hit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from functools import cached_property
from itertools import islice
from typing import Any, Final, TypeAlias

import tantivy
from tantivy import FieldType, Occur, Order, Query

from index import store
from index.documents import StoredRecord, stored_record
from index.errors import engine_errors
from index.frozen import dataclass
from index.model import Kind
from search.compiler import Compiler, Plan
from search.matching import Marks, Matcher
from search.query import Across, Layer, Node, OfKind, conjunction
from search.request import Sort
from search.results import Reason

MOST_CHECKED: Final = 2_000
"""Hits that are checked for one page."""
MOST_READ: Final = 1_000_000
"""Characters of text that are looked through for one page."""
MOST_TIED: Final = 2_000
"""Hits of one score that are put in order; of more, each so many by themselves."""
MOST_BUCKETS: Final = 65_000
"""Values that tantivy counts by at once."""
BATCH: Final = 2_000
"""Hits that are asked for at once where all are wanted."""
MOST_AT_ONCE: Final = 64_000
"""The same where they are in the order of their scores: the engine counts from the best one each time."""
READ: Final = 200
"""Records that are held at once where all are wanted."""
SOME: Final = 32
"""Hits that are looked at together for being copies."""
KEPT: Final = 16
"""Answers that are kept, for the next page and for counting by fields."""
BEST: Final = 200
"""Hits whose scores count where threads are ranked by what is in them."""
ID_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
"""What ids are made of."""

NO_MARKS: Final = Marks((), ())

Hit: TypeAlias = tuple[float, tantivy.DocAddress]
"""A score and where the record lies."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record that a query found."""

    score: float
    stored: StoredRecord
    marks: Marks
    copies: int
    """How many of its copies match, too."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some of what a query finds, in order."""

    rows: tuple[Row, ...]
    total: int
    """How many records match, copies and all; at least so many, if not `complete`."""
    complete: bool
    """Whether all records that may match were checked."""
    length: int
    """How many rows there are in all: fewer than `total` by those that were folded into others."""


@dataclass(frozen=True, slots=True)
class Threads:
    """The threads in which a clause holds in the other layer."""

    scores: Mapping[str, float]
    """By their ids the best score there; 0 for those far down."""
    complete: bool


class Snapshot:
    """An index as it was at one moment."""

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        """The index as it is now.

        Raises:
            IndexNotFound, IndexOutdated, IndexDamaged
        """
        self.state = store.state(directory)  # before it is opened: a commit in between is seen as a change
        self.index, self.stamp = store.open_index(directory)
        with engine_errors(directory):
            self.searcher = self.index.searcher()
        self.compiler = Compiler(self.index.schema, self.searcher)
        self.fingerprint = store.fingerprint(directory, self.stamp)
        self._threads: dict[tuple[Across, tzinfo], Threads] = {}
        self._answers: dict[tuple[Node, tzinfo, float | None], Answer] = {}

    @cached_property
    def has_copies(self) -> bool:
        """Whether any records are copies of each other."""
        return bool(self.searcher.terms_with_prefix("cluster", "", limit=1))

    def ask(self, node: Node, zone: tzinfo = UTC, recency: float | None = None) -> Answer:
        """What a tree finds, found when it is asked for; `recency` is a half-life, see `search.recency`."""
        asked = (node, zone, recency)
        answer = self._answers.pop(asked, None) or Answer(self, node, zone, recency)
        self._answers[asked] = answer
        if len(self._answers) > KEPT:
            del self._answers[next(iter(self._answers))]
        return answer

    def record(self, address: tantivy.DocAddress) -> StoredRecord:
        """The record at an address."""
        return stored_record(self.searcher.doc(address))

    def threads(self, across: Across, zone: tzinfo) -> Threads:
        """The threads in which a clause holds in the other layer."""
        known = self._threads.get((across, zone))
        if known is None:
            other = Kind.ARTICLE if across.layer is Layer.UNDER else Kind.COMMENT
            answer = self.ask(conjunction(OfKind(other), across.clause), zone)
            known = self._threads[across, zone] = answer.threads()
        return known


class Answer:
    """What a tree finds in a snapshot."""

    def __init__(self, snapshot: Snapshot, node: Node, zone: tzinfo, recency: float | None) -> None:
        self.node = node
        self._recency = recency
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._zone = zone
        self._complete = True
        self._held: dict[Sort, list[Hit]] = {}

    @cached_property
    def plan(self) -> Plan:
        """How the index is asked."""
        return self._snapshot.compiler.compile(self.node, self._zone, self._crossing)

    @cached_property
    def finding(self) -> Query:
        """How the index is asked where scores do not matter; it finds the same."""
        return self._snapshot.compiler.finding(self.node, self._zone, self._crossing)

    @cached_property
    def matcher(self) -> Matcher:
        """What tells where in a record the tree holds."""
        return Matcher(self.node, self._zone, self._crossing)

    @cached_property
    def candidates(self) -> int:
        """How many records the index finds, before any check."""
        return _count(self._searcher.search(Query.const_score_query(self.finding, 0.0), 1))

    def rows(self, sort: Sort, limit: int, offset: int, *, collapse: bool, marked: bool = True) -> Rows:
        """The rows from `offset` on; of records that are copies of each other the first alone, if asked.

        If not `marked`, nothing is said of where in them the tree holds.
        """
        if self.plan.sure:
            found = self._uncopied(self._ranked(sort, offset + limit + SOME), collapse)
            hits = list(islice(found, offset + limit))
            total = self.candidates
            length = total - sum(self._copies.values()) if collapse else total
        else:
            checked = self._checked(sort)
            total = len(checked)
            hits = list(self._uncopied(iter(checked), collapse))
            length = len(hits)
        rows = self._read(hits[offset : offset + limit], collapse, marked)
        return Rows(tuple(rows), total, self._complete, length)

    def every(self, sort: Sort, offset: int, *, collapse: bool, marked: bool = True) -> Iterator[Row]:
        """All rows from `offset` on, one by one, each checked if need be."""
        found = self._ranked(sort, BATCH)
        if not self.plan.sure:
            found = (hit for hit in found if self.matcher.match(self._snapshot.record(hit[1])) is not None)
        rows = islice(self._uncopied(found, collapse), offset, None)
        while batch := list(islice(rows, READ)):
            yield from self._read(batch, collapse, marked)

    def count(self) -> int:
        """How many records match, each checked if need be."""
        if self.plan.sure:
            return self.candidates
        return sum(1 for _ in self.every(Sort.SCORE, 0, collapse=False, marked=False))

    def reasons(self, row: Row) -> tuple[Reason, ...]:
        """What the score of a row is made of; nothing where it has none."""
        from search.explaining import aged, explained  # most searches do without

        if not row.score:
            return ()
        compiler = self._snapshot.compiler
        reasons = explained(
            self._searcher,
            self._snapshot.index.schema,
            compiler.scoring,
            self.node,
            lambda node: compiler.part(node, self._zone, self._crossing),
            row.stored.record.id,
        )
        return aged(reasons, row.score) if self._recency is not None else reasons

    @cached_property
    def query(self) -> Query:
        """What finds just the matching records, for counting by their fields; as far as they were checked."""
        if self.plan.sure:
            return self.finding
        ids = [self._snapshot.record(address).record.id for _, address in self._checked(Sort.SCORE)]
        return Query.term_set_query(self._snapshot.index.schema, "id", ids)

    @property
    def complete(self) -> bool:
        """Whether all that may match was checked, as far as anything had to be so far."""
        return self._complete

    def threads(self) -> Threads:
        """The threads of what it finds."""
        found = self._uncopied(self._ranked(Sort.SCORE, BEST), collapse=False)
        if not self.plan.sure:
            found = iter(self._checked(Sort.SCORE))
        scores: dict[str, float] = {}
        for score, address in islice(found, BEST):
            scores.setdefault(self._snapshot.record(address).thread, score)
        for thread in self._values("thread"):
            scores.setdefault(thread, 0.0)
        return Threads(scores, self._complete)

    def _values(self, field: str, beginning: str = "") -> Iterator[str]:
        """The values of a field in what it finds: by their beginnings, where there are too many at once."""
        query = self.query
        if beginning:
            begins = Query.regex_query(self._snapshot.index.schema, field, beginning + ".*")
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, begins)])
        wanted = {"values": {"terms": {"field": field, "size": MOST_BUCKETS}}}
        buckets = self._searcher.aggregate(query, wanted)["values"]["buckets"]
        if len(buckets) < MOST_BUCKETS:
            yield from (str(bucket["key"]) for bucket in buckets)
        else:
            for letter in ID_LETTERS:
                yield from self._values(field, beginning + letter)

    def _crossing(self, across: Across) -> Mapping[str, float]:
        threads = self._snapshot.threads(across, self._zone)
        self._complete = self._complete and threads.complete
        return threads.scores

    def _checked(self, sort: Sort) -> list[Hit]:
        """The hits that hold, of those that are looked at."""
        if sort in self._held:
            return self._held[sort]
        held: list[Hit] = []
        read = 0
        for number, hit in enumerate(self._ranked(sort, BATCH)):
            if number == MOST_CHECKED or read >= MOST_READ:
                self._complete = False
                break
            stored = self._snapshot.record(hit[1])
            read += len(stored.record.body)
            if self.matcher.match(stored) is not None:
                held.append(hit)
        self._held[sort] = held
        return held

    def _read(self, hits: Sequence[Hit], collapse: bool, marked: bool) -> Iterator[Row]:
        """Hits with all that is to be known of them."""
        copies = self._copies if collapse else {}
        numbers = self._clusters(hits) if copies else [None] * len(hits)
        for (score, address), number in zip(hits, numbers, strict=True):
            stored = self._snapshot.record(address)
            marks = (self.matcher.match(stored) if marked else None) or NO_MARKS
            yield Row(score, stored, marks, copies.get(number, 0) if number is not None else 0)

    @cached_property
    def _copies(self) -> dict[int, int]:
        """Of each cluster with more than one matching record, how many there are beside the first."""
        if not self._snapshot.has_copies:
            return {}
        # Numbers, not names: tantivy would look up each name.
        wanted = {"values": {"terms": {"field": "cluster_number", "size": MOST_BUCKETS, "min_doc_count": 2}}}
        buckets = self._searcher.aggregate(self.query, wanted)["values"]["buckets"]
        return {int(bucket["key"]): int(bucket["doc_count"]) - 1 for bucket in buckets}

    def _uncopied(self, hits: Iterator[Hit], collapse: bool) -> Iterator[Hit]:
        """Hits without those that are copies of an earlier one."""
        if not collapse or not self._snapshot.has_copies:
            yield from hits
            return
        seen: set[int] = set()
        while batch := list(islice(hits, SOME)):
            for hit, number in zip(batch, self._clusters(batch), strict=True):
                if number is None:
                    yield hit
                elif number not in seen:
                    seen.add(number)
                    yield hit

    def _clusters(self, hits: Sequence[Hit]) -> list[int | None]:
        """The number of each hit's cluster, if it has copies."""
        values = self._searcher.fast_field_values("cluster_number", [address for _, address in hits])
        return [None if value is None else int(value) for value in values]

    def _ranked(self, sort: Sort, first: int) -> Iterator[Hit]:
        """All hits in order, asked for as they are needed: `first` at first."""
        query = self.plan.query
        if sort is Sort.DATE:
            dated = Query.exists_query("date")
            yield from self._by_order(_both(self.finding, dated), Order.Asc, first)
            yield from self._by_order(_except(self.finding, dated), Order.Desc, first)
        elif sort is Sort.NEWEST or self.plan.constant:
            yield from self._by_order(self.finding, Order.Desc, first)
        elif self._recency is not None:
            from search.recency import MOST, by_recency  # most searches do without

            hits = self._by_score(query, max(first, MOST))
            yield from by_recency(self._searcher, list(islice(hits, MOST)), self._recency)
            yield from hits
        else:
            yield from self._by_score(query, first)

    def _by_score(self, query: Query, first: int) -> Iterator[Hit]:
        """Those that score the same are ordered by date, then thread and position."""
        tied: list[Hit] = []
        for hit in self._batches(query, first):
            if tied and (hit[0] != tied[0][0] or len(tied) == MOST_TIED):
                yield from self._untied(tied)
                tied = []
            tied.append(hit)
        yield from self._untied(tied)

    def _untied(self, hits: list[Hit]) -> list[Hit]:
        if len(hits) < 2:
            return hits
        places = self._searcher.fast_field_values("order", [address for _, address in hits])
        order = sorted(range(len(hits)), key=lambda number: -int(places[number] or 0))
        return [hits[number] for number in order]

    def _by_order(self, query: Query, order: Order, first: int) -> Iterator[Hit]:
        """By the number `order`; each batch begins where the last one ended, so all of them cost the same."""
        records = self._searcher.num_docs
        asked, batch = query, min(first, records)
        last, seen = None, 0
        while batch:
            result: Any = self._searcher.search(
                asked, batch, offset=seen, count=last is None, order_by_field="order", order=order
            )
            if last is None and query is self.finding:
                self.__dict__["candidates"] = int(result.count)
            for number, address in result.hits:
                seen = seen + 1 if number == last else 1
                last = number
                yield 0.0, address
            if len(result.hits) < batch:
                return
            bounds = (None, last) if order is Order.Desc else (last, None)
            beyond = Query.range_query(self._snapshot.index.schema, "order", FieldType.Integer, *bounds)
            asked, batch = _both(query, beyond), min(BATCH, records)

    def _batches(self, query: Query, first: int) -> Iterator[Hit]:
        """What tantivy finds, in batches; it makes room for all it is asked for."""
        offset, batch = 0, first
        records = self._searcher.num_docs
        while offset < records:
            result: Any = self._searcher.search(
                query, max(1, min(batch, records - offset)), offset=offset, count=not offset
            )
            if not offset and query is self.plan.query:
                self.__dict__["candidates"] = int(result.count)
            yield from result.hits
            if len(result.hits) < batch:
                return
            batch, offset = min(2 * batch, MOST_AT_ONCE) if offset else BATCH, offset + batch


def _count(result: Any) -> int:
    return int(result.count)  # missing from tantivy's type stubs


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def _except(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, other)])
