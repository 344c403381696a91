"""Dates as people write them, in any of the languages of `index.months`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from index.model import Precision
from index.months import MONTHS, PHRASES, WEEKDAYS, fold
from index.zones import AMBIGUOUS, OFFSETS, REGIONS, zone

_WORD: Final = r"(?P<month>[^\W\d_][^\s\d.,;:/()\[\]|·•–—'’\"-]{1,19})"
_OF: Final = r"(?:(?:de|del|of|di|da|den|d|ta|г)['’\s]\s?)?"
_SOON: Final = r"['’.]?[\s.,/-]{0,3}"

FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # 2016-12-13, 2016/12/13, 2016年12月13日, 2016년 12월 13일, 2016. 12. 13.
        r"(?<![\d.,/-])(?P<year>\d{4})\s?[-/.年년]\s?(?P<second>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)",
        # 13/12/2016, 12/13/2016, 13.12.2016, 13. 12. 16
        r"(?<![\d./:-])(?P<first>\d{1,2})(?P<point>\.\s?|/|-|\s/\s)(?P<second>\d{1,2})(?P=point)"
        r"(?P<year>\d{4}|\d{2}(?!\s?:))(?![\d/-])",
        # 13 tháng 12, 2016
        r"(?<!\d)(?P<day>\d{1,2})[\s,-]{0,2}thang (?P<second>\d{1,2})[\s,/-]{1,3}(?:nam )?"
        r"(?P<year>\d{4})(?!\d)",
        # 13 December 2016, 13. prosince 2016, 13 de diciembre de 2016, 1er mars 2016, 13-Dec-16
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|re|o|a|:e|η|ης|-?го|-?е)?{_SOON}{_OF}{_WORD}{_SOON}{_OF}"
        r"['’]?(?P<year>\d{4}|\d{2}(?!\s?[:.h]))(?!\d)",
        # December 13, 2016, Dec. 13th 2016
        rf"{_WORD}\.?[\s/-]{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s.,/-]{{1,3}}(?P<year>\d{{4}})(?!\d)",
        # Tue Dec 13 16:01:00 CET 2016
        rf"{_WORD} {{1,2}}(?P<day>\d{{1,2}}) (?P<time>\d\d:\d\d(?::\d\d)?(?: [a-z]{{1,5}}| [+-]\d{{4}})?) "
        r"(?P<year>\d{4})(?!\d)",
        # 2016. december 13., 2016 m. gruodžio 13 d., 2016-Dec-13
        rf"(?<!\d)(?P<year>\d{{4}})(?:\s?m\.|\.?\s?gada)?[\s.,/-]{{1,2}}(?:(?P<early>\d{{1,2}})\. )?{_WORD}"
        r"(?:[\s.,/-]{1,2}(?P<day>\d{1,2})(?!\d|:))?",
    )
)
"""Whole dates, for texts that are folded; every part of them is bounded, so they take linear time."""

MONTHLY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w])(?:de )?{_WORD}{_SOON}{_OF}(?P<year>\d{{4}})(?!\d)",
        r"(?<![\d/.-])(?P<second>\d{1,2})[/.](?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})\s?[-年년/]\s?(?P<second>\d{1,2})(?!\d)[月월]?",
        rf"(?<!\d)(?P<year>\d{{4}})[\s.]{{1,2}}{_WORD}",
    )
)
"""Dates of a month and a year."""

TIME: Final = re.compile(
    r"(?<![\d.,:/+-])(?P<before>上午|下午|午前|午後|晚上|오전|오후)?\s?"
    r"(?:(?P<hour>\d{1,2})(?:\s?(?:[:h時时点點u]|시)\s?|\.)(?P<minute>\d\d)(?!\d)"
    r"(?:\s?[:.分분m]\s?(?P<second>\d\d)(?!\d)(?:[.,]\d{1,9})?)?\s?[분분秒]?"
    r"|(?P<sole>\d{1,2})(?=\s?(?:[ap]\.?\s?m\b|uhr|uur|h\b)))"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?|μμ|πμ|μ\.μ\.|π\.μ\.)?"
    r"(?:\s?(?:uhr|uur|hrs|hours|h)\b)?"
    r"(?:\s?\(?(?P<zone>[a-z]{1,4})\b\)?)?(?:\s?\(?(?:utc|gmt)?(?P<number>[+-]\d{1,2}(?::?\d\d)?)(?!\d)\)?)?"
)
"""A time of day, and the zone behind it."""

TOKEN: Final = re.compile(r"[^\s.,;:/()\[\]|·•–—-]+")

FILLERS: Final = AMBIGUOUS | frozenset(
    fold(
        "at um uhr à a le la las los el on o ob kl klo kello om uur de del of the den der am dne г год года "
        "роки року году в о у h hrs hours ч ora ore alle alla ale às as saat hod godz lúc vào ngày năm giờ "
        "thứ hai ba tư năm sáu bảy chủ nhật pukul jam στις και ώρα 在 于 published posted publication pubdate "
        "date datum data fecha vom veröffentlicht erstellt publié publicado pubblicato gepubliceerd "
        "opublikowano опубликовано submitted added created il em dia d m e і 日 일 発表 公開日 掲載 发布 "
        "发布时间 时间 th st nd rd yil ปี เวลา น วันที่ พ ศ พศ श को बजे تاريخ الساعة في الموافق م"
    ).split()
)
"""Words that may stand beside a date in a text that is one."""

CHANGED: Final = re.compile(
    r"(?:updat|modif|revis|edited|chang|aktualis|aktualiz|geandert|uberarbeitet|zuletzt|mise? a jour|maj\b"
    r"|actuali[sz]|atualiz|aggiorn|bijgewerkt|gewijzigd|обновл|изменен|guncel|更新|修正|수정|uppdater|oppdater|opdater"
    r"|paivitetty|zmien|frissit|ενημερω|copyright|©)[^\d|]{0,25}$"
)
"""How a date is headed that is not the first one of its text."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it is written."""

    when: datetime
    """Aware where its zone is written beside it."""
    precision: Precision


