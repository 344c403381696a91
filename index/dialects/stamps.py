"""Finds the date and time within a short line, in the ways that pages of many languages write them.

What the date means is read by `index.dates`; here it is only seen that there is one, and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.dialects.words import AGO, JOINTS, MONTHS, WEEKDAYS

LONGEST: Final = 240
"""Characters of a line that may hold a stamp."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a line."""

    start: int
    end: int
    text: str
    """The date, with its time."""
    timed: bool
    """Whether it has a time of day."""
    relative: bool
    """Whether it only says how long ago."""
    form: str
    """Which way of writing it is."""


_YEAR = r"(?:(?:19|20)\d\d(?!\d)|['’]\d\d)"
_WORD = r"(?P<month>[^\W\d_]{3,12})"
"""What may be a month: that it is one is looked up, far faster than by a pattern of all their names."""
_OF = r"(?:\s{1,3}(?:de|del|of|di)\b)?"
_ZONE = (
    r"(?:\s{0,2}\(?(?:GMT|UTC|EST|EDT|ET|PST|PDT|PT|CST|CDT|CT|MST|MDT|MT|CET|CEST|BST|Z)\b"
    r"(?:\s?[+-]\d{1,4})?\)?|\s?[+-]\d\d:?\d\d)?"
)
_CLOCK = (
    r"\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d{1,6})?)?(?!\.?\d)(?:\s{0,2}(?:[ap]\.?\s?m\b\.?|uhr\b|h\b))?"
    rf"{_ZONE}|\d{{1,2}}\s?[ap]\.?m\b\.?{_ZONE}|(?:上午|下午|午前|午後|오전|오후)\s?\d{{1,2}}:\d\d(?::\d\d)?"
)
_JOINTS = "|".join(sorted(map(re.escape, JOINTS), key=lambda word: (-len(word), word)))
_JOINT = rf"(?:\s{{0,3}}(?:[,@|/·•;–—-]|\b(?:{_JOINTS})\b)?){{0,3}}\s{{0,3}}"
_NTH = r"(?:st|nd|rd|th|er|º|\.)?"
_FORMS = {
    form: re.compile(pattern, re.IGNORECASE)
    for form, pattern in {
        "month day year": rf"{_WORD}\.?\s{{0,2}}\d{{1,2}}(?!\d){_NTH},?\s{{1,3}}{_YEAR}",
        "day month year": (
            rf"(?<!\w)\d{{1,2}}{_NTH}{_OF}[\s./-]{{1,3}}{_WORD}\.?,?{_OF}[\s./-]{{1,3}}"
            rf"(?:{_YEAR}|\d\d(?![\d:]))"
        ),
        "month day time year": rf"{_WORD}\s\d{{1,2}},?\s\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{{3,4}}\s)?{_YEAR}",
        "iso": r"(?<!\d)(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",
        "numbers": r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20)\d\d|\d\d)(?!\d)\.?",
        "east": r"(?:19|20)?\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
    }.items()
}
_DAYLESS = (
    re.compile(rf"{_WORD}\.?\s{{0,2}}\d{{1,2}}{_NTH}{_JOINT}(?:{_CLOCK})", re.IGNORECASE),
    re.compile(rf"(?<!\w)\d{{1,2}}{_NTH}\s{_WORD}\.?{_JOINT}(?:{_CLOCK})", re.IGNORECASE),
    re.compile(rf"(?<![\w/.-])\d{{1,2}}/\d{{1,2}}(?=[\s,]){_JOINT}(?:{_CLOCK})", re.IGNORECASE),
)
_MONTHS: Final = frozenset(MONTHS)
_WEEKDAYS: Final = frozenset(WEEKDAYS)
_WEEKDAY = re.compile(r"(?<!\w)([^\W\d_][\w-]{1,14})\.?,?\s{1,3}$")
_AFTER = re.compile(rf"(?:T(?=\d)|{_JOINT})(?P<time>{_CLOCK})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![\w:.])(?P<time>{_CLOCK}){_JOINT}$", re.IGNORECASE)
_AGO = re.compile(rf"(?<!\w)(?:(?:about|over|almost|ca\.) )?(?:{'|'.join(AGO)})(?!\w)", re.IGNORECASE)
_TIME = re.compile(rf"(?<![\w:.])(?:{_CLOCK})(?!\w)", re.IGNORECASE)
_HINT = re.compile(r"\d[\d:.h/年-]\d|\d\d|\d\s?[ap]m|\d 日|['’]\d\d", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_HINTS = {
    "month day year": re.compile(r"(?:19|20)\d\d|['’]\d\d"),
    "day month year": re.compile(r"\d\D{4,30}\d\d"),
    "month day time year": re.compile(r"\d\d:\d\d"),
    "iso": re.compile(r"\d\d\d\d[-/.]\d"),
    "numbers": re.compile(r"\d[/.-]\d{1,2}[/.-]\d"),
    "east": re.compile(r"[年년]"),
    "no year": re.compile(r"\d[:.h]\d\d|\d\s?[ap]\.?m|午|오", re.IGNORECASE),
}
"""What is in any date of a form: to see that it is not there is much faster than the form."""
_DAYS: Final = tuple(
    "just now|yesterday|today|gestern|heute|hier|aujourd|ayer|hoy|ontem|hoje|ieri|oggi".split("|")
)
_ONE_AGO: Final = ("ago", "vor ein", "il y a un", "hace un", "há um", "ha um")
_AGO_HINTS: Final = "ago|vor |il y a|hace|há |ha | fa|geleden|siden|sedan|temu|назад|önce|前|전".split("|")


def stamp(line: str) -> Stamp | None:
    """The first date in a line that is short enough to be there for it."""
    if len(line) > LONGEST:
        return None
    digit = _DIGIT.search(line) is not None
    if digit and _HINT.search(line):
        days = [
            found
            for form, pattern in _FORMS.items()
            if _HINTS[form].search(line) and (found := _day(line, form, pattern)) is not None
        ]
        if days:
            return _with_time(line, *min(days, key=lambda day: day[0]))
        for pattern in _DAYLESS if _HINTS["no year"].search(line) else ():
            dayless = _day(line, "no year", pattern)
            if dayless is not None:
                start, end, form = dayless
                return Stamp(start, end, line[start:end], True, False, form)
    if _may_be_ago(line.lower(), digit):
        ago = _AGO.search(line)
        if ago is not None:
            return Stamp(*ago.span(), ago[0], False, True, "ago")
    return None


def _may_be_ago(low: str, digit: bool) -> bool:
    """Whether a line, in small letters, has a word of those that say how long ago."""
    for hint in _AGO_HINTS if digit else _ONE_AGO:
        if hint in low:
            return True
    return low.startswith(_DAYS)


def _day(line: str, form: str, pattern: re.Pattern[str]) -> tuple[int, int, str] | None:
    """The first day of a form in a line: where it begins, with its weekday, and where it ends."""
    match = pattern.search(line)
    while match is not None:
        start = match.start()
        if "month" in match.groupdict():
            at = _month(line, *match.span("month"))
            if at is None:
                match = pattern.search(line, start + 1)
                continue
            start = min(start, at) if start != match.start("month") else at
        weekday = _WEEKDAY.search(line[max(0, start - 24) : start])
        if weekday is not None and weekday[1].lower() in _WEEKDAYS:
            start -= len(weekday[0])
        return start, match.end(), form
    return None


def _month(line: str, start: int, end: int) -> int | None:
    """Where in a word a month begins: browsers copy a name and a date without a blank between."""
    if line[start:end].lower() in _MONTHS and not (start and line[start - 1].isalpha()):
        return start
    for at in range(start, end - 2):
        if line[at].isupper() and line[at:end].lower() in _MONTHS:
            return at
    return None


def time_only(line: str) -> bool:
    """Whether a line is a time of day and nothing else."""
    return len(line) <= 20 and _TIME.fullmatch(line) is not None


def _with_time(line: str, start: int, end: int, form: str) -> Stamp:
    """A day with the time of day beside it, if there is one."""
    if form == "month day time year":
        return Stamp(start, end, line[start:end], True, False, form)
    after = _AFTER.match(line, end)
    if after is not None:
        return Stamp(start, after.end(), line[start : after.end()], True, False, form)
    before = _BEFORE.search(line[:start])
    if before is not None:
        return Stamp(before.start(), end, line[before.start() : end], True, False, form)
    return Stamp(start, end, line[start:end], False, False, form)
