"""A query with words that no record has, and what is proposed in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.meant import meant
from search.request import SearchRequest
from search.results import Clause
from search.searcher import Searcher


@pytest.mark.parametrize(
    ("query", "proposed"),
    [
        ("alepo", "aleppo"),
        ("alepo ceasefyre ", "aleppo ceasefire "),
        ('"alepo ceasefire"', '"aleppo ceasefire"'),
        ("ALEPO -alepo", "aleppo -aleppo"),
        ("title:alepo", "title:aleppo"),
        ("source:alepo alepo", "source:alepo aleppo"),
        ("aleppo", None),
        ("zzzzzzzzzzzz", None),
        ("alepo*", None),
    ],
)
def test_words_that_no_record_has(seed_index: Path, query: str, proposed: str | None) -> None:
    searcher = Searcher.open(seed_index)
    request = SearchRequest(query, typing=True)
    assert meant(query, searcher.clauses(request, searcher.count(request))) == proposed


def test_only_words_are_replaced() -> None:
    """Not where they are a part of another word, an operator, or a pattern."""
    clauses = [Clause("cat", 0, blocks=True, instead=(("cat", "cart"), ("or", "ore")))]
    assert meant("cat OR concat (cat~1 cat* Cat)", clauses) == "cart OR concat (cat~1 cat* cart)"


def test_a_page_without_it_is_the_same_page(seed_index: Path) -> None:
    searcher = Searcher.open(seed_index)
    told, short = (searcher.search("aleppo ceas*", told=told) for told in (True, False))
    assert told.hits == short.hits
    assert short.clauses == ()
    assert told.clauses == searcher.clauses("aleppo ceas*", told.total)
