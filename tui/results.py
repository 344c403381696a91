"""The list of hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from index.model import Kind, Origin
from search import captions
from search.inert import inert_spans
from search.results import Hit, SearchPage
from search.snippets import cropped
from tui.engine import PAGE
from tui.keymap import LIST, bindings
from tui.lines import Lines, fitted, segments

ROOMY: Final = 24
"""From this height on a hit takes four lines: headline, what it is, passage, nothing. Else two."""


class ResultList(Lines):
    """Hits, of which only those near the screen are held."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    cursor: reactive[int] = reactive(0)
    """The number of the chosen hit, from 0."""

    @dataclass
    class Moved(Message):
        """Another hit is under the cursor."""

        hit: Hit

    @dataclass
    class Chosen(Message):
        """A hit is to be read."""

        hit: Hit

    @dataclass
    class Missing(Message):
        """A hit that is not held has come near the screen."""

        offset: int
        """Where the page that holds it begins."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.total = 0
        self._hits: dict[int, Hit] = {}
        self._asked: set[int] = set()
        self._strips: dict[tuple[int, int, int, bool], Strip] = {}

    @property
    def rows(self) -> int:
        """The lines that a hit takes."""
        return 4 if self.size.height >= ROOMY else 2

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, if it is held."""
        return self._hits.get(self.cursor)

    def show(self, page: SearchPage) -> None:
        """Show a new list, of which this is the first page."""
        self._hits.clear()
        self._asked.clear()
        self.total = page.total
        self.set_reactive(ResultList.cursor, 0)
        self.scroll_to(y=0, animate=False)
        self.extend(page)

    def extend(self, page: SearchPage) -> None:
        """Take in another page of the list."""
        self._hits.update(enumerate(page.hits, start=page.offset))
        self._asked.add(page.offset)
        self._strips.clear()
        self.set_lines(self.total * self.rows)
        if page.offset <= self.cursor < page.offset + len(page.hits):
            self.post_message(self.Moved(self._hits[self.cursor]))

    def ask_again(self) -> None:
        """Ask once more for pages that did not come."""
        self._asked = {place - place % PAGE for place in self._hits}

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """The height decides how many lines a hit takes."""
        self._strips.clear()
        self.set_lines(self.total * self.rows)
        self.call_after_refresh(self._show_cursor)

    def line(self, number: int, width: int) -> Strip:
        """A line of a hit."""
        place, part = divmod(number, self.rows)
        current = place == self.cursor
        key = (place, part, width, current)
        strip = self._strips.get(key)
        if strip is not None:
            return strip
        hit = self._hits.get(place)
        if hit is None:
            self._ask_for(place)
            return Strip([Segment("  …" if part == 0 else "", self.style("meta"))])
        parts = (
            (self._headline, self._about, self._passage) if self.rows > 2 else (self._headline, self._passage)
        )
        if part >= len(parts):
            return Strip.blank(width, self.style("text"))
        bar = Segment("▌" if current else " ", self.style("bar"))
        pieces = fitted(parts[part](hit, width - 2), width - 2, self.style("meta"))
        strip = Strip([bar, *pieces]).adjust_cell_length(width, self.style("text"))
        if current:
            ground = Style(bgcolor=self.style("current").bgcolor)
            strip = Strip(Segment.apply_style(strip, post_style=ground), width)
        if len(self._strips) > 4 * PAGE:
            self._strips.clear()
        self._strips[key] = strip
        return strip

    def _headline(self, hit: Hit, width: int) -> list[Segment]:
        title, spans = inert_spans(hit.title.replace("\n", " ") or "(no headline)", hit.title_spans)
        pieces = segments(title, (0, len(title)), self.style("title"), (spans, self.style("mark")))
        if hit.kind is Kind.COMMENT:
            pieces = [
                Segment(captions.names(hit.authors), self.style("name")),
                Segment(f" under {title}", self.style("meta")),
            ]
        if (
            self.rows > 2
            or hit.date is None
            or (hit.kind is Kind.ARTICLE and hit.date.origin is Origin.COMMENT)
        ):
            return pieces
        date = f"  {hit.date.when:%Y-%m-%d}"
        headline = fitted(pieces, width - len(date), self.style("meta"))
        return [*Strip(headline).adjust_cell_length(width - len(date)), Segment(date, self.style("meta"))]

    def _about(self, hit: Hit, _width: int) -> list[Segment]:
        return [Segment(captions.hit(hit, named=False), self.style("meta"))]

    def _passage(self, hit: Hit, width: int) -> list[Segment]:
        passage = cropped(hit.snippet, width)
        text, spans = inert_spans(passage.text, passage.spans)
        return [
            Segment("" if passage.begins else "… ", self.style("meta")),
            *segments(text, (0, len(text)), self.style("text"), (spans, self.style("mark"))),
            Segment("" if passage.ends else " …", self.style("meta")),
        ]

    def _ask_for(self, place: int) -> None:
        offset = place - place % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Missing(offset))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(self.total - 1, cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two hits concerned, keep the new one in sight, and tell of it."""
        for place in (old, new):
            self.refresh_lines(place * self.rows, self.rows)
        self._show_cursor()
        if new in self._hits:
            self.post_message(self.Moved(self._hits[new]))
        else:
            self._ask_for(new)

    def _show_cursor(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor * self.rows, 1, self.rows), animate=False, force=True, immediate=True
        )

    def on_click(self, event: events.Click) -> None:
        """Choose the hit under the mouse."""
        place = (event.y + self.scroll_offset.y) // self.rows
        if place < self.total:
            if place == self.cursor:
                self.action_choose()
            self.cursor = place

    def action_move(self, by: int) -> None:
        """Go `by` hits down."""
        self.cursor += by

    def action_turn(self, by: int) -> None:
        """Go `by` screens down."""
        self.cursor += by * max(1, self.size.height // self.rows - 1)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last hit."""
        self.cursor = 0 if side < 0 else self.total - 1

    def action_choose(self) -> None:
        """Read the hit under the cursor."""
        if self.hit is not None:
            self.post_message(self.Chosen(self.hit))
