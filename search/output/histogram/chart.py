"""Histograms for people: a strip of bars for the articles of each query, and one for its comments.

All strips of one kind have one scale, so that queries can be compared; the two kinds have one each, for
there are many more comments than articles.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from index.model import Kind
from search.inert import inert_line
from search.output.format import Style
from search.output.histogram.format import HistogramFormat, count, undated, whole
from search.output.histogram.ticks import ticks
from search.periods import Period, following
from search.results import Histogram

WIDTH: Final = 80
"""Columns of a chart that is not for a screen."""
NARROWEST: Final = 40
WIDEST_BAR: Final = 8
ROWS: Final = {1: 6, 2: 3, 3: 2, 4: 2}
"""Rows of a strip by how many queries there are; 1 for more of them. So it all fits on a screen."""
WITH_AXIS: Final = 3
"""A strip of so many rows or more has an axis of its own."""

TOGETHER: Final = {
    Period.DAY: (2, 4, 7, 14, 28),
    Period.WEEK: (2, 4, 13, 26, 52),
    Period.MONTH: (2, 3, 4, 6, 12, 24),
    Period.YEAR: (2, 5, 10),
}
"""Bins that one bar may stand for, where there are more than columns."""

PAINT: Final = {Kind.ARTICLE: "\x1b[36m", Kind.COMMENT: "\x1b[33m"}
BOLD: Final = "\x1b[1m"
DIM: Final = "\x1b[2m"
PLAIN: Final = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a chart is drawn with."""

    bars: str
    """From nothing to a full cell."""
    scale: str
    side: str
    corner: str
    axis: str
    tick: str
    nothing: str
    """The axis where there is nothing to have a share of."""


BLOCKS: Final = Glyphs(" ▁▂▃▄▅▆▇█", "┤", "│", "└", "─", "┬", " ")
ASCII: Final = Glyphs(" .:#", "|", "|", "+", "-", "+", " ")


