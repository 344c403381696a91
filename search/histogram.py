"""How many of a query's records are dated in each day, week, month or year.

Months and years are counted by the field `month`, which is a term a record, and only those within a day
of a month's end by their moments. Days and weeks are counted by moments alone. For these tantivy has two
aggregations. A histogram has bins of one width, so it is asked for the widest that all edges are multiples
of, and they are put together here: one day in UTC, an hour where clocks are changed. Its cost is by the
bins with something in them. Ranges have any edges, and several times the cost a bin, full or empty.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, timedelta, tzinfo
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, Final, TypeAlias

import tantivy
from tantivy import FieldType, Occur, Query

from index.frozen import dataclass
from index.model import Kind, Origin, Precision
from index.schema import EARLIEST, LATEST, MOVABLE
from search.periods import EPOCH, Period, day_of, first_day, first_days, following, midnight
from search.results import Bin, Histogram

MOST: Final = 120
"""Bins that are not too many, where nobody says by which period to count."""

RANGE_COST: Final = 6
"""What a bin of a range costs, in bins of a histogram."""
MOST_AT_ONCE: Final = 10_000
"""Bins asked for in one go; tantivy gives no more than 65,000, and RANGE_COST times these must do."""
MOST_MONTHS: Final = 10_000
"""More than there are between the first and the last moment that an index can hold."""

NANOSECONDS: Final = 1_000_000_000
DAY: Final = 24 * 60 * 60
"""Seconds."""
EXACT: Final = (Precision.SECOND, Precision.MINUTE)
"""What is dated so is in one day here and in another there."""
INEXACT: Final = {
    Period.DAY: (Precision.MONTH, Precision.YEAR),
    Period.WEEK: (Precision.MONTH, Precision.YEAR),
    Period.MONTH: (Precision.YEAR,),
    Period.YEAR: (),
}
"""What is dated so may belong in another bin than it is in."""

SPAN: Final = {name: {name: {"field": "date"}} for name in ("min", "max")}
"""Asks for the first and the last date."""

Counts: TypeAlias = dict[Kind, Counter[date]]
"""Records by their kind and the first day of their bin."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, as text and for the engine."""

    query: str
    reading: str
    notes: tuple[str, ...]
    compiled: Query


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look at the records of a query says."""

    query: Query
    """Those of them that have a date of their own."""
    months: dict[Kind, dict[str, int]]
    undated: Counter[Kind]
    days: tuple[date, ...]
    """Some day no later than the first of its dates in any zone, and some no earlier than the last."""

    @property
    def dated(self) -> int:
        """How many there are."""
        return sum(sum(months.values()) for months in self.months.values())


class Counting:
    """Counts the records of queries by their dates in one snapshot of an index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, zone: tzinfo = UTC) -> None:
        self._schema = schema
        self._searcher = searcher
        self._zone = zone

    def histograms(
        self, asked: Sequence[Asked], by: Period | None = None, whole: Query | None = None
    ) -> tuple[Histogram, ...]:
        """The histogram of each query, all over the same bins.

        They are from the first that has a record to the last, whichever query it matches. Without `by`
        they are the shortest that make no more than MOST. With `whole`, its records are counted beside.
        """
        found = [self._look(each.compiled) for each in asked]
        if by is None:
            by = _shortest([day for each in found for day in self._days(each)])
        counts = [self._counts(each, by) for each in found]
        dated = [first for each in counts for firsts in each.values() for first in firsts]
        starts = list(first_days(min(dated), max(dated), by)) if dated else []
        wholes = self._counts(self._look(whole), by, starts) if whole and starts else None
        return tuple(
            Histogram(
                query=each.query,
                reading=each.reading,
                notes=each.notes,
                by=by,
                zone=str(self._zone),
                bins=_bins(starts, counted, wholes),
                undated_articles=one.undated[Kind.ARTICLE],
                undated_comments=one.undated[Kind.COMMENT],
                coarse=self._coarse(one.query, by),
            )
            for each, one, counted in zip(asked, found, counts, strict=True)
        )

    def _look(self, query: Query) -> _Found:
        months = {"months": {"terms": {"field": "month", "size": MOST_MONTHS}}}
        kinds = self._by_kind(query, months | SPAN)
        found = {
            kind: {str(month["key"]): int(month["doc_count"]) for month in bucket["months"]["buckets"]}
            for kind, bucket in kinds.items()
        }
        undated = Counter(
            {kind: int(bucket["doc_count"]) - sum(found[kind].values()) for kind, bucket in kinds.items()}
        )
        if undated[Kind.ARTICLE]:  # they may have a date, that of a comment
            query = _both(query, self._borrowed(), Occur.MustNot)
        return _Found(query, found, undated, self._span(kinds.values()))

    def _span(self, spans: Iterable[dict[str, Any]]) -> tuple[date, ...]:
        moments = [each[name]["value"] for each in spans for name in SPAN if each[name]["value"] is not None]
        if not moments:
            return ()
        ends = (min(moments) / NANOSECONDS, max(moments) / NANOSECONDS)
        return tuple(day_of(moment, zone) for moment in ends for zone in (UTC, self._zone))

    def _days(self, found: _Found) -> tuple[date, ...]:
        """As `found.days`, but those have the dates in them that articles have of comments."""
        if not (found.dated and found.undated[Kind.ARTICLE]):
            return found.days if found.dated else ()
        return self._span([self._searcher.aggregate(found.query, SPAN)])

    def _counts(self, found: _Found, by: Period, starts: Sequence[date] = ()) -> Counts:
        """The records of a query by kind and bin; outside `starts`, if given, they may be left out."""
        counts: Counts = {kind: Counter() for kind in Kind}
        records = found.dated
        if not records:
            return counts
        days = starts or found.days
        bins = list(first_days(min(days), max(days), by))
        query = self._from(found.query, bins[0], following(bins[-1], by)) if starts else found.query
        if by in (Period.DAY, Period.WEEK):
            for part, zone in self._parts(query, bins):
                self._add_moments(counts, part, zone, bins, by, records)
            return counts
        for kind, months in found.months.items():
            for month, count in months.items():
                if month != MOVABLE:
                    counts[kind][_first_of(month, by)] += count
        movable = sum(months.get(MOVABLE, 0) for months in found.months.values())
        if movable:
            query = _both(query, Query.term_query(self._schema, "month", MOVABLE))
            self._add_moments(counts, query, self._zone, bins, by, movable)
        return counts

    def _parts(self, query: Query, bins: Sequence[date]) -> list[tuple[Query, tzinfo]]:
        """The records of a query, parted by the zone in which they have their day.

        What is dated by the day, or less exactly, is in the same day in all zones: that of UTC.
        """
        if self._zone is UTC or all(midnight(day, self._zone) == midnight(day, UTC) for day in bins):
            return [(query, UTC)]
        held = [each for each in Precision if self._searcher.doc_freq("precision", each.value)]
        parts = (
            ([each for each in held if each in EXACT], self._zone),
            ([each for each in held if each not in EXACT], UTC),
        )
        return [(_both(query, self._precisely(which)), zone) for which, zone in parts if which]

    def _add_moments(
        self, counts: Counts, query: Query, zone: tzinfo, bins: Sequence[date], by: Period, records: int
    ) -> None:
        """Add the records of a query by kind and bin in a zone. They are no more than `records`."""
        edges = [midnight(day, zone) for day in (*bins, following(bins[-1], by))]
        for at in range(0, len(bins), MOST_AT_ONCE):
            some = edges[at : at + MOST_AT_ONCE + 1]
            one = query if len(some) == len(edges) else self._between(query, some[0], some[-1])
            step = math.gcd(*(end - start for start, end in pairwise(some)))
            filled = min(records, (some[-1] - some[0]) // step)
            count = self._by_step if filled <= RANGE_COST * len(some) else self._by_range
            for kind, number, found in count(one, some, step):
                counts[kind][bins[at + number]] += found

    def _by_step(self, query: Query, edges: Sequence[int], step: int) -> Iterator[tuple[Kind, int, int]]:
        # Half a second early, for tantivy reckons in floats. All dates are whole seconds.
        histogram = {
            "field": "date",
            "fixed_interval": f"{step}s",
            "offset": f"{(edges[0] * 1000 - 500) % (step * 1000)}ms",
            "min_doc_count": 1,  # else it gives the empty ones too, from the first date to the last
        }
        for kind, bucket in self._by_kind(query, {"bins": {"date_histogram": histogram}}).items():
            for each in bucket["bins"]["buckets"]:
                number = bisect_right(edges, each["key"] / 1000 + 1) - 1
                if 0 <= number < len(edges) - 1:
                    yield kind, number, int(each["doc_count"])

    def _by_range(self, query: Query, edges: Sequence[int], _step: int) -> Iterator[tuple[Kind, int, int]]:
        stamps = [(edge - 0.5) * NANOSECONDS for edge in edges]
        ranges = [
            {"key": str(number), "from": start, "to": end}
            for number, (start, end) in enumerate(pairwise(stamps))
            if start < end  # a day that a zone left out, as Samoa did 2011-12-30
        ]
        aggregation = {"bins": {"range": {"field": "date", "ranges": ranges}}}
        for kind, bucket in self._by_kind(query, aggregation).items():
            for each in bucket["bins"]["buckets"]:
                if each["doc_count"] and each["key"].isdecimal():  # not before the first, nor after the last
                    yield kind, int(each["key"]), int(each["doc_count"])

    def _by_kind(self, query: Query, parts: dict[str, Any]) -> dict[Kind, dict[str, Any]]:
        kinds = {"kinds": {"terms": {"field": "kind", "size": len(Kind)}, "aggs": parts}}
        buckets = self._searcher.aggregate(query, kinds)["kinds"]["buckets"]
        return {Kind(bucket["key"]): bucket for bucket in buckets}

    def _coarse(self, query: Query, by: Period) -> int:
        held = [each for each in INEXACT[by] if self._searcher.doc_freq("precision", each.value)]
        if not held:
            return 0
        result: Any = self._searcher.search(_both(query, self._precisely(held)), 1)
        return int(result.count)  # `count` is missing from tantivy's type stubs

    def _precisely(self, precisions: Sequence[Precision]) -> Query:
        terms = (Query.term_query(self._schema, "precision", each.value) for each in precisions)
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _borrowed(self) -> Query:
        """Articles that have only a comment's date."""
        article = Query.term_query(self._schema, "kind", Kind.ARTICLE.value)
        return _both(article, Query.term_query(self._schema, "date_origin", Origin.COMMENT.value))

    def _from(self, query: Query, first: date, after: date) -> Query:
        """Those of a query's records that are dated in some zone from one day to before another."""
        return self._between(query, midnight(first, UTC) - DAY, midnight(after, UTC) + DAY)

    def _between(self, query: Query, first: int, after: int) -> Query:
        start, end = (
            max(EARLIEST, min(LATEST, EPOCH + timedelta(seconds=seconds))) for seconds in (first, after)
        )
        return _both(query, Query.range_query(self._schema, "date", FieldType.Date, start, end, True, False))


def _both(query: Query, other: Query, occur: Occur = Occur.Must) -> Query:
    return Query.boolean_query([(Occur.Must, query), (occur, other)])


def _shortest(days: Sequence[date]) -> Period:
    """The shortest period of which there are no more than MOST from the first of `days` to the last."""
    for period in Period:
        if not days or len(list(islice(first_days(min(days), max(days), period), MOST + 1))) <= MOST:
            return period
    return period


def _bins(starts: Sequence[date], counts: Counts, wholes: Counts | None) -> tuple[Bin, ...]:
    articles, comments = (counts[kind] for kind in (Kind.ARTICLE, Kind.COMMENT))
    if wholes is None:
        return tuple([Bin(first, articles[first], comments[first]) for first in starts])
    all_articles, all_comments = (wholes[kind] for kind in (Kind.ARTICLE, Kind.COMMENT))
    return tuple(
        [
            Bin(first, articles[first], comments[first], all_articles[first], all_comments[first])
            for first in starts
        ]
    )


@lru_cache(MOST_MONTHS)
def _first_of(month: str, by: Period) -> date:
    """The first day of the bin that a month such as "2016-12" is in."""
    return first_day(date.fromisoformat(f"{month}-01"), by)
