from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Kind, Origin
from search import days
from search.lexis import DEEPEST, LONGEST, MOST
from search.parser import boosted, parse_query
from search.query import (
    Across,
    All,
    And,
    AtLeast,
    Caps,
    DateFrom,
    Days,
    Fuzzy,
    Has,
    Key,
    KeyField,
    Layer,
    Lead,
    Node,
    Nothing,
    Number,
    NumberField,
    OfKind,
    Part,
    Phrase,
    Prefix,
    Regex,
    Scope,
    Spelled,
    TextField,
    Wildcard,
    Words,
    conjunction,
    disjunction,
    near,
    negation,
    placed,
    within,
)
from search.reading import format_query


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("", "*"),
        ("   ", "*"),
        ("*", "*"),
        ("aleppo", "aleppo"),
        ("aleppo ceasefire", "aleppo AND ceasefire"),
        ("aleppo AND ceasefire", "aleppo AND ceasefire"),
        ("+aleppo +ceasefire", "aleppo AND ceasefire"),
        ("a OR b c", "a OR (b AND c)"),
        ("a b OR c", "(a AND b) OR c"),
        ("(a OR b) c", "(a OR b) AND c"),
        ("a AND NOT b", "a AND NOT b"),
        ("a -b", "a AND NOT b"),
        ("a -(b c)", "a AND NOT (b AND c)"),
        ("-a", "NOT a"),
        ("NOT NOT a", "a"),
        ("--a", "a"),
        ("a - b", "a AND b"),
        ("a and b or not c", "a AND and AND b AND or AND not AND c"),
        ('"safe passage"', '"safe passage"'),
        ("“safe passage”", '"safe passage"'),
        ("„safe passage“ «b c»", '"safe passage" AND "b c"'),
        ('a"b c"d', 'a AND "b c" AND d'),
        ('“he said "no" to it”', '“he said "no" to it”'),
        ('"safe passage”', '"safe passage"'),
        ('source:“The "Paper"”', 'source:“The "Paper"”'),
        ("=ceasefire", "=ceasefire"),
        ('="safe passage"', '="safe passage"'),
        ("=café", "=café"),
        ("ale*", "ale*"),
        ("=ale*", "ale*"),
        ("=date:2016*", '"date:2016"*'),
        ('"safe pass"*', '"safe pass"*'),
        ("al*po", "al*po"),
        ("*ppo", "*ppo"),
        ("al?ppo?", "al?ppo?"),
        ("who did it?", "who AND did AND it"),
        ("OR? w/5? words:5?", "OR? AND w/5? AND words:5?"),
        ("alepo~?", "alepo~1"),
        ("a /s -author:b", "a /s author:b"),
        ("comments:-author:b", "thread:(author:b)"),
        ("/a/(b)", "/a/ AND b"),
        ("http://x.y/z?a=b", "http://x.y/z?a=b"),
        ('"a b"~3', '"a b"~3'),
        ('"a b"~', '"a b"~1'),
        ("alepo~", "alepo~1"),
        ("alleppoo~", "alleppoo~2"),
        ("alepo~2", "alepo~2"),
        ("/colou?r/", "/colou?r/"),
        ("/(a|b)c{2,3}/ d", "/(a|b)c{2,3}/ AND d"),
        ("/usr/bin", "/usr/bin"),
        ("a w/5 b", "a w/5 b"),
        ("a W/5 b pre/2 c", "a w/5 b pre/2 c"),
        ("a w/5 (b pre/2 c)", "a w/5 (b pre/2 c)"),
        ("(a b) w/3 c", "(a w/3 c) AND (b w/3 c)"),
        ("a w/3 (b OR c) d", "(a w/3 (b OR c)) AND d"),
        ("-a w/3 b", "NOT (a w/3 b)"),
        ("a /s b /s c", "a /s b /s c"),
        ("a /p b", "a /p b"),
        ("a w/500 b", "a w/100 b"),
        ("atleast3(a b)", "atleast3(a) AND atleast3(b)"),
        ("atleast1(a)", "a"),
        ("allcaps(ISIS)", "allcaps(ISIS)"),
        ("allcaps(a b)", "allcaps(a) AND allcaps(b)"),
        ("title:allcaps(NATO)", "allcaps(title:NATO)"),
        ("lead(a b)", "lead(a AND b)"),
        ("lead paint", "lead AND paint"),
        ("a^2 b", "a^2 AND b"),
        ("(a b)^0.5", "(a AND b)^0.5"),
        ('"a b"^3', '"a b"^3'),
        ("a^1", "a"),
        ("words>800", "words>=801"),
        ("words:>=800", "words>=800"),
        ("replies<5", "replies<=4"),
        ("replies=5", "replies:5..5"),
        ("words:100..200", "words:100..200"),
        ("words words:", "words AND words:"),
        ("words of peace", "words AND of AND peace"),
        ("lang:en", "lang:en"),
        ("has:date", "has:date"),
        ("date-from:comment", "date-from:comment"),
        ("under:(a b)", "under:(a AND b)"),
        ("thread:a", "thread:(a)"),
        ("comments:(a) -article:(a)", "thread:(a) AND NOT (kind:article AND a)"),
        ("don't", "don't"),
        ("don’t", "don’t"),
        ("U.S.", "U.S."),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("foo:bar", "foo:bar"),
        ("10:30", "10:30"),
        ("title:aleppo", "title:aleppo"),
        ("TITLE:aleppo", "title:aleppo"),
        ('title:"a b"', 'title:"a b"'),
        ("title:(a OR b)", "title:a OR title:b"),
        ("title:(a body:b)", "title:a AND body:b"),
        ("title:=a", "title:=a"),
        ("author:durden", "author:durden"),
        ('author:"Tyler Durden"', 'author:"Tyler Durden"'),
        ("author:=Blankone", "author:=Blankone"),
        ('-author:="Tyler Durden"', 'NOT author:="Tyler Durden"'),
        ("author:bl*", "author:bl*"),
        ("source:reuters", "source:reuters"),
        ('source:"New York"*', 'source:"New York"*'),
        ("source:*", "source:*"),
        ("-source:*", "NOT source:*"),
        ("source:(a OR b)", "source:a OR source:b"),
        ("kind:comment", "kind:comment"),
        ("kind:Articles", "kind:article"),
        ("id:abc*", "id:abc*"),
        ("url:example.org/news", "url:example.org/news"),
        ("date:2016", "date:2016-01-01..2016-12-31"),
        ("date:2016-12", "date:2016-12-01..2016-12-31"),
        ("date:2016-12-13", "date:2016-12-13"),
        ("date:2016-11..2016-12-13", "date:2016-11-01..2016-12-13"),
        ("date:2016-11..", "date:2016-11-01.."),
        ("date:..2016-11", "date:..2016-11-30"),
        ("since:2016-12 until:2017", "date:2016-12-01.. AND date:..2017-12-31"),
    ],
)
def test_reading_without_notes(text: str, reading: str) -> None:
    parsed = parse_query(text)
    assert (parsed.reading, parsed.notes) == (reading, ())


