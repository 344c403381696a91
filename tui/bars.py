"""The lines above and below: what narrows the query, what can be done, and what to find in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from search.wrapping import wrap
from tui.keymap import FIND, bindings


class Box(Input):
    """A line to type in. What is typed changes no size, so it costs no layout of the whole screen."""

    value = reactive("", init=False)
    virtual_size = Reactive(Size(0, 0))


class FindBox(Box):
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
