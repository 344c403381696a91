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


def _any(words: list[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


_MONTH = rf"(?:{_any(MONTHS)})\b\.?"
_EDGE = r"(?:\b|(?<=\w)(?-i:(?=[A-Z])))"
"""Where a month may begin: browsers copy a name and a date beside each other without a blank between."""
_WEEKDAY = rf"(?:(?<!\w)(?:{_any(WEEKDAYS)})\b\.?,?\s{{1,3}})?"
_YEAR = r"(?:(?:19|20)\d\d(?!\d)|['’]\d\d)"
_OF = r"(?:\s{1,3}(?:de|del|of|di))?"
_ZONE = (
    r"(?:\s{0,2}\(?(?:GMT|UTC|EST|EDT|ET|PST|PDT|PT|CST|CDT|CT|MST|MDT|MT|CET|CEST|BST|Z)\b"
    r"(?:\s?[+-]\d{1,4})?\)?|\s?[+-]\d\d:?\d\d)?"
)
_CLOCK = (
    r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d{1,6})?(?!\d)(?:\s{0,2}(?:[ap]\.?\s?m\b\.?|uhr\b|h\b))?"
    rf"{_ZONE}|\d{{1,2}}\s?[ap]\.?m\b\.?{_ZONE}|(?:上午|下午|午前|午後|오전|오후)\s?\d{{1,2}}:\d\d(?::\d\d)?"
)
_JOINT = rf"(?:\s{{0,3}}(?:[,@|/·•;–—-]|\b(?:{_any(JOINTS)})\b(?!\w)){{0,1}}){{0,3}}\s{{0,3}}"
_DAYS = {
    "month day year": rf"{_WEEKDAY}{_EDGE}{_MONTH}\s{{0,2}}\d{{1,2}}(?!\d)(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}",
    "day month year": rf"{_WEEKDAY}\b\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?{_OF}[\s./-]{{1,3}}{_MONTH},?{_OF}[\s./-]{{1,3}}(?:{_YEAR}|\d\d(?!\d))",
    "weekday month day year": rf"{_WEEKDAY}\b{_MONTH}\s\d{{1,2}},?\s\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{{3,4}}\s)?{_YEAR}",
    "iso": r"\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",
    "numbers": rf"{_WEEKDAY}(?<![\d/.-])\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:(?:19|20)\d\d|\d\d)(?!\d)\.?",
    "east": r"(?:19|20)?\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
}
_DAY = re.compile(
    "|".join(f"(?P<{form.replace(' ', '_')}>{pattern})" for form, pattern in _DAYS.items()), re.IGNORECASE
)
_AFTER = re.compile(rf"(?:T(?=\d)|{_JOINT})(?P<time>{_CLOCK})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<time>{_CLOCK}){_JOINT}$", re.IGNORECASE)
_DAYLESS = re.compile(
    rf"{_WEEKDAY}\b(?:{_MONTH}\s{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTH}){_JOINT}(?:{_CLOCK})",
    re.IGNORECASE,
)
_AGO = re.compile(rf"(?<!\w)(?:(?:about|over|almost|ca\.) )?(?:{'|'.join(AGO)})(?!\w)", re.IGNORECASE)
_TIME = re.compile(rf"(?<![\w:.])(?:{_CLOCK})(?!\w)", re.IGNORECASE)
_HINT = re.compile(r"\d[\d:.h/年-]\d|\d\d|\d\s?[ap]m|\d 日|['’]\d\d", re.IGNORECASE)
_AGO_HINT = re.compile(
    r"\bago\b|\bvor \d|\bil y a\b|\bhace\b|\bh[áa]\b|\bfa\b|geleden|siden|sedan|temu|назад|önce|前|전|"
    r"^(?:just now|yesterday|today|gestern|heute|hier|ayer|hoy|ontem|hoje|ieri|oggi)\b",
    re.IGNORECASE,
)


def stamp(line: str) -> Stamp | None:
    """The first date in a line that is short enough to be there for it."""
    if len(line) > LONGEST:
        return None
    if _HINT.search(line):
        day = _DAY.search(line)
        if day is not None:
            return _with_time(line, day)
        dayless = _DAYLESS.search(line)
        if dayless is not None:
            return Stamp(*dayless.span(), dayless[0], True, False, "no year")
    if _AGO_HINT.search(line):
        ago = _AGO.search(line)
        if ago is not None:
            return Stamp(*ago.span(), ago[0], False, True, "ago")
    return None


def time_only(line: str) -> bool:
    """Whether a line is a time of day and nothing else."""
    return len(line) <= 20 and _TIME.fullmatch(line) is not None


def _with_time(line: str, day: re.Match[str]) -> Stamp:
    form = (day.lastgroup or "").replace("_", " ")
    if form == "weekday month day year":
        return Stamp(*day.span(), day[0], True, False, form)
    after = _AFTER.match(line, day.end())
    if after is not None:
        return Stamp(day.start(), after.end(), line[day.start() : after.end()], True, False, form)
    before = _BEFORE.search(line[: day.start()])
    if before is not None:
        return Stamp(before.start(), day.end(), line[before.start() : day.end()], True, False, form)
    return Stamp(*day.span(), day[0], False, False, form)
