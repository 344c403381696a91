"""Values as JSON and CSV have them, to what a record is made of. None of it raises, whatever is given."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from index import dates, urls
from index.model import Dated, Origin, Precision, Zone
from index.settings import Scrape

NOBODY: Final = frozenset({"", "nan", "none", "null", "undefined", "n/a"})
"""What programs write, in lower case, where there is no id or name."""

MOST_NAMES: Final = 200
"""Of one record."""
LONGEST_ID: Final = 2_000
LONGEST_DATE: Final = 100
"""In characters."""

WHOLE: Final = re.compile(r"(-?\d{1,30})\.0+")
"""A number that went through a program to which all numbers are floating."""
MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00:00(?:\.0{1,9})?")
"""How libraries that know the day alone write a date."""
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?")
NUMBER: Final = re.compile(r"-?\d{1,20}(?:\.\d{1,12})?")

SMALLEST: Final = 86_400
"""Seconds after 1970 began below which a number is no moment but a zero, a count, a flag."""
UNITS: Final = ((1e11, 1), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))
"""Below the one, a number counts in so many of a second: in each unit 1973 to 5138."""

PARTS: Final = ("rendered", "text", "plain", "plaintext", "value", "raw", "html", "content", "body", "name")
"""Keys under which an object that stands for a text has it."""
NAME_PARTS: Final = (
    *("name", "display_name", "displayName", "full_name", "fullname", "username", "user_name", "login"),
    *("screen_name", "nickname", "title", "id"),
)


def text_in(value: Any) -> str:
    """A text: of a list its texts as paragraphs, of an object the text it stands for."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_scalar, value)))
    if isinstance(value, dict):
        return next(filter(None, (_scalar(value.get(part)) for part in PARTS)), "")
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return next((value[part].strip() for part in PARTS if isinstance(value.get(part), str)), "")
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return str(value)
    return ""


def line_in(value: Any) -> str:
    """A text on one line."""
    return " ".join(text_in(value).split())


def id_in(value: Any) -> str:
    """An id; empty if it is none."""
    if isinstance(value, dict):
        value = value.get("$oid", value.get("id"))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float):
        value = str(int(value)) if math.isfinite(value) and value.is_integer() else str(value)
    text = str(value)[:LONGEST_ID].strip()
    whole = WHOLE.fullmatch(text) if "." in text else None
    if whole is not None:
        return whole[1]
    return "" if text.lower() in NOBODY else text


def number_in(value: Any) -> float | None:
    """A number, or the text of one."""
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def flag_in(value: Any) -> bool:
    """Whether a value says yes; a moment does."""
    if isinstance(value, str):
        return value.strip().lower() not in {*NOBODY, "false", "0", "0.0", "no", "f"}
    return bool(value)


def names_in(value: Any) -> tuple[str, ...]:
    """Names, each once; those in one text part at semicolons."""
    found: dict[str, None] = {}
    for each in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
        if isinstance(each, dict):
            each = next((each[part] for part in NAME_PARTS if isinstance(each.get(part), str)), None)
        if isinstance(each, str):
            for name in each.split(";", MOST_NAMES):
                name = " ".join(name.split())
                if name.lower() not in NOBODY:
                    found[name] = None
    return tuple(found)


def name_in(value: Any) -> str | None:
    """The name of one who wrote."""
    return "; ".join(names_in(value)) or None


def url_in(value: Any) -> str | None:
    """The canonical form of an address."""
    text = value if isinstance(value, str) else text_in(value) if isinstance(value, dict | list) else ""
    return urls.canonical(text.strip()) if text and len(text) <= LONGEST_ID else None


def outlet_in(value: Any) -> str | None:
    """The name of an outlet; of an address its host."""
    name = next(iter(names_in(value)), None)
    if name is not None and name.startswith(("http://", "https://")):
        try:
            host = urlsplit(name).hostname
        except ValueError:
            return None
        return host.removeprefix("www.") if host else None
    return name


def language_in(value: Any) -> str | None:
    """A language's code of two letters."""
    match = re.match(r"([a-z]{2})(?:$|[-_])", value.strip().lower()) if isinstance(value, str) else None
    return match[1] if match else None


def date_in(value: Any, origin: Origin, scrape: Scrape) -> Dated | None:
    """A moment: a text in any form that is known, or a number that counts from 1970 on."""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("$date", "date", "iso", "datetime", "utc") if key in value), None
        )
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip() if not isinstance(value, float) else ""
    compact = COMPACT.fullmatch(text)
    if compact is not None:
        return _compact(compact, origin, scrape)
    if not isinstance(value, str) or NUMBER.fullmatch(text):
        return _epoch(value, origin)
    return _written(text, origin, scrape) if 0 < len(text) <= LONGEST_DATE else None


def _written(text: str, origin: Origin, scrape: Scrape) -> Dated | None:
    midnight = MIDNIGHT.fullmatch(text)
    if midnight is not None:
        text = midnight[1]
    elif text.endswith((" UTC", " GMT")) and text[:4].isdecimal():
        text = text[:-4] + "+00:00"
    return dates.read(text, origin, scrape.timezone)


def _compact(match: re.Match[str], origin: Origin, scrape: Scrape) -> Dated | None:
    """The moment in digits such as 20161213 or 20161213160100."""
    year, month, day = (int(part) for part in match.group(1, 2, 3))
    if not 1800 <= year <= 2200:
        return None
    try:
        if match[4] is None:
            date(year, month, day)
            return dates.iso(f"{year:04}-{month:02}-{day:02}", origin, None)
        moment = datetime(year, month, day, int(match[4]), int(match[5]), int(match[6]))
    except ValueError:
        return None
    if match[0].endswith("Z"):
        moment = moment.replace(tzinfo=UTC)
    return dates.dated(moment, Precision.SECOND, origin, scrape.timezone)


def _epoch(value: Any, origin: Origin) -> Dated | None:
    number = number_in(value)
    if number is None:
        return None
    size = abs(number)
    if 1800 <= number <= 2200 and number.is_integer():
        year = datetime(int(number), 1, 1, tzinfo=UTC)
        found = dates.dated(year, Precision.YEAR, origin, None)
        return replace(found, zone=Zone.ASSUMED) if found else None
    if size < SMALLEST:
        return None
    per_second = next((unit for bound, unit in UNITS if size < bound), None)
    found = dates.epoch(number / per_second, origin) if per_second else None
    # A count from 1970 on is in UTC by what it is.
    return replace(found, zone=Zone.PAGE) if found else None
