"""What makes one record a better answer than another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from search.query import And, Phrase, Words
from search.request import SearchRequest
from search.scoring import FUNCTION, MOST_PAIRS, REQUEST, Together
from search.searcher import Searcher

Indexed = Callable[[Iterable[Mapping[str, str]]], Searcher]

FILLER = "Whoever reads on finds nothing else that would matter to anyone here"


@pytest.fixture
def small(indexed: Indexed) -> Searcher:
    texts = [
        f"Harbour pilots strike. {FILLER}.",
        f"Pilots met. {FILLER}, {FILLER.lower()}. The old harbour.",
        f"Harbours are deep. {FILLER}.",
        f"A harbour is deep. {FILLER}.",
        f"Deep water. {FILLER}.",
        f"The of in and. {FILLER}.",
    ]
    return indexed({"title": "Shipping", "body": text} for text in texts)


def order(searcher: Searcher, request: SearchRequest) -> list[int]:
    return [int((hit.url or "").rpartition("/")[2]) for hit in searcher.search(request).hits]


def together(searcher: Searcher, *texts: str) -> Together:
    return searcher._now.compiler.scoring.together([Words(text) for text in texts])


class TestWords:
    def test_a_word_alone_and_other_clauses_count_once(self, small: Searcher) -> None:
        assert together(small, "harbour").weights == (1.0,)
        scoring = small._now.compiler.scoring
        assert scoring.together([Words("harbour"), Phrase("deep water")]) == Together((1.0, 1.0), ())
        mixed = scoring.together([Words("harbour"), Phrase("deep water"), Words("pilots")])
        assert mixed.weights[1] == 1.0
        assert max(mixed.weights[0], mixed.weights[2]) == 1.0

    def test_rare_words_count_more(self, small: Searcher) -> None:
        common, rare = together(small, "deep", "strike").weights
        assert common < rare == 1.0

    def test_what_is_said_first_counts_more_in_long_queries_alone(self, small: Searcher) -> None:
        assert together(small, "strike", "met", "old").weights == (1.0, 1.0, 1.0)
        weights = together(small, "strike", "met", "old", "water", "zero", "found", "zinc").weights
        assert weights[0] > weights[1] > weights[2] > 0.7

    def test_what_is_said_twice_counts_more_and_once(self, small: Searcher) -> None:
        once, other = together(small, "strike", "met").weights
        twice, _, again = together(small, "strike", "met", "strikes").weights
        assert again == 0.0
        assert other / once > together(small, "strike", "met", "strike").weights[1] / twice

    def test_words_of_grammar_count_little(self, small: Searcher) -> None:
        grammar, word = together(small, "of", "strike").weights
        assert grammar <= FUNCTION * word
        assert together(small, "of", "the").weights[0] == 1.0

    def test_words_of_asking_count_less_in_long_queries_alone(self, small: Searcher) -> None:
        short = together(small, "strike", "report").weights
        assert short[1] > short[0] * 0.9
        long = together(small, "strike", "met", "old", "water", "report").weights
        assert long[4] < short[1] * (REQUEST + 0.1)


class TestPairs:
    def test_neighbours_of_a_query_that_are_neighbours_in_a_text(self, small: Searcher) -> None:
        for loose in (False, True):
            assert order(small, SearchRequest("harbour pilots", loose=loose))[:2] == [0, 1]
        pairs = together(small, "harbour", "of", "the", "pilots", "strike", "strikes").pairs
        assert [pair.words for pair in pairs] == [("harbour", "pilots"), ("pilots", "strike")]

    def test_only_the_first(self, small: Searcher) -> None:
        words = [f"word{number}" for number in range(100)]
        assert len(together(small, *words).pairs) == MOST_PAIRS

    def test_they_find_nothing_more(self, small: Searcher) -> None:
        assert small.count("harbour pilots") == 2
        assert small.count("NOT (harbour pilots)") == 4
        assert small.count("deep -(harbour pilots)") == 3
        assert small.count("harbour OR pilots") == 4
        assert small.count("harbour harbours harbour") == 4


class TestForms:
    def test_the_form_that_is_asked_for_comes_first(self, small: Searcher) -> None:
        assert order(small, SearchRequest("harbours deep"))[:2] == [2, 3]
        assert order(small, SearchRequest("harbour deep"))[:2] == [3, 2]

    def test_the_others_are_found(self, small: Searcher) -> None:
        assert small.count("harbours") == small.count("body:harbours") == 4


class TestHeadlines:
    def test_a_headline_counts_as_a_mention_in_a_text_of_average_length(self, indexed: Indexed) -> None:
        searcher = indexed(
            [
                {"title": "Nothing", "body": f"Harbour. {FILLER}."},
                {"title": "Harbour", "body": f"Harbour. {FILLER}."},
                {"title": "Harbour", "body": f"Nothing. {FILLER}."},
                *({"title": "Else", "body": f"Ship. {FILLER}."} for _ in range(9)),
            ],
        )
        found = searcher.search("harbour").hits
        assert found[0].url == "https://example.org/1"
        assert found[1].score == pytest.approx(found[2].score, rel=0.3)


class TestAny:
    def test_one_of_the_words_will_do(self, small: Searcher) -> None:
        assert set(order(small, SearchRequest("strike water", loose=True))) == {0, 4}
        assert small.count(SearchRequest("strike water")) == 0

    def test_words_of_grammar_find_nothing_beside_others(self, small: Searcher) -> None:
        page = small.search(SearchRequest("what is in the water?", loose=True))
        assert page.reading == "water"
        assert page.total == 1
        assert small.count(SearchRequest("of the", loose=True)) == 2

    def test_what_must_hold_and_what_narrows(self, small: Searcher) -> None:
        assert set(order(small, SearchRequest("+deep strike water", loose=True))) == {2, 3, 4}
        assert order(small, SearchRequest("+deep strike water", loose=True))[0] == 4
        assert set(order(small, SearchRequest("deep strike -water", loose=True))) == {0, 2, 3}
        assert small.count(SearchRequest("water kind:comment", loose=True)) == 0
        assert small.count(SearchRequest("kind:article", loose=True)) == 6

    def test_either_part_of_a_compound(self, small: Searcher) -> None:
        assert set(order(small, SearchRequest("harbour-strike's", loose=True))) == {0, 1, 2, 3}

    def test_the_tree(self, small: Searcher) -> None:
        page = small.search(SearchRequest("deep AND water old", loose=True))
        assert page.reading == "deep AND water AND (deep OR water OR old)"
        assert isinstance(small._understood(SearchRequest("deep water"))[1], And)
