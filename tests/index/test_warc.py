"""What crawlers and browsers fetched: WARC, ARC and HAR."""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from index import formats
from index.build import update
from index.containers import bounds
from index.containers.http import read_response
from index.model import Article, Rejection
from index.settings import Scrape
from search.searcher import Searcher

PAGE = "<!doctype html><title>Über alles</title><p>Text of a page, with commas, and more of it."
HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def read(file: Path, data: bytes | None = None) -> tuple[list[Article], list[Rejection]]:
    if data is not None:
        file.write_bytes(data)
    records = list(formats.read(Scrape(str(file))))
    articles = [record for record in records if isinstance(record, Article)]
    return articles, [record for record in records if isinstance(record, Rejection)]


def told(rejected: list[Rejection]) -> list[tuple[str, str]]:
    return [(rejection.where, rejection.reason) for rejection in rejected]


def answer(body: bytes = PAGE.encode(), headers: bytes = HTML, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body


def record(
    block: bytes = answer(),
    url: str = "http://example.com/a",
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    date: str = "2020-01-02T03:04:05Z",
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = record(b"software: x\r\n", "", "warcinfo", "application/warc-fields")


class TestRecords:
    def test_a_page(self, tmp_path: Path) -> None:
        (article,), rejected = read(tmp_path / "a.warc", INFO + record())
        assert (article.title, article.url, rejected) == ("Über alles", "http://example.com/a", [])
        assert article.scrape.place == "record 2.html"
        assert article.published is None

    def test_packed_record_by_record_and_as_a_whole(self, tmp_path: Path) -> None:
        pages = [record(url=f"http://example.com/{number}") for number in range(3)]
        for data in (b"".join(map(gzip.compress, pages)), gzip.compress(b"".join(pages))):
            articles, rejected = read(tmp_path / "a.warc.gz", data)
            assert [article.scrape.place for article in articles] == [
                f"a.warc/record {n}.html" for n in (1, 2, 3)
            ]
            assert rejected == []

    def test_what_is_passed_over(self, tmp_path: Path) -> None:
        records = [
            record(
                b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request"
            ),
            record(answer(b"", status=b"301 Moved"), url="http://example.com/moved"),
            record(answer(status=b"404 Not Found"), url="http://example.com/gone"),
            record(answer(b""), kind="revisit"),
            record(kind="metadata", content_type="application/warc-fields"),
            record(PAGE.encode(), kind="conversion", content_type="text/plain"),
            record(b"log", "metadata://gnu.org/software/wget/warc/wget.log", "resource", "text/plain"),
            record(answer(b"\x89PNG\r\n", b"Content-Type: image/png\r\n"), "http://example.com/a.png"),
            record(
                answer(b"User-agent: *", b"Content-Type: text/plain\r\n"), "http://example.com/robots.txt"
            ),
            record(answer(b"var a", b"Content-Type: text/javascript\r\n"), "http://example.com/a.js"),
            record(answer(b"\0\1\2", b"Content-Type: application/octet-stream\r\n"), "http://example.com/a"),
            record(answer(b'{"a": 1}', b"Content-Type: application/json\r\n"), "http://example.com/api"),
        ]
        articles, rejected = read(tmp_path / "a.warc", b"".join(records) + record())
        assert ([article.scrape.place for article in articles], rejected) == (["record 13.html"], [])

    def test_resources_and_pages_of_an_unsaid_type(self, tmp_path: Path) -> None:
        data = record(PAGE.encode(), "http://example.com/r", "resource", "text/html")
        data += record(answer(headers=b""), "http://example.com/s")
        data += record(
            answer(b"Headline\n\nText.", b"Content-Type: text/plain\r\n"), "http://example.com/t.txt"
        )
        articles, rejected = read(tmp_path / "a.warc", data)
        assert [article.title for article in articles] == ["Über alles", "Über alles", "Headline"]
        assert rejected == []

    def test_the_charset_of_the_server_and_addresses_in_brackets(self, tmp_path: Path) -> None:
        body = answer(
            PAGE.replace("Über", "Всё").encode("koi8-r"), b"CONTENT-TYPE:text/html;charset=KOI8-R\r\n"
        )
        (article,), _ = read(tmp_path / "a.warc", record(body, "<http://example.com/b>"))
        assert (article.title, article.url) == ("Всё alles", "http://example.com/b")

    def test_of_two_captures_the_later_gives_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        texts = [
            "The first text of it, with commas, and more.",
            "The second text of it, with commas, and more.",
        ]
        pages = [answer(f"<!doctype html><title>Headline</title><p>{text}".encode()) for text in texts]
        (tmp_path / "in/a.warc").write_bytes(b"".join(map(record, pages)))
        report = update(tmp_path / "index", [tmp_path / "in"])
        assert report.total_articles == 1
        (hit,) = Searcher.open(tmp_path / "index").search("headline").hits
        assert Searcher.open(tmp_path / "index").thread(hit.id).body == texts[1]


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


class TestBodies:
    @pytest.mark.parametrize(
        ("headers", "body"),
        [
            (b"Transfer-Encoding: chunked\r\n", chunked(PAGE.encode())),
            (b"Transfer-Encoding: chunked\r\n", PAGE.encode()),
            (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode(), mtime=0)),
            (b"Content-Encoding: x-gzip\r\n", gzip.compress(PAGE.encode(), mtime=0)),
            (b"Content-Encoding: gzip\r\n", PAGE.encode()),
            (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())),
            (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())[2:-4]),
            (b"Content-Encoding: br\r\n", brotli.compress(PAGE.encode())),
            (b"Content-Encoding: br\r\n", PAGE.encode()),
            (b"Content-Encoding: identity\r\n", PAGE.encode()),
            (
                b"Content-Encoding: gzip, gzip\r\n",
                gzip.compress(gzip.compress(PAGE.encode(), mtime=0), mtime=0),
            ),
            (
                b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                chunked(gzip.compress(PAGE.encode(), mtime=0)),
            ),
        ],
    )
    def test_encodings(self, tmp_path: Path, headers: bytes, body: bytes) -> None:
        (article,), rejected = read(tmp_path / "a.warc", record(answer(body, HTML + headers)))
        assert (article.title, rejected) == ("Über alles", [])
        assert article.body.endswith("and more of it.")

    @pytest.mark.parametrize(
        ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]
    )
    def test_a_long_body_is_whole(self, encoding: str, pack: Callable[[bytes], bytes]) -> None:
        body = b"<html>" + b"a" * 3_000_000 + bytes(range(256)) * 3000
        block = io.BytesIO(answer(pack(body), f"Content-Encoding: {encoding}\r\n".encode()))
        response = read_response(block, lambda: None, bounds.Bounds(len(body)))
        assert response is not None
        assert response.body.read() == body
        assert response.damage() is None

    @pytest.mark.parametrize(
        ("headers", "body", "reason"),
        [
            (b"Transfer-Encoding: chunked\r\n", chunked(PAGE.encode())[:-20], "cut short"),
            (b"Transfer-Encoding: chunked\r\n", b"5\r\n<html\r\nzz\r\n", "damaged: no size of a chunk"),
            (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode(), mtime=0)[:-9], "cut short"),
            (b"Content-Encoding: br\r\n", brotli.compress(PAGE.encode() * 9)[:-9], "cut short"),
        ],
    )
    def test_damage_costs_one_record(self, tmp_path: Path, headers: bytes, body: bytes, reason: str) -> None:
        data = record(answer(body, HTML + headers)) + record(url="http://example.com/b")
        articles, rejected = read(tmp_path / "a.warc", data)
        assert articles[-1].url == "http://example.com/b"
        assert told(rejected) in ([("record 1.html", reason)], [])
        assert rejected or len(articles) == 1  # what shows no page at once is passed over

    @pytest.mark.parametrize("encoding", ["br", "gzip"])
    def test_a_bomb_costs_one_record(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
    ) -> None:
        monkeypatch.setattr(bounds, "FREE_LAYER", 1_000_000)
        monkeypatch.setattr(bounds, "MOST_RATIO", 100)
        page = PAGE.encode() + b"a" * 30_000_000
        compress = gzip.compress if encoding == "gzip" else brotli.compress
        bomb = record(answer(compress(page), HTML + f"Content-Encoding: {encoding}\r\n".encode()))
        articles, rejected = read(tmp_path / "a.warc", bomb + record(url="http://example.com/b"))
        assert [article.url for article in articles] == ["http://example.com/b"]
        assert told(rejected) == [("record 1.html", "unpacks to more than 100 times its size")]


