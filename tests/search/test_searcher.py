"""Searching the seeds, and a small index of our own held against a slow reference."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import update
from index.documents import StoredRecord, stored_records
from index.model import Kind, Origin
from search.errors import DocumentNotFound, RequestError
from search.facets import Facet
from search.matching import Matcher
from search.parser import boosted
from search.query import (
    AtLeast,
    Caps,
    DateFrom,
    Fuzzy,
    Has,
    Lead,
    Near,
    Node,
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
    negation,
    within,
)
from search.reading import format_query
from search.request import SearchRequest, Sort
from search.results import Hit
from search.searcher import Searcher
from search.snapshot import Snapshot


def marked(hit: Hit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.spans]


class TestSeeds:
    def test_ceasefire_articles_come_before_comments_that_mention_it(self, searcher: Searcher) -> None:
        for query in ("aleppo ceasefire", "aleppo OR ceasefire"):
            hits = searcher.search(SearchRequest(query, limit=50)).hits
            about = [hit.kind is Kind.ARTICLE and "ceasefire" in hit.title.lower() for hit in hits]
            assert about[:2] == [True, True]
            assert not any(about[2:])
            assert any(hit.kind is Kind.COMMENT for hit in hits)

    @pytest.mark.parametrize("query", ['"safe passage"', "“safe passage”"])
    def test_a_phrase_marks_itself_and_nothing_else(self, searcher: Searcher, query: str) -> None:
        page = searcher.search(SearchRequest(query, limit=50))
        assert page.total == len(page.hits) == 4
        for hit in page.hits:
            assert marked(hit)
            assert {text.lower() for text in marked(hit)} == {"safe passage"}
            assert not hit.title_spans
        # Every place in every record, and no other.
        for thread in {hit.thread for hit in page.hits}:
            article = searcher.thread(thread)
            marks = searcher.marks(SearchRequest(query), article)
            for record in article.walk():
                places = marks[record.id].body if record.id in marks else ()
                texts = [record.body[mark.start : mark.end].lower() for mark in places]
                assert texts == ["safe passage"] * record.body.lower().count("safe passage")

    def test_a_phrase_in_text_with_typographic_quotes(self, searcher: Searcher) -> None:
        (hit,) = searcher.search('"fully control 50"').hits
        assert "“" in hit.snippet.text
        assert marked(hit) == ["fully control 50"]
        assert searcher.search('title:"ends with ceasefire"').hits[0].title_spans == ((14, 34),)

    def test_an_author_is_exactly_theirs(self, searcher: Searcher) -> None:
        hits = searcher.search(SearchRequest(authors=("Blankone",), limit=50)).hits
        assert {hit.authors for hit in hits} == {("Blankone",)}
        assert len({hit.thread for hit in hits}) == 3
        assert len(hits) == 5
        everything = searcher.walk("*")
        assert {hit.id for hit in hits} == {hit.id for hit in everything if hit.authors == ("Blankone",)}

    @pytest.mark.parametrize(
        ("query", "total"),
        [
            ("*", 142),
            ("kind:article", 5),
            ("kind:comment", 137),
            ("-kind:comment", 5),
            ("source:zerohedge", 94),
            ("-source:*", 48),
            ("author:=blankone", 5),
            ("author:durden", 2),
            ("author:ty*", 2),
            ("author:=durden", 0),
            ("date:2016-11", 6),
            ("date:2016-11 kind:comment", 5),
            ("since:2016-12-13", 3),
            ("until:2016-11-28", 0),
            ("-date:..2100", 133),
            ("ceasefire", 9),
            ("=ceasefire", 7),
            ("title:ceasefire", 2),
            ("body:ceasefire kind:article", 2),
            ("ceasef*", 9),
            ("don't", 9),
            ("don’t", 9),
            ("http://example.org", 0),
            ("aleppo NOT syria", 13),
            ("NOT aleppo", 124),
            ("Snípéir", 0),
            ("author:sniPEIR", 1),
            ("zzzz", 0),
            ("😀", 0),
        ],
    )
    def test_totals(self, searcher: Searcher, query: str, total: int) -> None:
        assert searcher.search(query).total == searcher.count(query) == total

    def test_filters_are_the_same_as_clauses(self, searcher: Searcher) -> None:
        request = SearchRequest(
            "syria",
            kind=Kind.COMMENT,
            sources=("ZeroHedge", "Other"),
            authors=("Blankone", "Freddie"),
            since="2016",
            until=date(2016, 12, 31),
            limit=100,
        )
        page = searcher.search(request)
        assert page.reading == (
            "syria AND kind:comment AND (source:ZeroHedge OR source:Other) AND "
            "(author:=Blankone OR author:=Freddie) AND date:2016-01-01..2016-12-31"
        )
        again = searcher.search(SearchRequest(page.reading, limit=100))
        assert (again.total, again.hits, again.reading) == (page.total, page.hits, page.reading)

    def test_pages_fit_together(self, searcher: Searcher) -> None:
        for sort in Sort:
            request = SearchRequest("syria OR aleppo", sort=sort, limit=100)
            whole = searcher.search(request).hits
            parts = [
                searcher.search(SearchRequest("syria OR aleppo", sort=sort, limit=7, offset=offset)).hits
                for offset in range(0, len(whole) + 7, 7)
            ]
            assert tuple(itertools.chain(*parts)) == whole
            assert tuple(searcher.walk(request)) == whole

    def test_an_offset_beyond_the_last_hit(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest("ceasefire", offset=10**12))
        assert (page.total, page.hits) == (9, ())

    def test_a_limit_beyond_all_measure(self, searcher: Searcher) -> None:
        assert len(searcher.search(SearchRequest("ceasefire", limit=10**12)).hits) == 9

    def test_sorting_by_date(self, searcher: Searcher) -> None:
        for sort, backwards in ((Sort.DATE, False), (Sort.NEWEST, True)):
            hits = searcher.search(SearchRequest("*", sort=sort, limit=142)).hits
            dates = [hit.date.when for hit in hits if hit.date]
            assert len(dates) == 9
            assert dates == sorted(dates, reverse=backwards)
            assert all(hit.date is None for hit in hits[9:])

    def test_an_articles_date_from_a_comment_says_so(self, searcher: Searcher) -> None:
        hits = searcher.search(SearchRequest("kind:article", limit=10)).hits
        assert {hit.date.origin for hit in hits if hit.date} == {Origin.COMMENT}
        assert all(searcher.thread(hit.id).published is None for hit in hits)

    def test_comments_show_whose_article_they_stand_under(self, searcher: Searcher) -> None:
        (hit,) = searcher.search("regrouped reattacked").hits
        assert hit.kind is Kind.COMMENT
        assert hit.title == searcher.thread(hit.id).title
        assert searcher.thread(hit.id).comments[hit.position - 1].id == hit.id

    def test_threads(self, searcher: Searcher) -> None:
        for hit in searcher.walk("*"):
            article = searcher.thread(hit.id)
            assert article.id == hit.thread
            assert hit.id in [record.id for record in article.walk()]
            assert [c.position for c in article.comments] == list(range(1, len(article.comments) + 1))

    def test_copies(self, searcher: Searcher) -> None:
        """The two pages of the seeds that have one text; the comments under one of them do not hide it."""
        (one,) = searcher.copies("5zfwhghniipkw")
        (other,) = searcher.copies("e7527")
        assert (one.id, other.id) == ("e7527ldct3yuq", "5zfwhghniipkw")
        assert one.cluster == other.cluster == "5zfwhghniipkw"
        clusters = [hit.cluster for hit in searcher.walk(SearchRequest("*", collapse=False))]
        assert len(clusters) - clusters.count(None) == 2

    def test_copies_are_folded_into_the_first(self, searcher: Searcher) -> None:
        folded = searcher.search(SearchRequest("title:aleppo", limit=50))
        plain = searcher.search(SearchRequest("title:aleppo", limit=50, collapse=False))
        assert folded.total == plain.total == len(plain.hits) == len(folded.hits) + 1
        assert [hit.copies for hit in folded.hits if hit.cluster] == [1]
        assert not any(hit.copies for hit in plain.hits)
        assert [hit.id for hit in searcher.walk("title:aleppo")] == [hit.id for hit in folded.hits]
        (alone,) = searcher.search(SearchRequest("reattacked", limit=1)).hits
        assert searcher.copies(alone.id) == ()

    def test_ids_can_be_cut_short(self, searcher: Searcher) -> None:
        for hit in searcher.walk("*"):
            assert searcher.resolve(hit.id) == hit.id
        (comment,) = searcher.search("regrouped reattacked").hits
        assert searcher.resolve(comment.thread[:6]) == comment.thread
        assert searcher.resolve(comment.id[:-3]) == comment.id
        for wrong in ("", "zzzzzz", comment.thread + ".", comment.id + "x", "*", "\ud800"):
            with pytest.raises(DocumentNotFound):
                searcher.resolve(wrong)

    def test_facets(self, searcher: Searcher) -> None:
        kinds = searcher.facet(SearchRequest("ceasefire", kind=Kind.COMMENT), Facet.KIND)
        assert [(each.value, each.count) for each in kinds] == [("comment", 7), ("article", 2)]
        sources = searcher.facet(SearchRequest("*", sources=("ZeroHedge",)), Facet.SOURCE)
        assert [(each.value, each.count) for each in sources] == [("ZeroHedge", 94), (None, 48)]
        authors = searcher.facet(SearchRequest("*"), Facet.AUTHOR)
        assert authors[0].value == "Blankone"
        assert authors[0].count == 5

    def test_months_are_of_own_dates(self, searcher: Searcher) -> None:
        months = [(each.value, each.count) for each in searcher.months("*")]
        assert months == [("2016-11", 5), ("2016-12", 2), (None, 135)]
        assert [(each.value, each.count) for each in searcher.months("zzzz")] == []

    def test_nothing_is_marked_that_did_not_match(self, searcher: Searcher) -> None:
        for hit in searcher.walk('(aleppo -russia) OR (putin "safe passage")'):
            assert {text.lower() for text in marked(hit)} <= {"aleppo", "putin", "safe passage"}
            record = next(r for r in searcher.thread(hit.id).walk() if r.id == hit.id)
            if re.search(r"\brussia\b", record.body, re.IGNORECASE):
                assert "aleppo" not in {text.lower() for text in marked(hit)}

    def test_a_word_being_typed_ranks_as_it_will_when_it_is(self, searcher: Searcher) -> None:
        whole = [hit.id for hit in searcher.search(SearchRequest("syria", limit=100)).hits]
        typed = [hit.id for hit in searcher.search(SearchRequest("syria", limit=100, typing=True)).hits]
        assert len(typed) > len(whole)
        assert typed[:5] == whole[:5]

    def test_a_reading_with_quotes_in_a_name_is_a_query(self, searcher: Searcher) -> None:
        page = searcher.search(SearchRequest(sources=('The "Paper"',)))
        assert page.reading == 'source:“The "Paper"”'
        assert searcher.search(page.reading).reading == page.reading

    def test_values_as_python_has_them(self, searcher: Searcher) -> None:
        day = datetime(2016, 12, 13, 23, tzinfo=timezone(timedelta(hours=-5)))
        assert searcher.count(SearchRequest(since=day.date())) == 3
        assert searcher.count(SearchRequest(since=day)) == 0  # the fourteenth in UTC
        assert searcher.count(SearchRequest(kind="article")) == 5  # type: ignore[arg-type]
        for wrong in ({"kind": "letter"}, {"sort": "size"}):
            with pytest.raises(RequestError, match="is no"):
                SearchRequest(**wrong)  # type: ignore[arg-type]

    def test_requests_that_can_not_be(self, searcher: Searcher) -> None:
        with pytest.raises(RequestError, match="not a day"):
            searcher.search(SearchRequest("a", since="foo"))
        with pytest.raises(RequestError, match="1 hit or more"):
            SearchRequest("a", limit=0)
        with pytest.raises(RequestError, match="0 or more"):
            SearchRequest("a", offset=-1)

    def test_reading_and_notes_come_with_the_page(self, searcher: Searcher) -> None:
        page = searcher.search("aleppo AND")
        assert (page.query, page.reading) == ("aleppo AND", "aleppo")
        assert page.notes == ("AND with nothing to join is left out",)
        assert page.elapsed > 0

    @pytest.mark.parametrize(
        "query",
        [
            "id:" + "a" * 3_000 + "*",
            "source:" + "東" * 1_200 + "*",
            "author:=" + "é" * 1_200 + "*",
            "x" * 4_000 + "*",
            "é" * 120 + "*",
            "a-" * 1_500 + "b*",
            '"' + "a " * 1_500 + '"',
            "(" * 4_000,
            "title:(" * 500,
            "\ud800*",
        ],
        ids=lambda query: query[:12],
    )
    def test_no_long_query_fails(self, searcher: Searcher, query: str) -> None:
        for typing in (False, True):
            assert searcher.search(SearchRequest(query, typing=typing)).total in (0, 142)

    @given(query=st.text(max_size=60), typing=st.booleans())
    @settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_query_fails(self, searcher: Searcher, query: str, typing: bool) -> None:
        page = searcher.search(SearchRequest(query, typing=typing))
        assert page.total >= len(page.hits)


VOCABULARY = [
    "war",
    "wars",
    "peace",
    "don’t",
    "don",
    "t",
    "Café",
    "cafe",
    "U.S.",
    "東京",
    "s",
    "warring",
    "हिन्दी",
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An index of pages made of few words, so that most queries find something."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "scrapes").mkdir()
    words = itertools.cycle([*VOCABULARY, "“peace”", "-", "😀", "x" * 300, "war"])
    for number in range(40):
        parts = [" ".join(itertools.islice(words, 2 + (number * 7) % 5)) for _ in range(4)]
        names = (f"Ann {number % 3}", "Bob")
        text = "\n\n".join((*parts[:2], f"{names[0]}'s picture", parts[2], f"{names[1]}'s picture", parts[3]))
        (folder / f"scrapes/{number}.txt").write_text(text, encoding="utf-8")
    update(folder / "index", [folder / "scrapes"])
    return Searcher.open(folder / "index")


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An index of pages that each have a word of their own."""
    folder = tmp_path_factory.mktemp("wordy")
    (folder / "scrapes").mkdir()
    for number in range(200):
        source = "" if number % 4 else "x"
        (folder / f"scrapes/{number}{source}.txt").write_text(
            f"Page\n\nOne word{number}x here, don’t{number}y."
        )
    update(folder / "index", [folder / "scrapes"])
    (folder / "scrapes/dateline.toml").write_text(
        '[[scrapes]]\nglob = "*x.txt"\nsource = "THE PAPER"\n[[scrapes]]\nsource = "The Paper"\n'
    )
    update(folder / "index")
    return Searcher.open(folder / "index")


