"""What scrapes are packed and gathered in, what is packed to do harm, and what arrived damaged."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import sys
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from index import formats
from index.containers import CONTAINERS, bounds
from index.containers import zip as zips
from index.model import Article, Rejection
from index.settings import Scrape

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b"Headline\n\nText."
PAGE = b"<!doctype html><title>Headline</title><p>Text of a page, with commas, and more of it."


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def read(file: Path, data: bytes | None = None) -> tuple[list[Article], list[Rejection]]:
    if data is not None:
        file.write_bytes(data)
    records = list(formats.read(Scrape(str(file))))
    articles = [record for record in records if isinstance(record, Article)]
    return articles, [record for record in records if isinstance(record, Rejection)]


def places(articles: list[Article]) -> list[str]:
    return [article.scrape.place for article in articles]


def told(rejected: list[Rejection]) -> list[tuple[str, str]]:
    return [(rejection.where, rejection.reason) for rejection in rejected]


def tar(files: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def zstd_long(data: bytes) -> bytes:
    parameter = zstd.CompressionParameter
    return zstd.compress(data, options={int(parameter.window_log): 27, int(parameter.checksum_flag): 1})


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd_long,
}


@pytest.mark.parametrize("suffix", PACKINGS)
class TestPackings:
    def test_a_page(self, tmp_path: Path, suffix: str) -> None:
        (article,), rejected = read(tmp_path / f"a.txt{suffix}", PACKINGS[suffix](TEXT))
        assert (article.title, article.body, rejected) == ("Headline", "Text.", [])
        assert (article.scrape.path, article.scrape.place) == (str(tmp_path / f"a.txt{suffix}"), "a.txt")

    def test_told_by_what_is_in_it(self, tmp_path: Path, suffix: str) -> None:
        (article,), rejected = read(tmp_path / "download", PACKINGS[suffix](PAGE))
        assert (article.title, places([article]), rejected) == ("Headline", ["download"], [])

    def test_one_after_the_other(self, tmp_path: Path, suffix: str) -> None:
        pack = PACKINGS[suffix]
        data = pack(TEXT[:9]) + pack(b"") + pack(TEXT[9:])
        (article,), rejected = read(tmp_path / f"a.txt{suffix}", data)
        assert (article.body, rejected) == ("Text.", [])

    @pytest.mark.parametrize("rest", [b"\0" * 70_000, b"\0\0\0\0not packed", b"x"])
    def test_what_follows_and_is_none(self, tmp_path: Path, suffix: str, rest: bytes) -> None:
        (article,), rejected = read(tmp_path / f"a.txt{suffix}", PACKINGS[suffix](TEXT) + rest)
        assert (article.body, rejected) == ("Text.", [])

    def test_cut_short(self, tmp_path: Path, suffix: str) -> None:
        lines = "".join(f"{number * 7919 % 100_003}\n" for number in range(60_000)).encode()
        packed = PACKINGS[suffix](b"Headline\n\n" + lines)
        for part in (0.3, 0.9, 0.999):
            articles, rejected = read(tmp_path / f"a.txt{suffix}", packed[: int(len(packed) * part)])
            assert told(rejected) == [("a.txt", "cut short")]
            if part > 0.5 and suffix in (".gz", ".zst"):  # the others come out by the megabyte
                assert articles[0].body.startswith("0\n7919\n15838\n")

    def test_a_flipped_bit(self, tmp_path: Path, suffix: str) -> None:
        packed = bytearray(PACKINGS[suffix](chance(1).randbytes(400_000).hex().encode()))
        packed[len(packed) // 2] ^= 4
        ((where, reason),) = told(read(tmp_path / f"a.txt{suffix}", bytes(packed))[1])
        assert where == "a.txt"
        assert reason.startswith("damaged: ")

    def test_around_a_tar_around_another(self, tmp_path: Path, suffix: str) -> None:
        pack = PACKINGS[suffix]
        data = pack(tar({"a/1.html": PAGE, "a/2.txt" + suffix: pack(TEXT)}))
        articles, rejected = read(tmp_path / f"all.tar{suffix}", data)
        assert (places(articles), rejected) == (["all.tar/a/1.html", f"all.tar/a/2.txt{suffix}/2.txt"], [])


def test_short_names_of_packed_tars(tmp_path: Path) -> None:
    articles, rejected = read(tmp_path / "all.tgz", gzip.compress(tar({"1.html": PAGE})))
    assert (places(articles), rejected) == (["all.tar/1.html"], [])


@pytest.mark.parametrize(("window", "reads"), [(10, True), (31, True), (32, False)])
def test_zstd_with_a_long_window(tmp_path: Path, window: int, reads: bool) -> None:
    frame = b"\x28\xb5\x2f\xfd\0" + bytes([(window - 10) << 3]) + (len(TEXT) << 3 | 1).to_bytes(3, "little")
    articles, rejected = read(tmp_path / "a.zst", frame + TEXT)
    assert (len(articles), len(rejected)) == (reads, not reads)


class TestTar:
    @pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    def test_names(self, tmp_path: Path, form: int) -> None:
        names = ["./plain.html", "d" * 90 + "/" + "e" * 90 + ".html", "Größe.html"]
        articles, rejected = read(tmp_path / "a.tar", tar(dict.fromkeys(names, PAGE), form))
        assert (places(articles), rejected) == (["plain.html", *names[1:]], [])

    def test_names_are_labels(self, tmp_path: Path) -> None:
        names = [
            "../../up.html",
            "/root.html",
            "C:\\x.html",
            "\x1b[31mred\n.html",
            "nul\udc80.html",
            "a" * 5000 + ".html",
        ]
        (tmp_path / "in").mkdir()
        articles, rejected = read(tmp_path / "in/a.tar", tar(dict.fromkeys(names, PAGE)))
        assert rejected == []
        found = places(articles)
        assert found[:4] == ["../../up.html", "root.html", "C:/x.html", "[31mred .html"]
        assert len(found[5]) == 300
        for place in found:
            assert place.isprintable()
            place.encode()
        assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.tar"]

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for number, kind in enumerate(
                [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
            ):
                info = tarfile.TarInfo(f"{number}.html")
                info.type, info.linkname = kind, "/etc/passwd"
                archive.addfile(info)
            for name in [".hidden.html", "a/.git/b.html", "__MACOSX/._c.html", "dateline.toml", "d.html"]:
                info = tarfile.TarInfo(name)
                info.size = len(PAGE)
                archive.addfile(info, io.BytesIO(PAGE))
        articles, rejected = read(tmp_path / "a.tar", packed.getvalue())
        assert (places(articles), rejected) == (["d.html"], [])

    def test_a_long_name_that_fills_memory(self, tmp_path: Path) -> None:
        head = tarfile.TarInfo("x")
        head.type, head.size = tarfile.XHDTYPE, 40 * 1024 * 1024
        data = head.tobuf(tarfile.USTAR_FORMAT) + b"x" * head.size + tar({"a.html": PAGE})
        articles, rejected = read(tmp_path / "a.tar", data)
        assert (places(articles), rejected) == (["a.html"], [])

    def test_files_with_holes(self, tmp_path: Path) -> None:
        head = tarfile.TarInfo("x.txt")
        head.type, head.size = tarfile.GNUTYPE_SPARSE, 3
        block = bytearray(head.tobuf(tarfile.GNU_FORMAT))
        block[482] = 1
        block[148:156] = b"%06o\0 " % (256 + sum(block[:148]) + sum(block[156:]))
        data = (
            bytes(block)
            + b"\0" * 504
            + b"\1"
            + b"\0" * 7
            + b"\1" * 300
            + b"\0" * 212
            + b"abc".ljust(512, b"\0")
        )
        articles, rejected = read(tmp_path / "a.tar", data + tar({"a.html": PAGE}))
        assert (places(articles), rejected) == (["a.html"], [])

    def test_one_header_is_damaged(self, tmp_path: Path) -> None:
        data = bytearray(tar({f"{name}.html": PAGE for name in "abc"}, tarfile.USTAR_FORMAT))
        data[1024 + 130] ^= 1
        articles, rejected = read(tmp_path / "a.tar", bytes(data))
        assert places(articles) == ["a.html", "c.html"]
        assert told(rejected) == [("byte 1024", "damaged: no header of a file")]

    def test_cut_anywhere(self, tmp_path: Path) -> None:
        data = tar({f"{name}.html": PAGE for name in "abc"}, tarfile.USTAR_FORMAT)[: 6 * 512]
        for end in range(1, len(data), 37):
            articles, rejected = read(tmp_path / "a.tar", data[:end])
            whole = end // 1024
            if end >= 512:  # else nothing tells that it is a tar
                assert places(articles)[:whole] == ["a.html", "b.html", "c.html"][:whole]
                assert len(rejected) == 1, end

    def test_cut_within_a_packing_is_told_once(self, tmp_path: Path) -> None:
        data = gzip.compress(tar({f"{n}.txt": chance(n).randbytes(9000).hex().encode() for n in range(9)}))
        articles, rejected = read(tmp_path / "a.tgz", data[: len(data) // 2])
        assert places(articles)[:4] == [f"a.tar/{n}.txt" for n in range(4)]
        assert len(rejected) <= 2
        assert told(rejected)[-1] == ("a.tar", "cut short")


class TestZip:
    @pytest.mark.parametrize(
        "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    )
    def test_methods(self, tmp_path: Path, method: int) -> None:
        names = ["a/1.html", "a/2.html"]
        articles, rejected = read(tmp_path / "a.zip", zipped(dict.fromkeys(names, PAGE), method))
        assert (places(articles), rejected) == (names, [])

    def test_written_as_a_stream(self, tmp_path: Path) -> None:
        class Pipe(io.RawIOBase):
            data = b""

            def writable(self) -> bool:
                return True

            def write(self, data: bytes, /) -> int:  # type: ignore[override]
                self.data += bytes(data)
                return len(data)

        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in "abc":
                archive.writestr(f"{name}.html", PAGE)
        articles, rejected = read(tmp_path / "a.zip", pipe.data)
        assert (places(articles), rejected) == (["a.html", "b.html", "c.html"], [])
        articles, rejected = read(tmp_path / "a.zip", pipe.data[: pipe.data.index(b"PK\1\2")])
        assert places(articles) == ["a.html", "b.html", "c.html"]
        assert told(rejected) == [("", "cut short: the list of what is in it is missing")]

    def test_64_bit_sizes(self, tmp_path: Path) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive, archive.open("a.html", "w", force_zip64=True) as member:
            member.write(PAGE)
        articles, rejected = read(tmp_path / "a.zip", packed.getvalue())
        assert (places(articles), rejected) == (["a.html"], [])

    def test_behind_a_program(self, tmp_path: Path) -> None:
        data = gzip.compress(zipped({"a.html": PAGE, "b.zip": zipped({"c.html": PAGE})}))
        articles, rejected = read(tmp_path / "a.zip.gz", data)
        assert (places(articles), rejected) == (["a.zip/a.html", "a.zip/b.zip/c.html"], [])

    def test_names_in_utf_8_that_do_not_say_so(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"Größe.html": PAGE}))
        for place in (6, data.index(b"PK\1\2") + 8):
            data[place : place + 2] = b"\0\0"
        articles, rejected = read(tmp_path / "a.zip", bytes(data))
        assert (places(articles), rejected) == (["Größe.html"], [])

    def test_a_name_of_nothing(self, tmp_path: Path) -> None:
        data = zipped({"a": PAGE, "b.html": PAGE}, zipfile.ZIP_STORED)
        listed = data.index(b"PK\1\2")
        data = data[: listed + 46] + b"\0" + data[listed + 47 :]
        articles, rejected = read(tmp_path / "a.zip", data)
        assert (places(articles), rejected) == (["unnamed", "b.html"], [])

    def test_encrypted(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"a.html": PAGE, "b.html": PAGE, "c.html": PAGE}))
        listed = data.index(b"PK\1\2")
        data[listed + 8] |= 1
        data[data.index(b"PK\1\2", listed + 1) + 8] |= 1
        articles, rejected = read(tmp_path / "a.zip", bytes(data))
        assert places(articles) == ["c.html"]
        assert told(rejected) == [("", "2 of the files in it are encrypted")]

    def test_a_method_that_is_not_read(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"a.html": PAGE, "b.html": PAGE}))
        data[data.index(b"PK\1\2") + 10] = 9
        articles, rejected = read(tmp_path / "a.zip", bytes(data))
        assert places(articles) == ["b.html"]
        assert told(rejected) == [("a.html", "packed in a way that is not read: method 9 of zip")]

    def test_one_file_is_damaged(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"a.html": PAGE, "b.html": PAGE}, zipfile.ZIP_STORED))
        data[data.index(b"Text")] ^= 1
        articles, rejected = read(tmp_path / "a.zip", bytes(data))
        assert places(articles) == ["a.html", "b.html"]
        assert told(rejected) == [("a.html", "damaged: its checksum is another")]

    def test_cut_anywhere(self, tmp_path: Path) -> None:
        data = zipped({f"{name}.html": PAGE for name in "abc"})
        second, third = (data.index(b"PK\3\4", place) for place in (1, data.index(b"PK\3\4", 1) + 1))
        for end in range(30, len(data), 7):
            articles, rejected = read(tmp_path / "a.zip", data[:end])
            whole = (end >= second) + (end >= third) + (end >= data.index(b"PK\1\2"))
            assert places(articles)[:whole] == ["a.html", "b.html", "c.html"][:whole]
            assert len(rejected) == 1, end

    def test_too_long_a_list(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zips, "LONGEST_LIST", 300)
        data = zipped({f"{number}.html": PAGE for number in range(9)})
        assert told(read(tmp_path / "a.zip", data)[1]) == [("", "lists more files than a zip may hold")]

    def test_too_long_to_put_aside(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zips, "LARGEST_INNER", 100)
        (rejection,) = read(tmp_path / "a.gz", gzip.compress(zipped({"a.html": PAGE})))[1]
        assert rejection.reason.endswith("in an archive, which is not opened")

    def test_an_archive_of_crawls(self, tmp_path: Path) -> None:
        files = {
            "datapackage.json": b"{}",
            "pages/pages.jsonl": b'{"title": "x"}\n',
            "indexes/index.cdx.gz": gzip.compress(b"com,example)/ 2020 {}"),
            "logs/crawl.txt": b"A log",
            "archive/data.txt.gz": gzip.compress(TEXT),
        }
        data = zipped(files)
        articles, rejected = read(tmp_path / "a.wacz", data)
        assert (places(articles), rejected) == (["archive/data.txt.gz/data.txt"], [])
        articles, rejected = read(tmp_path / "a.wacz", data[: data.index(b"PK\1\2")])
        assert (places(articles), len(rejected)) == (["archive/data.txt.gz/data.txt"], 1)


class TestBombs:
    def test_one_layer(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bounds, "FREE", 100_000)
        data = gzip.compress(gzip.compress(b"a" * 100_000_000))
        assert told(read(tmp_path / "a.txt.gz", data)[1]) == [
            ("a.txt/a.txt", "unpacks to more than 1,000 times its size")
        ]

    @pytest.mark.parametrize("suffix", [".bz2", ".xz", ".zst"])
    def test_a_bomb_among_others_costs_only_itself(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
    ) -> None:
        monkeypatch.setattr(bounds, "FREE_LAYER", 1_000_000)
        bomb = PACKINGS[suffix](b"a" * 30_000_000)
        articles, rejected = read(
            tmp_path / "a.tar", tar({"1.html": PAGE, f"2.txt{suffix}": bomb, "3.html": PAGE})
        )
        assert places(articles) == ["1.html", "3.html"]
        assert told(rejected) == [(f"2.txt{suffix}/2.txt", "unpacks to more than 1,000 times its size")]

    def test_many_bombs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bounds, "FREE", 5_000_000)
        monkeypatch.setattr(bounds, "FREE_LAYER", 1_000_000)
        bomb = bz2.compress(b"a" * 30_000_000)
        packed = zipped({f"{number}.txt.bz2": bomb for number in range(100)})
        articles, rejected = read(tmp_path / "a.zip", packed)
        assert articles == []
        assert {reason for _, reason in told(rejected)} == {"unpacks to more than 1,000 times its size"}
        assert 5 <= len(rejected) < 60

    def test_a_tree_of_zips(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bounds, "FREE", 3_000_000)
        monkeypatch.setattr(bounds, "MOST_RATIO", 100)
        data = zipped({"0.txt": b"a" * 3_000_000})
        for _ in range(4):
            data = zipped({f"{number}.zip": data for number in range(16)})
        _, rejected = read(tmp_path / "a.zip", data)
        assert told(rejected)[-1][1] == "unpacks to more than 100 times its size"

    def test_files_that_overlap(self, tmp_path: Path) -> None:
        kernel = zipped({"a.txt": b"Headline\n\n" + b"a" * 200_000})
        listed = kernel.index(b"PK\1\2")
        entry = kernel[listed : kernel.index(b"PK\5\6")]
        end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, 1000 * len(entry), listed, 0)
        articles, rejected = read(tmp_path / "a.zip", kernel[:listed] + entry * 1000 + end)
        assert len(articles) < 300
        assert told(rejected) == [("a.txt", "damaged: files in it overlap")]

    def test_too_many_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bounds, "MOST_MEMBERS", 3)
        articles, rejected = read(tmp_path / "a.zip", zipped({f"{number}.html": PAGE for number in range(9)}))
        assert (len(articles), told(rejected)) == (3, [("", "more than 3 files in it")])

    @pytest.mark.parametrize(
        "pack", [gzip.compress, lambda data: zipped({"a": data}), lambda data: tar({"a": data})]
    )
    def test_archives_within_archives(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        data = TEXT
        for _ in range(bounds.DEEPEST + 1):
            data = pack(data)
        articles, (rejection,) = read(tmp_path / "a.gz", data)
        assert (articles, rejection.where) == ([], "/".join("a" * bounds.DEEPEST))
        assert rejection.reason == "more than 5 archives within one another"


class TestForeignFiles:
    FILES: Final = {
        "page_files/logo.png": b"\x89PNG\r\n\x1a\n",
        "page_files/photo": b"\xff\xd8\xff\xe0",
        "page_files/style.css": b"a { color: red }",
        "page_files/style.css?ver=5.2": b"a { color: red }",
        "page_files/code.js@v=1": b"var a",
        "page_files/font.woff2": b"wOF2",
        "page_files/drawing": b'<?xml version="1.0"?>\n<svg xmlns="x">',
        "robots.txt": b"User-agent: *",
        "map.xml": b'<?xml version="1.0"?><urlset xmlns="x">',
        "empty.css": b"",
    }

    def test_are_counted(self, tmp_path: Path) -> None:
        passed: Counter[str] = Counter()
        file = tmp_path / "a.zip"
        file.write_bytes(zipped({"page.html": PAGE, **self.FILES}))
        (article,) = formats.read(Scrape(str(file)), passed)
        assert isinstance(article, Article)
        assert passed == {"images": 3, "style sheets": 3, "scripts": 1, "fonts": 1, "site files": 2}

    def test_on_disk(self, tmp_path: Path) -> None:
        file = tmp_path / "logo.png"
        passed: Counter[str] = Counter()
        file.write_bytes(b"\x89PNG\r\n\x1a\n")
        assert list(formats.read(Scrape(str(file)), passed)) == []
        assert passed == {"images": 1}

    @pytest.mark.parametrize("name", ["File:Photo.jpg", "story.js", "robots.txt"])
    def test_a_page_is_a_page_by_any_name(self, tmp_path: Path, name: str) -> None:
        articles, rejected = read(tmp_path / name, PAGE)
        assert ([article.title for article in articles], rejected) == (["Headline"], [])

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"%PDF-1.7", "a PDF document, which is not read"),
            (zipped({"[Content_Types].xml": b""}), "an Office document, which is not read"),
            (
                zipped({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED),
                "an EPUB book, which is not read",
            ),
            (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive, which is not read"),
        ],
    )
    def test_documents_are_told(self, tmp_path: Path, data: bytes, reason: str) -> None:
        assert told(read(tmp_path / "a", data)[1]) == [("", reason)]


def test_an_empty_file_is_as_empty_as_on_disk(tmp_path: Path) -> None:
    (on_disk,) = read(tmp_path / "a.txt", b"")[1]
    (in_zip,) = read(tmp_path / "b.zip", zipped({"a.txt": b""}))[1]
    assert on_disk.reason == in_zip.reason == "holds no text"


def test_names_of_containers() -> None:
    assert len({container.name for container in CONTAINERS}) == len(CONTAINERS)


SAMPLES = {
    "a.tar": tar({"1.html": PAGE, "d" * 150 + "/2.txt": TEXT}),
    "b.tar.gz": gzip.compress(tar({"1.html": PAGE, "2.txt": TEXT})),
    "c.zip": zipped({"1.html": PAGE, "2.txt": TEXT, "3.zip": zipped({"4.html": PAGE})}),
    "d.txt.zst": zstd_long(TEXT * 30),
    "e.txt.xz": lzma.compress(TEXT * 30),
    "f.txt.bz2": bz2.compress(TEXT * 30),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_raises(tmp_path: Path, name: str) -> None:
    """Bytes changed, taken away, doubled and cut, always the same."""
    dice = chance(zlib.crc32(name.encode()))
    for _ in range(150):
        data = bytearray(SAMPLES[name])
        for _ in range(dice.randrange(1, 8)):
            place = dice.randrange(len(data))
            match dice.randrange(4):
                case 0:
                    data[place] = dice.choice([0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)])
                case 1:
                    del data[place : place + dice.randrange(40)]
                case 2:
                    data[place:place] = data[place : place + dice.randrange(600)]
                case _:
                    data[place : place + 4] = dice.randbytes(4)
            if not data:
                break
        _, rejected = read(tmp_path / name, bytes(data))
        assert not [rejection for rejection in rejected if "could not be read" in rejection.reason]
