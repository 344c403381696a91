"""What else a searcher can be asked for: what is like a record, what goes with a query, and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from search.errors import DocumentNotFound, RequestError
from search.expanding import ADDED
from search.query import Boost, Or, Words, walk
from search.recency import FLOOR
from search.request import SearchRequest, Sort
from search.searcher import Searcher
from search.similar import MOST

Indexed = Callable[[Iterable[Mapping[str, str]]], Searcher]

HARBOUR = [
    "The harbour pilots went on strike, and no ship left the harbour.",
    "A ship left the harbour before the pilots went on strike.",
    "Stevedores and pilots unloaded a ship; stevedores are paid by the ton.",
    "Stevedores want to be paid by the hour, not by the ton.",
]
OTHERS = [
    f"{what} is grown {where}, which is of no use to anyone {when}."
    for what, where, when in itertools.product(
        ("Wheat", "Barley", "Rye"), ("up north", "down south"), ("today", "tomorrow")
    )
]


@pytest.fixture
def small(indexed: Indexed) -> Searcher:
    return indexed(
        {"title": text.split(",")[0], "body": text, "published": f"2016-12-{day:02}T12:00:00Z"}
        for day, text in enumerate(HARBOUR + OTHERS, start=1)
    )


def order(searcher: Searcher, request: SearchRequest) -> list[int]:
    return [int((hit.url or "").rpartition("/")[2]) for hit in searcher.search(request).hits]


class TestLike:
    def test_the_most_alike_first_and_not_itself(self, small: Searcher) -> None:
        first = small.search("harbour").hits[0]
        found = order(small, SearchRequest(like=first.id))
        assert found[:2] == [1, 2]
        assert 0 not in found

    def test_with_a_query_and_what_narrows(self, small: Searcher) -> None:
        first = small.search("harbour").hits[0]
        assert order(small, SearchRequest("stevedores", like=first.id)) == [2]
        assert small.count(SearchRequest(like=first.id, until="2016-12-02")) == 1

    def test_no_copies(self, indexed: Indexed) -> None:
        long = " ".join(
            f"{word} of the harbour number{number}," for number, word in enumerate(HARBOUR[0].split() * 4)
        )
        searcher = indexed(
            [
                {"title": "A", "body": long},
                {"title": "B", "body": long + " More."},
                {"title": "C", "body": HARBOUR[1]},
            ]
        )
        one = next(hit for hit in searcher.walk(SearchRequest(collapse=False)) if hit.title == "A")
        assert [copy.title for copy in searcher.copies(one.id)] == ["B"]
        assert [hit.title for hit in searcher.search(SearchRequest(like=one.id, collapse=False)).hits] == [
            "C"
        ]

    def test_so_many_words_and_the_commonest_form(self, searcher: Searcher) -> None:
        for hit in searcher.search("kind:article").hits:
            _, node = searcher._understood(SearchRequest(like=hit.id))
            words = [each for each in walk(node) if isinstance(each, Boost)]
            assert len(words) == MOST
            assert all(0 < word.factor <= 1 for word in words)
            assert hit.id not in {other.id for other in searcher.walk(SearchRequest(like=hit.id))}

    def test_no_such_record(self, small: Searcher) -> None:
        with pytest.raises(DocumentNotFound, match="no record has the id 'zzz'"):
            small.search(SearchRequest(like="zzz"))


class TestExpand:
    def test_finds_what_has_none_of_the_words(self, small: Searcher) -> None:
        assert order(small, SearchRequest("harbour", loose=True)) == [0, 1]
        found = order(small, SearchRequest("harbour", expand=True))
        assert set(found[:2]) == {0, 1}
        assert found[2] == 2

    def test_what_must_hold_still_must(self, small: Searcher) -> None:
        assert set(order(small, SearchRequest("+harbour strike", expand=True))) == {0, 1}
        assert 2 not in order(small, SearchRequest("harbour -stevedores", expand=True))
        assert small.count(SearchRequest("harbour kind:comment", expand=True)) == 0
        assert small.count(SearchRequest("harbour", expand=True, until="2016-12-01")) == 1

    @pytest.mark.parametrize("query", ["*", "zzzz", "kind:article", "-harbour", ""])
    def test_where_there_is_nothing_to_add_to(self, small: Searcher, query: str) -> None:
        plain = small.search(SearchRequest(query, loose=True))
        assert small.search(SearchRequest(query, expand=True)).reading == plain.reading

    def test_the_reading_says_what_was_added(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest("ceasefire aleppo", expand=True))
        _, node = searcher._understood(SearchRequest("ceasefire aleppo", expand=True))
        assert isinstance(node, Or)
        assert node.clauses[:2] == (Words("ceasefire"), Words("aleppo"))
        added = [each for each in node.clauses if isinstance(each, Boost)]
        assert len(added) == ADDED
        assert sum(each.factor for each in added) == pytest.approx(2.0, abs=0.3)
        assert page.reading.startswith("ceasefire OR aleppo OR ")


class TestExplain:
    @pytest.mark.parametrize(
        "request_",
        [
            SearchRequest("ceasefire"),
            SearchRequest("aleppo ceasefire"),
            SearchRequest('aleppo OR (ceasefire syria) OR "safe passage"'),
            SearchRequest("ceasef* aleppo^3 -oil kind:comment"),
            SearchRequest("rebels w/5 city"),
            SearchRequest("rebels /s aleppo"),
            SearchRequest("what of the ceasefire in aleppo", loose=True),
            SearchRequest("ceasefire", expand=True),
            SearchRequest("syria", recency=1),
            SearchRequest("under:(ceasefire) syria"),
        ],
        ids=lambda request: request.query,
    )
    def test_reasons_add_up_to_the_score(self, searcher: Searcher, request_: SearchRequest) -> None:
        asked = replace(request_, explain=True, limit=30)
        hits = searcher.search(asked).hits
        assert hits
        for hit in hits:
            assert hit.reasons
            assert sum(reason.score for reason in hit.reasons) == pytest.approx(hit.score, rel=1e-4)
        assert [hit.reasons for hit in itertools.islice(searcher.walk(asked), 3)] == [
            hit.reasons for hit in hits[:3]
        ]

    def test_only_where_asked_for_and_where_there_is_a_score(self, searcher: Searcher) -> None:
        assert not searcher.search("ceasefire").hits[0].reasons
        for request in (
            SearchRequest("syria", sort=Sort.DATE, explain=True),
            SearchRequest("*", explain=True),
        ):
            assert not any(hit.reasons for hit in searcher.search(request).hits)

    def test_they_name_the_clause_and_the_place(self, searcher: Searcher) -> None:
        hit = searcher.search(SearchRequest("ceasefire aleppo", explain=True)).hits[0]
        what = [reason.what for reason in hit.reasons]
        assert {"ceasefire text", "ceasefire headline", "ceasefire form", "aleppo text"} <= set(what)
        assert [reason.score for reason in hit.reasons] == sorted(
            (reason.score for reason in hit.reasons), reverse=True
        )

    def test_a_clause_that_does_not_hold_is_no_reason(self, small: Searcher) -> None:
        for hit in small.search(SearchRequest("harbour OR (ship ton)", explain=True)).hits:
            told = {reason.what.split()[0] for reason in hit.reasons}
            both = {"ship", "ton"} <= set(re.findall(r"\w+", hit.snippet.text))
            assert ("ship" in told) == both


class TestRecency:
    def test_the_newest_keeps_its_score_and_the_oldest_half_of_it(self, small: Searcher) -> None:
        plain = {
            hit.id: hit
            for hit in small.search("harbour OR grown").hits
            + small.search(SearchRequest("harbour OR grown", offset=10)).hits
        }
        aged = small.search(SearchRequest("harbour OR grown", recency=1, limit=50)).hits
        newest = max(aged, key=lambda hit: hit.date.when if hit.date else timedelta.min)
        assert newest.score == pytest.approx(plain[newest.id].score)
        oldest = next(hit for hit in aged if (hit.url or "").endswith("/0"))
        assert oldest.score == pytest.approx(plain[oldest.id].score * FLOOR, rel=0.01)
        assert [hit.score for hit in aged] == sorted((hit.score for hit in aged), reverse=True)

    def test_pages_fit_together(self, small: Searcher) -> None:
        whole = small.search(SearchRequest("harbour OR grown", recency=3, limit=50)).hits
        pages = [
            hit
            for offset in range(0, len(whole), 3)
            for hit in small.search(SearchRequest("harbour OR grown", recency=3, limit=3, offset=offset)).hits
        ]
        assert pages == list(whole) == list(small.walk(SearchRequest("harbour OR grown", recency=3)))

    def test_a_record_without_a_date_is_old(self, indexed: Indexed) -> None:
        searcher = indexed(
            [
                {"title": "A", "body": "Harbour pilots met."},
                {"title": "B", "body": "Harbour pilots met.", "published": "2016-12-01T12:00:00Z"},
                {"title": "C", "body": "Harbour pilots met.", "published": "2015-12-01T12:00:00Z"},
            ]
        )
        assert order(searcher, SearchRequest("harbour", recency=100)) == [1, 2, 0]

    @pytest.mark.parametrize("days", [0.0, -1.0, float("inf"), float("nan")])
    def test_half_lives_that_are_none(self, days: float) -> None:
        with pytest.raises(RequestError, match="half-life"):
            SearchRequest("a", recency=days)
