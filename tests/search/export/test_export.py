"""What other programs are given: taken by them, whole, and put in its place in one step."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from dateline import main  # noqa: TID251
from index.analysis import EXACT, STEMMED, UNSPACED, terms
from index.documents import StoredRecord
from index.model import Article, Comment, Dated, Kind, Origin, Precision, ScrapeRef, Sourced, Zone
from search.errors import RequestError
from search.export import EXPORTS, Records, opensearch, parquet
from search.export.columns import COLUMNS, Type, values
from search.export.placing import placed
from search.results import IndexState
from search.searcher import Searcher

HERE = Path(__file__).parent
REPOSITORY = Path(__file__).parents[3]
PUBLISHED = {
    name: json.loads((HERE / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("elasticsearch", "opensearch")
}
"""What both engines publish of their interfaces."""

STATE = IndexState("/x", "f", datetime(2026, 1, 1, tzinfo=UTC), 3, 4, "0")
COMMENT = Comment(
    id="aaaaaaaaaaaaa.bbbbbbbb",
    author="Zoë “Z” O'Neil",
    registered=None,
    posted=Dated(datetime(2016, 12, 7, 20, 1, tzinfo=UTC), Precision.MINUTE, Origin.PAGE, Zone.PAGE, 60),
    body="> so it says\nNo <b>\x00'quotes'\"; DROP TABLE 東京都",
    reply_to="aaaaaaaaaaaaa.cccccccc",
    reply_to_name="Bob",
    depth=1,
    position=2,
    quotes=((0, 12),),
    gone=True,
    first_seen=datetime(2017, 1, 1, tzinfo=UTC),
)
ARTICLE = Article(
    id="aaaaaaaaaaaaa",
    url="https://example.org/a?b=c",
    source=Sourced("The Paper", Origin.CONFIG),
    title="Café Closed",
    authors=("Jane Roe", "Zoë “Z” O'Neil"),
    published=None,
    body="The café closed.\n\nNobody was hurt.",
    comments=(COMMENT,),
    scrape=ScrapeRef(os.fsdecode(b"/scrapes/caf\xe9.txt"), "text", "", "line 3"),
    language="en",
)


def stored(article: Article = ARTICLE) -> list[StoredRecord]:
    return [StoredRecord.of(record, article, article.id) for record in article.walk()]


def records(found: Iterable[StoredRecord], articles: Iterable[StoredRecord] = ()) -> Records:
    return Records(iter(found), lambda _: iter(articles), "*", STATE)


def many(number: int) -> Iterator[StoredRecord]:
    for each in range(number):
        comment = replace(COMMENT, id=f"aaaaaaaaaaaaa.{each:08}", body="word " * 100, position=each + 1)
        yield StoredRecord.of(comment, ARTICLE)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(folder.glob("bulk-*.ndjson"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


class TestColumns:
    def test_everything_that_is_stored_is_told(self) -> None:
        """Each attribute of the model, under its name or the one it is printed by."""
        told = {column.name for column in COLUMNS}
        renamed = {
            "author": "authors",
            "posted": "date",
            "published": "date",
            "scrape": "path",
            "comments": "replies",
            "record": "body",
            "dated": "date",
        }
        for model in (StoredRecord, Article, Comment):
            for name in model.__dataclass_fields__:
                assert renamed.get(name, name) in told, name

    def test_names_are_those_of_the_search(self) -> None:
        from search.output.fields import FIELDS

        own = {"thread", "headline", "date_offset", "replies"}
        assert {column.name for column in COLUMNS} - set(FIELDS) <= own

    def test_records_of_other_kinds_have_nothing_there(self) -> None:
        for record in stored():
            for column in COLUMNS:
                if column.kind not in (None, record.kind):
                    assert not column.value(record), column.name


class TestOpenSearch:
    @pytest.mark.parametrize("engine", PUBLISHED)
    def test_the_index_is_as_published(self, engine: str) -> None:
        schema = PUBLISHED[engine]
        Draft7Validator.check_schema(schema)
        body = {"index": opensearch.index_body(), "action": {"index": {"_id": "x"}}}
        assert [error.message for error in Draft7Validator(schema).iter_errors(body)] == []

    @pytest.mark.parametrize("engine", PUBLISHED)
    @pytest.mark.parametrize(
        "break_it",
        [
            lambda body: body["mappings"]["properties"]["id"].update(type="keywrd"),
            lambda body: body["mappings"]["properties"]["id"].update(analyzed=True),
            lambda body: body["mappings"]["properties"]["date"].update(format=3),
            lambda body: body["settings"]["analysis"]["filter"]["dateline_english"].update(stem="x"),
            lambda body: body["settings"]["analysis"]["tokenizer"]["dateline_words"].update(type="regex"),
            lambda body: body["settings"]["analysis"].update(analyser={}),
        ],
    )
    def test_what_is_not_is_found(self, engine: str, break_it: Callable[[Any], None]) -> None:
        body = {"index": opensearch.index_body(), "action": {"index": {"_id": "x"}}}
        break_it(body["index"])
        assert list(Draft7Validator(PUBLISHED[engine]).iter_errors(body))

    def test_every_name_is_defined(self) -> None:
        body = opensearch.index_body()
        analysis = body["settings"]["analysis"]
        for analyzer in analysis["analyzer"].values():
            assert analyzer["tokenizer"] in analysis["tokenizer"]
            assert set(analyzer["char_filter"]) <= set(analysis["char_filter"])
            assert set(analyzer["filter"]) - {"lowercase", "asciifolding"} <= set(analysis["filter"])
        for found in re.findall(r'"(?:search_)?analyzer": "(\w+)"', json.dumps(body["mappings"])):
            assert found in analysis["analyzer"]

    @pytest.mark.parametrize(
        "text",
        [
            "snake_case, don't!",
            "東京都",
            "abc東京 都x",
            "都",
            "a_都 東京_",
            "한국어 뉴스2024",
            "カフェで cafe",
        ],
    )
    def test_words_are_those_of_the_index(self, text: str) -> None:
        assert self.words(text, opensearch._EXACT) == [term for _, term in terms(EXACT, text)]

    def test_a_query_holds_no_more_than_pairs(self) -> None:
        name = f"{opensearch._EXACT}_query"
        assert self.words("東京都 x 都 東京", name) == ["東京", "京都", "x", "都", "東京"]

    @staticmethod
    def words(text: str, name: str) -> list[str]:
        """What the settings make of a text, but for the filters, by Python's `re` in place of Java's."""
        analysis = opensearch.index_body()["settings"]["analysis"]
        for each in analysis["analyzer"][name]["char_filter"]:
            rule = analysis["char_filter"][each]
            pattern = re.sub(r"\\x\{(\w+)\}", lambda found: chr(int(found[1], 16)), rule["pattern"])
            text = re.sub(pattern, re.sub(r"\$(\d)", r"\\g<\1>", rule["replacement"]), text)
        pattern = analysis["tokenizer"]["dateline_words"]["pattern"]
        assert (
            pattern == r"[^\p{IsAlphabetic}\p{N}]+"
        )  # letters and numbers, which Python has as \w without _
        return [word.lower() for word in re.split(r"[\W_]+", text) if word]

    def test_the_class_of_characters_is_ours(self) -> None:
        pattern = re.sub(r"\\x\{(\w+)\}", lambda found: chr(int(found[1], 16)), opensearch._unspaced())
        mine = re.compile(pattern)
        for code in (*range(0xD800), *range(0xE000, 0x30000)):
            assert bool(mine.fullmatch(chr(code))) == bool(UNSPACED.fullmatch(chr(code)))

    def test_the_stemmer_is_named_as_the_engines_call_it(self) -> None:
        # Lucene's "english" is Porter's first stemmer; "porter2" is Snowball's, which tantivy has.
        stemmer = opensearch.index_body()["settings"]["analysis"]["filter"]["dateline_english"]
        assert stemmer == {"type": "stemmer", "language": "porter2"}
        assert [term for _, term in terms(STEMMED, "generously")] == ["generous"]  # "gener" by Porter's

    def test_documents(self, tmp_path: Path) -> None:
        written = EXPORTS["opensearch"].write(records(stored()), tmp_path / "out")
        assert (written.articles, written.comments) == (1, 1)
        action, article, _, comment = lines(tmp_path / "out")
        assert action == {"index": {"_id": "aaaaaaaaaaaaa"}}
        known = opensearch.index_body()["mappings"]["properties"]
        assert set(article) | set(comment) <= set(known)
        assert comment["date"] == "2016-12-07T20:01:00Z"
        assert comment["date_offset"] == 60
        assert comment["quotes"] == [{"start": 0, "end": 12}]
        assert (comment["gone"], comment["deleted"], comment["reply_to"]) == (True, False, COMMENT.reply_to)
        assert comment["body"] == COMMENT.body
        assert article["date_origin"] == "comment"
        assert article["authors"] == list(ARTICLE.authors)
        assert article["path"] == "/scrapes/caf\ufffd.txt"
        assert "title" not in comment
        assert comment["headline"] == article["title"]

    def test_files_are_bounded_and_come_as_they_fill(self, tmp_path: Path) -> None:
        folder = tmp_path / "out"
        piece, seen = 10_000, []

        def watched() -> Iterator[StoredRecord]:
            for number, each in enumerate(many(200)):
                seen.append((number, len(list(folder.glob("bulk-*")))))
                yield each

        opensearch.write(records(watched()), folder, piece)
        sizes = [file.stat().st_size for file in sorted(folder.glob("bulk-*.ndjson"))]
        assert max(sizes) <= piece
        assert min(sizes[:-1]) > piece / 2
        assert seen[-1][1] >= len(sizes) - 1  # all but the last were there before the last record was read
        assert len(lines(folder)) == 400
        for file in folder.glob("bulk-*.ndjson"):
            assert file.read_bytes().endswith(b"}\n")
            assert len(file.read_bytes().splitlines()) % 2 == 0

    def test_a_record_larger_than_a_file_has_one_of_its_own(self, tmp_path: Path) -> None:
        opensearch.write(records(many(3)), tmp_path / "out", 10)
        assert len(list((tmp_path / "out").glob("bulk-*"))) == 3


class TestSqlite:
    @pytest.fixture
    def folder(self, tmp_path: Path, seed_index: Path) -> Path:
        arguments = ["--index", str(seed_index), "--format", "sqlite", "--output", str(tmp_path / "out")]
        assert main(["export", *arguments]) == 0
        return tmp_path / "out"

    @staticmethod
    def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(folder / "dateline.db")) as database:
            return database.execute(query).fetchall()

    def test_all_of_it(self, folder: Path, searcher: Searcher) -> None:
        articles = "SELECT count(*), sum(found) FROM articles"
        assert self.rows(folder, articles) == [(5, 5)]
        assert self.rows(folder, "SELECT count(*) FROM comments") == [(137,)]
        assert self.rows(folder, "PRAGMA foreign_key_check") == []
        assert self.rows(folder, "PRAGMA integrity_check") == [("ok",)]
        for hit in searcher.search("author:=Blankone").hits:
            query = (
                "SELECT a.title, n.name, s.name, c.body FROM comments c JOIN articles a ON a.id = c.article "
                "JOIN authors n ON n.id = c.author LEFT JOIN sources s ON s.id = a.source "
                f"WHERE c.id = '{hit.id}'"
            )
            ((title, author, source, body),) = self.rows(folder, query)
            thread = searcher.thread(hit.id)
            (own,) = (comment for comment in thread.comments if comment.id == hit.id)
            assert (title, author, source, body) == (thread.title, own.author, thread.source.name, own.body)

    def test_search(self, folder: Path, searcher: Searcher) -> None:
        """Stems and folded letters are found, by the id of the table."""
        query = "SELECT id FROM comments WHERE rowid IN (SELECT rowid FROM comments_fts('retaking'))"
        found = {row[0] for row in self.rows(folder, query)}
        assert found == {hit.id for hit in searcher.search("retaking kind:comment").hits}

    def test_the_values_of_a_record(self, tmp_path: Path) -> None:
        EXPORTS["sqlite"].write(records(stored()), tmp_path / "out")
        with closing(sqlite3.connect(tmp_path / "out/dateline.db")) as database:
            database.row_factory = sqlite3.Row
            comment = dict(database.execute("SELECT * FROM comments").fetchone())
            article = dict(database.execute("SELECT * FROM articles").fetchone())
            names = database.execute(
                "SELECT name FROM article_authors JOIN authors ON id = author ORDER BY place"
            ).fetchall()
            assert [row[0] for row in names] == list(ARTICLE.authors)
            found = database.execute("SELECT count(*) FROM articles_fts('\"cafe\"')").fetchone()
            assert found[0] == 1
        assert comment["body"] == COMMENT.body
        assert (comment["date"], comment["quotes"]) == ("2016-12-07T20:01:00Z", "[[0, 12]]")
        assert (comment["gone"], comment["deleted"], comment["registered"]) == (1, 0, None)
        assert (comment["article"], comment["author"], comment["reply_to"]) == (
            "aaaaaaaaaaaaa",
            article["source"] + 1,
            COMMENT.reply_to,
        )
        assert article["date_origin"] == "comment"

    def test_a_comment_brings_its_article(
        self, tmp_path: Path, seed_index: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "out"
        arguments = ["--index", str(seed_index), "--format", "sqlite", "--output", str(out)]
        assert main(["export", "ceasefire", "--kind", "comment", *arguments]) == 0
        assert "7 comments, and 2 articles for the comments under them: " in capsys.readouterr().out
        assert self.rows(out, "SELECT found, count(*) FROM articles GROUP BY 1") == [(0, 2)]
        assert self.rows(out, "PRAGMA foreign_key_check") == []

    def test_datasette_opens_it(self, folder: Path, searcher: Searcher) -> None:
        pytest.importorskip("datasette", reason="needs datasette, of the extra `dev`")

        def get(path: str) -> Any:
            command = [sys.executable, "-m", "datasette", str(folder), "--get", path]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        found = get("/dateline/comments.json?_search=retaking&_shape=objects&_labels=on")
        assert found["filtered_table_rows_count"] == searcher.count("retaking kind:comment") > 0
        assert found["rows"][0]["article"]["label"]
        facets = found["facet_results"]
        assert {"source", "author"} <= set(facets.get("results", facets))
        tables = {table["name"]: table for table in get("/dateline.json")["tables"]}
        assert tables["articles"]["fts_table"] == "articles_fts"
        assert {key["other_table"] for key in tables["comments"]["foreign_keys"]["outgoing"]} == {
            *("articles", "authors", "sources")
        }


class TestParquet:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        pytest.importorskip("pyarrow", reason="needs pyarrow, of the extra `parquet`")

    def test_duckdb_reads_it(self, tmp_path: Path, seed_index: Path, searcher: Searcher) -> None:
        duckdb = pytest.importorskip("duckdb", reason="needs duckdb, of the extra `dev`")
        file = tmp_path / "out.parquet"
        arguments = ["--index", str(seed_index), "--format", "parquet", "--output", str(file)]
        assert main(["export", *arguments]) == 0
        with duckdb.connect() as database:
            query = f"SELECT kind, count(*) FROM '{file}' GROUP BY kind ORDER BY kind"
            assert database.sql(query).fetchall() == [("article", 5), ("comment", 137)]
            query = f"SELECT id, body FROM '{file}' WHERE list_contains(authors, 'Blankone')"
            hits = {hit.id for hit in searcher.search("author:=Blankone").hits}
            assert {row[0] for row in database.sql(query).fetchall()} == hits
            types = dict(
                database.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{file}')").fetchall()
            )
        expected = {
            Type.NUMBER: "INTEGER",
            Type.FLAG: "BOOLEAN",
            Type.MOMENT: "TIMESTAMP WITH TIME ZONE",
            Type.NAMES: "VARCHAR[]",
            Type.SPANS: 'STRUCT("start" INTEGER, "end" INTEGER)[]',
        }
        assert types == {column.name: expected.get(column.type, "VARCHAR") for column in COLUMNS}

    def test_the_values_of_a_record(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        EXPORTS["parquet"].write(records(stored()), tmp_path / "out")
        rows = pq.read_table(tmp_path / "out").to_pylist()
        for row, record in zip(rows, stored(), strict=True):
            told = values(record)
            row["quotes"] = [[span["start"], span["end"]] for span in row["quotes"]]
            assert row == told

    def test_groups_of_rows_are_bounded(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        taken: list[int] = []

        def watched() -> Iterator[StoredRecord]:
            for number, each in enumerate(many(100)):
                taken.append(number)
                yield each

        parquet.write(records(watched()), tmp_path / "rows", rows=30)
        file = pq.ParquetFile(tmp_path / "rows")
        assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [30, 30, 30, 10]
        parquet.write(records(many(100)), tmp_path / "text", text=5_000)
        file = pq.ParquetFile(tmp_path / "text")
        assert {file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)} == {10}
        file.close()


ANSWERS = {name: re.compile(form.files) if form.files else None for name, form in EXPORTS.items()}


class TestPlace:
    @pytest.fixture(params=list(EXPORTS))
    def export(self, request: pytest.FixtureRequest, seed_index: Path) -> Callable[..., int]:
        for module in EXPORTS[request.param].needs:
            pytest.importorskip(module)

        def run(path: Path, *more: str) -> int:
            given = ["--index", str(seed_index), "--format", request.param, "--output", str(path)]
            return main(["export", *more, *given])

        return run

    @staticmethod
    def content(path: Path) -> Mapping[str, bytes]:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return {file.name: file.read_bytes() for file in files}

    def test_nothing_is_replaced_unless_asked(
        self, export: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "out"
        assert export(path) == 0
        before = self.content(path)
        capsys.readouterr()
        assert export(path, "ceasefire") == 2
        said = capsys.readouterr()
        assert (
            said.err == f"dateline: {path} exists already: choose another name, or replace it with --force\n"
        )
        assert said.out == ""
        assert self.content(path) == before
        assert export(path, "ceasefire", "--force") == 0
        assert self.content(path) != before
        assert [each.name for each in tmp_path.iterdir()] == ["out"]

    def test_nobody_elses_folder_is_replaced(
        self, export: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "out"
        path.mkdir()
        (path / "thesis.doc").write_text("years of work")
        assert export(path, "--force") == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert self.content(path) == {"thesis.doc": b"years of work"}
        assert [each.name for each in tmp_path.iterdir()] == ["out"]

    def test_nothing_found(
        self, export: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert export(tmp_path / "out", "nosuchwordanywhere") == 1
        assert "nothing is written" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def test_no_folder_to_put_it_in(
        self, export: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "none/out"
        assert export(path) == 2
        assert capsys.readouterr().err == f"dateline: {path} can't be written: No such file or directory\n"

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no files")
    @pytest.mark.parametrize("form", list(EXPORTS))
    def test_no_room(self, form: str, tmp_path: Path, seed_index: Path) -> None:
        """A bound on the size of files, as on a full disk: a sentence, and nothing is left."""
        for module in EXPORTS[form].needs:
            pytest.importorskip(module)
        code = (
            "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); "
            "import dateline; sys.exit(dateline.main())"
        )
        arguments = [
            "export",
            "--index",
            str(seed_index),
            "--format",
            form,
            "--output",
            str(tmp_path / "out"),
        ]
        done = subprocess.run(
            [sys.executable, "-B", "-c", code, *arguments],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert re.fullmatch(rf"dateline: {tmp_path / 'out'} can't be written: .+\n", done.stderr)
        assert list(tmp_path.iterdir()) == []

    def test_a_failure_leaves_what_was_there(self, tmp_path: Path) -> None:
        form = EXPORTS["opensearch"]
        with placed(form, tmp_path / "out", force=False) as place:
            form.write(records(stored()), place)
        before = self.content(tmp_path / "out")

        def broken() -> Iterator[StoredRecord]:
            yield from stored()
            raise OSError(28, "No space left on device")

        with (
            pytest.raises(RequestError, match="No space left on device"),
            placed(form, tmp_path / "out", force=True) as place,
        ):
            form.write(records(broken()), place)
        assert self.content(tmp_path / "out") == before
        assert [each.name for each in tmp_path.iterdir()] == ["out"]

    def test_others_may_read_it(self, export: Callable[..., int], tmp_path: Path) -> None:
        """As much as of any file that is made here; the folder where it waits is closed to them."""
        (tmp_path / "plain").touch()
        assert export(tmp_path / "out") == 0
        path = tmp_path / "out"
        for file in [path] if path.is_file() else path.iterdir():
            assert file.stat().st_mode & 0o777 == (tmp_path / "plain").stat().st_mode & 0o777

    def test_below_a_root(
        self, working_folder: Path, scrapes: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (scrapes / "a.txt").write_text("Headline\n\nA text of some words.")
        assert main(["index", str(scrapes)]) == 0
        assert main(["export", "--format", "sqlite", "--output", str(scrapes / "out")]) == 0
        assert "better move it elsewhere" in capsys.readouterr().err


def test_a_missing_library_is_named(
    seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    given = ["--index", str(seed_index), "--format", "parquet", "--output", str(tmp_path / "out")]
    assert main(["export", *given]) == 2
    said = capsys.readouterr().err
    assert said == "dateline: --format parquet needs a library: pip install 'dateline[parquet]'\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [None, *Kind])
def test_records_are_all_and_the_articles_come_first(searcher: Searcher, kind: Kind | None) -> None:
    from search.request import SearchRequest

    found = list(searcher.records(SearchRequest(kind=kind)))
    assert (
        len({each.record.id for each in found})
        == len(found)
        == {None: 142, "article": 5, "comment": 137}[kind]
    )
    kinds = [each.kind for each in found]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_batches_by_date_lose_and_double_nothing(
    indexed: Callable[[Iterable[Mapping[str, str]]], Searcher],
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
) -> None:
    """Where a batch ends among records of the same number, the next one begins there."""
    from search.request import SearchRequest, Sort

    days = [{"date": f"2016-12-{1 + number % 3:02}"} if number % 4 else {} for number in range(40)]
    searcher = indexed({"title": "One", "body": f"Text {n}.", **day} for n, day in enumerate(days))
    request = SearchRequest("*", sort=Sort(sort), collapse=False)
    whole = [hit.id for hit in searcher.walk(request)]
    monkeypatch.setattr("search.snapshot.BATCH", 3)
    assert [hit.id for hit in searcher.walk(request)] == whole
    assert len(set(whole)) == 40


def test_records_of_one_number_come_each_once(
    indexed: Callable[[Iterable[Mapping[str, str]]], Searcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    """More records have the same number than fit in a batch."""
    monkeypatch.setattr("index.documents._order", lambda _: 7)
    searcher = indexed({"title": "One", "body": f"Text {number}."} for number in range(20))
    monkeypatch.setattr("search.snapshot.BATCH", 3)
    assert len({each.record.id for each in searcher.records("*")}) == 20
