"""What each output format writes, byte for byte.

The files in golden/ are written anew by UPDATE_GOLDEN=1, and read by whoever changes them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from index.documents import StoredRecord
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
from search.errors import RequestError
from search.found import Found
from search.inert import inert_line
from search.matching import Marks
from search.output import FORMATS, Answer, Sheet, Style
from search.output.columns import columns
from search.output.fields import EVERYDAY, FIELDS, chosen
from search.output.markdown import escaped
from search.output.table import cell
from search.output.writing import choose, write
from search.results import Clause, IndexState, SearchPage
from search.searcher import Searcher, hit
from search.snapshot import Row
from search.texts import Mark

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/output.schema.json").read_text(encoding="utf-8"))


def found(article: Article, record: Article | Comment, score: float, *words: str) -> Found:
    """A hit in which `words` are what matched."""

    def marks(text: str) -> tuple[Mark, ...]:
        return tuple(
            Mark(*match.span(), leaf)
            for leaf, word in enumerate(words)
            for match in re.finditer(re.escape(word), text, re.IGNORECASE)
        )

    stored = StoredRecord.of(record, article, cluster=article.id if record is article else None)
    title = article.title if record is article else ""
    places = Marks(marks(title), marks(record.body))
    return Found(hit(Row(score, stored, places, 0)), stored, places)


LATE = Comment(
    id="54abg4fomwe26.vtg6c56k",
    author="Blankone",
    registered=False,
    posted=Dated(datetime(2016, 12, 8, tzinfo=UTC), Precision.DAY, Origin.COMMENT, Zone.PAGE),
    body="Just like two ceasefires.\n\nAnd a third -- a ceasefire - of one month. No more of it!",
    reply_to="54abg4fomwe26.aaaaaaaa",
    reply_to_name="Somebody",
    depth=1,
    position=29,
    quotes=((0, 4),),
)
THREAD = Article(
    id="54abg4fomwe26",
    url="https://example.org/a?b=c&d=e(f)",
    source=Sourced("ZeroHedge", Origin.DIALECT),
    title="With Assad On Verge, Rebels Request “A Ceasefire”",
    authors=("Tyler Durden", "Jane Roe"),
    published=None,
    body="They called for an immediate ceasefire, and no “ceasefires” after. 1. It did not last.",
    comments=(
        replace(
            LATE,
            posted=Dated(
                datetime(2016, 12, 7, 20, 1, tzinfo=UTC), Precision.MINUTE, Origin.COMMENT, Zone.ASSUMED
            ),
        ),
    ),
    scrape=ScrapeRef("/scrapes/004.txt", "text", "drupal"),
    language="en",
    last_seen=datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC),
)
DATED = replace(
    THREAD,
    id="m7m3gqvvdoqy6",
    source=Sourced("The Paper", Origin.CONFIG),
    published=Dated(datetime(2016, 12, 1, tzinfo=UTC), Precision.MONTH, Origin.PAGE, Zone.PAGE),
    comments=(),
    body="No *stars*, no_underscores_, no # and no <b>ceasefire</b>.",
)
BAD = Comment(
    id="aaaaaaaaaaaaa.bbbbbbbb",
    author="=cmd|' /C calc'!A0",
    registered=None,
    posted=None,
    body="\x9b31m<b>red</b>\u200b [bold](javascript:alert(1)), a\u2028b \u202e\r\nTY  - NEWS\nER  - ",
    reply_to=None,
    reply_to_name=None,
    depth=0,
    position=1,
)
ODD = replace(
    THREAD,
    id="aaaaaaaaaaaaa",
    title="\x1b]0;owned\x07=HYPERLINK(\u202e1)\n",
    source=NO_SOURCE,
    url="javascript:alert(1)",
    scrape=ScrapeRef(os.fsdecode(b"/scrapes/caf\xe9\x1b[2J.txt"), "text", ""),
    comments=(BAD,),
    language=None,
)
FOUND = (
    found(THREAD, THREAD, 9.3123456789, "ceasefires", "ceasefire"),
    found(THREAD, LATE, 2.5, "ceasefires", "ceasefire"),
    found(DATED, DATED, 2.5, "ceasefire"),
    found(ODD, BAD, 0.0, "red"),
)
PAGE = SearchPage(
    query="ceasefire \u202e",
    reading="ceasefire",
    notes=("a note",),
    clauses=(Clause("ceasefire", 13, words=("ceasefires",)),),
    timezone="UTC",
    total=14,
    complete=True,
    length=13,
    offset=9,
    elapsed=0.0012345,
    hits=(),
    asked=datetime(2026, 11, 23, 19, 30, tzinfo=UTC),
    index=IndexState(
        "/news/.dateline", "c1741e45", datetime(2026, 11, 22, 8, 0, tzinfo=UTC), 142, 3, "0.1.0"
    ),
)

STYLES = {
    "pipe": Style(),
    "terminal": Style(terminal=True, color=True, width=50),
}


def answers(*, many: bool = False) -> list[Answer]:
    if not many:
        return [Answer(PAGE, FOUND)]
    return [Answer(PAGE, FOUND[:2], "q 1", "cease\x1bfire"), Answer(PAGE, FOUND[2:], "2", "red")]


def written(name: str, style: Style, *, fields: str | None = None, many: bool = False) -> bytes:
    stream = io.BytesIO()
    head = {"version": 1} if many else None
    form = FORMATS[name]
    write(form, answers(many=many), choose(form, fields), stream, style, head=head)
    return stream.getvalue()


ROWS = [name for name, form in FORMATS.items() if form.rows is not None]

GOLDENS = {
    **{f"{style}.{name}": {"name": name, "style": STYLES[style]} for style in STYLES for name in FORMATS},
    **{f"many.{name}": {"name": name, "style": Style(), "many": True} for name in FORMATS},
    **{f"all.{name}": {"name": name, "style": Style(), "fields": ",".join(FIELDS)} for name in ROWS},
}


@pytest.mark.parametrize("name", GOLDENS)
def test_golden(name: str) -> None:
    golden = GOLDEN / name
    found = written(**GOLDENS[name])  # type: ignore[arg-type]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_bytes(found)
    assert found == golden.read_bytes()


def test_every_golden_file_has_its_format() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(GOLDENS)


OBEYED = {chr(code) for code in (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))} | set(
    "\u202e\u2066\u200e\u200f\u061c\u2028"
)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_reaches_a_terminal_that_it_obeys(name: str, many: bool) -> None:
    assert not set(written(name, Style(terminal=True, width=80), many=many).decode()) & OBEYED
    if name in ROWS:
        everything = written(name, Style(terminal=True, width=80), fields=",".join(FIELDS))
        assert not set(everything.decode()) & OBEYED


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"paths"}))
def test_a_file_holds_nothing_that_a_terminal_obeys_either(name: str) -> None:
    assert not set(written(name, Style()).decode()) & OBEYED


def test_json_is_what_was_found() -> None:
    page = json.loads(written("json", Style()))
    assert page["version"] == 1
    assert (page["query"], page["reading"], page["notes"]) == (PAGE.query, "ceasefire", ["a note"])
    assert (page["total"], page["offset"], page["elapsed_ms"]) == (14, 9, 1.234)
    assert (page["timezone"], page["asked"]) == ("UTC", "2026-11-23T19:30:00Z")
    assert page["index"]["fingerprint"] == "c1741e45"
    article, _, _, hostile = page["hits"]
    assert tuple(article) == EVERYDAY
    text = article["snippet"]["text"]
    assert [text[start:end] for start, end in article["snippet"]["spans"]] == ["ceasefire", "ceasefires"]
    assert article["title"][slice(*article["title_spans"][0])] == "Ceasefire"
    assert (article["date"], article["date_origin"]) == ("2016-12-07T20:01:00Z", "comment")
    assert (article["source"], article["source_origin"]) == ("ZeroHedge", "dialect")
    assert hostile["title"] == ODD.title
    assert (hostile["author"], hostile["date"], hostile["date_origin"]) == (BAD.author, None, "none")
    assert (hostile["source"], hostile["source_origin"]) == (None, "none")


def test_spans_of_the_whole_text_and_of_its_passages() -> None:
    page = json.loads(written("json", Style(), fields="body,body_spans,passages"))
    for row in page["hits"]:
        marked = [row["body"][start:end].lower() for start, end in row["body_spans"]]
        in_passages = []
        for passage in row["passages"]:
            text = passage["text"]
            assert text == re.sub(r"\s+", " ", row["body"][passage["start"] : passage["end"]])
            in_passages += [text[start:end].lower() for start, end in passage["spans"]]
        assert in_passages == marked != []
    late = page["hits"][1]["passages"]
    assert [passage["text"] for passage in late] == [
        "Just like two ceasefires.",
        "And a third -- a ceasefire - of one month.",
    ]


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("fields", [None, ",".join(FIELDS), "id"])
def test_jsonl_has_the_hits_of_json(fields: str | None, many: bool) -> None:
    lines = [json.loads(line) for line in written("jsonl", Style(), fields=fields, many=many).splitlines()]
    assert [line.pop("version") for line in lines] == [1, 1, 1, 1]
    assert lines == json.loads(written("json", Style(), fields=fields, many=many))["hits"]
    pretty = written("json", Style(terminal=True), fields=fields, many=many)
    assert lines == json.loads(pretty)["hits"]
    assert b'\n  "hits": [\n    {\n      "' in pretty


def test_json_without_hits() -> None:
    for style in STYLES.values():
        stream = io.BytesIO()
        write(FORMATS["json"], [Answer(PAGE, ())], ("id",), stream, style)
        assert json.loads(stream.getvalue())["hits"] == []


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_tables_have_a_row_for_each_hit_and_no_formula(name: str, delimiter: str) -> None:
    text = written(name, Style(), fields=",".join(FIELDS)).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [row["id"] for row in rows] == [each.hit.id for each in FOUND]
    assert tuple(rows[0]) == tuple(FIELDS)
    assert rows[0]["snippet"] == FOUND[0].hit.snippet.text
    assert rows[0]["authors"] == "Tyler Durden; Jane Roe"
    assert rows[0]["body_spans"] == "29-38 48-58"
    assert rows[1]["passages"] == "Just like two ceasefires. … And a third -- a ceasefire - of one month."
    assert rows[1]["body"] == (LATE.body if name == "csv" else " ".join(LATE.body.split()))
    assert (rows[1]["registered"], rows[0]["registered"]) == ("false", "")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@given(st.text(), st.booleans())
def test_no_cell_is_a_formula(text: str, lines: bool) -> None:
    assert cell(text, lines=lines)[:1] not in set("=+-@\t\r\n ")
    assert lines or "\n" not in cell(text)
    assert cell(-1.5) == "-1.5"


def test_fields_are_chosen_in_their_order() -> None:
    assert chosen(" title,id ,title") == ("title", "id")
    assert written("csv", Style(), fields="title,id").startswith(b"title,id\n")
    assert written("tsv", Style(), fields="title,id", many=True).startswith(b"query_id\tquery\ttitle\tid\n")
    for bad in ("", " , ", "id,nothing"):
        with pytest.raises(RequestError, match=r"the fields are|which fields"):
            chosen(bad)
    for name in sorted(FORMATS.keys() - set(ROWS)):
        with pytest.raises(RequestError, match=f"not for {name}"):
            choose(FORMATS[name], "id")


def test_paths_are_the_very_bytes_in_a_pipe() -> None:
    assert written("paths", Style()) == b"/scrapes/004.txt\n/scrapes/caf\xe9\x1b[2J.txt\n"


def test_a_run_is_in_the_order_of_its_scores() -> None:
    rows = [line.split(" ") for line in written("trec", Style()).decode().splitlines()]
    assert [row[:4] for row in rows] == [
        ["1", "Q0", each.hit.id, str(rank)] for rank, each in enumerate(FOUND, 10)
    ]
    scores = [float(row[4]) for row in rows]
    assert scores == sorted(set(scores), reverse=True)
    assert scores[1:] == [2.5, 2.499999, 0.0]
    many = [line.split(" ") for line in written("trec", Style(), many=True).decode().splitlines()]
    assert [(len(row), row[0]) for row in many] == [(6, "q_1"), (6, "q_1"), (6, "2"), (6, "2")]


class TestRis:
    def records(self, text: str) -> list[list[tuple[str, str]]]:
        """As reference managers read it: what stands between TY and ER."""
        found: list[list[tuple[str, str]]] = []
        for line in text.split("\n"):
            if match := re.fullmatch(r"([A-Z][A-Z0-9])  -(?: (.*))?", line):
                if match[1] == "TY":
                    found.append([])
                found[-1].append((match[1], match[2] or ""))
        return found

    def test_every_hit_is_a_record_with_a_line_a_field(self) -> None:
        text = written("ris", Style()).decode()
        records = self.records(text)
        assert [dict(record)["ID"] for record in records] == [each.hit.id for each in FOUND]
        assert [record[0][1] for record in records] == ["NEWS", "ICOMM", "NEWS", "ICOMM"]
        assert all([tag for tag, _ in record].count("ER") == 1 for record in records)
        heads = [line for line in text.split("\n") if line and not re.match(r"[A-Z][A-Z0-9]  -", line)]
        assert len(heads) == 1
        assert heads[0].startswith(
            "dateline search: ceasefire; read as: ceasefire; hits: 14; days in UTC; on "
        )
        assert heads[0].endswith("; index c1741e45 of 2026-11-22 08:00 UTC")

    def test_a_date_of_a_comment_is_not_its_articles(self) -> None:
        undated, comment, dated, _ = map(dict, self.records(written("ris", Style()).decode()))
        assert "DA" not in undated
        assert "undated, first dated comment 2016-12-07" in undated["N1"]
        assert (comment["DA"], comment["PY"]) == ("2016/12/08/", "2016")
        assert (dated["DA"], dated["PY"], dated["Y2"]) == ("2016/12//", "2016", "2017/01/02/")


class TestMarkdown:
    MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    def text(self, source: str) -> str:
        """What a reader of the page sees."""
        return "".join(
            child.content
            for token in self.MARKDOWN.parse(source)
            for child in token.children or ()
            if child.type in ("text", "code_inline", "html_inline")
        )

    @given(st.text(st.one_of(st.characters(), st.sampled_from("\\`*_{}[]()<>#+-.!|~&$:/ 1w"))))
    def test_what_is_shown_is_what_is_there(self, text: str) -> None:
        line = escaped(text)
        assert "\n" not in line
        for before in ("", "> ", "# x ", "> … "):
            tokens = self.MARKDOWN.parse(before + line)
            seen = self.text(before + line)
            assert seen == (before.lstrip("># ") + re.sub(r"\s+", " ", inert_line(text))).strip()
            kinds = {token.type.partition("_")[0] for token in tokens}
            assert kinds <= {"paragraph", "inline", "blockquote", "heading"}

    def test_only_addresses_of_the_web_are_links(self) -> None:
        html = self.MARKDOWN.render(written("markdown", Style()).decode())
        assert re.findall(r'href="([^"]*)"', html) == ["https://example.org/a?b=c&amp;d=e(f)"] * 3
        assert "<b>" not in html
        assert "<strong>ceasefire</strong>, and no “<strong>ceasefires</strong>”" in html
        assert html.count("<h2>") == 4
        assert html.startswith(
            "<h1>ceasefire</h1>\n<p>dateline search: ceasefire; read as: ceasefire; hits: 14"
        )

    def test_rows_are_a_table(self) -> None:
        html = self.MARKDOWN.render(written("markdown", Style(), fields="id,snippet,source").decode())
        assert (html.count("<tr>"), html.count("<td>"), html.count("<table>")) == (5, 12, 1)


def strict(schema: Any) -> Any:
    """A schema that allows nothing it does not name."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {name: strict(part) for name, part in schema.items()} | closed
    return [strict(part) for part in schema] if isinstance(schema, list) else schema