@pytest.mark.parametrize(
    ("text", "reading", "note"),
    [
        ("aleppo AND", "aleppo", "AND with nothing to join"),
        ("AND aleppo", "aleppo", "AND with nothing to join"),
        ("a OR", "a", "OR with nothing to join"),
        ("a NOT", "a", "NOT with nothing after it"),
        ("NOT", "*", "NOT with nothing after it"),
        ("(a b", "a AND b", "a bracket that is not closed"),
        ("a b)", "a AND b", "a closing bracket without"),
        ('"a b', '"a b"', "a quote that is not closed"),
        ('"" a', "a", "with nothing in it"),
        ("title: a", "a", "title: with nothing after it"),
        ("x-*ppo", "x-*ppo", "there is more than a word about it"),
        ("source:al?ppo", 'source:"al?ppo"', "takes whole values"),
        ("alepo~3", "alepo~2", "no more than 2 characters"),
        ("/(/", "NOT *", "no regular expression of RE2"),
        ("w/5 a", "a", "w/5 with nothing to join"),
        ("a w/5", "a", "w/5 with nothing to join"),
        ("a w/5 kind:article", "a AND kind:article", "w/5 is read as AND"),
        ("atleast2(kind:article)", "kind:article", "of words and phrases alone"),
        ("lead()", "*", "lead with nothing in it"),
        ("has:money", "has AND money", "has: is followed by one of date"),
        ("a 😀", "a", "there is no word in it"),
        ("😀", "NOT *", "there is no word in it"),
        ("kind:letter", "kind AND letter", "kind: is followed by article or comment"),
        ("date:foo", "date AND foo", "is followed by a day such as"),
        ("date:2016-13", "date AND 2016 AND 13", "is followed by a day such as"),
        ('date:"a b"', "date AND a AND b", "is followed by a day such as"),
        ("date:2016*", "date:2016-01-01..2016-12-31", "* after date:2016 is left out"),
        ("kind:article*", "kind:article", "* after kind:article is left out"),
    ],
)
def test_reading_with_a_note(text: str, reading: str, note: str) -> None:
    parsed = parse_query(text)
    assert parsed.reading == reading
    assert any(note in each for each in parsed.notes)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("alepp", "alepp…"),
        ("alepp ", "alepp"),
        ("safe pass", "safe AND pass…"),
        ('"safe pass', "safe AND pass…"),
        ('"safe passage"', '"safe passage"'),
        ("title:ale", "title:ale…"),
        ("ale*", "ale*"),
        ("(a", "a…"),
        ("U.S.", "U.S."),
        ("author:bl", "author:bl…"),
        ("kind:com", "kind AND com"),
        ('"', "*"),
        ("-", "*"),
    ],
)
def test_reading_while_typing(text: str, reading: str) -> None:
    assert parse_query(text, typing=True).reading == reading


def test_relative_days() -> None:
    assert parse_query("since:2w").node == Days(days.today() - timedelta(days=14), None)