def test_a_beginning_finds_all_that_begin_so(wordy: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(query: str) -> tuple[int, int]:
        page = wordy.search(SearchRequest(query, limit=200))
        return page.total, sum(bool(hit.snippet.spans) for hit in page.hits)

    assert found("word*") == (200, 200)
    assert found("word1*") == (111, 111)
    assert found("don’t1*") == (111, 111)
    assert found('"one word"*') == (200, 200)
    monkeypatch.setattr("search.leaves.MOST_IN_PHRASE", 50)
    assert wordy.count("don’t*") == 200
    monkeypatch.setattr("search.compiler.LONGEST_PATTERN", 1)
    assert wordy.count("source:the*") == 200
    assert wordy.count("source:tho*") == 0


def test_spellings_of_one_name_are_one(wordy: Searcher) -> None:
    assert [(each.value, each.count) for each in wordy.facet("*", Facet.SOURCE)] == [("The Paper", 200)]
    assert wordy.count(SearchRequest(sources=("the paper",))) == 200


FIELDS = st.none() | st.sampled_from(TextField)
HEAD_FIELDS = st.none() | st.sampled_from([TextField.TITLE, TextField.BODY])
WORDS = st.builds(Words, st.sampled_from(VOCABULARY), HEAD_FIELDS)
PHRASES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join)
PLACED: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        WORDS,
        WORDS,
        st.builds(Phrase, PHRASES, HEAD_FIELDS, st.integers(0, 3)),
        st.builds(Spelled, PHRASES, HEAD_FIELDS),
        st.builds(Prefix, st.sampled_from(["w", "war", "do", "don’t", "caf", "東", "U.S"]), HEAD_FIELDS),
        st.builds(Wildcard, st.sampled_from(["w?r", "*ar*", "c*é", "p??ce", "x*x"]), HEAD_FIELDS),
        st.builds(Regex, st.sampled_from(["wars?", "[a-p]+", "x{3,}", "café", "a|b|t"]), HEAD_FIELDS),
        st.builds(
            Fuzzy, st.sampled_from(["wra", "peas", "cafés", "dno", "war"]), st.integers(1, 2), HEAD_FIELDS
        ),
    ),
    lambda inner: st.one_of(
        st.builds(Near, inner, inner, st.integers(1, 6), st.booleans()),
        st.builds(lambda a, b, scope: within(a, b, scope), inner, inner, st.sampled_from(Scope)),
        st.builds(Caps, inner),
        st.builds(boosted, inner, st.sampled_from([0.5, 2.0])),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: disjunction(*nodes)),
    ),
    max_leaves=4,
)
LEAF: st.SearchStrategy[Node] = st.one_of(
    PLACED,
    PLACED,
    st.builds(AtLeast, st.integers(2, 4), PLACED),
    st.builds(Words, st.sampled_from(["Ann", "Bob", "1"]), st.just(TextField.AUTHOR)),
    st.builds(Fuzzy, st.just("Anm"), st.just(1), st.just(TextField.AUTHOR)),
    st.builds(OfKind, st.sampled_from(Kind)),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(
        lambda field, one, other: Number(field, min(one, other), max(one, other)),
        st.sampled_from(NumberField),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    st.builds(DateFrom, st.sampled_from(Origin)),
)
QUERIES: st.SearchStrategy[Node] = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        inner.map(negation),
        inner.map(Lead),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: conjunction(*nodes)),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: disjunction(*nodes)),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def records(small: Searcher) -> list[StoredRecord]:
    """All that the index holds."""
    hits = list(small.walk(SearchRequest("*", collapse=False)))
    clusters = {hit.id: hit.cluster for hit in hits if hit.cluster}
    threads = [small.thread(hit.id) for hit in hits if hit.kind is Kind.ARTICLE]
    return [stored for article in threads for stored in stored_records(article, clusters)]


