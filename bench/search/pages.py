"""Parts of a page of hits, measured in this process in turn with what they are compared to."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from typing import Final

import tantivy

from bench.search.corpus import Corpus
from bench.search.engines import bare, dateline
from bench.search.peers import BARE, OURS
from index.documents import StoredRecord
from search.facets import Facet
from search.matching import Matcher
from search.parser import parse_query
from search.request import SearchRequest
from search.results import Hit
from search.searcher import Searcher
from search.snippets import snippet

LONG: Final = 100_000
"""Characters of a long text."""
LONG_QUERIES: Final = 6
"""Queries of each kind that are asked of such."""

Times = dict[str, tuple[list[float], list[float]]]
"""By kind of query, the seconds of two things that are compared."""


def snippets(found: Corpus, rounds: int, *, long: bool) -> Times:
    """Ours and tantivy's for the ten best records of each query, as they are or each of 100 KB."""
    searcher = Searcher.open(found.folder / OURS)
    other = bare.Engine(found.folder / BARE)
    times: Times = {}
    asked_so_far: Counter[str] = Counter()
    for query in found.queries:
        if query.kind not in dateline.KINDS or (long and asked_so_far[query.kind] == LONG_QUERIES):
            continue
        asked_so_far[query.kind] += 1
        written = dateline.FORMS[query.kind](list(query.words))
        page = searcher.search(SearchRequest(written))
        stored = [_stored(searcher, hit) for hit in page.hits]
        if not stored:
            continue
        texts = [each.record.body for each in stored]
        if long:
            texts = [_lengthened(text, texts) for text in texts]
            stored = [
                replace(each, record=replace(each.record, body=text))
                for each, text in zip(stored, texts, strict=True)
            ]
        documents = [tantivy.Document(body=text) for text in texts]
        asked = other.query(query.kind, list(query.words))

        def ours(written: str = written, stored: list[StoredRecord] = stored) -> None:
            matcher = Matcher(parse_query(written).node)
            for each in stored:
                marks = matcher.match(each)
                snippet(each.record.body, marks.body if marks else ())

        def theirs(asked: tantivy.Query = asked, documents: list[tantivy.Document] = documents) -> None:
            generator = other.generator(asked)
            for each in documents:
                bare.shown(generator, each)

        _add(times, query.kind, _best(rounds, ours, theirs))
    return times


def facets(found: Corpus, rounds: int) -> Times:
    """A page of ten, and all facets with the months of the same request."""
    searcher = Searcher.open(found.folder / OURS)
    times: Times = {}
    for query in found.queries:
        if query.kind not in dateline.KINDS:
            continue
        request = SearchRequest(dateline.FORMS[query.kind](list(query.words)))

        def search(request: SearchRequest = request) -> None:
            searcher.search(request)

        def count(request: SearchRequest = request) -> None:
            for facet in Facet:
                searcher.facet(request, facet)
            searcher.months(request)

        _add(times, query.kind, _best(rounds, search, count))
    return times


def _add(times: Times, kind: str, both: list[float]) -> None:
    for seconds, each in zip(times.setdefault(kind, ([], [])), both, strict=True):
        seconds.append(each)


def _best(rounds: int, *calls: Callable[[], None]) -> list[float]:
    best = [float("inf")] * len(calls)
    for _ in range(rounds):
        for number, call in enumerate(calls):
            started = time.process_time()
            call()
            best[number] = min(best[number], time.process_time() - started)
    return best


def _lengthened(text: str, others: list[str]) -> str:
    """A text that goes on with others of the page until it is long."""
    pieces, length = [text], len(text)
    for other in cycle(others):
        if length >= LONG:
            break
        pieces.append(other)
        length += len(other) + 2
    return "\n\n".join(pieces)[:LONG]


def _stored(searcher: Searcher, hit: Hit) -> StoredRecord:
    """The record of a hit, with its whole text."""
    article = searcher.thread(hit.id)
    return StoredRecord.of(next(record for record in article.walk() if record.id == hit.id), article)
