from __future__ import annotations

from pathlib import Path

import pytest

from index import formats
from index.model import Article, Rejection
from index.settings import Scrape


def read(folder: Path, data: bytes, name: str = "page.txt") -> list[Article | Rejection]:
    file = folder / name
    file.write_bytes(data)
    return list(formats.read(Scrape(str(file))))


def body(folder: Path, data: bytes) -> str:
    (article,) = read(folder, b"H\n\n" + data if not data.startswith((b"\xff", b"\xfe", b"\xef")) else data)
    assert isinstance(article, Article)
    return article.body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (article,) = read(tmp_path, "Naïve\n\n“Café” – done".encode(encoding))
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("Naïve", "“Café” – done")


def test_line_ends(tmp_path: Path) -> None:
    assert body(tmp_path, b"a\r\nb\rc\x0cd") == "a\nb\nc\nd"


def test_text_is_composed_and_without_control_characters(tmp_path: Path) -> None:
    assert body(tmp_path, "cafe\u0301 \x1b[31mred\x07\x9b0m\x7f\tx".encode()) == "café [31mred0m\tx"


def test_broken_utf16_is_rejected_with_its_place(tmp_path: Path) -> None:
    (rejection,) = read(tmp_path, b"\xff\xfeH\x00i\x00\x00\xd8")
    assert isinstance(rejection, Rejection)
    assert rejection.where == "byte 6"
    assert "UTF-16" in rejection.reason


@pytest.mark.parametrize("data", [b"", b"\n \n", "\ufeff".encode(), "\u200b\n".encode()])
def test_empty_files_are_rejected(tmp_path: Path, data: bytes) -> None:
    (rejection,) = read(tmp_path, data)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "holds no text"


def test_binary_files_are_rejected(tmp_path: Path) -> None:
    (rejection,) = read(tmp_path, b"\x00\x01\x02of nothing known")
    assert isinstance(rejection, Rejection)
    assert "none of the forms" in rejection.reason


def test_other_suffixes_are_rejected(tmp_path: Path) -> None:
    (rejection,) = read(tmp_path, b"print('hello')", "page.py")
    assert isinstance(rejection, Rejection)


def test_too_long_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.formats.format.LARGEST", 10)
    (rejection,) = read(tmp_path, b"12345678901")
    assert isinstance(rejection, Rejection)
    assert "longer" in rejection.reason


def test_missing_file_is_rejected(tmp_path: Path) -> None:
    (rejection,) = formats.read(Scrape(str(tmp_path / "gone.txt")))
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "No such file or directory"
    assert str(rejection) == f"{tmp_path / 'gone.txt'}: No such file or directory"


def test_a_fault_of_ours_is_a_rejection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(lines: list[str]) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("index.dialects.recognise", fail)
    (rejection,) = read(tmp_path, b"Headline")
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "could not be read: RecursionError: too deep"


def test_formats_are_named_once() -> None:
    assert len({form.name for form in formats.FORMATS}) == len(formats.FORMATS)
