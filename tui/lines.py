"""A scrolling widget that draws line by line: ten lines cost as much as a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from search.results import Span


class Lines(ScrollView, can_focus=True):
    """Base of the list and the text. Subclasses say how many lines there are, and draw one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lines--title",
        "lines--name",
        "lines--meta",
        "lines--text",
        "lines--mark",
        "lines--current",
        "lines--bar",
    }

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._styles: dict[str, Style] = {}

    def line(self, number: int, width: int) -> Strip:
        """Line `number`, from 0, `width` columns wide at most."""
        raise NotImplementedError

    def set_lines(self, count: int) -> None:
        """Say how many lines there are."""
        if self.virtual_size.height != count:
            self.virtual_size = Size(0, count)
        self.refresh()

    def style(self, name: str) -> Style:
        """The style of a component class, which the theme decides."""
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"lines--{name}")
        return self._styles[name]

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """A line of the widget as Textual asks for it."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= self.virtual_size.height:
            return Strip.blank(width, self.style("text"))
        return self.line(number, width).adjust_cell_length(width, self.style("text"))


def segments(text: str, part: Span, spans: Sequence[Span], plain: Style, mark: Style) -> list[Segment]:
    """The part of a text as segments, with the spans in it marked."""
    start, end = part
    pieces = []
    for first, last in spans:
        if last <= start or first >= end:
            continue
        if first > start:
            pieces.append(Segment(text[start:first], plain))
        pieces.append(Segment(text[max(start, first) : min(end, last)], mark))
        start = min(end, last)
    if start < end:
        pieces.append(Segment(text[start:end], plain))
    return pieces
