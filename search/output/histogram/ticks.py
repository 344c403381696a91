"""The dates below a chart: as many as there is room for, and round ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from search.periods import Period, first_day, following, name


@dataclass(frozen=True, slots=True)
class Grain:
    """Dates that go together below a chart."""

    period: Period
    """Of which the first days are named."""
    every: Callable[[date], bool]
    """Whether one of these days is."""


def _months(number: int) -> Grain:
    return Grain(Period.MONTH, lambda day: (day.month - 1) % number == 0)


def _years(number: int) -> Grain:
    return Grain(Period.YEAR, lambda day: day.year % number == 0)


GRAINS: Final = (
    Grain(Period.DAY, lambda _: True),
    Grain(Period.WEEK, lambda _: True),
    _months(1),
    _months(3),
    _months(6),
    *map(_years, (1, 2, 5, 10, 20, 50, 100, 200)),
)
"""The finest first."""

FEWEST: Final = 3
"""Fewer round dates are too few."""

FINER: Final = tuple(Period).index


def ticks(starts: Sequence[date], end: date, by: Period, cell: int, width: int) -> list[tuple[int, str]]:
    """The columns that are named below a chart, with their names, none of which touch.

    Bars begin on these days, the last one ends before `end`, and there are `cell` columns from one to the
    next, of `width` in all.
    """
    found: list[tuple[int, str]] = []
    finest: list[tuple[int, str]] = []
    for grain in GRAINS:
        if FINER(grain.period) < FINER(by):
            continue
        found = [tick for tick in _ticks(grain, starts, end, cell) if tick[0] + len(tick[1]) <= width]
        finest = finest or found
        if found and all(at + len(text) < after for (at, text), (after, _) in pairwise(found)):
            break
    else:
        found = []
    if finest and len(found) < FEWEST:  # rather every other one than hardly any
        apart = math.ceil((len(finest[0][1]) + 1) / cell)
        found = max(found, finest[::apart], key=len)
    begin = _text(starts[0], Period.DAY if by is Period.WEEK else by)
    if not found or len(begin) < found[0][0]:
        found.insert(0, (0, begin))
    return found


def _ticks(grain: Grain, starts: Sequence[date], end: date, cell: int) -> Iterator[tuple[int, str]]:
    for number, (start, after) in enumerate(zip(starts, (*starts[1:], end), strict=True)):
        day = first_day(start, grain.period)
        if day < start:
            day = following(day, grain.period)
        while day < after:
            if grain.every(day):
                yield number * cell, _text(day, grain.period)
                break
            day = following(day, grain.period)


def _text(day: date, period: Period) -> str:
    """A date to the unit that matters; a week by its Monday."""
    return name(day, Period.DAY if period is Period.WEEK else period)