class TestDamage:
    def test_cut_anywhere(self, tmp_path: Path) -> None:
        first, second = record(url="http://example.com/1"), record(url="http://example.com/2")
        data = first + second
        for end in range(20, len(data) - 4, 11):
            articles, rejected = read(tmp_path / "a.warc", data[:end])
            assert [article.url for article in articles][: end // len(first)] == ["http://example.com/1"][
                : end // len(first)
            ]
            between = len(first) - 4 <= end <= len(first) + len("WARC/1.0\r\n")
            assert len(rejected) == (not between), end

    def test_cut_in_what_may_be_no_scrape(self, tmp_path: Path) -> None:
        data = record(answer(b'{"a": 1, "b": 2}', b"Content-Type: application/json\r\n"))
        assert told(read(tmp_path / "a.warc", data[:-10])[1]) == [("record 1.json", "cut short")]

    def test_a_packed_file_that_is_cut(self, tmp_path: Path) -> None:
        data = b"".join(gzip.compress(record(url=f"http://example.com/{n}")) for n in range(3))
        articles, rejected = read(tmp_path / "a.warc.gz", data[:-30])
        assert [article.url for article in articles][:2] == ["http://example.com/0", "http://example.com/1"]
        assert len(rejected) == 1

    def test_what_lies_between(self, tmp_path: Path) -> None:
        data = record() + b"\0garbage\r\n" * 5000 + record(url="http://example.com/b")
        articles, rejected = read(tmp_path / "a.warc", data)
        assert [article.url for article in articles] == ["http://example.com/a", "http://example.com/b"]
        assert told(rejected) == [("after record 1", "damaged: no record begins here")]

    @pytest.mark.parametrize("length", ["-5", "x", "9" * 40, ""])
    def test_a_length_that_is_none(self, tmp_path: Path, length: str) -> None:
        bad = record().replace(
            f"Content-Length: {len(answer())}".encode(), f"Content-Length: {length}".encode()
        )
        articles, rejected = read(tmp_path / "a.warc", bad + record(url="http://example.com/b"))
        assert [article.url for article in articles] == ["http://example.com/b"]
        assert told(rejected) == [("record 1", "damaged: does not say how long it is")]

    def test_a_length_that_is_a_little_wrong(self, tmp_path: Path) -> None:
        short = record().replace(f"{len(answer())}".encode(), f"{len(answer()) - 3}".encode())
        articles, rejected = read(tmp_path / "a.warc", short + record(url="http://example.com/b"))
        assert ([article.url for article in articles][1:], rejected) == (["http://example.com/b"], [])

    def test_a_head_without_end(self, tmp_path: Path) -> None:
        endless = b"WARC/1.0\r\n" + b"A: x\r\n" * 5000 + b"\r\n"
        articles, rejected = read(tmp_path / "a.warc", endless + record())
        assert (len(articles), told(rejected)[0]) == (1, ("record 1", "damaged: does not say how long it is"))

    def test_nothing_raises(self, tmp_path: Path) -> None:
        dice = random.Random(7)  # noqa: S311
        sample = (
            INFO
            + record()
            + record(
                answer(
                    chunked(gzip.compress(PAGE.encode(), mtime=0)),
                    HTML + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                )
            )
        )
        for name, whole in (
            ("a.warc", sample),
            ("a.warc.gz", gzip.compress(sample, mtime=0)),
            ("a.arc", arc()),
        ):
            for _ in range(200):
                data = bytearray(whole)
                for _ in range(dice.randrange(1, 6)):
                    place = dice.randrange(len(data))
                    data[place : place + dice.randrange(3)] = dice.randbytes(dice.randrange(3))
                _, rejected = read(tmp_path / name, bytes(data))
                assert not [rejection for rejection in rejected if "could not be read" in rejection.reason]


