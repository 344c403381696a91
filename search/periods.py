"""Days, weeks, months and years of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final, assert_never

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ONE_DAY: Final = timedelta(1)
ONE_WEEK: Final = timedelta(7)


class Period(StrEnum):
    """What time is counted by. The value is what is typed and printed; the finest comes first."""

    DAY = "day"
    WEEK = "week"
    """From Monday on, as ISO 8601 has it."""
    MONTH = "month"
    YEAR = "year"


def first_day(day: date, period: Period) -> date:
    """The day that the period with `day` in it begins."""
    match period:
        case Period.DAY:
            return day
        case Period.WEEK:
            return day - timedelta(day.weekday())
        case Period.MONTH:
            return day.replace(day=1)
        case Period.YEAR:
            return day.replace(month=1, day=1)
        case _:
            assert_never(period)


def following(first: date, period: Period) -> date:
    """The day that the period after the one from `first` on begins."""
    match period:
        case Period.DAY:
            return first + ONE_DAY
        case Period.WEEK:
            return first + ONE_WEEK
        case Period.MONTH:
            return date(first.year + first.month // 12, first.month % 12 + 1, 1)
        case Period.YEAR:
            return date(first.year + 1, 1, 1)
        case _:
            assert_never(period)


def first_days(first: date, last: date, period: Period) -> Iterator[date]:
    """The beginnings of all periods from the one with `first` in it to the one with `last`."""
    day = first_day(first, period)
    while day <= last:
        yield day
        day = following(day, period)


def name(first: date, period: Period) -> str:
    """A period as ISO 8601 writes it: 2016-12-13, 2016-W50, 2016-12, 2016."""
    match period:
        case Period.DAY:
            return first.isoformat()
        case Period.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02}"
        case Period.MONTH:
            return first.isoformat()[:7]
        case Period.YEAR:
            return first.isoformat()[:4]
        case _:
            assert_never(period)


def midnight(day: date, zone: tzinfo) -> int:
    """When a day begins in a zone, in seconds since 1970 in UTC.

    Where its clocks are put forward at midnight, that is when they are.
    """
    if zone is UTC:
        return (day.toordinal() - EPOCH.toordinal()) * 86_400
    return int(datetime.combine(day, time(), zone).timestamp())


def day_of(seconds: float, zone: tzinfo = UTC) -> date:
    """The day it is in a zone, so many seconds since 1970."""
    return (EPOCH + timedelta(seconds=seconds)).astimezone(zone).date()
