"""RIS, which reference managers read: a record each, one line a field.

An article is NEWS, a comment ICOMM (internet communication). A date that an article has only from a comment
under it is told in a note, not in a field for dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from index.model import Dated, Kind, Origin, Precision
from index.shapes import path_shape
from search import captions
from search.inert import inert_line
from search.output.format import Answer, OutputFormat, Style
from search.output.heading import heading

if TYPE_CHECKING:
    from search.found import Found

TYPES: Final = {Kind.ARTICLE: "NEWS", Kind.COMMENT: "ICOMM"}

DAYS: Final = {Precision.YEAR: "%Y///", Precision.MONTH: "%Y/%m//"}
"""How RIS writes a date of which no more is known."""


def _write(answers: Iterable[Answer], stream: BinaryIO, _style: Style) -> None:
    for answer in answers:
        stream.write(f"{heading(answer)}\n\n".encode())
        for found in answer.found:
            lines = (f"{tag}  - {inert_line(value)}".rstrip() for tag, value in _fields(found) if value)
            stream.write(("\n".join(lines) + "\nER  - \n\n").encode())


def _fields(found: Found) -> Iterator[tuple[str, str | None]]:
    hit, stored = found.hit, found.stored
    yield "TY", TYPES[hit.kind]
    yield "ID", hit.id
    yield "TI", hit.title
    yield from (("AU", author) for author in hit.authors)
    yield "T2", hit.source.name
    date = hit.date
    own = date is not None and (hit.kind is Kind.COMMENT or date.origin is not Origin.COMMENT)
    if own:
        yield "PY", f"{date.local:%Y}" if date else None
        yield "DA", _day(date) if date else None
    yield "UR", hit.url
    yield "LA", stored.language
    yield "AB", hit.snippet.text
    if stored.record.last_seen is not None:
        yield "Y2", f"{stored.record.last_seen:%Y/%m/%d/}"
    yield "AN", hit.id
    yield "N1", f"{captions.hit(hit)}; read from {path_shape(hit.path)}"
    yield "DP", "dateline"


def _day(dated: Dated) -> str:
    return dated.local.strftime(DAYS.get(dated.precision, "%Y/%m/%d/"))


RIS = OutputFormat("ris", "records for reference managers such as Zotero", _write)