def arc(second: bytes = b"") -> bytes:
    about = b"1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n\n"
    data = b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain %d\n%s" % (len(about), about)
    data += b"http://example.com/a b 93.184.216.119 20140216050221 text/html %d\n%s\n" % (
        len(answer()),
        answer(),
    )
    return data + second


class TestArc:
    def test_a_page(self, tmp_path: Path) -> None:
        (article,), rejected = read(tmp_path / "a.arc.gz", gzip.compress(arc()))
        assert (article.title, article.scrape.place, rejected) == ("Über alles", "a.arc/record 2.html", [])

    def test_more_columns(self, tmp_path: Path) -> None:
        columns = (
            b"URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Length"
        )
        about = b"2 0 Somebody\n" + columns + b"\n\n"
        data = b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain 200 - - 0 a.arc %d\n%s" % (
            len(about),
            about,
        )
        data += b"http://example.com/a 1.1.1.1 20140216050221 text/html 200 - - 99 a.arc %d\n%s\n" % (
            len(answer()),
            answer(),
        )
        (article,), rejected = read(tmp_path / "a.arc", data)
        assert (article.url, rejected) == ("http://example.com/a", [])

    def test_damage(self, tmp_path: Path) -> None:
        line = b"http://example.com/%s 93.184.216.119 20140216050221 text/html %s\n%s\n"
        rest = line % (b"b", b"-1", answer()) + line % (b"c", str(len(answer())).encode(), answer())
        rest += line % (b"d", b"9999", answer())
        articles, rejected = read(tmp_path / "a.arc", arc(rest))
        assert [article.url for article in articles][1:2] == ["http://example.com/c"]
        assert told(rejected) == [
            ("record 3", "damaged: does not say how long it is"),
            ("record 5.html", "cut short"),
        ]


