"""JSON and JSON Lines: how a file of them is told and cut into records, and what stands against bad ones."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from index import formats
from index.formats import json as json_format
from index.formats import jsonl, records
from index.formats.format import HEAD, ScrapeFormat
from index.formats.json_pieces import cut
from index.formats.json_values import BadValue, load
from index.model import Article, Rejection
from index.settings import Scrape

ONE = {"title": "One", "text": "The first text."}
TWO = {"title": "Two", "text": 'The second, with } and ] and \\ and " in it.'}


def read(folder: Path, data: bytes | str, name: str = "a.json") -> list[tuple[str, str]]:
    """The titles of the articles in a file, the reasons of rejections, and their places."""
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return told(formats.read(Scrape(str(file))))


def told(found: Iterator[Article | Rejection]) -> list[tuple[str, str]]:
    return [
        (each.title, each.scrape.place) if isinstance(each, Article) else (each.reason, each.where)
        for each in found
    ]


def lines(*values: object) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


@pytest.mark.parametrize("name", ["a.json", "a", "a.txt", "a.data"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_list_whatever_the_name(tmp_path: Path, name: str, indent: int | None, encoding: str) -> None:
    text = json.dumps([ONE, TWO, {"title": "Три", "text": "É"}], indent=indent, ensure_ascii=False)
    data = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + text.encode(encoding)
    assert read(tmp_path, data, name) == [("One", "record 1"), ("Two", "record 2"), ("Три", "record 3")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(ONE), [("One", "")]),
        (json.dumps(ONE, indent=1) + json.dumps(TWO, indent=1), [("One", "record 1"), ("Two", "record 2")]),
        (json.dumps({"n": 1, "articles": [ONE, TWO]}), [("One", "record 1"), ("Two", "record 2")]),
        (json.dumps({"a": {"b": {"hits": [ONE]}}}), [("One", "record 1")]),
        (lines(ONE, TWO), [("One", "line 1"), ("Two", "line 2")]),
        (lines(ONE | {"more": "x" * 9000}, TWO), [("One", "line 1"), ("Two", "line 2")]),
        ("[]", [("holds no records: neither an object nor a list of some", "")]),
        ("[1, 2]", [("holds no records: neither an object nor a list of some", "")]),
        ("not JSON", [("holds no records: neither an object nor a list of some", "")]),
        ("[[], [[]]]", [("no record: a list", "record 1"), ("no record: a list", "record 2")]),
    ],
)
def test_shapes_of_documents(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert read(tmp_path, text) == expected


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jl", "a", "RC_2016-12", "a.txt"])
def test_lines_whatever_the_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, lines(ONE, TWO), name) == [("One", "line 1"), ("Two", "line 2")]


def test_a_broken_line_costs_itself(tmp_path: Path) -> None:
    text = '{"title": "cut off\n' + lines(ONE) + "\n\nnull\n[1]\n{}\n\x1e" + lines(TWO)
    found = read(tmp_path, text, "a.jsonl")
    assert [place for _, place in found] == ["line 1", "line 2", "line 5", "line 6", "line 7", "line 8"]
    assert found[0][0].startswith("broken JSON: ")
    assert [found[1][0], found[5][0]] == ["One", "Two"]
    reasons = [found[2][0], found[3][0], found[4][0]]
    assert reasons == [
        "no record: a lone value",
        "no record: a list",
        "no title and no text: say in dateline.toml which fields hold them, here are: none",
    ]


def test_a_record_without_a_text_names_its_fields(tmp_path: Path) -> None:
    ((reason, place),) = read(
        tmp_path, lines({"a": 1, "b\x1b": 2} | {f"k{n}": n for n in range(20)}), "a.jsonl"
    )
    assert place == "line 1"
    assert reason.endswith("here are: a, b?, k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, ..")
    assert read(tmp_path, lines({"title": "", "text": None}), "a.jsonl") == [("holds no text", "line 1")]


def test_rejections_of_one_reason_are_counted_in_the_end(tmp_path: Path) -> None:
    found = read(tmp_path, lines(*({f"k{n}": n} for n in range(250)), ONE), "a.jsonl")
    assert len(found) == 102
    assert found[-1] == ("no title and no text: so are 150 more of its records", "")
    assert found[-2] == ("One", "line 251")


def test_a_file_cut_short(tmp_path: Path) -> None:
    text = json.dumps([ONE, TWO])
    assert read(tmp_path, text[:-20]) == [
        ("One", "record 1"),
        ("cut short: it begins at byte 46", "record 2"),
    ]
    found = read(tmp_path, json.dumps({"total": 2, "list": [ONE, TWO]})[:-20])
    assert found[0][0].startswith("broken JSON: ")
    assert [place for _, place in found[1:]] == ["record 1", "record 2"]
    assert [found[1][0], found[2][0][:9]] == ["One", "cut short"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"[{}]"),
        ("a.md", b'{"title": "front matter"}\n\nText'),
        ("a.txt", b"[Photo by Jane Roe]\n\nText."),
        ("a.txt", b"{curly}\n\nText."),
        ("a", b"[1] A footnote\n[2] Another\n"),
        ("a.txt", b'{"quoted" text}\nand more\n'),
        ("a.json", b"<!doctype html><title>404</title><p>Not found, and no JSON at all.</p>"),
        ("a.json", b"\0\0\0"),
    ],
)
def test_what_is_neither(name: str, data: bytes) -> None:
    form = next((form.name for form in formats.FORMATS if form.sniff(name, data[:HEAD])), None)
    assert form not in ("json", "jsonl")


class TestValues:
    @pytest.mark.parametrize(
        ("data", "value"),
        [
            (b'{"a": NaN, "b": -Infinity}', {"a": None, "b": None}),
            (b'{"a": 1, "a": 2}', {"a": 2}),
            (b'{"a": "x\ny\x01"}', {"a": "x\ny\x01"}),
            (b'{"a": "\\ud83d\\ude00 \\ud83d", "\\udc00": ["\\udc00"]}', {"a": "😀 �", "�": ["�"]}),
            (b'{"a": "na\xefve"}', {"a": "naïve"}),
            ('{"a": "naïve, naïve '.encode() + b'\xff"}', {"a": "naïve, naïve �"}),
            (b'{"a": ' + b"9" * 10_000 + b', "b": NaN}', {"a": float("inf"), "b": None}),
        ],
    )
    def test_what_is_not_json_by_the_letter(self, data: bytes, value: object) -> None:
        assert load(data) == value

    @pytest.mark.parametrize(
        "data",
        [
            b"[" * 100_000 + b"]" * 100_000,
            b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
            b'{"a": 1',
            b"",
            b"{'a': 1}",
        ],
    )
    def test_what_is_none(self, data: bytes) -> None:
        with pytest.raises(BadValue):
            load(data)


class TestPieces:
    VALUES = (
        '[{"a": "]}\\\\\\"{["}, {"b": [[1], {"c": "\\\\"}]}, [2, {"d": {}}], 5, "x{", {"e": 1}]',
        '{"a": 1} {"b": {"c": [1, 2]}}\n[{"d": "\\""}]\n',
        '{"n": "[{", "list": [{"a": 1}, {"b": "}"}], "more": {"list": [{"c": [{"d": 2}]}]}}',
    )

    @pytest.mark.parametrize("text", VALUES)
    @pytest.mark.parametrize("opened", [False, True])
    def test_a_cut_does_not_depend_on_where_the_chunks_end(
        self, monkeypatch: pytest.MonkeyPatch, text: str, opened: bool
    ) -> None:
        whole = list(cut(io.BytesIO(text.encode()), 1_000, opened=opened))
        assert whole
        for piece in whole:
            assert piece.data is not None
            json.loads(piece.data)
            assert text.encode()[piece.start :].startswith(piece.data)
        for size in range(1, 20):
            monkeypatch.setattr("index.formats.json_pieces.CHUNK", size)
            assert list(cut(io.BytesIO(text.encode()), 1_000, opened=opened)) == whole

    def test_a_piece_that_is_too_long_is_let_go(self) -> None:
        text = json.dumps([{"a": "x" * 100}, {"b": 1}]).encode()
        assert [piece.data for piece in cut(io.BytesIO(text), 50, opened=False)] == [None, b'{"b": 1}']

    @pytest.mark.parametrize("text", [b"]]]}}}", b'"', b'[{"', b"\\\\", b"[" * 100_000, b"[}{]}{[" * 100])
    def test_brackets_that_do_not_match(self, text: bytes) -> None:
        for opened in (False, True):
            for piece in cut(io.BytesIO(text), 1_000_000, opened=opened):
                assert piece.data is None or piece.data in text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000,
        '[{"title": "T", "text": ' + "[" * 100_000 + "]" * 100_000 + "}]",
        '{"title": "T", "text": ' + '{"a":' * 500 + "1" + "}" * 500 + "}",
        json.dumps([[[ONE]]]),
        json.dumps({"title": 1, "text": 2, "comments": 3, "date": [], "author": {}, "url": []}),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_nothing_raises(tmp_path: Path, text: str, name: str) -> None:
    for reason, _ in read(tmp_path, text, name):
        assert not reason.startswith("could not be read")


WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**30,
    "",
    "x",
    "\ud800",
    [],
    [[]],
    [None],
    {},
    {"a": 1},
    [{}],
)


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parent / "layouts").glob("*.json*")), ids=lambda f: f.stem
)
def test_values_of_wrong_types_raise_nothing(tmp_path: Path, file: Path) -> None:
    """Every field of every example, each in turn, with every kind of value in its place."""
    text = file.read_text()
    values = (
        [json.loads(line) for line in text.splitlines()] if file.suffix == ".jsonl" else [json.loads(text)]
    )
    spoiled = [json.dumps(each) for value in values for each in _spoiled(value)]
    assert len(spoiled) > 50
    for reason, _ in read(tmp_path, "".join(f"[{each}]\n" for each in spoiled), "a.json"):
        assert "could not be read" not in reason


def _spoiled(value: Any) -> Iterator[Any]:
    """A value with each of its parts replaced by others, one at a time."""
    places: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        pairs = enumerate(each) if isinstance(each, list) else each.items() if isinstance(each, dict) else ()
        for key, inner in list(pairs):
            places.append((each, key))
            waiting.append(inner)
    for holder, key in places:
        before = holder[key]
        for wrong in WRONG:
            holder[key] = wrong
            yield value
        holder[key] = before


def test_parents_in_a_circle(tmp_path: Path) -> None:
    """Posts that answer one another: each is there once, and there is an end."""
    items = [
        {"type": "comment", "by": "a", "time": 1481644860, "id": n, "parent": (n + 1) % 50} for n in range(50)
    ]
    items += [{"type": "comment", "by": "a", "time": 1481644860, "id": 99, "parent": 99}]
    items += [{"type": "comment", "by": "a", "time": 1481644860, "id": 100, "parent": 7}]
    file = tmp_path / "a.jsonl"
    file.write_text(lines(*items))
    found = [each for each in formats.read(Scrape(str(file))) if isinstance(each, Article)]
    assert sorted(len(article.comments) for article in found) == [1, 51]


def test_answers_that_lie_deep_in_one_another(tmp_path: Path) -> None:
    comment: dict[str, Any] = {"id": 0, "author": "a", "text": "x"}
    for number in range(1, 400):
        comment = {"id": number, "author": "a", "text": "x", "replies": [comment]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps(ONE | {"comments": [comment]}))
    (article,) = formats.read(Scrape(str(file)))
    assert isinstance(article, Article)
    assert [comment.depth for comment in article.comments] == list(range(400))


class _Endless:
    """A stream of so many bytes that are never all in memory."""

    def __init__(self, start: bytes, unit: bytes, count: int, end: bytes) -> None:
        self._pieces = self._all(start, unit, count, end)
        self._ready = b""

    def _all(self, start: bytes, unit: bytes, count: int, end: bytes) -> Iterator[bytes]:
        yield start
        for _ in range(count):
            yield unit
        yield end

    def seekable(self) -> bool:
        return False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._ready) < size and (piece := next(self._pieces, b"")):
            self._ready += piece
        data, self._ready = self._ready[:size], self._ready[size:]
        return data


def stream(start: bytes, unit: bytes, count: int, end: bytes = b"") -> BinaryIO:
    return cast(BinaryIO, _Endless(start, unit, count, end))


@pytest.mark.parametrize(
    ("form", "start", "unit", "end"),
    [
        (json_format.JSON, b"[", json.dumps(ONE | {"more": "x" * 5_000}).encode() + b",", b"{}]"),
        (
            json_format.JSON,
            b'{"n": 1, "list": [',
            json.dumps(ONE | {"m": "x" * 5_000}).encode() + b",",
            b"{}]}",
        ),
        (jsonl.JSONL, b"", json.dumps(ONE | {"more": "x" * 5_000}).encode() + b"\n", b""),
    ],
)
def test_many_records_do_not_lie_in_memory(
    monkeypatch: pytest.MonkeyPatch, form: ScrapeFormat, start: bytes, unit: bytes, end: bytes
) -> None:
    for module in (json_format, jsonl, records):
        monkeypatch.setattr(module, "LONGEST", 1024 * 1024)
    tracemalloc.start()
    count = sum(
        isinstance(each, Article) for each in form.read(Scrape("/a"), stream(start, unit, 4_000, end))
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 10 * 1024 * 1024  # of 20 MiB


def test_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 1000)
    data = lines(ONE).encode() + b'{"title": "' + b"x" * 200_000 + b'"}\n' + lines(TWO).encode()
    found = told(jsonl.JSONL.read(Scrape("/a"), io.BytesIO(data)))
    assert [place for _, place in found] == ["line 1", "line 2", "line 3"]
    assert found[1][0] == "longer than 0 MiB, which is no record"


def test_a_record_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_format, "LONGEST", 1000)
    data = json.dumps([ONE, {"title": "x" * 200_000}, TWO]).encode()
    found = told(json_format.JSON.read(Scrape("/a"), io.BytesIO(data)))
    assert [place for _, place in found] == ["record 1", "record 2", "record 3"]
    assert found[1][0] == "longer than 0 MiB, which is no record"
