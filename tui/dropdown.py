"""What a query can go on with, below the place where it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from search.completing import Completion, Offer
from search.inert import inert_line
from tui.lines import fitted

ROWS: Final = 8
"""Offers that are shown at once."""
WIDEST: Final = 72
"""Columns of them."""


class Dropdown(Widget):
    """Offers, one a line, of which one may be chosen; it never has the focus."""

    DEFAULT_CSS = """
    Dropdown { display: none; layer: above; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"dropdown--text", "dropdown--about", "dropdown--current"}

    @dataclass
    class Taken(Message):
        """An offer is to take the place of what was typed."""

        completion: Completion
        offer: Offer

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.completion = Completion()
        self.chosen: int | None = None
        """The number of the offer one is at, from 0."""
        self._first = 0

    def open(self, completion: Completion, column: int, *, chosen: int | None = None) -> None:
        """Show offers below a column of the query."""
        self.completion = completion
        self.chosen = chosen
        self._first = 0
        wide = max(map(self._width, completion.offers))
        screen = self.screen.size.width
        width = min(wide + 3, WIDEST, screen)
        self.styles.width = width
        self.styles.height = min(ROWS, len(completion.offers), max(1, self.screen.size.height - 3))
        self.styles.offset = (max(0, min(column - 2, screen - width)), 1)
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Show nothing."""
        self.display = False

    def move(self, by: int) -> None:
        """Go `by` offers down, round from the last to the first."""
        number = len(self.completion.offers)
        self.chosen = (
            (self.chosen + by) % number if self.chosen is not None else (0 if by > 0 else number - 1)
        )
        height = max(1, self.size.height)
        self._first = min(max(self._first, self.chosen - height + 1), self.chosen)
        self.refresh()

    def take(self) -> bool:
        """Have the chosen offer taken; whether there is one."""
        if self.chosen is None:
            return False
        self.post_message(self.Taken(self.completion, self.completion.offers[self.chosen]))
        self.close()
        return True

    def on_click(self, event: events.Click) -> None:
        """Take the offer under the mouse."""
        number = self._first + event.y
        if number < len(self.completion.offers):
            self.chosen = number
            self.take()

    def render_line(self, y: int) -> Strip:
        """One offer."""
        width = self.size.width
        number = self._first + y
        if number >= len(self.completion.offers):
            return Strip.blank(width, self.rich_style)
        offer = self.completion.offers[number]
        about = _about(offer)
        room = max(1, width - 3 - (cell_len(about) + 2 if about else 0))
        text, muted = self._style("text"), self._style("about")
        here = number == self.chosen
        name = Strip(fitted([Segment(inert_line(offer.text), text)], room, text)).adjust_cell_length(
            room, text
        )
        told = Segment(f"  {about}" if about else "", muted)
        strip = Strip([Segment("▌ " if here else "  ", text), *name, told])
        strip = Strip(fitted(list(strip), width, muted)).adjust_cell_length(width, self.rich_style)
        if not here:
            return strip
        current = self._style("current")
        ground = Style(bgcolor=current.bgcolor, bold=True)
        return Strip(Segment.apply_style(strip, post_style=ground), width)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"dropdown--{name}")

    @staticmethod
    def _width(offer: Offer) -> int:
        return cell_len(inert_line(offer.text)) + cell_len(_about(offer)) + 2


def _about(offer: Offer) -> str:
    return f"{offer.records:,}" if offer.records is not None else offer.about