def whole(text: str, month_first: bool | None) -> Written | None:
    """The date that `text` is, with nothing beside it but what belongs to dates."""
    text = _plain(text)
    for written, left in _dates(text, FORMS, month_first):
        if _idle(left):
            return written
    for written, left in _dates(text, MONTHLY, month_first):
        if _idle(left):
            return written
    return None


def first(text: str, month_first: bool | None) -> Written | None:
    """The first whole date in a text that is not headed as that of a change."""
    return next((written for written, _ in _dates(_plain(text), FORMS, month_first, changes=False)), None)


def _plain(text: str) -> str:
    """A text as the patterns know it."""
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(character, character)) if character > "\x7f" else character
            for character in fold(text)
        )
        text = re.sub("(?<=[\u0e00-\u0e7f])[.](?=[\u0e00-\u0e7f])", "", text)
        for phrase, name in PHRASES.items():
            text = text.replace(phrase, name)
        return text
    return text.lower()


def _dates(
    text: str, forms: tuple[re.Pattern[str], ...], month_first: bool | None, changes: bool = True
) -> Iterator[tuple[Written, str]]:
    """The dates in a text, in its order, and what is left of it beside each."""
    found = sorted((match for form in forms for match in form.finditer(text)), key=re.Match.start)
    for match in found:
        if not changes and CHANGED.search(text[max(0, match.start() - 45) : match.start()]):
            continue
        days = _days(match, text, month_first)
        if days is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        parts = match.groupdict()
        if parts.get("time"):
            before, after = "", f" {parts['time']} {after}"
        if days[2]:
            yield _timed(days, before, after, close=not changes)
        else:
            yield Written(datetime(days[0], days[1], 1), Precision.MONTH), f"{before} {after}"


def _days(match: re.Match[str], text: str, month_first: bool | None) -> tuple[int, int, int] | None:
    """Year, month and day of a match; the day is 0 where it has none."""
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= 70 else 2000
    elif 2443 <= year <= 2643:
        year -= 543  # the Buddhist calendar, by which Thai pages count
    day = int(parts.get("day") or parts.get("early") or 0)
    if parts.get("first"):
        return _ordered(year, int(parts["first"]), int(parts["second"]), text, month_first)
    month = MONTHS.get(fold(parts["month"])) if parts.get("month") else int(parts.get("second") or 0)
    if not month or (match.re in FORMS and not day):
        return None
    return (year, month, day) if _exists(year, month, day or 1) else None


def _ordered(
    year: int, first: int, second: int, text: str, month_first: bool | None
) -> tuple[int, int, int] | None:
    """Which of two numbers is the day: as the day of the week has it, else as told, else the first."""
    possible = [
        (year, month, day) for day, month in ((first, second), (second, first)) if _exists(year, month, day)
    ]
    if len(possible) == 2 and first != second:
        said = {WEEKDAYS[word] for word in TOKEN.findall(text[:200]) if word in WEEKDAYS}
        if said:
            possible = [days for days in possible if datetime(*days).weekday() in said]
        elif month_first:
            possible.reverse()
    return possible[0] if possible else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)
    except ValueError:
        return False
    return True


def _timed(days: tuple[int, int, int], before: str, after: str, close: bool) -> tuple[Written, str]:
    """A day with the time of day beside it, and what is left of the text."""
    for side, text in ((1, after), (0, before)):
        piece = text[:60] if side else text[-60:]
        match = TIME.search(piece)
        if match is None or (close and not _idle(piece[: match.start()] if side else piece[match.end() :])):
            continue
        when = _time(days, match)
        if when is None:
            continue
        start = match.start() if side else len(text) - len(piece) + match.start()
        end = start + len(match[0])
        name = match["zone"]
        if name and name not in OFFSETS and name not in REGIONS:
            end = start + match.start("zone") - match.start()
            if match["number"]:
                end = start + len(match[0])
        rest = f"{text[:start]} {text[end:]}"
        precision = Precision.SECOND if match["second"] else Precision.MINUTE
        return Written(when, precision), f"{before} {rest}" if side else f"{rest} {after}"
    return Written(datetime(*days), Precision.DAY), f"{before} {after}"


def _time(days: tuple[int, int, int], match: re.Match[str]) -> datetime | None:
    hour = int(match["hour"] or match["sole"])
    half = (match["half"] or "").replace("μ", "m").replace("π", "a")
    early, late = ("上午", "午前", "오전"), ("下午", "午後", "晚上", "오후")
    if half or match["before"]:
        if not 1 <= hour <= 12 and half:
            return None
        if half.startswith(("p", "m")) or unicodedata.normalize("NFC", match["before"] or "") in late:
            hour = hour if hour >= 12 else hour + 12
        elif half.startswith("a") or match["before"] in early:
            hour %= 12
    try:
        when = datetime(*days, hour, int(match["minute"] or 0), min(int(match["second"] or 0), 59))
    except ValueError:
        return None
    return when.replace(tzinfo=zone(match["zone"], match["number"], american=bool(match["half"])))


def _idle(text: str) -> bool:
    """Whether a text says nothing but what stands beside dates."""
    return all(
        word in WEEKDAYS or word in FILLERS or word in OFFSETS or (word in MONTHS and len(word) < 4)
        for word in TOKEN.findall(text)
    )
