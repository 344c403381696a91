"""How many of a query's records there are by source, by kind, by author and by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import tantivy

from index.analysis import key
from index.model import Kind, Origin
from search.results import FacetCount


class Facet(StrEnum):
    """What records can be counted by. The value is the field that holds it."""

    KIND = "kind"
    SOURCE = "source_name"
    AUTHOR = "author_name"


MOST: Final = 1_000
"""Different values that are counted; the rarest beyond these are not."""

NANOSECONDS: Final = 1_000_000_000


def count_by(
    searcher: tantivy.Searcher, query: tantivy.Query, facet: Facet, *, most: int = MOST
) -> tuple[FacetCount, ...]:
    """The values of a facet with how many records have each, the commonest first.

    Spellings that a filter takes for one are counted as one, under the commonest. Then, for a facet of
    which a record has one value at most, those without a value, if any.
    """
    terms = {"field": facet.value, "size": most}
    result = searcher.aggregate(query, {"values": {"terms": terms}})["values"]
    spellings: dict[str, list[tuple[int, str]]] = {}
    for bucket in result["buckets"]:
        value = str(bucket["key"])
        spellings.setdefault(key(value), []).append((int(bucket["doc_count"]), value))
    counts = [FacetCount(max(found)[1], sum(count for count, _ in found)) for found in spellings.values()]
    counts.sort(key=lambda each: (-each.count, each.value or ""))
    if facet is Facet.SOURCE:
        with_value = sum(each.count for each in counts) + int(result["sum_other_doc_count"])
        without = _total(searcher, query) - with_value
        if without:
            counts.append(FacetCount(None, without))
    return tuple(counts)


def count_by_month(
    schema: tantivy.Schema, searcher: tantivy.Searcher, query: tantivy.Query
) -> tuple[FacetCount, ...]:
    """The calendar months, in UTC, that records are dated in: "2016-12", the earliest first.

    Then those without a date, if any; articles that have only a comment's are among these.
    """
    records = _total(searcher, query)
    query = own_dates(schema, query)
    edges = {"first": {"min": {"field": "date"}}, "last": {"max": {"field": "date"}}}
    result = searcher.aggregate(query, edges)
    counts: list[FacetCount] = []
    if result["first"]["value"] is not None:
        first, last = (
            datetime.fromtimestamp(result[edge]["value"] / NANOSECONDS, UTC).year
            for edge in ("first", "last")
        )
        years = _counted(
            searcher, query, [datetime(year, 1, 1, tzinfo=UTC) for year in range(first, last + 2)]
        )
        for year in (start.year for start, count in years if count):
            months = [datetime(year, month, 1, tzinfo=UTC) for month in range(1, 13)]
            in_year = _counted(searcher, query, [*months, datetime(year + 1, 1, 1, tzinfo=UTC)])
            counts += [FacetCount(f"{start:%Y-%m}", count) for start, count in in_year if count]
    without = records - sum(month.count for month in counts)
    if without:
        counts.append(FacetCount(None, without))
    return tuple(counts)


def own_dates(schema: tantivy.Schema, query: tantivy.Query) -> tantivy.Query:
    """Of a query's records those whose date is their own."""
    borrowed = tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Must, tantivy.Query.term_query(schema, "kind", Kind.ARTICLE.value)),
            (tantivy.Occur.Must, tantivy.Query.term_query(schema, "date_origin", Origin.COMMENT.value)),
        ]
    )
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.MustNot, borrowed)])


def _counted(
    searcher: tantivy.Searcher, query: tantivy.Query, edges: Sequence[datetime]
) -> list[tuple[datetime, int]]:
    """The records from each of `edges` to the next, by the edge they begin at.

    tantivy knows no months in its histograms, but ranges, which it takes in nanoseconds.
    """
    stamps = [edge.timestamp() * NANOSECONDS for edge in edges]
    ranges = [
        {"key": str(number), "from": start, "to": end} for number, (start, end) in enumerate(pairwise(stamps))
    ]
    aggregation: dict[str, Any] = {"ranges": {"range": {"field": "date", "ranges": ranges}}}
    buckets = searcher.aggregate(query, aggregation)["ranges"]["buckets"]
    counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    return [(edge, counts.get(str(number), 0)) for number, edge in enumerate(edges[:-1])]


def _total(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    result: Any = searcher.search(query, 1)  # `count` is missing from tantivy's type stubs
    return int(result.count)
