"""Records of known layouts, of unknown ones by the names of their fields, and by what is said of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, ClassVar

import pytest

from index import formats, layouts
from index.build import update
from index.errors import ConfigError
from index.identity import identify
from index.layouts.layout import Layout
from index.model import Article, Rejection
from index.settings import Scrape, Settings
from index.shapes import article_shape
from index.trace import Trace
from search.request import SearchRequest
from search.searcher import Searcher

HERE = Path(__file__).parent / "layouts"
URL = "https://e.org/x"


def read(file: Path, scrape: Scrape | None = None) -> list[Article]:
    """The articles in a file, in which nothing is rejected."""
    records = list(formats.read(scrape or Scrape(str(file))))
    assert [record for record in records if isinstance(record, Rejection)] == []
    return [identify(record) for record in records if isinstance(record, Article)]


def record(folder: Path, value: object, **said: Any) -> Article:
    """The one article of a document."""
    file = folder / "record.json"
    file.write_text(json.dumps(value))
    (article,) = read(file, Scrape(str(file), **said))
    return article


@pytest.mark.parametrize("layout", layouts.LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_has_an_example_and_reads_it(layout: Layout) -> None:
    """UPDATE_PAGES=1 writes what was read; compare it with the example before it is believed."""
    (file,) = (file for file in HERE.glob(f"{layout.name}.json*"))
    shapes = []
    for article in read(file):
        shape = article_shape(article)
        assert shape["dialect"] == layout.name
        del shape["path"]
        shapes.append(shape)
    assert shapes
    expected = HERE / f"expected/{layout.name}.json"
    if os.environ.get("UPDATE_PAGES"):
        expected.write_text(json.dumps(shapes, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert shapes == json.loads(expected.read_text(encoding="utf-8"))


def test_examples_belong_to_layouts() -> None:
    names = {layout.name for layout in layouts.LAYOUTS}
    assert {file.stem for file in HERE.glob("*.json*")} == names == {f.stem for f in HERE.glob("expected/*")}


class TestNamesOfFields:
    @pytest.mark.parametrize(
        "value",
        [
            {"title": "T", "text": "B", "author": "A", "date": "2016-12-13", "url": URL},
            {"Headline": "T", "Article Text": "B", "By": ["A"], "Pub-Date": "2016-12-13", "Link": URL},
            {"headline": "T", "articleBody": "B", "author": [{"name": "A"}], "datePublished": "2016-12-13",
             "url": URL},
            {"name": "T", "content": "<p>B</p>", "byline": "A", "published_at": 20161213, "permalink": URL},
            {"_source": {"title": "T", "body": "B", "author": "A", "published": "2016-12-13", "url": URL}},
            {"url": URL, "article": {"title": "T", "body": ["B"], "authors": "A", "date": "2016-12-13"}},
        ],
    )  # fmt: skip
    def test_synonyms(self, tmp_path: Path, value: dict[str, object]) -> None:
        article = record(tmp_path, value)
        assert (article.title, article.body, article.authors) == ("T", "B", ("A",))
        assert article.url == URL
        assert article.published is not None
        assert (f"{article.published.when:%Y-%m-%d}", article.published.precision) == ("2016-12-13", "day")
        assert article.scrape.dialect == "record"

    @pytest.mark.parametrize(
        ("value", "when", "precision"),
        [
            (1481644860, "2016-12-13T16:01:00", "second"),
            (1481644860123, "2016-12-13T16:01:00", "second"),
            (1481644860123456, "2016-12-13T16:01:00", "second"),
            (1481644860.5, "2016-12-13T16:01:00", "second"),
            ("1481644860", "2016-12-13T16:01:00", "second"),
            (20161213160100, "2016-12-13T16:01:00", "second"),
            ("20161213T160100Z", "2016-12-13T16:01:00", "second"),
            (2016, "2016-01-01T00:00:00", "year"),
            ({"$date": 1481644860123}, "2016-12-13T16:01:00", "second"),
            ("2016-12-13 00:00:00", "2016-12-13T00:00:00", "day"),
            ("2016-12-13 16:01:00 UTC", "2016-12-13T16:01:00", "second"),
        ],
    )
    def test_dates(self, tmp_path: Path, value: object, when: str, precision: str) -> None:
        published = record(tmp_path, {"title": "T", "text": "B", "date": value}).published
        assert published is not None
        assert (f"{published.when:%Y-%m-%dT%H:%M:%S}", published.precision) == (when, precision)

    @pytest.mark.parametrize("value", [0, -1, 3, True, None, "", "soon", 1e300, 10**40, [], {}, "99999999"])
    def test_what_is_no_date(self, tmp_path: Path, value: object) -> None:
        assert record(tmp_path, {"title": "T", "text": "B", "date": value}).published is None

    def test_nested_comments(self, tmp_path: Path) -> None:
        article = record(
            tmp_path,
            {
                "title": "T",
                "text": "B",
                "comments": [
                    {"user": {"name": "Ann"}, "text": "One", "replies": [
                        {"user": {"name": "Ben"}, "text": "Two", "replies": [
                            {"user": "Cat", "text": "Three"}]}]},
                    {"user": {"name": "Dan"}, "text": "<p>Four</p><blockquote>x</blockquote>"},
                    "not a comment", 7, None, [],
                ],
            },
        )  # fmt: skip
        told = [(c.author, c.body, c.depth) for c in article.comments]
        assert told == [("Ann", "One", 0), ("Ben", "Two", 1), ("Cat", "Three", 2), ("Dan", "Four\n\nx", 0)]
        ann, ben, cat, _ = article.comments
        assert (ben.reply_to, cat.reply_to) == (ann.id, ben.id)
        assert article.comments[3].quotes == ((6, 7),)

    def test_flat_comments_by_the_id_of_their_parent(self, tmp_path: Path) -> None:
        found = [{"id": 2, "parent_id": 1.0, "body": "Two"}, {"id": 1, "parent_id": None, "body": "One"}]
        article = record(tmp_path, {"title": "T", "text": "B", "comments": found})
        assert [(c.body, c.depth) for c in article.comments] == [("One", 0), ("Two", 1)]

    def test_posts_that_say_what_they_are(self, tmp_path: Path) -> None:
        file = tmp_path / "posts.jsonl"
        posts = [
            {"kind": "comment", "id": "3", "thread": "t", "body": "Answer", "parent": "2", "author": "Cat"},
            {"kind": "article", "id": "1", "thread": "t", "title": "T", "body": "B", "source": "S"},
            {"kind": "comment", "id": "2", "thread": "t", "title": "T", "body": "", "author": "Ben"},
            {"kind": "article", "id": "9", "thread": "u", "title": "T", "body": "B", "source": "S"},
        ]
        file.write_text("".join(json.dumps(post) + "\n" for post in posts))
        first, second = read(file)
        assert (first.title, first.body, first.source.name, first.scrape.place) == ("T", "B", "S", "line 2")
        assert [(c.author, c.depth) for c in first.comments] == [("Ben", 0), ("Cat", 1)]
        assert first.id != second.id

    def test_records_that_say_the_same_are_told_apart_by_their_ids(self, tmp_path: Path) -> None:
        file = tmp_path / "docs.jsonl"
        file.write_text('{"id": 1, "title": "Letters"}\n{"id": 2, "title": "Letters"}\n')
        assert len({article.id for article in read(file)}) == 2

    def test_a_page_in_a_record(self, tmp_path: Path) -> None:
        prose = "<p>A paragraph of running text, long enough that nobody takes it for a menu.</p>"
        page = f"<!doctype html><meta charset=koi8-r><title>Naïve</title><body><h1>Naïve</h1>{prose}"
        article = record(
            tmp_path, {"url": "https://example.org/x", "html": page, "fetched": "2024", "author": "Ann"}
        )
        assert (article.title, article.url) == ("Naïve", "https://example.org/x")
        assert article.body == prose[3:-4]
        assert article.authors == ("Ann",)

    def test_plain_text_stays_as_it_is(self, tmp_path: Path) -> None:
        body = "if a < b and c > d:\n    print('&amp;')\n\n> quoted"
        assert record(tmp_path, {"title": "A <T>", "text": body}).body == body

    def test_lists_within_a_document(self, tmp_path: Path) -> None:
        file = tmp_path / "feed.json"
        items = [
            {"title": "One", "content_text": "1", "summary": "x"},
            {"title": "Two", "content_html": "<p>2</p>"},
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "data": {"items": items}}
        file.write_text(json.dumps(feed))
        articles = read(file)
        assert [(a.title, a.body, a.scrape.place) for a in articles] == [
            ("One", "1", "record 1"),
            ("Two", "2", "record 2"),
        ]


class TestMapping:
    TOML = """
        [[scrapes]]
        glob = "*.json"
        [scrapes.fields]
        title = "head.line"
        body = ["lead", "parts.text"]
        author = ["writer", "photographer"]
        published = "stamps.0"
        comments = "talk.posts"
        "comments.author" = "user.name"
        "comments.parent" = "answers"
        "comments.body" = "said"
        "comments.id" = "nr"
        "comments.replies" = "below"
        """

    VALUE: ClassVar[dict[str, Any]] = {
        "head": {"line": "T"},
        "title": "not this",
        "lead": "Lead.",
        "parts": [{"text": "One."}, {"image": 1}, {"text": "Two."}],
        "writer": "Ann",
        "photographer": "Ben",
        "stamps": ["2016-12-13T16:01:00Z", "2020-01-01"],
        "talk": {
            "posts": [
                {"nr": 2, "answers": 1, "user": {"name": "Dan"}, "said": "Second."},
                {"nr": 1, "user": {"name": "Cat"}, "said": "First.", "below": [{"said": "Third."}]},
            ]
        },
    }

    def scrape(self, folder: Path, toml: str, value: object) -> Scrape:
        (folder / "dateline.toml").write_text(toml)
        (folder / "a.json").write_text(json.dumps(value))
        return Settings(folder).scrape(folder / "a.json")

    def test_fields_as_they_are_said(self, tmp_path: Path) -> None:
        scrape = self.scrape(tmp_path, self.TOML, self.VALUE)
        (article,) = read(tmp_path / "a.json", scrape)
        assert (article.title, article.body) == ("T", "Lead.\n\nOne.\n\nTwo.")
        assert article.authors == ("Ann", "Ben")
        assert article.published is not None
        assert [(c.author, c.body, c.depth) for c in article.comments] == [
            ("Cat", "First.", 0),
            ("Dan", "Second.", 1),
            (None, "Third.", 1),
        ]
        assert article.scrape.dialect == "mapped"

    def test_a_list_of_records(self, tmp_path: Path) -> None:
        scrape = self.scrape(tmp_path, self.TOML, {"found": {"all": [self.VALUE, self.VALUE]}})
        assert [a.scrape.place for a in read(tmp_path / "a.json", scrape)] == ["record 1", "record 2"]

    def test_posts_of_threads(self, tmp_path: Path) -> None:
        toml = """
            [[scrapes]]
            [scrapes.fields]
            body = "said"
            author = "who"
            thread = "page"
            id = "nr"
            parent = "answers"
            """
        posts = [
            {"nr": 5, "page": "https://example.org/x", "answers": 4, "said": "Two", "who": "Ben"},
            {"nr": 4, "page": "https://example.org/x", "said": "One", "who": "Ann"},
            {"nr": 6, "page": "https://example.org/y", "said": "Three", "who": "Cat"},
        ]
        first, second = read(tmp_path / "a.json", self.scrape(tmp_path, toml, posts))
        assert (first.url, second.url) == ("https://example.org/x", "https://example.org/y")
        assert [(c.body, c.depth) for c in first.comments] == [("One", 0), ("Two", 1)]

    def test_the_trace_tells_which_field_gave_what(self, tmp_path: Path) -> None:
        self.scrape(tmp_path, self.TOML, self.VALUE)
        trace = Trace()
        scrape = Settings(tmp_path).scrape(tmp_path / "a.json")
        list(formats.read(Scrape(scrape.path, fields=scrape.fields, trace=trace)))
        assert trace.rules["title"] == "mapped: head.line"
        assert trace.rules["body"] == "mapped: lead, parts.text"

    def test_a_change_of_it_has_the_file_read_again(self, tmp_path: Path) -> None:
        before = self.scrape(tmp_path, self.TOML, {}).fingerprint
        assert self.scrape(tmp_path, self.TOML.replace("head.line", "title"), {}).fingerprint != before

    @pytest.mark.parametrize(
        ("table", "message"),
        [
            ("fields = 1", "'fields' must be written as"),
            ("[scrapes.fields]", "'fields' must be written as"),
            ('[scrapes.fields]\nheadline = "x"', "unknown key 'headline' in .* it may hold title, body"),
            ("[scrapes.fields]\ntitle = 1", "'title' in .* must name a field"),
            ("[scrapes.fields]\ntitle = []", "'title' in .* must name a field"),
            ('[scrapes.fields]\ntitle = ["x", 1]', "'title' in .* must name a field"),
            ('[scrapes.fields]\nauthor = "x"', "must say which field holds the title or the body"),
            ('[scrapes.fields]\ntitle = "x"\ncomments.body = "y"', 'quotes around .*"comments.author"'),
            ('[scrapes.fields]\ntitle = "x"\n"comments.body" = "y"', "nothing without 'comments'"),
            ('[scrapes.fields]\ntitle = "x"\ncomments = "y"', 'must say by "comments.body"'),
            ('[scrapes.fields]\ntitle = "x"\nparent = "y"', "nothing without 'thread'"),
        ],
    )
    def test_what_can_not_be_used_is_named(self, tmp_path: Path, table: str, message: str) -> None:
        with pytest.raises(ConfigError, match=message) as caught:
            self.scrape(tmp_path, f"[[scrapes]]\n{table}", {})
        assert str(caught.value).startswith(f"{tmp_path / 'dateline.toml'}: table 1 of [[scrapes]]")


def test_a_document_of_records_by_their_keys(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"a1": {"title": "One", "text": "1"}, "a2": {"title": "Two", "text": "2"}}))
    assert [article.title for article in read(file)] == ["One", "Two"]


def test_halves_of_a_thread_in_two_files_are_one_record(tmp_path: Path) -> None:
    """Whichever is the newer: a dump of comments knows nothing of the text above them."""
    lines = (HERE / "reddit.jsonl").read_text().splitlines(keepends=True)
    scrapes = tmp_path / "scrapes"
    scrapes.mkdir()
    files = scrapes / "RS.jsonl", scrapes / "RC.jsonl"
    files[0].write_text("".join(line for line in lines if '"selftext"' in line))
    files[1].write_text("".join(line for line in lines if '"selftext"' not in line))
    for newer in files:
        os.utime(newer, (2_000_000_000, 2_000_000_000))
        os.utime(files[newer is files[0]], (1_000_000_000, 1_000_000_000))
        index = tmp_path / newer.stem
        update(index, [scrapes])
        searcher = Searcher.open(index)
        thread = searcher.thread(searcher.search("tunnel").hits[0].id)
        assert thread.title == "Bridge closed & tunnel open"
        assert thread.body.startswith("What do you think?")
        assert [comment.author for comment in thread.comments] == ["ben", "carol", None]


def test_what_dateline_writes_it_reads_back(seed_index: Path, tmp_path: Path) -> None:
    searcher = Searcher.open(seed_index)
    ids = {hit.thread for hit in searcher.search(SearchRequest("the", limit=500)).hits}
    file = tmp_path / "out.jsonl"
    originals = [searcher.thread(each) for each in sorted(ids)]
    file.write_text("".join(json.dumps(article_shape(article)) + "\n" for article in originals))
    for original, again in zip(originals, read(file), strict=True):
        assert (again.title, again.body, again.authors) == (original.title, original.body, original.authors)
        assert (again.published, again.source) == (original.published, original.source)
        told = [
            [(c.author, c.body, c.posted, c.depth, c.reply_to_name, c.registered) for c in article.comments]
            for article in (original, again)
        ]
        assert told[0] == told[1]
        places = [
            [
                ([c.id for c in article.comments].index(c.reply_to) if c.reply_to else None)
                for c in article.comments
            ]
            for article in (original, again)
        ]
        assert places[0] == places[1]


def test_real_records_are_read_without_a_mapping(data: Path) -> None:
    for name, count in (("cacm", 3_204), ("adi", 82), ("med", 1_033)):
        articles = read(data / f"ranking/{name}/docs.jsonl")
        assert len(articles) == len({article.id for article in articles}) == count
