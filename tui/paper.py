"""A thread on the screen: how each of its lines is drawn."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.model import Article, Comment
from search import captions
from search.inert import inert_line
from search.results import Span
from tui.concordance import concordance
from tui.layout import FOLDED, Layout, Row, Typesetter
from tui.lines import Lines, fitted, segments, short
from tui.reading import Reading

MARGIN: Final = 1
"""Columns left of the text."""
HEADLINE: Final = 12
"""Columns that a headline is cut to when what stands under it needs the room."""


class Paper(Lines):
    """Base of the reader: a thread laid out for the width there is, the current place and record marked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._setter: Typesetter | None = None
        self._layout = Layout()
        self._width = 0
        self._place = 0
        """The number of the current one of the layout's places."""
        self._at = ""
        """The id of the record one is at."""
        self._listing = False
        """Whether the matches are shown a line each."""

    @property
    def reading(self) -> Reading | None:
        """What is shown."""
        return self._reading

    @property
    def at(self) -> Article | Comment | None:
        """The record one is at."""
        if self._reading is None:
            return None
        return self._reading.tree.comments.get(self._at, self._reading.article)

    def _lay_out(self) -> None:
        if self._reading is None or self._setter is None:
            return
        self._width = self._columns()
        if self._listing:
            self._layout = concordance(self._setter, self._reading, self._width)
        else:
            self._layout = self._setter.lay_out(self._reading, self._width)
        self._place = min(self._place, max(0, len(self._layout.places) - 1))
        self.set_lines(len(self._layout.rows))

    def _columns(self) -> int:
        return max(20, self.scrollable_content_region.width - 2 * MARGIN)

    def render_line(self, y: int) -> Strip:
        """A line of the widget: the first says under what one reads, once that is out of sight."""
        width = self.scrollable_content_region.width
        crumbs = self._crumbs(width - 4) if y == 0 else ""
        if not crumbs:
            return super().render_line(y)
        pieces = fitted([Segment(f" {crumbs}", self.style("crumbs"))], width, self.style("crumbs"))
        return Strip(pieces).adjust_cell_length(width, self.style("crumbs"))

    def _crumbs(self, room: int = 0) -> str:
        """The records above the one at the top of the screen, the nearest last, which is the last to go."""
        top = self.scroll_offset.y
        if self._reading is None or self._listing or top == 0:
            return ""
        tree = self._reading.tree
        names = [inert_line(tree.article.title) or "(no headline)"]
        for record in tree.ancestors(self._layout.record(top + 1))[1:]:
            names.append(captions.names((tree.comments[record].author or "",)))
        others = cell_len(" › ".join(["", *names[1:]]))
        names[0] = short(names[0], max(HEADLINE, room - others))
        while len(names) > 2 and cell_len(" › ".join(names)) > room:
            names[:2] = ["…"]
        return "↑ " + " › ".join(names)

    def line(self, number: int, width: int) -> Strip:
        """A line of the thread."""
        row = self._layout.rows[number]
        pieces = [Segment(" " * MARGIN, self.style("text"))]
        if row.rails:
            here = row.record == self._at
            pieces.append(Segment("│ " * (row.rails - 1), self.style("rail")))
            pieces.append(Segment("┃ " if here else "│ ", self.style("bar" if here else "rail")))
        if row.sign:
            pieces.append(Segment(row.sign, self.style("meta")))
        pieces += self._pieces(number, row)
        if row.aside:
            pieces.append(Segment(row.aside, self.style("meta")))
        return Strip(fitted(pieces, width, self.style("meta")))

    def _pieces(self, number: int, row: Row) -> list[Segment]:
        current: tuple[Span, ...] = ()
        if self._layout.places and row.sign != FOLDED:
            place = self._layout.places[self._place]
            title = row.style == "title"
            if (place.record, place.title) == (row.record, title) and not self._listing:
                current = (place.span,)
            elif self._listing and number == self._place:
                current = row.finds or row.marks
        return segments(
            row.text,
            row.part,
            self.style(row.style),
            (row.quotes, self.style("quote")),
            (row.marks, self.style("mark")),
            (row.finds, self.style("find")),
            (current, Style(reverse=True)),
        )
