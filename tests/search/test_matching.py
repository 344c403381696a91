"""Where queries hold in texts, held against a reference that looks at every word."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import Record, marks

from index.analysis import STEMMED, analyzer, normalize
from index.documents import StoredRecord
from index.model import NO_SOURCE, Article, ScrapeRef
from search import texts
from search.matching import Matcher
from search.query import (
    All,
    AtLeast,
    Boost,
    Caps,
    Fuzzy,
    Lead,
    Near,
    Node,
    Nothing,
    Number,
    NumberField,
    Phrase,
    Prefix,
    Regex,
    Scope,
    Spelled,
    TextField,
    Typed,
    Wildcard,
    Words,
    conjunction,
    disjunction,
    negation,
    within,
)
from search.sequence import Term, beginning

VOCABULARY = (
    *(
        "war",
        "wars",
        "WAR",
        "warring",
        "peace",
        "happy",
        "happily",
        "dying",
        "die",
        "don’t",
        "don't",
        "t",
        "s",
    ),
    *(
        "Café",
        "cafe",
        "naïve",
        "NAÏVE",
        "Straße",
        "strasse",
        "Łódź",
        "İstanbul",
        "Kelvin",
        "U.S.",
        "Mr.",
        "A",
    ),
    *(
        "東京",
        "京都",
        "東",
        "東京都x",
        "カタカナ",
        "हिन्दी",
        "война",
        "𝐀bc",
        "a_b",
        "x" * 256,
        "é",
        "1",
        "²",
        "ﬁne",
    ),
)
SEPARATORS = (
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "! ",
    ".” ",
    "\n",
    "\n\n",
    " \n \n",
    "-",
    "—",
    "_",
    "",
    "😀",
    "\u0301",
    "?",
    "。",
)
COMMON = ("war", "wars", "WAR", "peace", "Café", "cafe", "東京", "U.S.")
"""Few, so that most queries find something."""
PIECES = st.one_of(*[st.sampled_from(COMMON)] * 5, st.sampled_from(VOCABULARY), st.text(max_size=3))
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(SEPARATORS)), min_size=8, max_size=16).map(
    lambda pieces: normalize("".join(itertools.chain.from_iterable(pieces)))
)
FIELDS = st.sampled_from([None, None, None, TextField.TITLE, TextField.BODY])
ANY_FIELD = FIELDS | st.sampled_from(TextField)
ASKED = PIECES | st.lists(PIECES, min_size=1, max_size=3).map(" ".join).map(normalize)
ROWS = st.lists(st.sampled_from(COMMON), min_size=2, max_size=3).map(" ".join)
PLACED: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        st.builds(Words, ASKED, ANY_FIELD),
        st.builds(Words, st.sampled_from(COMMON), st.none()),
        st.builds(Phrase, ROWS, st.none(), st.integers(0, 3)),
        st.builds(Phrase, ASKED, FIELDS, st.integers(0, 3)),
        st.builds(Spelled, ASKED, FIELDS),
        st.builds(Prefix, ASKED | st.sampled_from(["w", "caf", "東", "hap", "İ"]), ANY_FIELD),
        st.builds(Typed, ASKED, FIELDS),
        st.builds(
            Wildcard, st.sampled_from(["w?r", "*ar*", "c*é", "p??ce", "x*x", "*", "na*", "д*", "?"]), FIELDS
        ),
        st.builds(Regex, st.sampled_from(["wars?", "[a-p]+", "x{3,}", "café", "a|b|t", ".*"]), FIELDS),
        st.builds(
            Fuzzy, st.sampled_from(["wra", "peas", "cafés", "dno", "voina", "x"]), st.integers(1, 2), FIELDS
        ),
    ),
    lambda inner: st.one_of(
        st.builds(Near, inner, inner, st.integers(1, 6), st.booleans()),
        st.lists(inner, min_size=2, max_size=3).flatmap(
            lambda nodes: st.sampled_from(Scope).map(lambda scope: _within(nodes, scope))
        ),
        st.builds(Caps, inner),
        st.builds(Boost, inner, st.just(2.0)),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: disjunction(*nodes)),
    ),
    max_leaves=5,
)
QUERIES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        *[PLACED] * 6,
        st.builds(AtLeast, st.integers(1, 4), PLACED),
        st.builds(Number, st.just(NumberField.WORDS), st.integers(0, 6), st.integers(6, 9) | st.none()),
        st.sampled_from([All(), Nothing()]),
    ),
    lambda inner: st.one_of(
        inner.map(negation),
        inner.map(Lead),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: conjunction(*nodes)),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: disjunction(*nodes)),
    ),
    max_leaves=4,
)
LEAD = 3


def _within(nodes: list[Node], scope: Scope) -> Node:
    found = nodes[0]
    for node in nodes[1:]:
        found = within(found, node, scope) or found
    return found


def stored(title: str, body: str, author: str) -> StoredRecord:
    scrape = ScrapeRef("", "", "")
    article = Article("i", "http://x.y/war-1", NO_SOURCE, title, (author,), None, body, (), scrape)
    return StoredRecord.of(article, article)


@given(PLACED | PLACED | PLACED | QUERIES, TEXTS, TEXTS, PIECES.map(normalize))
@settings(deadline=None, max_examples=1000)
def test_what_is_marked_is_what_a_look_at_every_word_finds(
    query: Node, title: str, body: str, author: str
) -> None:
    compare(query, title, body, author)


FEW = st.sampled_from(["war", "wars", "peace", "東京", "é"])
IN_ROWS = st.one_of(
    st.builds(Phrase, st.lists(FEW, min_size=2, max_size=3).map(" ".join), st.none(), st.integers(0, 3)),
    st.builds(Near, st.builds(Words, FEW), st.builds(Phrase, FEW), st.integers(1, 4), st.booleans()),
)


@given(IN_ROWS, st.lists(FEW, max_size=9).map(" ".join))
@settings(deadline=None, max_examples=500)
def test_words_in_a_row_are_told_from_words_too_far_apart(query: Node, body: str) -> None:
    compare(query, "", body, "")


def compare(query: Node, title: str, body: str, author: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "LEAD_WORDS", LEAD)
        found = Matcher(query).match(stored(title, body, author))
    expected = marks(
        query,
        Record(
            {
                TextField.TITLE: (title,),
                TextField.BODY: (body,),
                TextField.AUTHOR: (author,),
                TextField.URL: ("http://x.y/war-1",),
            },
            LEAD,
        ),
    )
    shown = found and {
        *((TextField.TITLE, *mark) for mark in found.title),
        *((TextField.BODY, *mark) for mark in found.body),
    }
    assert shown == expected


ROOTS = (
    *(
        "h",
        "hop",
        "happ",
        "sk",
        "b",
        "bl",
        "iz",
        "d",
        "l",
        "t",
        "sens",
        "abil",
        "commun",
        "gener",
        "arsen",
        "agr",
    ),
    *(
        "inn",
        "proc",
        "succ",
        "id",
        "gent",
        "ugl",
        "earl",
        "onl",
        "singl",
        "new",
        "atl",
        "andes",
        "y",
        "say",
        "vow",
    ),
)
ENDINGS = (
    *(
        "tional",
        "enci",
        "anci",
        "abli",
        "entli",
        "izer",
        "ization",
        "ational",
        "ation",
        "ator",
        "alism",
        "aliti",
    ),
    *(
        "fulness",
        "ousli",
        "ousness",
        "iveness",
        "iviti",
        "biliti",
        "bility",
        "logi",
        "ology",
        "fulli",
        "lessli",
    ),
    *("icate", "ative", "alize", "ical", "ful", "ness", "ance", "ence", "er", "ic", "able", "ible", "ement"),
    *(
        "ment",
        "ent",
        "ism",
        "ate",
        "ous",
        "ive",
        "ize",
        "ion",
        "e",
        "ee",
        "l",
        "ll",
        "y",
        "s",
        "es",
        "ies",
        "ied",
    ),
    *("ed", "eed", "ing", "ying", "edly", "eedly", "ingly", "ly", "ility", "ency", "ancy", "us", "sses", "i"),
)


def test_every_word_begins_as_its_stem_says() -> None:
    made = {
        root + "".join(endings)
        for root in ROOTS
        for number in range(3)
        for endings in itertools.product(ENDINGS, repeat=number)
    }
    short = {
        "".join(letters) for number in range(1, 5) for letters in itertools.product("aeiylsdt", repeat=number)
    }
    seeds = Path(__file__).parents[2] / "seeds"
    text = "".join(path.read_text("utf-8", "ignore") for path in seeds.rglob("*") if path.is_file())
    words = sorted(made | short | set(re.findall("[a-z0-9]{1,60}", text.lower())))
    stems = analyzer(STEMMED).analyze(" ".join(words))
    astray = [
        (word, stem)
        for word, stem in zip(words, stems, strict=True)
        if not word.startswith(beginning(STEMMED, Term(stem)))
    ]
    assert not astray
    assert beginning(STEMMED, Term("war")) == "war"
