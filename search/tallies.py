"""How often a query is answered, where, when first and when last, and by which sentence best.

A record counts as first or last seen by its own date, never by that of a comment under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from enum import StrEnum
from typing import Any, Final

from tantivy import Occur, Order, Query

from index.documents import StoredRecord
from index.model import Dated, Kind
from search import days, facets
from search.facets import Facet
from search.histogram import Asked, Counting
from search.matching import Marks, Matcher, merged
from search.passages import sentence
from search.periods import Period, name
from search.query import Days, Key, KeyField, Node, OfKind, negation
from search.results import FacetCount, Span
from search.snapshot import Snapshot
from search.snippets import flat
from search.texts import Mark

OWN_DATES: Final = Query.const_score_query(Query.exists_query("month"), 0.0)
"""Records with a date of their own."""

MARKS: Final = 500
"""Marks of a record among whose sentences the best is looked for."""


class By(StrEnum):
    """What the records that a query finds are told apart by."""

    TERM = "term"
    """By nothing: one row a query."""
    SOURCE = "source"
    MONTH = "month"
    KIND = "kind"
    AUTHOR = "author"


FACETS: Final = {By.SOURCE: Facet.SOURCE, By.KIND: Facet.KIND, By.AUTHOR: Facet.AUTHOR}


@dataclass(frozen=True, slots=True)
class Seen:
    """A record with a date of its own."""

    id: str
    date: Dated


@dataclass(frozen=True, slots=True)
class Quote:
    """The best answer to a query, in one sentence."""

    id: str
    text: str
    """The headline if nothing in the text satisfied the query."""
    spans: tuple[Span, ...]
    """What in it did; sorted, disjoint, in characters."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The records that a query finds, or those of them that have one value."""

    value: str | None
    """None counts the records without one."""
    count: int
    complete: bool
    """Whether all records that may match were checked, where they must be; if not, there may be more."""
    articles: int | None = None
    """How many of them are articles; None where they are told apart by something, as are the next two."""
    comments: int | None = None
    sources: int | None = None
    """How many outlets that are known."""
    first: Seen | None = None
    """The earliest with a date of its own."""
    last: Seen | None = None
    best: Quote | None = None


def tallies(snapshot: Snapshot, node: Node, zone: tzinfo, by: By) -> Iterator[Tally]:
    """The records a query finds, by their values: months in their order, the rest the commonest first.

    A query that finds nothing gives one tally of none.
    """
    answer = snapshot.ask(node, zone)
    query = answer.query
    tallier = Tallier(snapshot, answer.matcher, zone, complete=answer.complete)
    if by is By.TERM:
        yield tallier.whole(query)
        return
    some = False
    for each, having in tallier.parts(query, by):
        some = True
        yield tallier.of(each.value, each.count, having)
    if not some:
        yield Tally(None, 0, answer.complete)


class Tallier:
    """Counts records of one snapshot."""

    def __init__(self, snapshot: Snapshot, matcher: Matcher, zone: tzinfo, *, complete: bool) -> None:
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._matcher = matcher
        self._zone = zone
        self._complete = complete

    def whole(self, query: Query) -> Tally:
        """The records of a query, told apart by nothing."""
        counts = facets.count_by(self._searcher, query, (Facet.KIND, Facet.SOURCE))
        kinds = {each.value: each.count for each in counts[Facet.KIND]}
        articles, comments = (kinds.get(kind.value, 0) for kind in (Kind.ARTICLE, Kind.COMMENT))
        tally = self.of(None, articles + comments, query)
        known = sum(each.value is not None for each in counts[Facet.SOURCE])
        return replace(tally, articles=articles, comments=comments, sources=known)

    def parts(self, query: Query, by: By) -> Iterator[tuple[FacetCount, Query]]:
        """The values that a query's records have, with a query each for these records."""
        if by is By.MONTH:
            for each in self._months(query):
                yield each, self._in_month(query, each.value)
        else:
            facet = FACETS[by]
            for each in facets.count_by(self._searcher, query, (facet,))[facet]:
                yield each, self._both(query, _having(by, each.value))

    def of(self, value: str | None, count: int, query: Query) -> Tally:
        """A tally with the records that it names."""
        dated = Query.boolean_query([(Occur.Must, query), (Occur.Must, OWN_DATES)])
        best = self._record(query)
        return Tally(
            value,
            count,
            self._complete,
            first=_seen(self._record(dated, Order.Asc)),
            last=_seen(self._record(dated, Order.Desc)),
            best=_quote(best, self._matcher) if best else None,
        )

    def _months(self, query: Query) -> Iterator[FacetCount]:
        counting = Counting(self._snapshot.index.schema, self._searcher, self._zone)
        (found,) = counting.histograms([Asked("", "", (), query)], Period.MONTH)
        yield from (
            FacetCount(name(each.first, Period.MONTH), each.total) for each in found.bins if each.total
        )
        undated = found.undated_articles + found.undated_comments
        if undated:
            yield FacetCount(None, undated)

    def _in_month(self, query: Query, month: str | None) -> Query:
        if month is None:
            return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, OWN_DATES)])
        within = self._both(query, Days(*(days.span(month) or (None, None))))
        return Query.boolean_query([(Occur.Must, within), (Occur.Must, OWN_DATES)])

    def _both(self, query: Query, node: Node) -> Query:
        """Those of a query's records that are in a tree, which the index can decide."""
        narrowing = self._snapshot.ask(node, self._zone).finding
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, narrowing)])

    def _record(self, query: Query, order: Order | None = None) -> StoredRecord | None:
        """The best record of a query, or in the order of dates the one at that end."""
        asked: dict[str, Any] = {} if order is None else {"order_by_field": "date", "order": order}
        for _, address in self._searcher.search(query, 1, count=False, **asked).hits:
            return self._snapshot.record(address)
        return None


def _having(by: By, value: str | None) -> Node:
    if by is By.KIND:
        return OfKind(Kind(value or ""))
    field = KeyField.SOURCE if by is By.SOURCE else KeyField.AUTHOR
    return negation(Key(field, "", prefix=True)) if value is None else Key(field, value)


def _seen(stored: StoredRecord | None) -> Seen | None:
    return Seen(stored.record.id, stored.dated) if stored and stored.dated else None


def _quote(stored: StoredRecord, matcher: Matcher) -> Quote:
    marks = matcher.match(stored) or Marks((), ())
    if marks.title and not marks.body:
        quoted = flat(stored.headline, 0, len(stored.headline), merged(marks.title))
    else:
        text = stored.record.body
        start, end = _best_sentence(text, marks.body)
        inside = [mark for mark in marks.body if start <= mark.start and mark.end <= end]
        quoted = flat(text, start, end, merged(inside))
    return Quote(stored.record.id, quoted.text, quoted.spans)


def _best_sentence(text: str, marks: Sequence[Mark]) -> Span:
    """The one with most of the query in it; of several the one with its first part; then the first."""
    sentences: dict[Span, set[int]] = {}
    start = end = 0
    for mark in marks[:MARKS]:
        if mark.end > end:
            start, end = sentence(text, mark.start, mark.end)
        sentences.setdefault((start, end), set()).add(mark.leaf)
    return (
        max(sentences, key=lambda each: (len(sentences[each]), -min(sentences[each])))
        if sentences
        else (sentence(text, 0, 0))
    )
