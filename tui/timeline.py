"""When the hits are from: bars for articles and bars for comments, of which a span can be picked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from index.model import Kind
from search.captions import SEPARATOR
from search.output.histogram.chart import BLOCKS, Layout, bars, strips
from search.periods import ONE_DAY, Period, following, name
from search.results import Histogram
from tui.keymap import TIMELINE, bindings
from tui.lines import short

KINDS: Final = (Kind.ARTICLE, Kind.COMMENT)


@dataclass(frozen=True, slots=True)
class Bar:
    """What one bar of each strip stands for: one bin, or several where there is no room for each."""

    first: date
    last: date
    """Inclusive."""
    articles: int
    comments: int
    title: str


def bars_of(histogram: Histogram, together: int) -> list[Bar]:
    """The bars of a histogram, so many bins in each."""
    groups = [histogram.bins[at : at + together] for at in range(0, len(histogram.bins), together)]
    return [
        Bar(
            group[0].first,
            following(group[-1].first, histogram.by) - ONE_DAY,
            sum(each.articles for each in group),
            sum(each.comments for each in group),
            _title(group[0].first, group[-1].first, histogram.by),
        )
        for group in groups
    ]


def _title(first: date, last: date, by: Period) -> str:
    return name(first, by) if first == last else f"{name(first, by)} to {name(last, by)}"


class Timeline(Widget, can_focus=True):
    """The bars, one of which one is at, and the span from another that was marked to it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TIMELINE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--article",
        "timeline--comment",
        "timeline--meta",
        "timeline--title",
        "timeline--current",
    }

    @dataclass
    class Picked(Message):
        """A view is to be narrowed to these days, both inclusive."""

        first: date
        last: date

    @dataclass
    class Widened(Message):
        """It is to be narrowed to no days."""

    @dataclass
    class Left(Message):
        """The timeline is to be left."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.histogram: Histogram | None = None
        self.cursor = 0
        """The number of the bar one is at, from 0."""
        self.mark: int | None = None
        """The number of the bar at the other end of what is being picked."""
        self._layout: Layout | None = None
        self._bars: list[Bar] = []
        self._lines: list[str] = []
        self._rows = 1
        """The lines of a strip."""

    def show(self, histogram: Histogram) -> None:
        """Show what the hits of a view are dated, and begin at the latest."""
        if histogram == self.histogram:
            return
        self.histogram = histogram
        self.mark = None
        self._lay_out()
        self.cursor = max(0, len(self._bars) - 1)
        self.refresh()

    @property
    def picked(self) -> tuple[date, date] | None:
        """The days from the mark, if there is one, to where one is."""
        if not self._bars:
            return None
        low, high = self._span()
        return self._bars[low].first, self._bars[high].last

    def on_resize(self) -> None:
        """There may be room for more bars, or less."""
        at = self._bars[self.cursor].last if self._bars else date.max
        self._lay_out()
        self.mark = None
        last = max(0, len(self._bars) - 1)
        self.cursor = next((number for number, bar in enumerate(self._bars) if bar.last >= at), last)
        self.refresh()

    def _lay_out(self) -> None:
        self._bars, self._lines, self._layout = [], [], None
        if self.histogram is None or not self.histogram.bins or not self.size.width:
            return
        # Beside the strips there are a line with a title and one with dates.
        self._rows = max(1, (self.size.height - 2) // len(KINDS))
        layout = self._layout = Layout.of([self.histogram], KINDS, self.size.width - 1)
        self._bars = bars_of(self.histogram, layout.columns.bins)
        for strip in strips(self.histogram, KINDS, layout.columns.bins):
            self._lines += bars(strip.values, layout.tops[strip.kind], self._rows, BLOCKS.bars)

    def _span(self) -> tuple[int, int]:
        other = self.cursor if self.mark is None else self.mark
        return min(self.cursor, other), max(self.cursor, other)

    # How it is drawn

    def render_line(self, y: int) -> Strip:
        """The title, a line of bars, or the dates."""
        width = self.size.width
        if y == 0:
            return self._heading(width)
        if self._layout is None:
            return Strip.blank(width, self.rich_style)
        if y <= len(self._lines):
            return self._strip(self._layout, y - 1, width)
        return (
            self._dates(self._layout, width)
            if y == len(self._lines) + 1
            else Strip.blank(width, self.rich_style)
        )

    def _heading(self, width: int) -> Strip:
        found = self.histogram
        if found is None:
            return Strip.blank(width, self.rich_style)
        undated = found.undated_articles + found.undated_comments
        about = [f"by {found.by}" if self._bars else "", f"{undated:,} undated" if undated else ""]
        right = SEPARATOR.join(filter(None, about)) + " "
        left = short(self._told(), max(1, width - cell_len(right) - 2))
        strip = Strip([Segment(f" {left}", self._style("title"))])
        strip = strip.adjust_cell_length(max(0, width - cell_len(right)), self.rich_style)
        return Strip([*strip, Segment(right, self._style("meta"))]).adjust_cell_length(width, self.rich_style)

    def _told(self) -> str:
        if not self._bars:
            return "no hit has a date"
        low, high = self._span() if self.has_focus else (0, len(self._bars) - 1)
        some = self._bars[low : high + 1]
        title = some[0].title if low == high else f"{_begin(some[0].title)} to {_end(some[-1].title)}"
        articles, comments = sum(bar.articles for bar in some), sum(bar.comments for bar in some)
        return f"{title}: {_counted(articles, 'article')}, {_counted(comments, 'comment')}"

    def _strip(self, layout: Layout, line: int, width: int) -> Strip:
        kind = KINDS[line // self._rows]
        columns = layout.columns
        first = line % self._rows == 0
        label = f"{kind}s {self._highest(layout, kind):>{layout.gutter - len(kind) - 2}}" if first else ""
        side = f" {label:>{layout.gutter}} "
        plain = self._style(kind.value)
        low, high = self._span()
        chosen = plain + Style(bgcolor=self._style("current").bgcolor)
        pieces = [Segment(side, self._style("meta"))]
        for number, level in enumerate(self._lines[line]):
            cell = level * columns.bar + " " * (columns.cell - columns.bar)
            pieces.append(Segment(cell, chosen if self.has_focus and low <= number <= high else plain))
        return Strip(pieces).adjust_cell_length(width, self.rich_style)

    def _highest(self, layout: Layout, kind: Kind) -> str:
        """What the highest bar of a kind stands for."""
        none = not any(bar.articles if kind is Kind.ARTICLE else bar.comments for bar in self._bars)
        return "0" if none else layout.labels[kind]

    def _dates(self, layout: Layout, width: int) -> Strip:
        line = " " * (layout.gutter + 2)
        for at, text in layout.marks:
            line = line.ljust(layout.gutter + 2 + at) + text
        return Strip([Segment(line, self._style("meta"))]).adjust_cell_length(width, self.rich_style)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"timeline--{part}")

    # The mouse

    def _under(self, x: int) -> int | None:
        """The number of the bar in a column."""
        if self._layout is None:
            return None
        number = (x - self._layout.gutter - 2) // self._layout.columns.cell
        return number if 0 <= number < len(self._bars) else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a span."""
        number = self._under(event.x)
        if number is not None:
            self.capture_mouse()
            self.cursor = self.mark = number
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag its end."""
        number = self._under(event.x)
        if self.app.mouse_captured is self and number is not None:
            self.cursor = number
            self.refresh()

    def on_mouse_up(self) -> None:
        """Pick it."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            self.action_pick()

    def on_focus(self) -> None:
        """Show where one is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show all."""
        self.refresh()

    # Keys

    def action_move(self, by: int) -> None:
        """Go `by` bars on."""
        self.cursor = max(0, min(len(self._bars) - 1, self.cursor + by))
        self.refresh()

    def action_edge(self, side: int) -> None:
        """Go to the first or the last bar."""
        self.cursor = 0 if side < 0 else max(0, len(self._bars) - 1)
        self.refresh()

    def action_mark(self) -> None:
        """Begin a span here, or no more."""
        self.mark = None if self.mark is not None else self.cursor
        self.refresh()

    def action_pick(self) -> None:
        """Narrow to the span, or to the bar one is at."""
        days = self.picked
        if days is not None:
            self.post_message(self.Picked(*days))

    def action_widen(self) -> None:
        """Take the dates off."""
        self.post_message(self.Widened())

    def action_leave(self) -> None:
        """Leave it."""
        self.post_message(self.Left())


def _begin(title: str) -> str:
    return title.partition(" to ")[0]


def _end(title: str) -> str:
    return title.rpartition(" to ")[2]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
