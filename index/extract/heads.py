"""The line over or under a comment: who wrote it, and when."""

from __future__ import annotations

import re
from datetime import tzinfo
from functools import lru_cache
from typing import Final

from index import dates
from index.extract.words import BY, ON, SAYS
from index.model import Dated, Origin

LONGEST: Final = 160
"""Characters of a line that may be one of author and date."""
LONGEST_NAME: Final = 60

AGO: Final = (
    r"\d{1,3}\s*\+?\s*[^\W\d]{1,12}\.?\s+(?:ago|geleden|sedan|siden|temu|önce|назад|тому|prije|fa|atrás|sitten|zpět"
    r"|ezelőtt|lalu|trước|πριν)\b|\b(?:vor|il y a|hace|há|acum|pred|przed|před|πριν|قبل|منذ|לפני)\s+"
    r"(?:[^\W\d]{2,8}\s+)?[\d^]{1,3}\s*[^\W\d]{1,12}|\d{1,3}\s*(?:[秒分时小天周月年]|分钟|小时|個月|个月|時間|日|시간|분|일)\s*(?:前|전)"
    r"|\b(?:today|yesterday|gestern|heute|hier|aujourd'hui|ayer|hoy|ieri|oggi|gisteren|vandaag|вчера|сегодня)\b"
    r"(?=.{0,12}\d{1,2}:\d\d)|\b(?:an?|one) (?:hour|day|minute|month|year|week)s? ago\b|\bjust now\b"
)
TIME: Final = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s*(?:[ap]\.?\s?m\b\.?|Uhr|uur|ч|h\b))?"
WEEKDAY: Final = r"(?:[^\W\d_]{2,12}\.?,?\s{0,3})?"
LETTERS: Final = r"[^\W\d_]{3,12}"
DAY: Final = (
    rf"(?:\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d)|\d{{1,2}}\s?([-/.])\s?\d{{1,2}}\s?\2\s?(?:\d{{4}}|\d\d)(?!\d)"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th|er|º|:[ea])?[\s-]{{1,2}}(?:of |de "
    rf"|d['’])?{LETTERS}\.?,?[\s-]{{1,2}}(?:de |of |del )?['’]?"
    rf"(?:(?:19|20)\d\d(?!\d)|\d\d(?![\d:.]))"
    rf"|{LETTERS}\.?\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}(?:(?:19|20)\d\d)(?!\d)"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]?"
    rf"|(?:19|20)\d\d\.?\s{LETTERS}\.?\s\d{{1,2}}(?!\d)\.?"
    rf"|\d{{1,2}}\.?\s{LETTERS}\.?,?\s(?=(?:at |um |à |a las |kl\.? |o |в )?\d{{1,2}}[:.h]\d\d)"
    rf"|{LETTERS}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?=(?:at )?\d{{1,2}}:\d\d)"
    rf"|\d{{1,2}}[./]\d{{1,2}}\.?,?\s(?=(?:at |um |à )?\d{{1,2}}[:.h]\d\d))"
)
GAP: Final = r"[\s,;|·•@T()–-]{0,4}(?:(?:at|um|à|a las|às|alle|ore|om|kl\.?|klo|o|в|la|, um|- )\s{0,2})?"
DATE: Final = re.compile(
    rf"(?:{TIME}[\s,;|·•()–-]{{1,4}}(?:(?:on|am|le|el|op|,)\s)?)?{DAY}(?:{GAP}{TIME})?"
    r"(?:\s{0,2}(?:[+-]\d{2}:?\d{2}|Z|UTC|GMT|[A-Z]{3,4}\b))?"
    rf"|{AGO}",
    re.IGNORECASE,
)
"""Looks like a date, in whatever language."""
DIGITS: Final = re.compile(
    r"\d(?:\d?(?:[:h]\d\d(?!\d)|[./-]\d{1,2}[./-]\d\d|\D{1,16}(?:19|20)\d\d(?!\d)|\s?[年월日前전])"
    r"|\d{3}(?:[./-]\d{1,2}[./-]\d|\s?[年년]))"
)
"""What nearly every date has, and little else: fast, as it begins with a digit."""
RELATIVE: Final = (
    "vor ",
    "il y a ",
    "hace ",
    "há ",
    " fa",
    "geleden",
    "sedan",
    "siden",
    "temu",
    "назад",
    "önce",
    "前",
    "전",
)
COUNTED: Final = re.compile(
    r"\d[^\d]{0,40}?(?: fa|geleden|sedan|siden|temu|назад|önce|前|전)"
    r"|(?:vor|il y a|hace|há)\s[^\d^]{0,40}[\d^]"
)
"""Nor are most of those a date without a number beside them."""
DIGIT: Final = re.compile(r"\d")
NEAR: Final = re.compile(r"\bago\b|just now", re.IGNORECASE)
"""A date without a digit has one of these."""
LEADING_DAY: Final = re.compile(r"(?:^|[\s|(])([^\W\d_]{2,12})\.?,?\s{0,3}$")

