"""Ids, dates, merging and the way through the index and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dates
from index.analysis import (
    EXACT,
    STEMMED,
    UNAGREED,
    UNSPACED,
    WORD,
    Forms,
    analyzer,
    key,
    normalize,
    prepared,
    spelled,
    terms,
    word_spans,
)
from index.documents import from_blob, stored_records, to_documents
from index.identity import identify
from index.merge import merge
from index.model import (
    NO_SOURCE,
    Article,
    Comment,
    Dated,
    Origin,
    Precision,
    ScrapeRef,
    Sourced,
    Zone,
)
from index.schema import build_schema

NOON = Dated(datetime(2016, 12, 13, 12, tzinfo=UTC), Precision.MINUTE, Origin.COMMENT, Zone.ASSUMED)


def comment(author: str | None = "Ann", body: str = "Hello.", **changes: object) -> Comment:
    plain = Comment(
        id="",
        author=author,
        registered=None,
        posted=None,
        body=body,
        reply_to=None,
        reply_to_name=None,
        depth=0,
        position=1,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def article(*comments: Comment, **changes: object) -> Article:
    placed = tuple(replace(each, position=n) for n, each in enumerate(comments, start=1))
    plain = Article(
        id="",
        url=None,
        source=NO_SOURCE,
        title="Title",
        authors=(),
        published=None,
        body="Text.",
        comments=placed,
        scrape=ScrapeRef("/scrapes/page.txt", "text", "plain"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


class TestIdentity:
    def test_of_a_url_alone(self) -> None:
        first = identify(article(url="https://example.org/a"))
        second = identify(article(url="https://example.org/a", title="Other", body="Other."))
        assert first.id == second.id
        assert identify(article(url="https://example.org/b")).id != first.id

    def test_without_a_url_of_name_headline_and_beginning(self) -> None:
        first = identify(article())
        moved = ScrapeRef("/elsewhere/page.txt", "text", "plain")
        assert identify(article(scrape=moved)).id == first.id
        for change in (
            {"title": "Other"},
            {"body": "Other."},
            {"scrape": ScrapeRef("/scrapes/x.txt", "text", "plain")},
        ):
            assert identify(article(**change)).id != first.id

    def test_comments_keep_theirs_when_others_come_between(self) -> None:
        before = identify(article(comment("Ann"), comment("Bob")))
        after = identify(article(comment("Cy"), comment("Ann"), comment("Dee"), comment("Bob")))
        assert [c.id for c in before.comments] == [after.comments[1].id, after.comments[3].id]

    def test_equal_comments_are_told_apart(self) -> None:
        ids = [c.id for c in identify(article(*[comment("Ann", "")] * 3)).comments]
        assert len(set(ids)) == 3
        assert ids[1].endswith("-2")

    def test_answers_by_the_makers_ids(self) -> None:
        linked = identify(article(comment("Ann", id="7"), comment("Bob", id="9", reply_to="7")))
        first, second = linked.comments
        assert (second.reply_to, second.depth) == (first.id, 1)

    def test_answers_in_a_circle_have_an_end(self) -> None:
        linked = identify(
            article(
                comment("Ann", id="1", reply_to="2"),
                comment("Bob", id="2", reply_to="1"),
                comment("Cy", id="3", reply_to="3"),
            )
        )
        assert [c.depth for c in linked.comments] == [0, 1, 0]

    def test_answers_by_name_go_to_the_nearest_before(self) -> None:
        linked = identify(
            article(
                comment("Ann", "one"),
                comment("Ann", "two"),
                comment("Bob", reply_to_name="ANN "),
                comment("Ann", "three"),
                comment("Cy", reply_to_name="Nobody"),
            )
        )
        assert linked.comments[2].reply_to == linked.comments[1].id
        assert linked.comments[4].reply_to is None


class TestMerge:
    def test_newest_text_under_all_comments(self) -> None:
        url = "https://example.org/a"
        old = identify(article(comment("Ann"), comment("Bob"), comment("Cy"), url=url, body="Old."))
        new = identify(article(comment("Zoe"), comment("Ann"), comment("Cy"), url=url, body="New."))
        merged = merge([old, new])
        assert merged.body == "New."
        assert [c.author for c in merged.comments] == ["Zoe", "Ann", "Bob", "Cy"]
        assert [c.position for c in merged.comments] == [1, 2, 3, 4]

    def test_of_one(self) -> None:
        only = identify(article(comment()))
        assert merge([only]) is only


class TestDates:
    @pytest.mark.parametrize(
        ("text", "when"),
        [
            ("Dec 13, 2016 3:09 PM", datetime(2016, 12, 13, 15, 9)),
            ("January 1, 2017 12:00 AM", datetime(2017, 1, 1, 0, 0)),
            ("Jan 1, 2017 12:30 PM", datetime(2017, 1, 1, 12, 30)),
        ],
    )
    def test_english(self, text: str, when: datetime) -> None:
        dated = dates.english(text, Origin.COMMENT, None)
        assert dated == Dated(when.replace(tzinfo=UTC), Precision.MINUTE, Origin.COMMENT, Zone.ASSUMED)

    @pytest.mark.parametrize(
        "text", ["", "Dec 13, 2016", "13 Dec 2016 3:09 PM", "Dec 13, 2016 0:09 PM", "Dec 13, 2016 3:60 PM"]
    )
    def test_no_english(self, text: str) -> None:
        assert dates.english(text, Origin.COMMENT, None) is None

    def test_zones(self) -> None:
        local = datetime(2016, 7, 1, 12)
        york = dates.dated(local, Precision.MINUTE, Origin.PAGE, ZoneInfo("America/New_York"))
        assert york is not None
        assert (york.when.hour, york.zone) == (16, Zone.CONFIG)
        stated = dates.dated(
            local.replace(tzinfo=timezone(timedelta(hours=2))), Precision.MINUTE, Origin.PAGE, None
        )
        assert stated is not None
        assert (stated.when.hour, stated.zone) == (10, Zone.PAGE)

    @pytest.mark.parametrize("year", [1, 1676, 2262, 9999])
    def test_out_of_range(self, year: int) -> None:
        assert (
            dates.dated(
                datetime(year, 12, 31, 23), Precision.MINUTE, Origin.PAGE, timezone(-timedelta(hours=9))
            )
            is None
        )


NAMES = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MOMENTS = st.none() | st.builds(
    Dated,
    st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
        lambda when: when.replace(microsecond=0)
    ),
    st.sampled_from(Precision),
    st.just(Origin.PAGE),
    st.sampled_from(Zone),
)
COMMENTS = st.builds(
    comment,
    NAMES,
    TEXTS,
    registered=st.sampled_from([None, True, False]),
    posted=MOMENTS,
    reply_to_name=NAMES,
)
ARTICLES = st.builds(
    lambda comments, **changes: article(*comments, **changes),
    st.lists(COMMENTS, max_size=5),
    title=TEXTS,
    body=TEXTS,
    url=st.none() | TEXTS.filter(bool),
    authors=st.lists(TEXTS, max_size=3).map(tuple),
    published=MOMENTS,
    source=st.just(NO_SOURCE) | st.builds(Sourced, TEXTS.filter(bool), st.sampled_from(Origin)),
)


@given(ARTICLES)
def test_documents_give_back_the_records(drafted: Article) -> None:
    given_article = identify(drafted)
    documents = to_documents(given_article, build_schema())
    for stored, document in zip(stored_records(given_article, {}), documents, strict=True):
        blob = document.get_first("record")
        assert isinstance(blob, bytes)
        record = stored.record
        alone = replace(record, comments=()) if isinstance(record, Article) else record
        assert from_blob(blob) == replace(stored, record=alone)


def tokens(text: str) -> list[tuple[int, int]]:
    found = analyzer(EXACT).pre_tokenize(text).tokens
    return [(token.char_offset_from, token.char_offset_to) for token in found]


@given(st.text())
def test_words_are_those_of_the_tokenizer(text: str) -> None:
    text = normalize(text)
    given_text = prepared(text)
    words = [given_text[start:end] for start, end in tokens(given_text)]
    assert [text[start:end] for start, end in word_spans(text)] == words
    assert UNSPACED.search(text) or word_spans(text) == tokens(text)


def test_every_character_belongs_to_a_word_or_not_as_in_the_tokenizer() -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    agreed = [character for character in characters if not UNAGREED.match(character)]
    assert len(agreed) > 100_000
    for start in range(0, len(agreed), 10_000):
        text = " ".join(agreed[start : start + 10_000])
        assert [match.span() for match in WORD.finditer(text)] == tokens(text)


@pytest.mark.parametrize(
    "text",
    [
        "The 😀 “Prime” Minister’s café; don't e-mail 3.5% U.S. #tag ŁÓDŹ straße İstanbul a_b x² ½ ﬁne Ⅷ",
        "हिन्दी समाचार",
        "ข่าวภาษาไทย",
        "مُحَمَّد قَالَ",
    ],
)
def test_words_of_many_scripts(text: str) -> None:
    assert word_spans(text) == tokens(text)


def test_runs_without_spaces_are_pairs_and_a_last_character() -> None:
    text = "東京都 news東京2x 한국"
    words = ["東京", "京都", "都", "news", "東京", "京", "2x", "한국", "국"]
    assert [text[start:end] for start, end in word_spans(text)] == words
    assert [word for _, word in terms(EXACT, text)] == words


def test_spellings_that_are_folded_away() -> None:
    assert spelled("Café cafe CAFÉ Łódź straße naive Москва 東京") == [
        "cafe=café",
        "lodz=łódź",
        "strasse=straße",
    ]


@given(st.lists(st.from_regex(WORD, fullmatch=True), max_size=20))
def test_forms_are_those_of_the_analyzer(words: list[str]) -> None:
    # Some characters come apart in the composed form, and then the words do.
    words = list(filter(WORD.fullmatch, map(normalize, words)))
    for name in (STEMMED, EXACT):
        forms = Forms(name).of(words)
        for word in words:
            assert [form for form in [forms[word]] if form is not None] == analyzer(name).analyze(word)


def test_forms_start_over_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Forms, "CAPACITY", 3)
    forms = Forms(STEMMED)
    for word in ("one", "two", "three", "four", "wars"):
        assert word in forms.of([word])
    assert forms.of(["wars"])["wars"] == "war"


def test_words_too_long_are_not_indexed() -> None:
    forms = Forms(EXACT).of(["a" * 255, "a" * 256, "short"])
    assert (forms["a" * 255], forms["a" * 256], forms["short"]) == ("a" * 255, None, "short")


def test_keys_and_normal_form() -> None:
    assert key("  Tyler \u00a0 DURDEN ") == key("tyler durden") == "tyler durden"
    assert key("Ｗｉｄｅ") == "wide"
    assert normalize("e\u0301") == "é"
    assert normalize("a\ud800") == "a?"