class TestSchema:
    def test_it_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)
        assert SCHEMA["$defs"]["page"]["properties"]["version"] == {"const": 1}

    @pytest.mark.parametrize("fields", [None, ",".join(FIELDS), "id"])
    @pytest.mark.parametrize("many", [False, True])
    def test_what_is_printed_is_as_it_says(self, fields: str | None, many: bool) -> None:
        validator = Draft202012Validator(strict(SCHEMA))
        page = json.loads(written("json", Style(), fields=fields, many=many))
        if many:
            page |= {"timezone": "UTC", "asked": "2026-11-23T19:30:00Z"} | {
                "index": json.loads(written("json", Style()))["index"]
            }
        validator.validate(page)
        of_hit = validator.evolve(schema={**strict(SCHEMA), "oneOf": [{"$ref": "#/$defs/hit"}]})
        for line in written("jsonl", Style(), fields=fields, many=many).splitlines():
            of_hit.validate(json.loads(line))

    def test_what_is_wrong_is_not(self) -> None:
        page = json.loads(written("json", Style()))
        validator = Draft202012Validator(strict(SCHEMA))
        for wrong in (
            page | {"version": 2},
            page | {"more": 1},
            page | {"hits": [page["hits"][0] | {"title_spans": [[1]]}]},
            {name: value for name, value in page.items() if name != "reading"},
        ):
            assert not validator.is_valid(wrong)

    def test_it_names_the_fields_that_there_are(self) -> None:
        named = list(SCHEMA["$defs"]["hit"]["properties"])
        assert named == ["version", "query_id", "query", *FIELDS]


def test_rows_in_columns_fit_a_terminal() -> None:
    rows: list[dict[str, Any]] = [
        {"a": 1234, "b": "日本語 " * 30, "c": "x" * 300},
        {"a": None, "b": "\x1b[2J", "c": "y"},
    ]
    for width in (20, 80):
        stream = io.BytesIO()
        assert FORMATS["text"].rows is not None
        FORMATS["text"].rows(Sheet({}, "rows", ("a", "b", "c"), rows), stream, Style(True, True, width))
        lines = stream.getvalue().decode().splitlines()
        assert len(lines) == 3
        assert "1,234" in lines[1]
        assert all(columns(re.sub("\x1b\\[[0-9;]*m", "", line)) <= width for line in lines)


def test_pages_of_one_state_have_one_fingerprint(seed_index: Path, searcher: Searcher) -> None:
    first, second = searcher.search("syria"), Searcher.open(seed_index).search("syria")
    assert first.index == second.index == searcher.identity
    assert (searcher.identity.records, len(searcher.identity.fingerprint)) == (142, 8)