NAME_EDGE: Final = " \t\n\xa0|·•,;:–—-@#>»«/\\&…<"
PAIRS: Final = ("()", "[]", '""', "''", "“”", "„“", "«»", "**", "__")
"""Around a whole name they do not belong to it."""
LEAD: Final = re.compile(
    rf"(?:#?\d+\s*[.:)|-]?\s+|(?:{BY})(?::\s*|\s+)|(?:{SAYS}|{ON})(?::\s*|\s+)|\d+$)", re.IGNORECASE
)
TAIL: Final = re.compile(rf"(?:(?:^|\s)(?:{SAYS}|{ON})\s*[:.,…]*|さん|より|님)$", re.IGNORECASE)
SAYING: Final = re.compile(rf"^(.{{1,{LONGEST_NAME}}}?)\s+(?:{SAYS})\s*(?:[:.…]|$)", re.IGNORECASE)
BARE: Final = re.compile(rf"(?:{SAYS}|{ON}|{BY})\W*", re.IGNORECASE)
"""A line with nothing but what stands around a name."""
NOTE: Final = re.compile(
    r"\s*\((?:not verified|nicht überprüft|non vérifié|no verificado|niet "
    r"gecontroleerd|guest|gast|visitor)\)",
    re.IGNORECASE,
)
"""Says that the site does not know the author."""
PORTRAIT: Final = re.compile(
    r"(?:avatar|picture|photo|bild|profile picture|portrait|image)\s+(?:of|for|von)\s+(?P<a>.{1,60})"
    r"|(?P<b>.{1,60}?)['’]s?\s+(?:picture|avatar|photo|profile (?:picture|photo|image)|portrait)",
    re.IGNORECASE,
)
WEEKDAYS: Final = re.compile(
    r"(?:mo|tu|we|th|fr|sa|su|di|mi|do|so|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb"
    r"|dom|gio|seg|ter|qua|qui|sex|пн|вт|ср|чт|пт|сб|вс)\w{0,9}",
    re.IGNORECASE,
)


def looks_dated(text: str) -> bool:
    """Whether there may be a date anywhere in a text."""
    if DIGITS.search(text) is not None or " ago" in text:
        return True
    for word in RELATIVE:
        if word in text:
            return COUNTED.search(text) is not None
    return False


@lru_cache(maxsize=1_024)
def date_in(text: str) -> tuple[int, int] | None:
    """The span of the first thing in a line that looks like a date."""
    if DIGIT.search(text) is None and NEAR.search(text) is None:
        return None
    match = DATE.search(text) if len(text) <= 4 * LONGEST else DATE.search(text, 0, 4 * LONGEST)
    if match is None:
        return None
    start = match.start()
    before = LEADING_DAY.search(text, max(0, start - 20), start)
    if before is not None and WEEKDAYS.fullmatch(before[1]):
        start = before.start(1)
    return start, match.end()


def moment(text: str, timezone: tzinfo | None) -> Dated | None:
    """The date that a line holds, as far as it can be read."""
    span = date_in(text)
    if span is None:
        return None
    found = text[span[0] : span[1]].strip(" ,;|()")
    for candidate in dict.fromkeys((found, text.strip(), re.sub(r"\s+(?:at|um|à)\s+", " ", found))):
        posted = dates.read(candidate, Origin.COMMENT, timezone) if len(candidate) <= LONGEST else None
        if posted is not None:
            return posted
    return None


def name_in(line: str) -> str | None:
    """The author's name in a line of name and date, or of a name alone."""
    span = date_in(line)
    if span is None:
        said = SAYING.match(line)
        return named(said[1]) if said is not None else named(line)
    before = named(line[: span[0]])
    if before is not None:
        return before
    after = re.split(r"\s[|·•–-]\s|:\s", line[span[1] :].strip(NAME_EDGE), maxsplit=1)[0]
    return named(after)


@lru_cache(maxsize=1_024)
def named(text: str) -> str | None:
    """A text as a name, without what stands around names; None if it can't be one."""
    text = NOTE.sub("", " ".join(text.split()))
    before = None
    while text != before:
        before = text
        text = text.strip(NAME_EDGE)
        match = LEAD.match(text)
        if match is not None and match.end() > 0:
            text = text[match.end() :]
        text = TAIL.sub("", text)
        if text[:1] + text[-1:] in PAIRS:
            text = text[1:-1]
        elif text and text[-1] in "([":
            text = text[:-1]
        elif text.startswith((")", "]")):
            text = text[1:]
    if not text or len(text) > LONGEST_NAME or text.count(" ") > 6:
        return None
    if not any(letter.isalnum() for letter in text) or text.startswith(("http:", "https:")):
        return None
    return text


def portrayed(text: str) -> str | None:
    """The name in the text for an image of an author."""
    match = PORTRAIT.fullmatch(text.strip())
    return named(match["a"] or match["b"]) if match else None
