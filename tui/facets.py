"""The values that hits have, with how many have each: what a view can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

from search.facets import Facet
from search.inert import inert_line
from search.results import FacetCount
from tui.engine import SHOWN
from tui.keymap import FACETS, bindings
from tui.lines import Lines, short
from tui.view import View

TITLES: Final = dict(zip(SHOWN, ("kind", "source", "author", "language"), strict=True))

UNKNOWN: Final = "(unknown)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a heading where there is no count."""

    facet: Facet
    value: str | None
    count: int | None = None
    chosen: bool = False

    @property
    def choosable(self) -> bool:
        """Whether a view can be narrowed to it."""
        return self.count is not None and self.value is not None


def lines_of(view: View, counts: Mapping[Facet, Sequence[FacetCount]]) -> list[Line]:
    """The lines of a view: also what it chose and no longer has hits, or one could not give it up."""
    lines = []
    for facet in SHOWN:
        chosen = view.chosen(facet)
        values = [(each.value, each.count) for each in counts.get(facet, ())]
        folded = {value.casefold() for value, _ in values if value is not None}
        values += [(value, 0) for value in chosen if value.casefold() not in folded]
        taken = {value.casefold() for value in chosen}
        lines.append(Line(facet, TITLES[facet]))
        lines += [
            Line(facet, value, count, value is not None and value.casefold() in taken)
            for value, count in values
        ]
    return lines


class FacetList(Lines):
    """Kinds, sources, authors and languages, of which any can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FACETS)]

    cursor: reactive[int] = reactive(0)
    """The number of the line one is at."""

    @dataclass
    class Chosen(Message):
        """A value is to be chosen, or no more."""

        facet: Facet
        value: str

    @dataclass
    class Left(Message):
        """The list is to be left."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[Line] = []

    def show(self, view: View, counts: Mapping[Facet, Sequence[FacetCount]]) -> None:
        """Show the counts of a view, and stay at the value one was at."""
        at = self._lines[self.cursor] if self._lines else None
        self._lines = lines_of(view, counts)
        self.set_lines(len(self._lines))
        same = (
            number
            for number, line in enumerate(self._lines)
            if at and (line.facet, line.value, line.choosable) == (at.facet, at.value, at.choosable)
        )
        self.cursor = next(same, self._next(self.cursor, 1))

    def line(self, number: int, width: int) -> Strip:
        """A line of the list."""
        line = self._lines[number]
        if line.count is None:
            return Strip([Segment(f" {line.value}", self.style("heading"))])
        here = number == self.cursor
        count = f" {line.count:,}"
        room = max(1, width - 6 - len(count))
        sign = "[x]" if line.chosen else "[ ]" if line.choosable else "   "
        value = short(inert_line(line.value) if line.value is not None else UNKNOWN, room)
        named = self.style("text" if line.choosable else "meta") + Style(bold=line.chosen)
        pieces = [
            Segment("▌" if here else " ", self.style("bar")),
            Segment(f"{sign} ", self.style("bar" if line.chosen else "meta")),
            *Strip([Segment(value, named)]).adjust_cell_length(room, self.style("text")),
            Segment(count, self.style("meta")),
        ]
        strip = Strip(pieces).adjust_cell_length(width, self.style("text"))
        if not here:
            return strip
        ground = Style(bgcolor=self.style("current").bgcolor)
        return Strip(Segment.apply_style(strip, post_style=ground), width)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(len(self._lines) - 1, cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        """Keep the line one is at in sight."""
        self.refresh_lines(old)
        self.refresh_lines(new)
        self.scroll_to_region(Region(0, new, 1, 1), animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the mouse."""
        number = event.y + self.scroll_offset.y
        if number < len(self._lines) and self._lines[number].choosable:
            self.cursor = number
            self.action_choose()

    def action_move(self, by: int) -> None:
        """Go `by` values down."""
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            self.cursor = self._next(self.cursor + step, step)

    def action_turn(self, by: int) -> None:
        """Go `by` screens down."""
        self.action_move(by * max(1, self.size.height - 2))

    def action_section(self, by: int) -> None:
        """Go to the next or the previous sort of value."""
        heads = [number for number, line in enumerate(self._lines) if line.count is None]
        here = sum(head <= self.cursor for head in heads) - 1
        if heads and 0 <= here + by < len(heads):
            self.cursor = self._next(heads[here + by] + 1, 1)

    def action_choose(self) -> None:
        """Choose what one is at, or no more."""
        if self._lines and self._lines[self.cursor].choosable:
            line = self._lines[self.cursor]
            self.post_message(self.Chosen(line.facet, line.value or ""))

    def action_leave(self) -> None:
        """Leave the list."""
        self.post_message(self.Left())

    def _next(self, number: int, step: int) -> int:
        """The nearest number from one on, in a direction, of what can be chosen; else where one is."""
        while 0 <= number < len(self._lines):
            if self._lines[number].choosable:
                return number
            number += step
        return self.cursor
