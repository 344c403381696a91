"""How many of a query's records there are by source, by kind, by author and by language."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final, assert_never

import tantivy

from index.analysis import key
from index.frozen import replace
from search.request import SearchRequest
from search.results import FacetCount


class Facet(StrEnum):
    """What records can be counted by. The value is the field that holds it."""

    KIND = "kind"
    SOURCE = "source_name"
    AUTHOR = "author_name"
    LANGUAGE = "language"
    """That of the article, also for the comments under it."""


MOST: Final = 1_000
"""Different values that are counted; the rarest beyond these are not."""

SPARE: Final = 5
"""So many times the values that are wanted are counted: some are other spellings of one, and the commonest
of all records need not be among the commonest of each segment."""

ONE_EACH: Final = (Facet.SOURCE, Facet.LANGUAGE)
"""What a record has one of at most, so that it is known how many have none."""


def widened(request: SearchRequest, facet: Facet) -> SearchRequest:
    """The request without what it chooses of a facet."""
    match facet:
        case Facet.KIND:
            return replace(request, kind=None)
        case Facet.SOURCE:
            return replace(request, sources=())
        case Facet.AUTHOR:
            return replace(request, authors=())
        case Facet.LANGUAGE:
            return replace(request, languages=())
        case _:
            assert_never(facet)


def count_by(
    searcher: tantivy.Searcher, query: tantivy.Query, facets: Sequence[Facet], most: int = MOST
) -> dict[Facet, tuple[FacetCount, ...]]:
    """By facet, its values with how many records have each, the commonest first, all in one look.

    Spellings that a filter takes for one are counted as one, under the commonest. There are no more than
    `most`; where a facet has SPARE times as many, they are what the commonest of each segment add up to.
    Then, for a facet of which a record has one value at most, those without a value, if any.
    """
    # What a value costs is its look-up in the dictionary of each segment.
    size = SPARE * most
    aggregations: dict[str, Any] = {
        facet.name: {"terms": {"field": facet.value, "size": size, "segment_size": size}} for facet in facets
    }
    aggregations["total"] = {"value_count": {"field": "kind"}}
    result = searcher.aggregate(query, aggregations)
    total = int(result["total"]["value"])
    return {facet: _counts(facet, result[facet.name], total, most) for facet in facets}


def _counts(facet: Facet, found: dict[str, Any], total: int, most: int) -> tuple[FacetCount, ...]:
    spellings: dict[str, list[tuple[int, str]]] = {}
    for bucket in found["buckets"]:
        value = str(bucket["key"])
        spellings.setdefault(key(value), []).append((int(bucket["doc_count"]), value))
    counts = [FacetCount(max(each)[1], sum(count for count, _ in each)) for each in spellings.values()]
    counts.sort(key=lambda each: (-each.count, each.value or ""))
    without = total - sum(each.count for each in counts) - int(found["sum_other_doc_count"])
    if facet in ONE_EACH and without:
        return (*counts[:most], FacetCount(None, without))
    return tuple(counts[:most])
