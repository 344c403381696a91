"""The text of a thread: the article and the comments under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from index.model import Article
from search.matching import Marks
from tui.keymap import READER, bindings
from tui.layout import Layout, Row, lay_out
from tui.lines import Lines, segments


class Reader(Lines):
    """Shows one thread."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READER)]

    @dataclass
    class Left(Message):
        """The reader is to be left for the list."""

    @dataclass
    class Moved(Message):
        """Another match is the current one."""

        number: int
        """From 1; 0 where there is none."""
        total: int

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._article: Article | None = None
        self._marks: Mapping[str, Marks] = {}
        self._found = ""
        self._layout = Layout()
        self._width = 0
        self._match = 0

    def show(self, article: Article, marks: Mapping[str, Marks], found: str) -> None:
        """Show a thread from the record `found` on, with what satisfied the query marked."""
        self._article, self._marks, self._found = article, marks, found
        self._lay_out()
        self._match = self._layout.first_match(found)
        self._go_to(self._layout.start(found))
        self._reveal()
        self._tell()

    def clear(self) -> None:
        """Show nothing."""
        self._article, self._layout = None, Layout()
        self.set_lines(0)
        self._tell()

    def on_resize(self) -> None:
        """Lay the thread out for the new width, and stay at the same record."""
        width = self._columns()
        if self._article is not None and width != self._width:
            top = self._record_at(self.scroll_offset.y + 1)
            self._lay_out()
            self._go_to(self._layout.start(top))

    def line(self, number: int, width: int) -> Strip:
        """A line of the thread."""
        row = self._layout.rows[number]
        pieces = [Segment(" " * (1 + row.indent), self.style("text"))]
        if row.rail:
            found = row.record == self._found
            pieces.append(Segment("┃ " if found else "│ ", self.style("bar" if found else "meta")))
        pieces += self._pieces(number, row)
        if row.aside:
            pieces.append(Segment(row.aside, self.style("meta")))
        return Strip(pieces).crop(0, width)

    def _pieces(self, number: int, row: Row) -> list[Segment]:
        plain, mark = self.style(row.style), self.style("mark")
        if row.style == "title":
            mark += Style(bold=True)
        current = self._layout.matches[self._match] if self._layout.matches else None
        if current is None or current[0] != number:
            return segments(row.text, row.part, row.spans, plain, mark)
        start, end = row.part
        first, last = current[1]
        last = min(last, end)
        return [
            *segments(row.text, (start, first), row.spans, plain, mark),
            Segment(row.text[first:last], mark + Style(reverse=True)),
            *segments(row.text, (last, end), row.spans, plain, mark),
        ]

    def _columns(self) -> int:
        return max(20, self.scrollable_content_region.width - 2)

    def _lay_out(self) -> None:
        if self._article is not None:
            self._width = self._columns()
            self._layout = lay_out(self._article, self._marks, self._width)
            self._match = min(self._match, max(0, len(self._layout.matches) - 1))
            self.set_lines(len(self._layout.rows))

    def _record_at(self, line: int) -> str:
        return next((record for number, record in reversed(self._layout.starts) if number <= line), "")

    def _reveal(self) -> None:
        """Bring the current match into sight, with some lines above it."""
        if not self._layout.matches:
            return
        line = self._layout.matches[self._match][0]
        top, height = self.scroll_offset.y, self.size.height
        if not top <= line < top + height:
            self._go_to(line - height // 3)

    def _go_to(self, line: int) -> None:
        """Bring a line to the top, below the empty one above it."""
        self.scroll_to(y=max(0, line - 1), animate=False, force=True, immediate=True)

    def _tell(self) -> None:
        total = len(self._layout.matches)
        self.post_message(self.Moved(self._match + 1 if total else 0, total))

    def match(self, by: int) -> None:
        """Go `by` matches on, from the last to the first."""
        if self._layout.matches:
            self._match = (self._match + by) % len(self._layout.matches)
            self._reveal()
            self.refresh()
            self._tell()

    def action_scroll_by(self, lines: int) -> None:
        """Go some lines down."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def action_turn(self, screens: int) -> None:
        """Go some screens down."""
        self.action_scroll_by(screens * max(1, self.size.height - 2))

    def action_edge(self, side: int) -> None:
        """Go to the beginning or the end."""
        self.scroll_to(y=0 if side < 0 else self.virtual_size.height, animate=False, immediate=True)

    def action_comment(self, by: int) -> None:
        """Go to the next or the previous record of the thread."""
        top = self.scroll_offset.y + (1 if self.scroll_offset.y else 0)
        starts = [number for number, _ in self._layout.starts]
        after = [number for number in starts if number > top]
        before = [number for number in starts if number < top]
        goal = (after[0] if after else None) if by > 0 else (before[-1] if before else None)
        if goal is not None:
            self._go_to(goal)

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())
