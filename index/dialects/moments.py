"""The moment that a stamp means, as `index.dates` reads it."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import Final

from index import dates
from index.model import Dated, Origin

ENGLISH: Final = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?(?P<month>[a-z]{3,9})\.? "
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
    r"[,@|/•·–—-]?(?: (?:at|on|@|-|–|—|\||·|•))? ?(?P<clock>\d{1,2}:\d\d) ?(?P<half>[ap])\.?m\.?",
    re.IGNORECASE,
)
HALF: Final = re.compile(r"\d\s?[ap]\.?\s?m\b", re.IGNORECASE)


def moment(text: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    """The moment in the text of a stamp; None if it is not read for sure."""
    text = " ".join(text.split())
    match = ENGLISH.fullmatch(text)
    if match is not None:
        month = match["month"][:3].capitalize()
        plain = f"{month} {match['day']}, {match['year']} {match['clock']} {match['half'].upper()}M"
        return dates.english(plain, origin, timezone)
    found = dates.read(text, origin, timezone)
    if found is not None and HALF.search(text) and found == dates.mail(text, origin, timezone):
        return None  # mail knows no halves of the day, and takes 3 p.m. for 3 at night
    return found
