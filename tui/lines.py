"""A scrolling widget that draws line by line: ten lines cost as much as a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual._border import get_box
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.geometry import Size, Spacing
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle

from search.results import Span


class Bare(StylesCache):
    """Remembers lines that are painted as they are drawn, with an edge at most.

    Textual's own looks at all that a style can do with each of them, which takes longer than to draw it.
    """

    def render_line(
        self,
        styles: StylesBase,
        y: int,
        size: Size,
        content_size: Size,
        padding: Spacing,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *others: object,
    ) -> Strip:
        """A line of the widget."""
        line = render_content_line(y)
        borders = (styles.border_left, styles.border_right)
        if not any(kind for kind, _ in borders):
            return line
        inner, outer = self.get_inner_outer(base_background, background)
        left, right = (
            [get_box(kind, inner, outer, VisualStyle(foreground=base_background + color))[1][side]]
            if kind
            else []
            for (kind, color), side in zip(borders, (0, 2), strict=True)
        )
        content = line.adjust_cell_length(content_size.width, inner.rich_style)
        return Strip([*left, *content, *right], size.width)


class Lines(ScrollView, can_focus=True):
    """Base of the list and the text. Subclasses say how many lines there are, and draw one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lines--title",
        "lines--name",
        "lines--meta",
        "lines--text",
        "lines--mark",
        "lines--find",
        "lines--quote",
        "lines--rail",
        "lines--crumbs",
        "lines--heading",
        "lines--gone",
        "lines--come",
        "lines--current",
        "lines--sign",
        "lines--extra",
        "lines--bar",
    }

    # Textual lays the whole screen out anew, and paints all of it, when this changes. Here it decides
    # over nothing but the scrollbar, which is always there.
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._styles_cache = Bare()
        self._styles: dict[str, Style] = {}

    def on_mount(self) -> None:
        """The bar beside the lines has as many as they."""
        self.vertical_scrollbar._styles_cache = Bare()

    def line(self, number: int, width: int) -> Strip:
        """Line `number`, from 0, `width` columns wide at most."""
        raise NotImplementedError

    def set_lines(self, count: int) -> None:
        """Say how many lines there are."""
        if self.virtual_size.height != count:
            self.virtual_size = Size(0, count)
            self._scroll_update(self.virtual_size)
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


def segments(text: str, part: Span, plain: Style, *layers: tuple[Sequence[Span], Style]) -> list[Segment]:
    """The part of a text as segments: each layer's style lies on its spans, over those before it."""
    start, end = part
    edges = {start, end}
    for spans, _ in layers:
        edges.update(edge for span in spans for edge in span if start < edge < end)
    pieces = []
    for first, last in pairwise(sorted(edges)):
        style = plain
        for spans, over in layers:
            if any(begin <= first < stop for begin, stop in spans):
                style += over
        pieces.append(Segment(text[first:last], style))
    return pieces


def fitted(pieces: list[Segment], width: int, style: Style) -> list[Segment]:
    """Pieces in `width` columns: what does not fit is replaced by an ellipsis."""
    strip = Strip(pieces)
    if strip.cell_length <= width:
        return pieces
    return [*strip.crop(0, max(0, width - 1)), Segment("…", style)]


def short(text: str, columns: int) -> str:
    """A text in so many columns at most: what does not fit is replaced by an ellipsis."""
    text = text[: columns + 1]
    if cell_len(text) <= columns:
        return text
    while cell_len(text) >= columns:
        text = text[:-1]
    return text.rstrip() + "…"
