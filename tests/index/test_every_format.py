"""One folder with a scrape of each format, in each container: what a new user's folder looks like."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import plistlib
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index import formats
from index.build import update
from index.containers import CONTAINERS
from search.request import SearchRequest
from search.searcher import Searcher

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PROSE = "A crack was found in the harbour bridge this morning, and nobody may cross it for a week or more."
PAGE = f"<!doctype html><html><head><title>Bridge {{0}}</title></head><body><p>{PROSE}</p></body></html>"

SCRAPES = {
    "wxr": (
        "export.xml",
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blog</title>'
        "<wp:wxr_version>1.2</wp:wxr_version><item><title>Bridge wxr</title>"
        f"<content:encoded><![CDATA[{PROSE}]]></content:encoded><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status></item></channel></rss>",
    ),
    "disqus": (
        "disqus.xml",
        '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
        '<thread dsq:id="1"><link>http://example.org/bridge</link><title>Bridge disqus</title></thread>'
        '<post dsq:id="2"><message><![CDATA[<p>At last.</p>]]></message><author><name>Ann</name></author>'
        '<thread dsq:id="1"/></post></disqus>',
    ),
    "feed": (
        "feed.rss",
        f'<rss version="2.0"><channel><title>News</title><item><title>Bridge feed</title>'
        f"<description>{PROSE}</description></item></channel></rss>",
    ),
    "reuters": (
        "reut2-000.sgm",
        '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES" NEWID="1"><DATE>26-FEB-1987</DATE>'
        f"<TEXT><TITLE>BRIDGE REUTERS</TITLE><BODY>{PROSE}</BODY></TEXT></REUTERS>",
    ),
    "html": ("page.html", PAGE.format("html")),
    "jsonl": ("records.jsonl", json.dumps({"title": "Bridge jsonl", "text": PROSE}) + "\n"),
    "json": ("record.json", json.dumps([{"title": "Bridge json", "text": PROSE}], indent=1)),
    "mbox": (
        "mail.mbox",
        "From ann@example.org Tue Dec 13 16:01:00 2016\nFrom: Ann <ann@example.org>\nSubject: Bridge mbox\n"
        f"Date: Tue, 13 Dec 2016 16:01:00 +0100\nMessage-ID: <1@example.org>\n\n{PROSE}\n",
    ),
    "mail": (
        "message.eml",
        "From: Ann <ann@example.org>\nTo: list@example.org\nSubject: Bridge mail\n"
        f"Date: Tue, 13 Dec 2016 16:01:00 +0100\n\n{PROSE}\n",
    ),
    "markdown": ("post.md", f"---\ntitle: Bridge markdown\n---\n\n{PROSE}\n"),
    "csv": ("table.csv", f'title,text\nBridge csv,"{PROSE}"\n'),
    "text": ("dump.txt", f"Bridge text\n\n{PROSE}\n"),
}


def tarred(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def warc(data: bytes) -> bytes:
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/warc\r\n"
        "WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


def arc(data: bytes) -> bytes:
    version = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    head = f"filedesc://x.arc 0.0.0.0 20000101000000 text/plain {len(version)}\n".encode()
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
    line = f"http://example.org/arc 127.0.0.1 20000101000000 text/html {len(response)}\n".encode()
    return head + version + b"\n" + line + response + b"\n"


def mhtml(data: bytes) -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/mhtml\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\nContent-Location: http://example.org/mhtml\r\n\r\n"
    )
    return head.encode() + data + b"\r\n--b--\r\n"


def har(data: bytes) -> bytes:
    entry = {
        "request": {"url": "http://example.org/har"},
        "response": {"status": 200, "content": {"mimeType": "text/html", "text": data.decode()}},
    }
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "x"}, "entries": [entry]}}).encode()


def webarchive(data: bytes) -> bytes:
    resource = {
        "WebResourceData": data,
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "http://example.org/webarchive",
        "WebResourceTextEncodingName": "UTF-8",
    }
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip.html.gz", gzip.compress),
    "bzip2": ("bzip2.html.bz2", bz2.compress),
    "xz": ("xz.html.xz", lzma.compress),
    "zstd": ("zstd.html.zst", zstd.compress),
    "tar": ("pages.tar", lambda data: tarred("tar.html", data)),
    "zip": ("pages.zip", lambda data: zipped("zip.html", data)),
    "warc": ("crawl.warc", warc),
    "arc": ("crawl.arc", arc),
    "mhtml": ("page.mhtml", mhtml),
    "webarchive": ("page.webarchive", webarchive),
    "har": ("browser.har", har),
}


@pytest.fixture
def folder(scrapes: Path) -> Path:
    for name, text in SCRAPES.values():
        (scrapes / name).write_text(text, encoding="utf-8")
    for kind, (name, pack) in PACKED.items():
        (scrapes / name).write_bytes(pack(PAGE.format(kind).encode()))
    return scrapes


def test_nothing_is_left_out_of_this_test() -> None:
    assert list(SCRAPES) == [form.name for form in formats.FORMATS]
    assert list(PACKED) == [container.name for container in CONTAINERS]


def test_every_scrape_becomes_a_record_that_is_found(folder: Path, tmp_path: Path) -> None:
    report = update(tmp_path / "index", [folder])
    assert report.rejected == ()
    assert report.total_articles == len(SCRAPES) + len(PACKED)
    searcher = Searcher.open(tmp_path / "index")
    every = SearchRequest("title:bridge", collapse=False)
    found = {hit.title.casefold(): searcher.thread(hit.id).scrape for hit in searcher.walk(every)}
    for name in SCRAPES:
        assert found[f"bridge {name}"].format == name
    for kind, (name, _) in PACKED.items():
        assert Path(found[f"bridge {kind}"].path).name == name
    assert searcher.thread(next(iter(searcher.walk("last"))).id).title == "Bridge disqus"
