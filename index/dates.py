"""Dates as pages write them, to `Dated` values."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final

from index import written
from index.model import Dated, Origin, Precision, Zone
from index.months import MONTHS
from index.schema import EARLIEST, LATEST
from index.zones import zone

LONGEST: Final = 300
"""Characters of a text in which a date is looked for."""


def read(
    text: str, origin: Origin, timezone: tzinfo | None, *, month_first: bool | None = None
) -> Dated | None:
    """The date in `text` if all of it is one, in any form that pages, feeds, mails and exports have.

    `timezone` is what a setting says of times that name none; without it UTC is assumed, and the result
    says so. In a date such as 03/04/2015 the day of the week beside it tells which number is the day,
    else `month_first`; where neither is known, the first one is. How long ago something was is no date.
    """
    text = " ".join(text[: LONGEST + 1].split())
    if not text or len(text) > LONGEST:
        return None
    return (
        iso(text, origin, timezone)
        or _stamp(text, origin)
        or _stated(written.whole(text, month_first), origin, timezone)
    )


def find(
    text: str, origin: Origin, timezone: tzinfo | None, *, month_first: bool | None = None
) -> Dated | None:
    """The first date in a short text of other words too, such as "By Ann, 13 December 2016 at 15:09".

    Only whole dates are found, down to the day, and none that is headed as that of a change.
    """
    text = " ".join(text[:LONGEST].split())
    if ISO_LIKE.match(text):
        return read(text, origin, timezone, month_first=month_first) or _stated(
            written.first(text, month_first), origin, timezone
        )
    return _stated(written.first(text, month_first), origin, timezone)


def _stated(date: written.Written | None, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    if date is None:
        return None
    if date.precision in (Precision.DAY, Precision.MONTH):
        timezone = None
    return dated(date.when, date.precision, origin, timezone)


ISO_LIKE: Final = re.compile(r"\d{4}-\d\d-\d\dT")
STAMP: Final = re.compile(r"(?:[1-9]\d{9})(\d{3})?")


def _stamp(text: str, origin: Origin) -> Dated | None:
    """The moment of a text that is nothing but seconds or milliseconds since 1970."""
    match = STAMP.fullmatch(text)
    return epoch(int(text) / (1000 if match[1] else 1), origin) if match else None


URL_DAY: Final = re.compile(
    r"(?<![a-zA-Z\d.])t?(?P<year>199\d|20[0-3]\d)(?P<point>[/_.-]?)"
    r"(?P<month>\d\d|\d(?=[/_.-])|[a-zA-Z]{3}(?=[/_.-]))(?P=point)(?P<day>\d\d|\d(?<=[/_.-]\d))(?!\d|\.\d)"
)
URL_MONTH: Final = re.compile(r"/(?P<year>199\d|20[0-3]\d)[/-](?P<month>\d\d)(?=/)")


def of_url(url: str) -> Dated | None:
    """The day, or else the month, that an address names in its path, as in /2016/12/13/a-story."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url[:2000].split("?")[0].split("#")[0])
    for match in URL_DAY.finditer(path):
        name = match["month"].lower()
        month = int(name) if name.isdecimal() else MONTHS.get(name, 0)
        day = _day(int(match["year"]), month, int(match["day"]))
        if day is not None:
            return dated(day, Precision.DAY, Origin.URL, None)
    for match in URL_MONTH.finditer(path):
        day = _day(int(match["year"]), int(match["month"]), 1)
        if day is not None:
            return dated(day, Precision.MONTH, Origin.URL, None)
    return None


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


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


ISO: Final = re.compile(
    r"(?P<day>\d{4}-?\d\d-?\d\d)"
    r"(?:(?:T|t|\s|\sT|\s-\s)?(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,:]\d{1,9})?)?)?"
    r"\s?(?P<zone>[Zz]|UTC|GMT|[+-]\d\d?(?::?\d\d)?)?)?(?:\[[\w/+-]{1,40}\])?"
)


COMMONEST: Final = len("2016-12-13T15:09:00Z")


def iso(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The date in `text` if it is one of ISO 8601, or nearly, to the unit it states.

    A bare day stays that day whatever the time zone, as midnight UTC. So does a midnight to the second:
    that is how programs write a day for which they know no time.
    """
    text = text.strip()
    if len(text) == COMMONEST and text[7] == "-" and text[10] == "T" and text[-1] == "Z":
        try:
            when = datetime.fromisoformat(text)  # in a fifth of the time
        except ValueError:
            pass
        else:
            if when.hour or when.minute or when.second:
                return dated(when, Precision.SECOND, origin, timezone)
    match = ISO.fullmatch(text)
    if match is None:
        return None
    digits = match["day"].replace("-", "")
    day = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if day is None or (match["day"].count("-") == 1):
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if match["hour"] is None or (match["second"] and not hour and not minute and not second):
        return dated(day, Precision.DAY, origin, None)
    if hour == 24 and not minute and not second:
        day, hour = day + timedelta(days=1), 0
    try:
        when = day.replace(hour=hour, minute=minute, second=min(second, 59))
    except (ValueError, OverflowError):
        return None
    name = (match["zone"] or "").lower()
    when = when.replace(
        tzinfo=zone(None, name, american=False)
        if name[:1] in "+-" and name
        else zone(name, None, american=False)
    )
    return dated(when, Precision.SECOND if match["second"] else Precision.MINUTE, origin, timezone)


def dated(when: datetime, precision: Precision, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """A `Dated` in UTC, or None outside of what an index can hold."""
    if when.tzinfo is not None:
        zone = Zone.PAGE
    elif timezone is not None:
        zone, when = Zone.CONFIG, when.replace(tzinfo=timezone)
    else:
        zone, when = Zone.ASSUMED, when.replace(tzinfo=UTC)
    offset = None
    if zone is not Zone.ASSUMED and precision in (Precision.MINUTE, Precision.SECOND):
        offset = round((when.utcoffset() or timedelta()) / timedelta(minutes=1))
    try:
        when = when.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return None
    return Dated(when, precision, origin, zone, offset) if EARLIEST <= when < LATEST else None
