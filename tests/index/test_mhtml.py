"""Pages that a browser saved in one file."""

from __future__ import annotations

import base64
import plistlib
import quopri
import random
from pathlib import Path

import pytest

from index import formats
from index.containers.mhtml import MHTML
from index.model import Article, Rejection
from index.settings import Scrape

PAGE = "<!doctype html><title>Über alles</title><p>Text of a page, with commas, and more of it = all."


def read(file: Path, data: bytes) -> tuple[list[Article], list[Rejection]]:
    file.write_bytes(data)
    records = list(formats.read(Scrape(str(file))))
    articles = [record for record in records if isinstance(record, Article)]
    return articles, [record for record in records if isinstance(record, Rejection)]


HEAD = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.com/story
Subject: =?utf-8?Q?=C3=9Cber?=
Date: Sat, 2 Jan 2021 03:04:05 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--abc----"
"""

IMAGE = """Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://example.com/a.png

iVBORw0KGgo=
"""


def part(
    encoding: str = "quoted-printable",
    charset: str = "utf-8",
    location: str = "Content-Location: https://example.com/story",
    page: str = PAGE,
    kind: str = "text/html",
) -> str:
    data = page.encode(charset)
    if encoding == "quoted-printable":
        body = quopri.encodestring(data).decode("ascii")
    elif encoding == "base64":
        body = base64.encodebytes(data).decode("ascii")
    else:
        body = data.decode("latin-1")
    head = f"Content-Type: {kind}; charset={charset}\nContent-ID: <frame-0@mhtml.blink>\n"
    return f"{head}Content-Transfer-Encoding: {encoding}\n{location}\n\n{body}\n"


def saved(*parts: str, head: str = HEAD, end: str = "\r\n") -> bytes:
    line = "------MultipartBoundary--abc----"
    text = f"{head}\n\n" + "".join(f"{line}\n{part}" for part in parts) + f"{line}--\n"
    return text.replace("\n", end).encode("latin-1")


class TestMhtml:
    @pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
    @pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
    @pytest.mark.parametrize("end", ["\r\n", "\n"])
    def test_a_page(self, tmp_path: Path, encoding: str, charset: str, end: str) -> None:
        (article,), rejected = read(tmp_path / "a.mhtml", saved(part(encoding, charset), IMAGE, end=end))
        assert (article.title, article.url) == ("Über alles", "https://example.com/story")
        assert article.body.endswith("= all.")
        assert (article.scrape.place, rejected) == ("a.html", [])

    def test_told_by_what_is_in_it(self, tmp_path: Path) -> None:
        (article,), _ = read(tmp_path / "download", saved(part(location="X: y")))
        assert article.url == "https://example.com/story"

    def test_the_page_is_not_the_first_part(self, tmp_path: Path) -> None:
        other = part(page=PAGE.replace("Über", "Another")).replace("frame-0", "frame-1")
        (article,), _ = read(tmp_path / "a.mht", saved(IMAGE, part()))
        assert article.title == "Über alles"
        head = HEAD.replace("\tboundary", '\tstart="<frame-0@mhtml.blink>";\n\tboundary')
        (article,), _ = read(tmp_path / "a.mht", saved(other, IMAGE, part(), head=head))
        assert article.title == "Über alles"
        head = HEAD.replace("\tboundary", '\tstart="<nothing>";\n\tboundary')
        (article,), _ = read(tmp_path / "a.mht", saved(IMAGE, other, part(), head=head))
        assert article.title == "Another alles"

    def test_parts_within_parts(self, tmp_path: Path) -> None:
        inner = f'Content-Type: multipart/alternative; boundary="in"\n\n--in\n{part()}--in--\n'
        (article,), _ = read(tmp_path / "a.mht", saved(inner))
        assert article.title == "Über alles"

    def test_one_part_alone(self, tmp_path: Path) -> None:
        head = "From: <Saved by Windows Internet Explorer 8>\nMIME-Version: 1.0\n"
        (article,), _ = read(tmp_path / "a.mht", (head + part()).encode())
        assert article.title == "Über alles"

    def test_a_mail_is_none(self) -> None:
        mail = HEAD.replace("From: <Saved by Blink>", "From: Ann <a@example.com>\nTo: b@example.com")
        mail = mail.replace("Snapshot-Content-Location: https://example.com/story\n", "")
        data = saved(part(), head=mail)[:4096]
        assert not MHTML.sniff("a.eml", data)
        assert not MHTML.sniff("a", data)
        assert MHTML.sniff("a.mht", data)
        assert not MHTML.sniff("a.mht", b"A text: and more of it.\n\nMIME-Version: 1.0")

    @pytest.mark.parametrize(
        "data",
        [
            saved(IMAGE),
            saved(),
            HEAD.encode(),
            HEAD.replace("boundary=", "bound=").encode() + b"\n" + part().encode(),
            b"\n".join([HEAD.encode()] + [b'--x\nContent-Type: multipart/related; boundary="x"\n'] * 2000),
        ],
    )
    def test_no_page(self, tmp_path: Path, data: bytes) -> None:
        articles, (rejection,) = read(tmp_path / "a.mht", data)
        assert (articles, rejection.where, rejection.reason) == ([], "", "damaged: holds no page")

    def test_cut_short(self, tmp_path: Path) -> None:
        articles, rejected = read(tmp_path / "a.mht", saved(part(), IMAGE).partition(b"more of")[0])
        assert [article.title for article in articles] == ["Über alles"]
        assert [(rejection.where, rejection.reason) for rejection in rejected] == [("a.html", "cut short")]

    def test_nothing_raises(self, tmp_path: Path) -> None:
        dice = random.Random(5)  # noqa: S311
        for encoding in ("quoted-printable", "base64", "8bit"):
            whole = saved(IMAGE, part(encoding), IMAGE)
            for _ in range(200):
                data = bytearray(whole[: dice.choice([len(whole), dice.randrange(1, len(whole))])])
                for _ in range(dice.randrange(6)):
                    place = dice.randrange(len(data))
                    data[place : place + dice.randrange(5)] = dice.randbytes(dice.randrange(5))
                _, rejected = read(tmp_path / "a.mht", bytes(data))
                assert not [rejection for rejection in rejected if "could not be read" in rejection.reason]


class TestWebarchive:
    RESOURCE = {  # noqa: RUF012
        "WebResourceData": PAGE.encode("iso-8859-1"),
        "WebResourceURL": "https://example.com/story",
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "iso-8859-1",
    }

    def archive(self, **changes: object) -> bytes:
        document = {
            "WebMainResource": self.RESOURCE | changes,
            "WebSubresources": [{"WebResourceData": b"x"}],
        }
        return plistlib.dumps(document, fmt=plistlib.FMT_BINARY)

    @pytest.mark.parametrize("name", ["a.webarchive", "a"])
    def test_a_page(self, tmp_path: Path, name: str) -> None:
        (article,), rejected = read(tmp_path / name, self.archive())
        assert (article.title, article.url) == ("Über alles", "https://example.com/story")
        assert (article.scrape.place, rejected) == ("a.html", [])

    def test_damage(self, tmp_path: Path) -> None:
        broken = [
            self.archive()[:-9],
            self.archive(WebResourceData=7),
            plistlib.dumps([], fmt=plistlib.FMT_BINARY),
        ]
        for data in broken:
            articles, (rejection,) = read(tmp_path / "a.webarchive", data)
            assert (articles, rejection.reason) == ([], "damaged: holds no page")
