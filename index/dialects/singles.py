"""Whether a single line heads or ends a comment: it must be unmistakable, for many have a name and a date."""

from __future__ import annotations

import re
from typing import Final

from index.dialects.feet import foot_start, greets
from index.dialects.groups import speaks
from index.dialects.headers import Header
from index.dialects.page import Page
from index.dialects.stamps import stamp, time_only

SURE: Final = re.compile(r"\bsays\s?:$", re.IGNORECASE)
"""How a single line that says who speaks is that of a comment: stories have it in the past."""
BLOGGER: Final = re.compile(r"(?:\.\.\.|…)$")
POSTED: Final = re.compile(r"\W?(?:posted|written|comment|left|submitted)(?: by)?\s?:", re.IGNORECASE)
"""How a line begins that is below a comment, and never below an article."""
AGO: Final = re.compile(r"\d")
SHORTEST: Final = 20
"""Characters that the first line of a single comment has."""
TOP: Final = 8
"""Lines of a page in which it says of when the article is."""
WORD: Final = re.compile(r"[^\W\d_]+")
DATED: Final = frozenset(
    "updated published posted modified source date created copyright from reviewed edited written first last "
    "aktualisiert veröffentlicht stand quelle publié mis actualizado publicado pubblicato aggiornato "
    "bijgewerkt gepubliceerd publicerad uppdaterad opublikowano обновлено "
    "опубликовано edition issue vol press".split()
)
"""Words beside the date of an article."""


def is_single(page: Page, only: Header, place: int) -> bool:
    """Whether a single header, with its name in line `place`, can only be that of the comment below it."""
    if abs(place - only.line) > 2:
        return False
    above = sum(map(len, page.shown[: min(place, only.line)]))
    below = sum(map(len, page.shown[only.last + 1 :]))
    if 2 * below > 3 * above:
        return False
    if only.shape == "slashdot":
        return True
    name = only.name if only.name is not None else page.shown[place]
    if only.by or len(name.split()) > 5:
        return False
    if only.shape in ("points", "names"):
        return 2 * below < above
    if only.stamp is None:
        return speaks(only) and _is_said(page, only, name)
    if only.stamp.timed or "•" in page.shown[only.line]:
        return True
    return 3 * below < above and _is_signed(page, only)


def is_single_foot(page: Page, only: Header) -> bool:
    """Whether the last line of a page can be nothing but that of the comment above it."""
    if only.stamp is None or only.name is None:
        return False
    if only.stamp.timed and POSTED.match(page.shown[only.line]):
        return True
    start = foot_start(page, [only.line], [only.last], [])
    if not _is_person(only.name) or not (only.stamp.timed or only.shape.startswith("after")):
        return False
    if greets(page.shown[start]):
        return True
    if not only.stamp.timed:
        return False
    top = [line for line in page.shown[: min(TOP, page.floor)] if line]
    return any(stamp(line) is not None for line in top) and not any(only.name in line for line in top)


def _is_said(page: Page, only: Header, name: str) -> bool:
    """Whether a line that says who speaks, without a time, is above a comment."""
    line = page.shown[only.line]
    if SURE.search(line) and len(name.split()) <= 3:
        return True
    if BLOGGER.search(line) and _is_person(name):
        return True
    if time_only(next((line for line in reversed(page.shown) if line), "")):
        return True
    return any(
        (found := page.headers.get(at)) is not None and found.stamp is not None and found.name is None
        for at in range(only.line + 1, len(page.shown))
    )


def _is_signed(page: Page, only: Header) -> bool:
    """Whether a header without a time of day is a name and a date, and nothing such as "Last updated"."""
    if only.name is None or only.stamp is None or not only.shape.startswith("before"):
        return False
    if only.stamp.relative and not AGO.search(only.stamp.text):
        return False
    below = page.below(only.last)
    return (
        below is not None
        and len(page.shown[below]) >= SHORTEST
        and ":" not in page.shown[only.line]
        and _is_person(only.name)
    )


def _is_person(name: str) -> bool:
    """Whether a name is one word, or words with capitals, and none that stands beside an article's date."""
    words = WORD.findall(name)
    return not any(word.lower() in DATED for word in words) and (
        len(words) == 1 or all(word[0].isupper() or not word.islower() for word in words)
    )
