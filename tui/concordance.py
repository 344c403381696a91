"""Every match of a thread in a line of its own, the matches below each other."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len, get_character_cell_size

from index.model import Article, Comment
from search import captions
from search.results import Span
from tui.layout import WIDEST, Layout, Place, Row, Typesetter
from tui.lines import short
from tui.reading import Reading

NAME: Final = 14
"""Columns for whose words they are, on a line that has room for it."""
ROOM: Final = 60


def concordance(setter: Typesetter, reading: Reading, width: int) -> Layout:
    """The places of a thread, a line each, as keywords in context (KWIC)."""
    records: dict[str, Article | Comment] = {record.id: record for record in reading.article.walk()}
    columns = min(WIDEST, width)
    places = tuple(setter.places(reading.pattern))
    rows = [_row(setter, records[place.record], place, columns, bool(reading.pattern)) for place in places]
    starts: list[tuple[int, str]] = []
    for number, place in enumerate(places):
        if not starts or starts[-1][1] != place.record:
            starts.append((number, place.record))
    return Layout(tuple(rows), tuple(starts), places, tuple(range(len(rows))))


def _row(setter: Typesetter, record: Article | Comment, place: Place, columns: int, found: bool) -> Row:
    text = setter.headline().shown if place.title else setter.text(record).shown
    name = ""
    if columns >= ROOM:
        name = captions.names((record.author or "",)) if isinstance(record, Comment) else "article"
        name = short(name, NAME - 2)
        name += " " * (NAME - cell_len(name))
        columns -= NAME
    start, end = place.span
    left = _before(text, start, columns * 2 // 5)
    word = " ".join(text[start:end].split())
    after = " ".join(text[end : end + 2 * columns].split())
    joint = " " if text[end : end + 1].isspace() else ""
    line = f"{left}{word}{joint}{after}"
    span: Span = (len(left), len(left) + len(word))
    marks, finds = ((), (span,)) if found else ((span,), ())
    return Row(record.id, line, (0, len(line)), "text", sign=name, marks=marks, finds=finds)


def _before(text: str, start: int, columns: int) -> str:
    """What stands before a place, flush with its right edge."""
    words = " ".join(text[max(0, start - 2 * columns) : start].split())
    if text[start - 1 : start].isspace() and words:
        words += " "
    used, at = 0, len(words)
    while at and used + get_character_cell_size(words[at - 1]) <= columns:
        at -= 1
        used += get_character_cell_size(words[at])
    return " " * (columns - used) + words[at:]
