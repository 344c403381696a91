"""What scrapes are packed in, and what is packed to do harm."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from index import formats
from index.containers import bounds
from index.model import Article, Rejection
from index.settings import Scrape


def read(file: Path) -> list[Article | Rejection]:
    return list(formats.read(Scrape(str(file))))


def test_a_packed_page(tmp_path: Path) -> None:
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(b"Headline\n\nText."))
    (article,) = read(file)
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("Headline", "Text.")
    assert (article.scrape.path, article.scrape.place) == (str(file), "a.txt")


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FREE", 100_000)
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(gzip.compress(b"a" * 100_000_000)))
    assert read(file) == [Rejection(str(file), "", "unpacks to more than 1,000 times its size")]


def test_archives_within_archives(tmp_path: Path) -> None:
    data = b"Headline"
    for _ in range(bounds.DEEPEST + 1):
        data = gzip.compress(data)
    file = tmp_path / "a.gz"
    file.write_bytes(data)
    assert read(file) == [Rejection(str(file), "", "more than 5 archives within one another")]


def test_a_cut_file_names_the_place(tmp_path: Path) -> None:
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(b"Headline\n\n" + bytes(range(256)) * 100)[:-20])
    (rejection,) = read(file)
    assert isinstance(rejection, Rejection)
    assert (rejection.path, rejection.where) == (str(file), "a.txt")