class TestHar:
    def entry(self, url: str = "http://example.com/a", **content: str) -> dict[str, object]:
        known = {"mimeType": "text/html; charset=iso-8859-1", "text": PAGE} | content
        return {"request": {"url": url}, "response": {"status": 200, "content": known}}

    def har(self, *entries: object) -> bytes:
        return json.dumps(
            {"log": {"version": "1.2", "creator": {"name": "x"}, "entries": entries}}, indent=1
        ).encode()

    def test_pages(self, tmp_path: Path) -> None:
        packed = base64.b64encode(PAGE.encode("latin-1")).decode()
        data = self.har(
            self.entry(),
            self.entry("http://example.com/b", text=packed, encoding="base64"),
            self.entry("http://example.com/api", mimeType="application/json", text="{}"),
            self.entry("http://example.com/a.css", mimeType="text/css", text="a {}"),
            self.entry(text=""),
            {"request": {}, "response": {"status": 0}},
            None,
            {"request": {"url": 7}, "response": {"status": 200, "content": {"text": 7, "mimeType": []}}},
        )
        articles, rejected = read(tmp_path / "a.har", data)
        assert [(article.title, article.url, article.scrape.place) for article in articles] == [
            ("Über alles", "http://example.com/a", "entry 1.html"),
            ("Über alles", "http://example.com/b", "entry 2.html"),
        ]
        assert rejected == []

    @pytest.mark.parametrize("data", [b'{"log": {"version": "1.2", ', b'{"log": {"version": "1.2"}}'])
    def test_damage(self, tmp_path: Path, data: bytes) -> None:
        articles, (rejection,) = read(tmp_path / "a.har", data)
        assert (articles, rejection.where) == ([], "")
        assert rejection.reason.startswith("no HAR: ")


def test_what_others_wrote(data: Path) -> None:
    """Whole and damaged files of the web archives' own tests: nothing raises, and the pages are found."""
    files = [
        file
        for folder in ("warcio", "pywb/warcs", "pywb/waczs")
        for file in sorted((data / "formats" / folder).iterdir())
    ]
    assert len(files) > 30
    found = {file.name: read(file) for file in files}
    with_pages = {name for name, (articles, _) in found.items() if articles}
    assert {"example.warc.gz", "example.arc.gz", "bad.arc"} - with_pages == {"bad.arc"}
    assert {
        "example-trunc.warc",
        "example-wrong-chunks.warc.gz",
        "example-bad.warc.gz.bad",
        "iana.warc.gz",
        "example-bad-non-chunked.warc.gz",
        "example-space-in-url.arc",
        "valid_example_1.wacz",
    } <= with_pages
    for _, rejected in found.values():
        assert not [rejection for rejection in rejected if "could not be read" in rejection.reason]
    assert len(found["iana.warc.gz"][0]) == 16


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    page = record(answer(PAGE.encode() + b"<p>" + b"text, and more " * 3000))
    with (tmp_path / "a.warc").open("wb") as file:
        for _ in range(4000):
            file.write(
                record(answer(b"\0" * 50_000, b"Content-Type: image/png\r\n"), "http://example.com/a.png")
            )
        file.write(page)
    tracemalloc.start()
    articles, rejected = read(tmp_path / "a.warc")
    assert (len(articles), rejected) == (1, [])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_of_two_captures_the_later_gives_the_text(scrapes: Path, tmp_path: Path) -> None:
    def capture(day: str, text: str) -> bytes:
        page = (
            f"<html><title>Bridge</title><body><p>{text} {'And so on and so forth. ' * 5}</p></body></html>"
        )
        return record(answer(page.encode()), url="http://example.org/bridge", date=f"2020-01-{day}T00:00:00Z")

    (scrapes / "a.warc").write_bytes(capture("09", "The later text.") + capture("02", "The earlier text."))
    update(tmp_path / "index", [scrapes])
    searcher = Searcher.open(tmp_path / "index")
    (hit,) = searcher.walk("kind:article")
    article = searcher.thread(hit.id)
    assert article.body.startswith("The later text.")
    assert (f"{article.first_seen:%Y-%m-%d}", f"{article.last_seen:%Y-%m-%d}") == ("2020-01-02", "2020-01-09")
    assert article.published is None
