"""How often a query is answered, and files of many queries."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from index.build import update
from search import batch
from search.errors import RequestError
from search.searcher import Searcher
from search.tallies import By

NEWS = {
    "one.json": """[
      {"title": "Bridge shut", "url": "https://a.example/1", "author": "Ann", "date": "2020-01-31T23:30:00Z",
       "source": "A", "text": "The bridge is shut. Mayor Roe spoke. Mayor Roe and the bridge are old."},
      {"title": "Bridge open", "url": "https://a.example/2", "author": "Ben", "date": "2021-05-02T10:00:00Z",
       "source": "A", "text": "At last. The bridge opens."},
      {"title": "Ferry", "url": "https://b.example/3", "author": "Ann", "date": "2020-03-01T10:00:00Z",
       "source": "B", "text": "No bridge needed, says Roe."},
      {"title": "Undated bridge", "url": "https://c.example/4", "text": "A bridge of no date."}
    ]"""
}


@pytest.fixture
def news(scrapes: Path, tmp_path: Path) -> Searcher:
    for name, text in NEWS.items():
        (scrapes / name).write_text(text)
    update(tmp_path / "index", [scrapes])
    return Searcher.open(tmp_path / "index")


def test_a_query_as_a_whole(news: Searcher) -> None:
    (tally,) = news.tally("bridge", By.TERM)
    assert (tally.count, tally.articles, tally.comments, tally.sources) == (4, 4, 0, 2)
    assert tally.first is not None
    assert tally.last is not None
    assert f"{tally.first.date.when:%F}" == "2020-01-31"
    assert f"{tally.last.date.when:%F}" == "2021-05-02"
    assert news.search("id:" + tally.last.id).hits[0].title == "Bridge open"


def test_by_source(news: Searcher) -> None:
    tallies = list(news.tally("bridge", By.SOURCE))
    assert [(each.value, each.count) for each in tallies] == [("A", 2), ("B", 1), (None, 1)]
    assert [each.first and f"{each.first.date.when:%F}" for each in tallies] == [
        "2020-01-31",
        "2020-03-01",
        None,
    ]
    quotes = [each.best.text if each.best else None for each in tallies]
    assert quotes[1:] == ["No bridge needed, says Roe.", "A bridge of no date."]


def test_by_month_author_and_kind(news: Searcher) -> None:
    months = list(news.tally("bridge", By.MONTH))
    assert [(each.value, each.count) for each in months] == [
        ("2020-01", 1),
        ("2020-03", 1),
        ("2021-05", 1),
        (None, 1),
    ]
    assert [each.best is not None for each in months] == [True] * 4
    authors = [(each.value, each.count) for each in news.tally("bridge", By.AUTHOR)]
    assert authors == [("Ann", 2), ("Ben", 1)]
    assert [(each.value, each.count) for each in news.tally("bridge", By.KIND)] == [("article", 4)]


def test_the_sentence_has_most_of_the_query(news: Searcher) -> None:
    (tally,) = news.tally('"mayor roe" bridge', By.TERM)
    assert tally.best is not None
    assert tally.best.text == "Mayor Roe and the bridge are old."
    marked = [tally.best.text[start:end] for start, end in tally.best.spans]
    assert marked == ["Mayor Roe", "bridge"]
    (tally,) = news.tally("title:ferry", By.TERM)
    assert tally.best is not None
    assert (tally.best.text, tally.best.spans) == ("Ferry", ((0, 5),))


@pytest.mark.parametrize("by", By)
def test_counts_add_up_on_the_seeds(searcher: Searcher, by: By) -> None:
    for query in ("*", "syria", "source:zerohedge", "-source:*"):
        tallies = list(searcher.tally(query, by))
        if by is not By.AUTHOR:  # of which some records have none, and articles may have several
            assert sum(each.count for each in tallies) == searcher.count(query)
        assert all(each.best is not None for each in tallies)
    (nothing,) = searcher.tally("zzzz", by)
    assert (nothing.value, nothing.count, nothing.first, nothing.best) == (None, 0, None, None)


def test_an_article_is_not_seen_on_the_day_of_its_first_comment(searcher: Searcher) -> None:
    (tally,) = searcher.tally("kind:article", By.TERM)
    assert (tally.count, tally.first, tally.last) == (5, None, None)


class TestBatch:
    def read(self, folder: Path, data: bytes, **asked: object) -> list[tuple[str, str, str]]:
        file = folder / "batch.txt"
        file.write_bytes(data)
        entries = batch.read(str(file), **asked)  # type: ignore[arg-type]
        return [(each.id, each.name, each.query) for each in entries]

    def test_queries_with_and_without_ids(self, tmp_path: Path) -> None:
        found = self.read(tmp_path, b'a b\r\n\r\n  "c d"  \nq7\t#metoo OR x\n\t\n')
        assert found == [("1", "a b", "a b"), ("3", '"c d"', '"c d"'), ("q7", "#metoo OR x", "#metoo OR x")]

    def test_names_and_their_spellings(self, tmp_path: Path) -> None:
        found = self.read(tmp_path, b'Ann Roe\nGaddafi\tKadafi\tGaddafi\nThe "Rat" OR\n', names=True)
        assert found == [
            ("1", "Ann Roe", '"Ann Roe"'),
            ("2", "Gaddafi", '"Gaddafi" OR "Kadafi"'),
            ("3", 'The "Rat" OR', '“The "Rat" OR”'),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        ((_, name, _),) = self.read(tmp_path, "Müller, Jürgen Weiß\n".encode(encoding), names=True)
        assert name == "Müller, Jürgen Weiß"

    def test_stdin(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a\nb\n")))
        assert [each.query for each in batch.read("-")] == ["a", "b"]

    @pytest.mark.parametrize("data", [b"", b"\n \n\t\n", b"\xef\xbb\xbf"])
    def test_nothing(self, tmp_path: Path, data: bytes) -> None:
        with pytest.raises(RequestError, match="holds no query"):
            self.read(tmp_path, data)

    @pytest.mark.parametrize("path", ["/nowhere/batch.txt", "/", "a\0b"])
    def test_what_cannot_be_read(self, path: str) -> None:
        with pytest.raises(RequestError, match="cannot be read"):
            batch.read(path)
