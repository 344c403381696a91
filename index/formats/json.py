"""JSON: one record, a list of them, an object that holds such a list, or several of these in a row."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from index import layouts
from index.fields import Fields, find
from index.formats.format import ScrapeFormat
from index.formats.json_pieces import ENVELOPES, cut
from index.formats.json_values import BadValue, load
from index.formats.jsonl import JSONL, OTHERS, is_object
from index.formats.lines import plain
from index.formats.records import LONGEST, RecordsIn, read_records
from index.layouts import generic
from index.model import Article, Rejection
from index.settings import Scrape
from index.streams import peek
from index.text import WIDE_MARKS, decode

SUFFIX: Final = ".json"
OPENING: Final = re.compile(
    r'[\ufeff\s]*+(?:\[\s*+)*+(?:\{\s*+(?:"(?:[^"\\]++|\\.)*+(?:"\s*+:|\\?$)|$)|$)', re.DOTALL
)
"""How a file of another suffix, or none, shows that it holds records."""

START: Final = 64 * 1024
"""Bytes by which it is told what a file begins with."""
MOST_LOOKED_AT: Final = 1_000
"""Values of a document among which lists of records are looked for."""


def _sniff(name: str, head: bytes) -> bool:
    suffix = PurePath(name).suffix.lower()
    wide = head.startswith(WIDE_MARKS)
    if b"\0" in head and not wide:
        return False
    if suffix == SUFFIX:
        return bool(head.strip())
    text = decode(head[: len(head) // 2 * 2] if wide else head)
    return suffix not in OTHERS and len(text.strip()) > 1 and OPENING.match(text) is not None


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    start, stream = peek(plain(stream), START)
    if start.lstrip().startswith(b"{"):
        yield from _read_objects(scrape, stream)
    else:
        yield from read_records(_pieces(scrape, stream, opened=False), scrape, "json")


def _read_objects(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    """What is in a file that begins with an object: one, or one after the other."""
    head, stream = peek(stream, LONGEST + 1)
    first, _, rest = head.lstrip().partition(b"\n")
    if rest[:START].lstrip().startswith(b"{") and is_object(first):
        yield from JSONL.read(scrape, stream)
        return
    broken: BadValue | None = None
    if len(head) <= LONGEST:
        try:
            document = load(head, scrape.charset)
        except BadValue as error:
            broken = error
        else:
            yield from read_records(_document(document, scrape), scrape, "json")
            return
    row = next(cut(io.BytesIO(head), LONGEST, opened=False), None)
    several = row is not None and row.whole and row.data is not None
    if row is not None and row.data is not None:
        several = several and bool(head[row.start + len(row.data) :].strip())
    del head, rest, row
    if broken is not None and not several:
        yield Rejection(scrape.path, scrape.place, str(broken))
    yield from read_records(_pieces(scrape, stream, opened=not several), scrape, "json")


def _pieces(scrape: Scrape, stream: BinaryIO, *, opened: bool) -> RecordsIn:
    """The elements of the lists in a stream, each as it comes by."""
    number = 0
    for number, piece in enumerate(cut(stream, LONGEST, opened=opened), start=1):
        place = f"record {number}"
        if not piece.whole:
            yield Rejection(scrape.path, scrape.at(place), f"cut short: it begins at byte {piece.start}")
        elif piece.data is None:
            reason = f"longer than {LONGEST // 1024**2} MiB, which is no record"
            yield Rejection(scrape.path, scrape.at(place), reason)
        else:
            try:
                value = load(piece.data, scrape.charset)
            except BadValue as error:
                yield Rejection(scrape.path, scrape.at(place), str(error))
                continue
            yield place, value
    if not number and not opened:
        yield Rejection(scrape.path, scrape.place, "holds no records: neither an object nor a list of some")


def _document(value: Any, scrape: Scrape) -> RecordsIn:
    """The records of a whole document: itself, or those in the lists within it."""
    if _is_record(value, scrape):
        yield "", value
        return
    lists: list[list[Any]] = []
    waiting = [(value, 0)]
    for _ in range(MOST_LOOKED_AT):
        if not waiting:
            break
        each, depth = waiting.pop(0)
        for inner in each.values():
            if isinstance(inner, dict):
                if _is_record(inner, scrape) and depth < ENVELOPES:
                    lists.append([inner])
                elif depth < ENVELOPES:
                    waiting.append((inner, depth + 1))
            elif isinstance(inner, list) and any(_is_record(item, scrape) for item in inner[:20]):
                lists.append(inner)
    if not lists:
        yield "", value
        return
    number = 0
    for found in lists:
        for item in found:
            number += 1
            yield f"record {number}", item


def _is_record(value: Any, scrape: Scrape) -> bool:
    """Whether a value is a record, and not what holds some."""
    if not isinstance(value, dict):
        return False
    if scrape.fields is not None:
        return any(find(value, path) for path in (*scrape.fields.title, *scrape.fields.body))
    if layouts.recognise(value) is not None:
        return True
    fields = generic.chosen(value)
    named = fields.body or fields.title
    if not named:
        return False
    if any("." in path for path in named):  # an article within, and what is told of it beside it
        within = sum(isinstance(inner, dict) and generic.sensible(inner) for inner in value.values())
        return within == 1 and not _holds_records(value, fields)
    if fields.body and fields.body[0].lower() not in generic.SCANT:
        return True
    return not _holds_records(value, fields)


def _holds_records(value: dict[str, Any], fields: Fields) -> bool:
    """Whether there are lists of records in an object, other than its comments."""
    waiting = [(value, 0)]
    found = False
    for _ in range(MOST_LOOKED_AT):
        if found or not waiting:
            break
        each, depth = waiting.pop()
        for key, inner in each.items():
            if isinstance(inner, dict) and depth < ENVELOPES:
                waiting.append((inner, depth + 1))
            elif isinstance(inner, list) and not (each is value and key in fields.comments):
                found = found or any(isinstance(item, dict) and generic.sensible(item) for item in inner[:5])
    return found


JSON = ScrapeFormat(name="json", about="JSON: a record, or a list of records", sniff=_sniff, read=_read)