@given(node=QUERIES)
@settings(deadline=None, max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_and_the_matcher_agree(small: Searcher, records: list[StoredRecord], node: Node) -> None:
    found = {hit.id for hit in small.walk(SearchRequest(format_query(node), collapse=False))}
    matcher = Matcher(node)
    matching = set()
    for stored in records:
        marks = matcher.match(stored)
        if marks is not None:
            matching.add(stored.record.id)
            assert all(0 <= mark.start < mark.end <= len(stored.record.body) for mark in marks.body)
    assert found == matching


def test_all_hits_are_read_a_few_at_a_time(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(searcher.walk("*"))
    read = []
    record = Snapshot.record

    def counting(self: Snapshot, address: Any) -> StoredRecord:
        read.append(address)
        return record(self, address)

    monkeypatch.setattr(Snapshot, "record", counting)
    for module in ("searcher", "snapshot"):
        monkeypatch.setattr(f"search.{module}.BATCH", 20)
    monkeypatch.setattr("search.snapshot.READ", 7)
    for request in (SearchRequest("*", limit=1000), SearchRequest("*", offset=41), SearchRequest("*")):
        _, hits = searcher.stream(request, whole=request.limit == 10)
        read.clear()
        first = next(hits)
        assert len(read) == 1
        assert [each.hit for each in (first, *hits)] == whole[request.offset :]
    _, hits = searcher.stream(SearchRequest("*", limit=45), marked=False)
    assert [each.hit.id for each in hits] == [each.id for each in whole[:45]]


def test_a_walk_goes_on_in_the_state_it_began_with(scrapes: Path, tmp_path: Path) -> None:
    for number in range(30):
        (scrapes / f"{number}.txt").write_text(f"Headline {number}\n\nText of it.")
    update(tmp_path / "index", [scrapes])
    searcher = Searcher.open(tmp_path / "index")
    walk = searcher.walk("headline")
    first = next(walk)
    for number in range(0, 30, 2):
        (scrapes / f"{number}.txt").unlink()
    update(tmp_path / "index", [scrapes])
    before = searcher.identity
    assert searcher.reload()
    assert len({first.id, *(hit.id for hit in walk)}) == 30
    assert (len(list(searcher.walk("headline"))), searcher.identity.records) == (15, 15)
    assert searcher.identity.fingerprint != before.fingerprint


def test_languages_narrow_and_their_counts_do_not(searcher: Searcher) -> None:
    assert searcher.count(SearchRequest("ceasefire", languages=("en", "de"))) == 9
    assert searcher.count(SearchRequest("ceasefire", languages=("de",))) == 0
    counts = searcher.facet(SearchRequest("ceasefire", languages=("de",)), Facet.LANGUAGE)
    assert [(each.value, each.count) for each in counts] == [("en", 9)]
