"""JSON Lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from index.formats.format import ScrapeFormat
from index.formats.json_values import BadValue, load
from index.formats.lines import lines, plain
from index.formats.records import LONGEST, RecordsIn, read_records
from index.model import Article, Rejection
from index.settings import Scrape
from index.text import WIDE_MARKS, decode

SUFFIXES: Final = (".jsonl", ".ndjson", ".jl", ".jsonlines", ".ldjson")
OTHERS: Final = (".md", ".markdown", ".html", ".htm", ".js", ".css")
"""Files of these may begin like records and are none."""


def _sniff(name: str, head: bytes) -> bool:
    suffix = PurePath(name).suffix.lower()
    wide = head.startswith(WIDE_MARKS)
    if (b"\0" in head and not wide) or suffix in OTHERS:
        return False
    text = decode(head[: len(head) // 2 * 2] if wide else head).lstrip("\ufeff\x1e \t\r\n")
    first, end, rest = text.partition("\n")
    if suffix in SUFFIXES:
        return bool(text) and first.strip() not in ("{", "[")
    return bool(end) and is_object(first.encode("utf-8", "replace")) and rest.lstrip("\x1e \t\r\n")[:1] == "{"


def is_object(line: bytes) -> bool:
    """Whether a line is one whole object."""
    line = line.strip()
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    try:
        return isinstance(load(line), dict)
    except BadValue:
        return False


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    yield from read_records(_records(scrape, plain(stream)), scrape, "jsonl")


def _records(scrape: Scrape, stream: BinaryIO) -> RecordsIn:
    for number, line in lines(stream, LONGEST):
        place = f"line {number}"
        if line is None:
            reason = f"longer than {LONGEST // 1024**2} MiB, which is no record"
            yield Rejection(scrape.path, scrape.at(place), reason)
            continue
        line = line.strip(b"\x1e \t\r\n\0").removesuffix(b",")
        if not line:
            continue
        try:
            value: Any = load(line, scrape.charset)
        except BadValue as error:
            yield Rejection(scrape.path, scrape.at(place), str(error))
            continue
        yield place, value


JSONL = ScrapeFormat(name="jsonl", about="JSON Lines: one record a line", sniff=_sniff, read=_read)
