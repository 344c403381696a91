"""What a query that is being typed can go on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.completing import MOST, Completion
from search.fields import FIELDS
from search.searcher import Searcher


@pytest.fixture
def searcher(seed_index: Path) -> Searcher:
    return Searcher.open(seed_index)


def after(searcher: Searcher, text: str) -> Completion:
    return searcher.complete(text, len(text))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sou", ["source:"]),
        ("-sou", ["source:"]),
        ("(kin", ["kind:"]),
        ("source:zero", ["source:ZeroHedge"]),
        ('source:"zero', ["source:ZeroHedge"]),
        ("source:hedge", []),
        ("kind:", ["kind:article", "kind:comment"]),
        ("kind:C", ["kind:comment"]),
        ("has:da", ["has:date"]),
        ("lang:", ["lang:en"]),
        ("date-from:", ["date-from:comment", "date-from:none"]),
        ("author:durd", ["durden"]),
        ("author:=ty", ['author:="Tyler Durden"']),
        ('author:="tyler du', ['author:="Tyler Durden"']),
        ("since:to", ["since:today"]),
        ("title:aleppo battl", ["battle"]),
        ('"a b" source:"x" "aleppo batt', ["battle", "battin"]),
        ('author:="tyler durden" lang:', ["lang:en"]),
        ('"aleppo batt', ["battle", "battin"]),
        ("wor", ["words>", "world", "words"]),
        ("aleppo ceasef", ["ceasefire", "ceasefires"]),
        ("", [f"{name}:" for name in FIELDS]),
        ("ceasef*", []),
        ("zzzz", []),
        ("q", []),
    ],
)
def test_by_what_was_typed(searcher: Searcher, typed: str, offered: list[str]) -> None:
    texts = [offer.text for offer in after(searcher, typed).offers]
    assert texts[: len(offered)] == offered
    assert bool(texts) == bool(offered)


def test_what_it_takes_the_place_of(searcher: Searcher) -> None:
    found = after(searcher, 'aleppo -source:"zero')
    assert (found.start, found.end, found.value) == (8, 20, True)
    found = after(searcher, "aleppo ceasef")
    assert (found.start, found.end, found.value) == (7, 13, False)
    assert [offer.records for offer in found.offers] == [7, 2]


def test_not_in_the_middle_of_a_word(searcher: Searcher) -> None:
    assert searcher.complete("ceasefire", 5).offers == ()
    assert searcher.complete("ceasef AND", 6).offers


def test_what_stands_there_already_is_not_offered(searcher: Searcher) -> None:
    assert "ceasefire" not in [offer.text for offer in after(searcher, "ceasefire").offers]


def test_no_more_than_can_be_looked_through(searcher: Searcher) -> None:
    assert all(len(after(searcher, begin).offers) <= MOST for begin in ("re", "th", "", "author:=", "co"))


@pytest.mark.parametrize("text", ["ceasef", "title:ceasef", "", '"ceasef', "comments:ceasef"])
def test_words_can_be_left_out(searcher: Searcher, text: str) -> None:
    assert searcher.complete(text, len(text)).offers
    assert not searcher.complete(text, len(text), words=False).offers
    assert searcher.complete("aleppo kind:", len("aleppo kind:"), words=False).offers
