"""Dates as pages write them, to `Dated` values."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final

from index.model import Dated, Origin, Precision, Zone
from index.schema import EARLIEST, LATEST

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
"""By the first three letters: a locale has no say in how an English page is read."""


def read(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The date in `text` if all of it is one, in any of the forms that are known here.

    `timezone` is what a setting says of times that name none; without it UTC is assumed, and the result
    says so.
    """
    text = " ".join(text.split())
    return (
        iso(text, origin, timezone)
        or mail(text, origin, timezone)
        or english(text, origin, timezone)
        or drupal(text, origin, timezone)
    )


def epoch(seconds: float, origin: Origin) -> Dated | None:
    """The moment so many seconds after 1970 began, UTC."""
    try:
        when = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return dated(when, Precision.SECOND, origin, None)


def mail(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The date in `text` if it is one of RFC 5322: "Tue, 13 Dec 2016 16:01:00 +0100", to the second."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return dated(when, Precision.SECOND, origin, timezone)


ENGLISH: Final = (
    r"(?P<month>[A-Z][a-z]{2,8}) (?P<day>\d{1,2}), (?P<year>\d{4}) "
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2}) (?P<half>[AP]M)"
)
"""A pattern for the dates of `english`: "Dec 13, 2016 3:09 PM"."""


def english(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The date in `text` if all of it is one as ENGLISH has it, to the minute.

    `timezone` is what a setting says of pages that name none; without it UTC is assumed, and the
    result says so.
    """
    match = re.fullmatch(ENGLISH, text)
    if match is None:
        return None
    month = MONTHS.get(match["month"][:3].lower())
    hour = int(match["hour"])
    if month is None or not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if match["half"] == "PM" else 0)
    try:
        local = datetime(int(match["year"]), month, int(match["day"]), hour, int(match["minute"]))
    except ValueError:
        return None
    return dated(local, Precision.MINUTE, origin, timezone)


WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

NUMBERS: Final = re.compile(
    r"(?P<weekday>\w{3}), (?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})"
    r" - (?P<hour>\d{1,2}):(?P<minute>\d{2})"
)


def drupal(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The date in `text` if it is one as Drupal writes it: "Sat, 18/04/2015 - 13:15", to the minute.

    Sites write the day or the month first. The day of the week tells which, and only where it fits
    both is the day taken to come first.
    """
    match = NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second = int(match["first"]), int(match["second"])
    for day, month in ((first, second), (second, first)):
        try:
            local = datetime(int(match["year"]), month, day, int(match["hour"]), int(match["minute"]))
        except ValueError:
            continue
        if WEEKDAYS[local.weekday()] == match["weekday"].lower():
            return dated(local, Precision.MINUTE, origin, timezone)
    return None


def iso(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The date in `text` if it is one of ISO 8601, to the unit it states.

    A bare day stays that day whatever the time zone, as midnight UTC.
    """
    text = text.strip()
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    time = re.split(r"[T ]", text, maxsplit=1)[1:]
    if not time:
        return dated(when, Precision.DAY, origin, None)
    digits = re.sub(r"[+-].*|\D", "", time[0])
    return dated(when, Precision.SECOND if len(digits) > 4 else Precision.MINUTE, origin, timezone)


def dated(when: datetime, precision: Precision, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """A `Dated` in UTC, or None outside of what an index can hold."""
    if when.tzinfo is not None:
        zone = Zone.PAGE
    elif timezone is not None:
        zone, when = Zone.CONFIG, when.replace(tzinfo=timezone)
    else:
        zone, when = Zone.ASSUMED, when.replace(tzinfo=UTC)
    try:
        when = when.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return None
    return Dated(when, precision, origin, zone) if EARLIEST <= when < LATEST else None