@dataclass(frozen=True, slots=True)
class Columns:
    """How bins are laid out."""

    bins: int
    """Bins in a bar."""
    cell: int
    """Columns from one bar to the next."""
    bar: int
    """Columns of a bar."""

    @classmethod
    def of(cls, bins: int, width: int, roundly: Sequence[int] = ()) -> Columns:
        """So that all are within `width`, and as broad as may be."""
        if bins > width:
            needed = math.ceil(bins / width)
            return cls(next((number for number in roundly if number >= needed), needed), 1, 1)
        cell = min(width // max(1, bins), WIDEST_BAR)
        return cls(1, cell, cell - 1 if cell > 2 else cell)


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars of one kind of one query."""

    kind: Kind
    values: tuple[float | None, ...]
    """None where there is nothing to have a share of."""


def strips(histogram: Histogram, kinds: Sequence[Kind], bins: int) -> list[Strip]:
    """The strips of a histogram with so many bins in a bar."""
    return [Strip(kind, tuple(_values(histogram, kind, bins))) for kind in kinds]


def _values(histogram: Histogram, kind: Kind, bins: int) -> Iterator[float | None]:
    for at in range(0, len(histogram.bins), bins):
        together = histogram.bins[at : at + bins]
        found = sum(count(each, kind) for each in together)
        if together[0].all_articles is None:
            yield found
        else:
            there = sum(whole(each, kind) or 0 for each in together)
            yield found / there if there else None


def bars(values: Sequence[float | None], top: float, rows: int, levels: str) -> list[str]:
    """Values as columns of so many rows, the uppermost first; what is not 0 is never invisible."""
    steps = len(levels) - 1
    heights = [
        max(1, round(value / top * rows * steps)) if value else 0 for value in (each or 0 for each in values)
    ]
    return [
        "".join(levels[max(0, min(steps, height - row * steps))] for height in heights)
        for row in reversed(range(rows))
    ]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are in a chart."""

    columns: Columns
    tops: dict[Kind, float]
    """What the highest bar of a kind stands for."""
    labels: dict[Kind, str]
    gutter: int
    """Columns left of the scale."""
    marks: list[tuple[int, str]]
    """Dates by the columns right of it where they begin."""

    @classmethod
    def of(
        cls, histograms: Sequence[Histogram], kinds: Sequence[Kind], width: int, gutter: int = 0
    ) -> Layout:
        """Within so many columns. How broad the labels are is known when it is known what a bar is."""
        first = histograms[0]
        room = width - gutter - 2
        columns = Columns.of(len(first.bins), room, TOGETHER[first.by])
        tops = {kind: _top(histograms, kind, columns.bins) for kind in kinds}
        labels = {kind: _label(tops[kind], share=_shared(first)) for kind in kinds}
        needed = max(len(f"{kind}s {label}") for kind, label in labels.items())
        if needed > gutter:
            return cls.of(histograms, kinds, width, needed)
        starts = [each.first for each in first.bins[:: columns.bins]]
        marks = (
            ticks(starts, following(first.bins[-1].first, first.by), first.by, columns.cell, room)
            if starts
            else []
        )
        return cls(columns, tops, labels, gutter, marks)


def chart(histograms: Sequence[Histogram], kinds: Sequence[Kind], style: Style) -> Iterator[str]:
    """The lines of a chart."""
    glyphs = ASCII if style.ascii else BLOCKS
    layout = Layout.of(histograms, kinds, max(NARROWEST, style.width or WIDTH))
    dated = [kind for kind in kinds if any(count(each, kind) for one in histograms for each in one.bins)]
    rows = ROWS.get(len(histograms), 1)
    strip = Strip(kinds[0], ())
    for number, histogram in enumerate(histograms):
        if number:
            yield ""
        yield _heading(histogram, kinds, style)
        for strip in strips(histogram, dated, layout.columns.bins):
            yield from _strip(strip, layout, rows, glyphs, style)
            if rows >= WITH_AXIS:
                yield _painted(_axis(strip, layout, glyphs), DIM, style)
    if layout.marks:
        if rows < WITH_AXIS:
            yield _painted(_axis(Strip(strip.kind, (0.0,) * len(strip.values)), layout, glyphs), DIM, style)
        yield _painted(_dates(layout), DIM, style)
    yield ""
    for line in _legend(histograms, layout):
        yield _painted(line, DIM, style)


def _strip(strip: Strip, layout: Layout, rows: int, glyphs: Glyphs, style: Style) -> Iterator[str]:
    columns = layout.columns
    name = f"{strip.kind}s {layout.labels[strip.kind]:>{layout.gutter - len(strip.kind) - 2}}"
    for row, line in enumerate(bars(strip.values, layout.tops[strip.kind], rows, glyphs.bars)):
        cells = "".join(each * columns.bar + " " * (columns.cell - columns.bar) for each in line)
        side = f"{'' if row else name:>{layout.gutter}} {glyphs.side if row else glyphs.scale}"
        yield _painted(side, DIM, style) + _painted(cells.rstrip(), PAINT[strip.kind], style)


def _shared(histogram: Histogram) -> bool:
    return any(each.all_articles is not None for each in histogram.bins[:1])


def _top(histograms: Sequence[Histogram], kind: Kind, bins: int) -> float:
    return max((value or 0 for each in histograms for value in _values(each, kind, bins)), default=0) or 1


def _label(top: float, *, share: bool) -> str:
    if not share:
        return f"{top:,.0f}"
    return f"{100 * top:.0f}%" if top >= 0.1 else f"{100 * top:.2g}%"


def _heading(histogram: Histogram, kinds: Sequence[Kind], style: Style) -> str:
    parts = ["no hits"]
    if histogram.total:
        parts = [_counted(sum(count(each, kind) for each in histogram.bins), kind.value) for kind in kinds]
    if beside := sum(undated(histogram, kind) for kind in kinds):
        parts.append(f"and {beside:,} undated")
    query = _painted(inert_line(histogram.query), BOLD, style)
    return query + _painted(f": {', '.join(parts)}", DIM, style)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _axis(strip: Strip, layout: Layout, glyphs: Glyphs) -> str:
    line = [
        glyphs.nothing if value is None else glyphs.axis
        for value in strip.values
        for _ in range(layout.columns.cell)
    ]
    for at, _ in layout.marks:
        line[at] = glyphs.tick
    return f"{'0':>{layout.gutter}} {glyphs.corner}{''.join(line)}".rstrip()


def _dates(layout: Layout) -> str:
    line = ""
    for at, date in layout.marks:
        line = line.ljust(layout.gutter + 2 + at) + date
    return line


def _legend(histograms: Sequence[Histogram], layout: Layout) -> Iterator[str]:
    first = histograms[0]
    share = f"share of all articles or comments of the {first.by}"
    several = f", a bar is {layout.columns.bins} {first.by}s" if layout.columns.bins > 1 else ""
    yield f"{share if _shared(first) else f'by {first.by}'}, {inert_line(first.zone)}{several}"
    coarse = sum(each.coarse for each in histograms)
    if coarse:
        known = "year" if first.by is Period.MONTH else "month or year"
        verb = "is" if coarse == 1 else "are"
        yield f"{_counted(coarse, 'record')} of which only the {known} is known {verb} at its beginning"


def _painted(text: str, paint: str, style: Style) -> str:
    return f"{paint}{text}{PLAIN}" if style.color and text.strip() else text


def _write(histograms: Sequence[Histogram], kinds: Sequence[Kind], stream: BinaryIO, style: Style) -> None:
    for line in chart(histograms, kinds, style):
        stream.write(f"{line}\n".encode("ascii" if style.ascii else "utf-8", "replace"))


CHART = HistogramFormat("text", "a chart, for people", _write)
