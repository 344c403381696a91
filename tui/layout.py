"""A thread laid out in lines, for the reader to draw and to move about in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rich.cells import get_character_cell_size

from index.model import Article, Comment
from search import captions
from search.inert import inert_line, inert_spans
from search.matching import merged
from search.results import Span
from search.wrapping import wrap
from tui.reading import Reading, Shown, Tree

WIDEST: Final = 92
"""Columns of text: longer lines are hard to read."""
DEEPEST: Final = 8
"""Comments answered deeper than this are not indented further."""
STEP: Final = 2
"""Columns that an answer is indented by."""
FIRST_WORDS: Final = 160
"""Characters of a folded comment that may be shown."""


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
    rails: int = 0
    """How many lines run down at its left: one beside a comment, two beside an answer to one."""
    sign: str = ""
    """What stands before it."""
    aside: str = ""
    """What follows in another style."""
    marks: tuple[Span, ...] = ()
    """What in the part satisfied the query."""
    quotes: tuple[Span, ...] = ()
    """What in the part is somebody else's words."""
    finds: tuple[Span, ...] = ()
    """What in the part was looked for within the text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something marked in a thread."""

    record: str
    title: bool
    span: Span
    """In the text as it is shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is shown, and what is marked in it."""

    shown: str = ""
    marks: tuple[Span, ...] = ()
    quotes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A thread in lines."""

    rows: tuple[Row, ...] = ()
    starts: tuple[tuple[int, str], ...] = ()
    """The number of the first line of each record that is shown, and its id, in order."""
    places: tuple[Place, ...] = ()
    """What the query marks, or what is looked for, in order, also in what is folded."""
    lines: tuple[int | None, ...] = ()
    """The number of the line that each place begins in; None where it is folded."""

    def start(self, record: str) -> int | None:
        """The number of the first line of a record, if it is shown."""
        return next((number for number, identifier in self.starts if identifier == record), None)

    def record(self, line: int) -> str:
        """The id of the record that a line belongs to or follows."""
        number = bisect_right(self.starts, line, key=lambda start: start[0])
        return self.starts[number - 1][1] if number else ""


class Typesetter:
    """Lays one thread out, as often as something is folded or the width is another."""

    def __init__(self, reading: Reading) -> None:
        self._tree: Tree = reading.tree
        self._marks = reading.marks
        self._texts: dict[str, Text] = {}
        self._rows: dict[tuple[str, int, int, str], list[Row]] = {}

    def lay_out(self, reading: Reading, width: int) -> Layout:
        """The thread in lines of `width` columns, `reading.folding` and all."""
        columns = min(WIDEST, width)
        article = self._tree.article
        rows = list(self._article(article, reading.pattern, columns))
        starts = [(0, article.id)]
        hidden = 0
        for comment in article.comments:
            shown = reading.shown(comment.id)
            if shown is Shown.NOT:
                hidden += reading.left_out(comment.id)
                continue
            rows += [*_elision(hidden), Row("", "", (0, 0), "text")]
            hidden = 0
            starts.append((len(rows), comment.id))
            if shown is Shown.WHOLE:
                rows += self._comment(comment, reading.pattern, columns)
            else:
                rows.append(self._folded(comment, comment.id in reading.shut, columns))
                if len(starts) > 2 and rows[starts[-2][0]].sign == FOLDED:
                    del rows[starts[-1][0] - 1]  # folded comments need no empty lines between them
                    starts[-1] = (starts[-1][0] - 1, comment.id)
        rows += _elision(hidden)
        places = tuple(self.places(reading.pattern))
        return Layout(tuple(rows), tuple(starts), places, _lines(rows, places, reading.pattern))

    def places(self, pattern: str) -> Iterable[Place]:
        """What is marked in the thread in order, or with a pattern where that is."""
        for record in self._tree.article.walk():
            if not pattern and record.id not in self._marks:
                continue
            if isinstance(record, Article):
                headline = self.headline()
                spans = _found(headline.shown, pattern) if pattern else headline.marks
                yield from (Place(record.id, True, span) for span in spans)
            text = self.text(record)
            spans = _found(text.shown, pattern) if pattern else text.marks
            yield from (Place(record.id, False, span) for span in spans)

    def headline(self) -> Text:
        """The headline as it is shown."""
        article = self._tree.article
        marked = self._marks.get(article.id)
        return _text(article.title or "(no headline)", merged(marked.title) if marked else (), ())

    def text(self, record: Article | Comment) -> Text:
        """The text of a record as it is shown."""
        text = self._texts.get(record.id)
        if text is None:
            marked = self._marks.get(record.id)
            quotes = record.quotes if isinstance(record, Comment) else ()
            text = _text(record.body, merged(marked.body) if marked else (), quotes)
            self._texts[record.id] = text
        return text

    def _article(self, article: Article, pattern: str, columns: int) -> list[Row]:
        key = (article.id, columns, 0, pattern)
        if key not in self._rows:
            rows = _set(article.id, self.headline(), columns, "title", 0, pattern)
            rows += _plain(article.id, captions.article(article), columns)
            if article.url:
                rows += _plain(article.id, inert_line(article.url), columns)
            rows.append(Row(article.id, "", (0, 0), "text"))
            rows += _set(article.id, self.text(article), columns, "text", 0, pattern)
            if article.comments:
                count = len(article.comments)
                label = f"── {count:,} comment{'' if count == 1 else 's'} "
                line = label + "─" * max(0, columns - len(label))
                rows += [Row("", "", (0, 0), "text"), Row("", line, (0, len(line)), "meta")]
            self._rows[key] = rows
        return self._rows[key]

    def _comment(self, comment: Comment, pattern: str, columns: int) -> list[Row]:
        rails = _rails(comment, columns)
        key = (comment.id, columns, rails, pattern)
        if key not in self._rows:
            text = _set(comment.id, self.text(comment), columns - STEP * rails, "text", rails, pattern)
            self._rows[key] = [_head(comment, rails, OPEN), *text]
        return self._rows[key]

    def _folded(self, comment: Comment, whole: bool, columns: int) -> Row:
        """A comment in one line; `whole` if the answers to it are folded with it."""
        head = _head(comment, _rails(comment, columns), FOLDED)
        below = self._tree.below[comment.id]
        answers = f" +{below:,}" if whole and below else ""
        words = inert_line(comment.body[:FIRST_WORDS])
        return replace(head, aside=f"{head.aside}{answers}  {words}")


OPEN: Final = "▾ "
FOLDED: Final = "▸ "


def _rails(comment: Comment, columns: int) -> int:
    """The lines at the left of a comment: no more than leave two thirds of the room to the text."""
    return 1 + min(comment.depth, DEEPEST, columns // (3 * STEP) - 1)


def _head(comment: Comment, rails: int, sign: str) -> Row:
    name = captions.names((comment.author,) if comment.author else ())
    rest = captions.comment(comment).removeprefix(name)
    if comment.depth >= rails:
        rest += f"{captions.SEPARATOR}level {comment.depth + 1}"
    return Row(comment.id, name, (0, len(name)), "name", rails, sign, rest)


def _text(text: str, marks: Sequence[Span], quotes: Sequence[Span]) -> Text:
    text = text.replace("\t", " ")
    shown, marks = inert_spans(text, marks)
    return Text(shown, marks, inert_spans(text, quotes)[1] if quotes else ())


def _plain(record: str, text: str, columns: int) -> list[Row]:
    return [Row(record, text, part, "meta") for part in wrap(text, columns, get_character_cell_size)]


def _set(record: str, text: Text, columns: int, style: str, rails: int, pattern: str) -> list[Row]:
    if not text.shown:
        return []
    rows: list[Row] = []
    finds = _found(text.shown, pattern) if pattern else ()
    parts = list(wrap(text.shown, columns, get_character_cell_size))
    layers = [_distributed(spans, parts) for spans in (text.marks, text.quotes, finds)]
    blank = False
    for number, part in enumerate(parts):
        before, blank = blank, not text.shown[slice(*part)].strip()
        if not (before and blank):  # one blank line is enough
            marks, quotes, found = (layer.get(number, ()) for layer in layers)
            rows.append(Row(record, text.shown, part, style, rails, "", "", marks, quotes, found))
    return rows


def _distributed(spans: Sequence[Span], parts: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """By the number of each part of a text, which of some sorted, disjoint spans stand in it."""
    there: dict[int, list[Span]] = {}
    number = 0
    for span in spans:
        while number < len(parts) and parts[number][1] <= span[0]:
            number += 1
        at = number
        while at < len(parts) and parts[at][0] < span[1]:
            there.setdefault(at, []).append(span)
            at += 1
    return {number: tuple(found) for number, found in there.items()}


def _found(text: str, pattern: str) -> tuple[Span, ...]:
    """Where a text that is typed stands in another: in any case, and over breaks of lines."""
    words = r"\s+".join(map(re.escape, pattern.split()))
    return tuple(match.span() for match in re.finditer(words, text, re.IGNORECASE)) if words else ()


def _elision(hidden: int) -> list[Row]:
    if not hidden:
        return []
    text = f"⋯ {hidden:,} comment{'' if hidden == 1 else 's'} without a match"
    return [Row("", "", (0, 0), "text"), Row("", text, (0, len(text)), "meta")]


def _lines(rows: Sequence[Row], places: Sequence[Place], pattern: str) -> tuple[int | None, ...]:
    """The numbers of the rows that places begin in."""
    begins: dict[tuple[str, bool, int], int] = {}
    for number, row in enumerate(rows):
        if row.sign != FOLDED:
            for start, _ in row.finds if pattern else row.marks:
                begins.setdefault((row.record, row.style == "title", start), number)
    return tuple(begins.get((place.record, place.title, place.span[0])) for place in places)


def plain(layout: Layout) -> str:
    """The lines of a layout as text."""
    rows = (
        f"{'│ ' * row.rails}{row.sign}{row.text[slice(*row.part)]}{row.aside}".rstrip() for row in layout.rows
    )
    return "".join(f"{row}\n" for row in rows)
