"""Days and spans of days as they are typed."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Final, TypeAlias

from index.lazy import compiled
from search.errors import RequestError

Span: TypeAlias = tuple[date | None, date | None]
"""A first and a last day, both inclusive; None is open."""

EXPECTED: Final = "a day such as 2016-12-13, 2016-12, 2016, today, yesterday, or 2w for two weeks ago"
"""What `span` understands, for messages."""

DAY: Final = compiled(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
AGO: Final = re.compile(r"(\d{1,4})([dwmy])")
"""So many days, weeks, months or years back from today."""

UNIVERSAL: Final = ("UTC", "Etc/UTC", "Etc/UCT", "GMT", "Etc/GMT")
"""Names of the zone whose clock every other is compared with."""


def zone(name: tzinfo | str | None) -> tzinfo:
    """The time zone of a name such as "Europe/Berlin"; of None, the one that this machine is set to.

    Raises:
        RequestError: there is no such zone.
    """
    if name is None:
        return _local()
    if isinstance(name, tzinfo):
        return name
    return UTC if name.upper() == "UTC" else _named(name)


def today(zone: tzinfo = UTC) -> date:
    """The day it is there."""
    return datetime.now(zone).date()


@cache
def _local() -> tzinfo:
    name = os.environ.get("TZ") or _linked()
    if name in UNIVERSAL:
        return UTC
    try:
        return _named(name)
    except RequestError:
        pass
    import tzlocal  # takes longer than the search

    try:
        found = tzlocal.get_localzone()
    except (KeyError, ValueError, OSError):  # a zone that nobody knows
        return UTC
    return UTC if str(found) in UNIVERSAL else found


def _linked() -> str:
    """The zone that the system's clock is linked to, if it is."""
    try:
        return os.readlink("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return ""


@cache
def _named(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise RequestError(f"'{name}' is no time zone: it is a name such as Europe/Berlin, or UTC") from error


def span(text: str, now: date | None = None) -> tuple[date, date] | None:
    """The days that a year, a month, a day, or a time ago stands for; None if it is none of these.

    "2016", "2016-12", "2016-12-13", "today", "yesterday", "2w": the last runs until today.
    """
    now = now or today()
    text = text.strip().lower()
    if text in ("today", "yesterday"):
        day = now - timedelta(days=text == "yesterday")
        return day, day
    try:
        if match := AGO.fullmatch(text):
            return _ago(now, int(match[1]), match[2]), now
        if match := DAY.fullmatch(text):
            year, month, day_of_month = (int(part) if part else None for part in match.groups())
            return _whole(year or 0, month, day_of_month)
    except (ValueError, OverflowError):
        return None
    return None


def spans(text: str, now: date | None = None) -> Span | None:
    """As `span`, or two of them with ".." between, or one with ".." on the open side."""
    first, dots, last = text.partition("..")
    if not dots:
        return span(text, now)
    begins, ends = span(first, now) if first else None, span(last, now) if last else None
    if (first and begins is None) or (last and ends is None) or not (first or last):
        return None
    return begins and begins[0], ends and ends[1]


def _whole(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), _month_end(year, month)
    return date(year, month, day), date(year, month, day)


def _ago(now: date, number: int, unit: str) -> date:
    if unit in "dw":
        return now - timedelta(days=number * (7 if unit == "w" else 1))
    months = now.year * 12 + now.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return min(date(year, month + 1, 1) + timedelta(now.day - 1), _month_end(year, month + 1))


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(1)
