"""Tables of text: a header, and a record a row, in whatever dialect of CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO, Final, Literal

from index.formats.format import ScrapeFormat
from index.formats.html import OPENING
from index.formats.lines import lines, plain, text_of
from index.formats.records import LONGEST, RecordsIn, read_records
from index.layouts import generic
from index.model import Article, Rejection
from index.settings import Scrape
from index.streams import peek
from index.text import WIDE_MARKS

SUFFIXES: Final = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".psv": "|"}
"""With what most likely parts the fields."""
OTHERS: Final = ("", ".txt", ".text", ".dat", ".data", ".dump")
"""Files that may be tables, and must show that they are."""
DELIMITERS: Final = (",", "\t", ";", "|")
SAMPLE: Final = 256 * 1024
"""Bytes by which the dialect is told."""
ROWS: Final = 50
"""Rows by which it is told."""

ABSENT: Final = frozenset({"", "nan", "NaN", "NULL", "null", "\\N", "<NA>", "None"})
"""What programs write where a field has no value."""
MOST_FIELDS: Final = 2_000
FIELD: Final = 8 * 1024 * 1024
"""Characters of one field; a quote that nothing ends would else take in the rest of the file."""


class Dialect(csv.Dialect):
    """How the rows of one file are written."""

    lineterminator = "\n"
    doublequote = True
    quotechar = '"'
    skipinitialspace = False
    strict = False

    def __init__(self, delimiter: str, quoting: Literal[0, 3], escaping: bool) -> None:
        self.delimiter = delimiter
        self.quoting = quoting
        self.escapechar = "\\" if escaping else None
        super().__init__()


def _sniff(name: str, head: bytes) -> bool:
    suffix = PurePath(name).suffix.lower()
    if (b"\0" in head and not head.startswith(WIDE_MARKS)) or OPENING.match(head) is not None:
        return False
    if suffix in SUFFIXES:
        return bool(head.strip())
    if suffix not in OTHERS or head.startswith(WIDE_MARKS):
        return False
    text = text_of(head, None).lstrip("\ufeff")
    return _is_table(text.splitlines(keepends=True))


def _is_table(head: list[str]) -> bool:
    """Whether some lines, of which the last may be cut, are a table with a header of known names."""
    if len(head) < 2:
        return False
    dialect = told(head, ",")
    header = next(csv.reader(head[:1], dialect), [])
    names = {name.strip().translate(generic.BETWEEN).lower() for name in header}
    texts = names & {*generic.TITLE, *generic.BODY}
    others = names & {*generic.AUTHOR, *generic.PUBLISHED, *generic.URL, *generic.SOURCE, *generic.COMMENT_ID}
    return (
        len(names) == len(header) >= 3
        and bool(texts)
        and len(texts | others) >= 3
        and all(0 < len(name) <= 40 and name.isprintable() for name in names)
    )


def told(sample: Sequence[str], likely: str) -> Dialect:
    """The dialect in which these lines make the most rows of as many fields as the header has."""
    best, most = Dialect(likely, csv.QUOTE_MINIMAL, False), 0.0
    escaping = any('\\"' in line for line in sample) and not any('""' in line for line in sample)
    for delimiter in sorted(DELIMITERS, key=lambda each: each != likely):
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE) if delimiter == "\t" else (csv.QUOTE_MINIMAL,):
            dialect = Dialect(delimiter, quoting, escaping and quoting == csv.QUOTE_MINIMAL)
            worth = _worth(sample, dialect)
            if worth > most:
                best, most = dialect, worth
    return best


def _worth(sample: Sequence[str], dialect: Dialect) -> float:
    """How well a dialect fits: the share of rows that are as long as the header, more for more of them."""
    rows: list[list[str]] = []
    # Quotes in texts that are not meant to quote: something other than the next field follows one.
    loose = dialect.quoting == csv.QUOTE_MINIMAL and dialect.delimiter == "\t"
    try:
        for row in csv.reader(sample, dialect, strict=loose):
            if row:
                rows.append(row)
            if len(rows) > ROWS:
                break
    except csv.Error as error:
        if "expected after" in str(error):
            return 0.0
    if len(rows) > 2 and len(rows) <= ROWS:
        rows.pop()  # the sample may end within it
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0
    fitting = sum(len(row) == width for row in rows) / len(rows)
    return fitting * (1 + min(len(rows), ROWS) / 1_000) + width / 10_000


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    yield from read_records(_records(scrape, plain(stream)), scrape, "csv")


def _records(scrape: Scrape, stream: BinaryIO) -> RecordsIn:
    head, stream = peek(stream, SAMPLE)
    csv.field_size_limit(FIELD)
    sample = [text_of(line, scrape.charset) for line in head.splitlines(keepends=True)]
    dialect = told(sample, SUFFIXES.get(PurePath(scrape.name).suffix.lower(), ","))
    long: list[int] = []
    reader = csv.reader(_texts(stream, scrape.charset, long), dialect)
    header: list[str] | None = None
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Rejection(scrape.path, scrape.at(f"line {start}"), f"broken row: {error}")
            continue
        while long:
            place = f"line {long.pop(0)}"
            reason = f"longer than {LONGEST // 1024**2} MiB, which is no record"
            yield Rejection(scrape.path, scrape.at(place), reason)
        if not any(field.strip() for field in row):
            continue
        if header is None:
            header = [name.strip() for name in row[:MOST_FIELDS]]
        elif any(field.strip() for field in row[len(header) :]):
            reason = f"more fields than the header names: {len(row)} and not {len(header)}"
            yield Rejection(scrape.path, scrape.at(f"line {start}"), reason)
        else:
            yield f"line {start}", _record(header, row)
    if header is None:
        yield Rejection(scrape.path, scrape.place, "holds no rows")


def _texts(stream: BinaryIO, charset: str | None, long: list[int]) -> Iterator[str]:
    for number, line in lines(stream, LONGEST):
        if line is None:
            long.append(number)
            yield "\n"  # for the reader to count it
        else:
            yield text_of(line, charset).replace("\0", "")


def _record(header: Sequence[str], row: Iterable[str]) -> dict[str, Any]:
    """A row as an object: fields without a value are left out, and of two of one name the first counts."""
    record: dict[str, Any] = {}
    for name, value in zip(header, row, strict=False):
        if name and value.strip() not in ABSENT:
            record.setdefault(name, value)
    return record


CSV = ScrapeFormat(name="csv", about="a table: CSV, TSV and the like", sniff=_sniff, read=_read)
