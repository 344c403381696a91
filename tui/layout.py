"""A thread laid out in lines, for the reader to draw and to move about in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import get_character_cell_size

from index.model import Article, Comment
from search import captions
from search.inert import inert_line, inert_spans
from search.matching import Marks, merged
from search.results import Span
from search.texts import Mark
from search.wrapping import wrap

WIDEST: Final = 92
"""Columns of text: longer lines are hard to read."""
DEEPEST: Final = 8
"""Comments answered deeper than this are not indented further."""
STEP: Final = 2
"""Columns that an answer is indented by."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a thread."""

    record: str
    """The id of the record it belongs to; empty between records."""
    text: str
    part: Span
    """What of `text` stands in this line."""
    style: str
    """A component class of `tui.lines.Lines`, without the prefix."""
    indent: int = 0
    rail: bool = False
    """Whether a line runs down at its left, as beside comments."""
    aside: str = ""
    """What follows in another style."""
    spans: tuple[Span, ...] = ()
    """What in `text` is marked."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A thread in lines."""

    rows: tuple[Row, ...] = ()
    starts: tuple[tuple[int, str], ...] = ()
    """The number of the first line of each record, and its id, in order."""
    matches: tuple[tuple[int, Span], ...] = ()
    """Every marked place in order: the number of the line it begins in, and its span in that line's text."""

    def start(self, record: str) -> int:
        """The number of the first line of a record."""
        return next((number for number, identifier in self.starts if identifier == record), 0)

    def first_match(self, record: str) -> int:
        """The number among `matches` of the first one in a record, or after its beginning."""
        begin = self.start(record)
        return next((number for number, (row, _) in enumerate(self.matches) if row >= begin), 0)


def lay_out(article: Article, marks: Mapping[str, Marks], width: int) -> Layout:
    """An article and its comments in lines of `width` columns."""
    rows: list[Row] = []
    starts = [(0, article.id)]
    columns = min(WIDEST, width)
    marked = marks.get(article.id, Marks((), ()))
    rows += _text(article.id, article.title or "(no headline)", marked.title, columns, "title")
    rows += _text(article.id, captions.article(article), (), columns, "meta")
    if article.url:
        rows += _text(article.id, inert_line(article.url), (), columns, "meta")
    rows.append(_blank())
    rows += _text(article.id, article.body, marked.body, columns, "text")
    if article.comments:
        count = len(article.comments)
        label = f"── {count:,} comment{'' if count == 1 else 's'} "
        line = label + "─" * max(0, columns - len(label))
        rows += [_blank(), Row("", line, (0, len(line)), "meta")]
    for comment in article.comments:
        rows.append(_blank())
        starts.append((len(rows), comment.id))
        rows += _comment(comment, marks.get(comment.id), columns)
    return Layout(tuple(rows), tuple(starts), tuple(_matches(rows)))


def _comment(comment: Comment, marked: Marks | None, columns: int) -> list[Row]:
    indent = min(comment.depth, DEEPEST) * STEP
    name = captions.names((comment.author,) if comment.author else ())
    rest = captions.comment(comment).removeprefix(name)
    head = Row(comment.id, name, (0, len(name)), "name", indent, rail=True, aside=rest)
    marks = marked.body if marked else ()
    return [head, *_text(comment.id, comment.body, marks, columns, "text", indent, rail=True)]


def _text(
    record: str,
    text: str,
    marks: Sequence[Mark],
    columns: int,
    style: str,
    indent: int = 0,
    *,
    rail: bool = False,
) -> list[Row]:
    if not text:
        return []
    shown, spans = inert_spans(text.replace("\t", " "), merged(marks))
    parts = list(wrap(shown, columns - indent - 2 * rail, get_character_cell_size))
    rows = []
    for number, part in enumerate(parts):
        blank = not shown[slice(*part)].strip()
        if not (
            blank and number and not shown[slice(*parts[number - 1])].strip()
        ):  # one blank line is enough
            rows.append(Row(record, shown, part, style, indent, rail, "", spans))
    return rows


def _blank() -> Row:
    return Row("", "", (0, 0), "text")


def _matches(rows: Sequence[Row]) -> list[tuple[int, Span]]:
    matches = []
    for number, row in enumerate(rows):
        start, end = row.part
        matches += [(number, span) for span in row.spans if start <= span[0] < end]
    return matches