def test_bounds() -> None:
    long = parse_query("a " * LONGEST)
    assert f"only the first {LONGEST} characters are read" in long.notes
    assert f"only the first {MOST} words and values are looked for" in long.notes
    assert isinstance(long.node, And)
    assert len(long.node.clauses) == MOST
    deep = parse_query("(" * 1000 + "a" + ")" * 1000)
    assert deep.node == Words("a")
    assert any(f"deeper than {DEEPEST}" in note for note in deep.notes)
    assert parse_query("-" * 3999 + "a").node == negation(Words("a"))
    assert parse_query("NOT " * 999 + "a").node == negation(Words("a"))
    assert parse_query("title:" * 600 + "a").node == Words("title:" * 599 + "a", TextField.TITLE)


@given(st.text(max_size=200), st.booleans())
def test_no_text_is_an_error(text: str, typing: bool) -> None:
    parsed = parse_query(text, typing=typing)
    assert typing or parse_query(parsed.reading).node == parsed.node


PIECES = st.sampled_from(
    [
        *'"“”()*=+-~:. ',
        *(
            " AND ",
            " OR ",
            " NOT ",
            "title:",
            "author:=",
            "date:",
            "2016-12",
            "..",
            "kind:",
            "source:",
            "comment",
        ),
        *(
            "a",
            "don't",
            "😀",
            "é",
            "\u00a0",
            "id:",
            "since:",
            "http://x.y",
            "url:",
            "東京",
            "\ud800",
            "body:(",
        ),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.booleans())
def test_no_grammar_like_text_is_an_error(text: str, typing: bool) -> None:
    parsed = parse_query(text, typing=typing)
    assert typing or parse_query(parsed.reading).node == parsed.node
    assert all("\n" not in note for note in parsed.notes if "\n" not in text)


WORDS = st.sampled_from(["a", "don't", "U.S.", "ceasefire", "10:30", "x-y", "http://x.y/z", "naïve", "and"])
NAMES = st.sampled_from(
    ["Reuters", "The New York Times", "E.F. Mutton", "a_b", "847328_3527", 'Joe "X" Roe', "“Q”"]
)
DATES = st.none() | st.dates(date(1000, 1, 1))
TEXT_FIELDS = st.none() | st.sampled_from([TextField.TITLE, TextField.BODY, TextField.URL])
LEAVES = st.one_of(
    st.builds(Words, WORDS, st.none() | st.sampled_from(TextField)),
    st.builds(
        Phrase,
        st.sampled_from(["a", "safe passage", "don’t (do) that:", 'he said "no"', "a “b” c"]),
        st.none() | st.sampled_from(TextField),
        st.integers(0, 5),
    ),
    st.builds(
        Prefix, WORDS | st.sampled_from(["safe pass", "-a", "=b"]), st.none() | st.sampled_from(TextField)
    ),
    st.builds(Spelled, st.sampled_from(["a", "safe passage", "café"]), TEXT_FIELDS),
    st.builds(Wildcard, st.sampled_from(["al?ppo", "*ppo", "a*b?c*"]), TEXT_FIELDS),
    st.builds(Regex, st.sampled_from(["colou?r", "(a|b)c{2,3}", "[^x]+\\d"]), TEXT_FIELDS),
    st.builds(Fuzzy, st.sampled_from(["alepo", "naïve"]), st.integers(1, 2), TEXT_FIELDS),
    st.builds(Key, st.sampled_from(KeyField), NAMES, st.booleans()),
    st.builds(Number, st.sampled_from(NumberField), st.integers(0, 900), st.none()),
    st.builds(Number, st.sampled_from(NumberField), st.none() | st.integers(0, 900), st.integers(0, 900)),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(DateFrom, st.sampled_from(Origin)),
    st.just(Key(KeyField.SOURCE, "", True)),
    st.builds(OfKind, st.sampled_from(Kind)),
    st.builds(Days, DATES, DATES).filter(lambda span: span.first is not None or span.last is not None),
    st.just(All()),
    st.just(Nothing()),
)


def _near(left: Node, right: Node, distance: int, ordered: bool) -> Node:
    return near(left, right, distance, ordered=ordered) or conjunction(left, right)


def _within(left: Node, right: Node, scope: Scope) -> Node:
    return within(left, right, scope) or conjunction(left, right)


def _function(clause: Node, times: int, caps: bool) -> Node:
    if not placed(clause):
        return clause
    return Caps(clause) if caps else AtLeast(times, clause)


NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(negation),
        st.lists(inner, min_size=1, max_size=4).map(lambda nodes: conjunction(*nodes)),
        st.lists(inner, min_size=1, max_size=4).map(lambda nodes: disjunction(*nodes)),
        st.builds(_near, inner, inner, st.integers(1, 9), st.booleans()),
        st.builds(_within, inner, inner, st.sampled_from(Scope)),
        st.builds(boosted, inner, st.sampled_from([0.25, 2.0, 3.5])),
        st.builds(_function, inner, st.integers(2, 9), st.booleans()),
        inner.map(Lead),
        st.builds(Across, st.sampled_from(Layer), inner),
    ),
    max_leaves=12,
)


@given(NODES)
def test_a_query_written_out_is_read_as_itself(node: Node) -> None:
    parsed = parse_query(format_query(node))
    assert parsed.node == node
    assert parsed.notes == ()
