"""The lines above and below: the query, what narrows it, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from search.wrapping import wrap
from tui.keymap import FIND, QUERY, bindings


class QueryBox(Input):
    """Where the query is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUERY)]

    @dataclass
    class ListMoved(Message):
        """The list is to be moved through while the query is typed."""

        by: int

    @dataclass
    class Left(Message):
        """The query was left for the list."""

    @dataclass
    class Recalled(Message):
        """A query that was typed before is to be looked for again."""

        by: int
        """-1 for one before, 1 for one after that."""

    @dataclass
    class HistoryAsked(Message):
        """One is to be searched for among all."""

    @dataclass
    class Corrected(Message):
        """What may have been meant is to be looked for."""

    async def _on_key(self, event: events.Key) -> None:
        # Escape and the next key within a tenth of a second arrive as one key with alt, in every
        # terminal without the Kitty protocol.
        if event.key.startswith("alt+") and len(event.key) == len("alt+x"):
            event.stop()
            event.prevent_default()
            self.action_leave()
            # By way of the app: sent from here, a key would not come back to the screen's own bindings.
            self.app.call_later(self.app.simulate_key, event.key[-1])
            return
        await super()._on_key(event)

    def action_list(self, by: int) -> None:
        """Move through the list."""
        self.post_message(self.ListMoved(by))

    def action_leave(self) -> None:
        """Go to the list, before another key comes."""
        self.screen.set_focus(self.screen.query_one("#results"))
        self.post_message(self.Left())

    def action_recall(self, by: int) -> None:
        """Take a query that was typed before."""
        self.post_message(self.Recalled(by))

    def action_history(self) -> None:
        """Search for one among all that were typed."""
        self.post_message(self.HistoryAsked())

    def action_meant(self) -> None:
        """Look for what may have been meant."""
        self.post_message(self.Corrected())

    def action_clear(self) -> None:
        """Empty the query."""
        self.value = ""


class FindBox(Input):
    """Where one types what to find in the text."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FIND)]

    @dataclass
    class Left(Message):
        """The box is to be left for the text."""

        keep: bool
        """Whether what was found stays so."""

    def action_done(self) -> None:
        """Go back to the text with what was found."""
        self.screen.set_focus(self.screen.query_one("#reader"))
        self.post_message(self.Left(keep=True))

    def action_cancel(self) -> None:
        """Go back to the text as it was."""
        self.screen.set_focus(self.screen.query_one("#reader"))
        self.post_message(self.Left(keep=False))


class Bar(Widget):
    """A line with something at its left and at its right; a warning has more lines where it needs them."""

    DEFAULT_CSS = """
    Bar { height: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--left", "bar--right", "bar--warning"}

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left: tuple[str, ...] = ()
        self._right = ""
        self._warning = False

    def show(self, *left: str, warning: bool = False) -> None:
        """Show these at the left, the most important first."""
        self._left = left
        # A warning may have more lines than what it takes the place of.
        self.refresh(layout=warning or self._warning)
        self._warning = warning

    def show_right(self, right: str) -> None:
        """Show this at the right."""
        self._right = right
        self.refresh(layout=self._warning)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines it takes in `width` columns."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One of the lines; what is at the right is in the last."""
        width = self.size.width
        lines = self._lines(width)
        right = Segment(self._at_right() if y == len(lines) - 1 else "", self._style("right"))
        text = f" {lines[y]}" if y < len(lines) else ""
        left = Segment(text, self._style("warning" if self._warning else "left"))
        fitted = Strip([left]).adjust_cell_length(max(0, width - cell_len(right.text)), self.rich_style)
        return Strip([*fitted, right]).adjust_cell_length(width, self.rich_style)

    def _lines(self, width: int) -> list[str]:
        """What is at the left: a warning whole; of hints, as many as fit."""
        room = width - cell_len(self._at_right()) - 3
        if self._warning:
            text = "  ".join(self._left)
            return [text[start:stop] for start, stop in wrap(text, room)]
        shown = list(self._left)
        while len(shown) > 1 and cell_len("  ".join(shown)) > room:
            shown.pop()
        return ["  ".join(shown)]

    def _at_right(self) -> str:
        return f"{self._right} "

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bar--{name}")
