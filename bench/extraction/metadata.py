"""How well is read what pages say of themselves, beside what others read of them?

    python bench/extraction/metadata.py ../shared/data

Of the readability pages, title, authors and day are held against what is told of them, which is what
that tool reads. Of the benchmark's news pages nothing is told: there the share of pages is given that
have a title, authors, a date, a time of day and a zone, and how many milliseconds of CPU it takes.
trafilatura and htmldate are measured on the same pages where they are installed.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from index.extract.bylines import names
from index.extract.linked import keyed
from index.extract.metadata import read_metadata
from index.formats.html import CHARSET
from index.model import Precision, Zone
from index.settings import Scrape
from index.text import CONTROLS, decode


@dataclass(frozen=True, slots=True)
class Read:
    """What one tool reads of one page."""

    title: str
    authors: tuple[str, ...]
    day: str | None
    timed: bool = False
    zoned: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    tool: str
    pages: str
    name: str
    value: float
    of: int
    """The pages that it is a share of."""

    def __str__(self) -> str:
        return f"{self.tool:12} {self.pages:12} {self.name:22} {self.value:7.3f}  of {self.of}"


def measure(data: Path) -> list[Row]:
    """All figures over the folder of real data."""
    rows: list[Row] = []
    told = list(_told(data / "extraction/readability"))
    news = [
        _decoded(gzip.decompress(file.read_bytes())) for file in sorted(data.glob("extraction/aeb/html/*.gz"))
    ]
    for tool, read in _tools():
        rows += _told_rows(tool, read, told)
        rows += _news_rows(tool, read, news)
    return rows


def _told_rows(
    tool: str, read: Callable[[str], Read], told: list[tuple[str, dict[str, Any]]]
) -> Iterator[Row]:
    pages = [(read(text), truth) for text, truth in told]
    titled = [keyed(page.title) == keyed(truth["title"]) for page, truth in pages if truth.get("title")]
    signed = [
        set(map(keyed, page.authors)) == set(map(keyed, names(truth["byline"])))
        for page, truth in pages
        if truth.get("byline") and names(truth["byline"])
    ]
    dated = [page.day == truth["publishedTime"][:10] for page, truth in pages if truth.get("publishedTime")]
    for name, right in (("title equal", titled), ("authors equal", signed), ("day equal", dated)):
        yield Row(tool, "readability", name, sum(right) / len(right), len(right))


def _news_rows(tool: str, read: Callable[[str], Read], news: list[str]) -> Iterator[Row]:
    begun = time.process_time()
    pages = [read(text) for text in news]
    spent = time.process_time() - begun
    shares: dict[str, Callable[[Read], bool]] = {
        "has a title": lambda page: bool(page.title),
        "has authors": lambda page: bool(page.authors),
        "has a date": lambda page: page.day is not None,
        "has a time": lambda page: page.timed,
        "has a zone": lambda page: page.zoned,
    }
    for name, has in shares.items():
        yield Row(tool, "news", name, sum(map(has, pages)) / len(pages), len(pages))
    yield Row(tool, "news", "ms a page, with parsing", spent * 1000 / len(pages), len(pages))


def _tools() -> Iterator[tuple[str, Callable[[str], Read]]]:
    yield "dateline", _dateline
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError:
        return

    def other(text: str) -> Read:
        found = trafilatura.extract_metadata(text)
        if found is None:
            return Read("", (), None)
        return Read(
            found.title or "", tuple((found.author or "").split("; ")) if found.author else (), found.date
        )

    yield "trafilatura", other
    htmldate = importlib.import_module("htmldate")
    yield "htmldate", lambda text: Read("", (), htmldate.find_date(text, original_date=True))


def _dateline(text: str) -> Read:
    page = read_metadata(LexborHTMLParser(text), Scrape("/page.html"))
    date = page.published
    if date is None or date.precision in (Precision.MONTH, Precision.YEAR):
        return Read(page.title, page.authors, None)
    timed = date.precision is not Precision.DAY
    return Read(page.title, page.authors, date.when.date().isoformat(), timed, date.zone is Zone.PAGE)


def _told(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for page in sorted(folder.iterdir()):
        truth = json.loads((page / "expected-metadata.json").read_text(encoding="utf-8"))
        yield _decoded((page / "source.html").read_bytes()), truth


def _decoded(data: bytes) -> str:
    declared = CHARSET.search(data[:4096])
    return CONTROLS.sub("", decode(data, declared[1].decode("ascii", "replace") if declared else None))


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(row)
