"""What each output format writes, byte for byte.

The files in golden/ are written anew by UPDATE_GOLDEN=1, and read by whoever changes them.
"""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.model import NO_SOURCE, Dated, Kind, Origin, Precision, Sourced, Zone
from search.output import FORMATS, Style
from search.results import Clause, Hit, SearchPage, Snippet

GOLDEN = Path(__file__).parent / "golden"

ARTICLE = Hit(
    id="54abg4fomwe26",
    kind=Kind.ARTICLE,
    thread="54abg4fomwe26",
    title="With Assad On Verge, Rebels Request “A Ceasefire”",
    title_spans=((39, 48),),
    source=Sourced("ZeroHedge", Origin.DIALECT),
    authors=("Tyler Durden",),
    date=Dated(datetime(2016, 12, 7, 20, 1, tzinfo=UTC), Precision.MINUTE, Origin.COMMENT, Zone.ASSUMED),
    url="https://example.org/a?b=c&d=e",
    path="/scrapes/004.txt",
    comments=45,
    cluster="54abg4fomwe26",
    position=0,
    score=9.3123456789,
    snippet=Snippet(
        "called for an immediate ceasefire, and no “ceasefires” after", ((24, 33), (43, 53)), False, False
    ),
)
COMMENT = Hit(
    id="54abg4fomwe26.vtg6c56k",
    kind=Kind.COMMENT,
    thread="54abg4fomwe26",
    title="With Assad On Verge, Rebels Request “A Ceasefire”",
    title_spans=(),
    source=Sourced("The Paper", Origin.CONFIG),
    authors=("Blankone",),
    date=Dated(datetime(2016, 12, 8, tzinfo=UTC), Precision.DAY, Origin.COMMENT, Zone.PAGE),
    url=None,
    path="/scrapes/004.txt",
    comments=0,
    cluster=None,
    position=29,
    score=2.5,
    snippet=Snippet("Just like two ceasefires.", ((14, 24),), True, True),
)
HOSTILE = Hit(
    id="aaaaaaaaaaaaa.bbbbbbbb",
    kind=Kind.COMMENT,
    thread="aaaaaaaaaaaaa",
    title="\x1b]0;owned\x07=HYPERLINK(\u202e1)\n",
    title_spans=(),
    source=NO_SOURCE,
    authors=(),
    date=None,
    url="javascript:alert(1)",
    path=os.fsdecode(b"/scrapes/caf\xe9\x1b[2J.txt"),
    comments=0,
    cluster=None,
    position=1,
    score=0.0,
    snippet=Snippet("\x9b31m<b>red</b>\u200b [bold], a\u2028b \u202e", ((7, 10),), True, False),
)
PAGE = SearchPage(
    query="ceasefire \u202e",
    reading="ceasefire",
    notes=("a note",),
    clauses=(Clause("ceasefire", 12),),
    timezone="UTC",
    complete=True,
    length=12,
    total=12,
    offset=9,
    elapsed=0.0012345,
    hits=(ARTICLE, COMMENT, HOSTILE),
)

STYLES = {
    "pipe": Style(),
    "terminal": Style(terminal=True, color=True, width=50),
}


def written(name: str, style: Style) -> bytes:
    stream = io.BytesIO()
    FORMATS[name].write(PAGE, PAGE.hits, stream, style)
    return stream.getvalue()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, style: str) -> None:
    golden = GOLDEN / f"{style}.{name}"
    found = written(name, STYLES[style])
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_bytes(found)
    assert found == golden.read_bytes()


def test_every_golden_file_has_its_format() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{style}.{name}" for style in STYLES for name in FORMATS
    }


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_reaches_a_terminal_that_it_obeys(name: str) -> None:
    text = written(name, Style(terminal=True, width=80)).decode()
    assert not set(text) & {chr(code) for code in (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0))} - {
        "\t"
    }
    assert not set(text) & set("\u202e\u2066\u200e\u200f\u061c\u2028")


def test_json_is_what_was_found() -> None:
    page = json.loads(written("json", Style()))
    assert page["version"] == 1
    assert (page["query"], page["reading"], page["notes"]) == (PAGE.query, "ceasefire", ["a note"])
    assert (page["total"], page["offset"], page["elapsed_ms"]) == (12, 9, 1.234)
    article, _, hostile = page["hits"]
    text = article["snippet"]["text"]
    assert [text[start:end] for start, end in article["snippet"]["spans"]] == ["ceasefire", "ceasefires"]
    assert article["title"][slice(*article["title_spans"][0])] == "Ceasefire"
    assert (article["date"], article["date_origin"]) == ("2016-12-07T20:01:00Z", "comment")
    assert (article["source"], article["source_origin"]) == ("ZeroHedge", "dialect")
    assert (hostile["title"], hostile["snippet"]["text"]) == (HOSTILE.title, HOSTILE.snippet.text)
    assert (hostile["author"], hostile["date"], hostile["date_origin"]) == (None, None, "none")
    assert (hostile["source"], hostile["source_origin"]) == (None, "none")


def test_jsonl_has_the_hits_of_json() -> None:
    lines = [json.loads(line) for line in written("jsonl", Style()).splitlines()]
    assert [line.pop("version") for line in lines] == [1, 1, 1]
    assert lines == json.loads(written("json", Style()))["hits"]


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_tables_have_a_row_for_each_hit_and_no_formula(name: str, delimiter: str) -> None:
    text = written(name, Style()).decode()
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL))
    assert [row["id"] for row in rows] == [hit.id for hit in PAGE.hits]
    assert rows[0]["snippet"] == ARTICLE.snippet.text
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_paths_are_the_very_bytes_in_a_pipe() -> None:
    assert written("paths", Style()) == b"/scrapes/004.txt\n/scrapes/caf\xe9\x1b[2J.txt\n"
