"""The lines of a text dump, and what shows where its comments may be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.dialects.dialect import bare
from index.dialects.furniture import is_button
from index.dialects.headers import Header, header, headers
from index.dialects.stamps import stamp
from index.dialects.words import COMMENTS

MOST_LINES: Final = 500_000
"""Of one page."""
MANY_LINES: Final = 100_000
"""Of what hardly is a page: from so many on, some are looked at first."""
LOOKED_AT: Final = 5_000
STEP: Final = 97
"""Lines by which those that are looked at move within their share of the text."""
FEWEST: Final = 0.005
"""The share of lines that may be headers, of such a text, below which it is a book .."""
MOST: Final = 0.5
""".. and above which it is a log or a table."""
RUNNING: Final = 100
"""Characters of running text that an article has before its comments."""
LINE: Final = 50
"""Characters from which on a line is running text."""
NEAR: Final = 30
"""Lines within which a neighbour with something on it is looked for."""
LONG: Final = 200
"""Characters of a line that is a paragraph of running text."""

UNLIKE_BYLINES: Final = frozenset(("address", "points"))
"""Shapes of headers that are below no headline."""

HEADING: Final = re.compile(
    r"(?:(?:\d{1,5}|no|one|all|reader|readers['’]?|user|latest|the|top|recent|your)\s){0,3}"
    rf"(?:{'|'.join(COMMENTS)})(?:\s(?:to|on|for|zu|auf|à|a|su|op|sur)\s.{{1,150}})?"
    r"\s?:?\s?(?:[(\[]\s?\d{1,5}\s?[)\]])?(?:\s\d{1,5})?\s?[:↓»]?",
    re.IGNORECASE,
)
FORM: Final = re.compile(
    r"(?:leave (?:a|your) (?:reply|comment|response)|post a (?:new )?comment|write a comment|your comment|"
    r"add (?:a |your )?(?:new )?comment|comments are closed|comment form|submit (?:a )?comment|"
    r"kommentar (?:schreiben|verfassen|hinterlassen)|schreibe einen kommentar|laisser un commentaire|"
    r"deja (?:un comentario|una respuesta)|deixe (?:um comentário|uma resposta)|lascia un commento|"
    r"geef een reactie|skriv en kommentar|lämna ett svar|dodaj komentarz|napsat komentář|"
    r"добавить комментарий|оставить комментарий|yorum yap|コメントを残す|发表评论)\b.{0,60}",
    re.IGNORECASE,
)
"""How the form below comments begins."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text dump: its lines, and those among them that may tell of comments."""

    lines: Sequence[str]
    shown: Sequence[str]
    """The lines as the eye sees them."""
    floor: int
    """The line below the first running text: what is above may be a byline, and heads no comment."""
    headings: Sequence[int]
    """The lines that say comments begin."""
    headers: dict[int, Header]
    """By line."""

    def below(self, number: int) -> int | None:
        """The nearest line below with something on it that is no button."""
        stop = min(number + NEAR, len(self.shown))
        return next((at for at in range(number + 1, stop) if self.says(at)), None)

    def above(self, number: int) -> int | None:
        """The nearest line above with something on it that is no button."""
        stop = max(self.floor - 1, number - NEAR)
        return next((at for at in range(number - 1, stop, -1) if self.says(at)), None)

    def form(self, start: int) -> int:
        """Where the comments end: at the form below them."""
        below = range(start, len(self.shown))
        forms = (at for at in below if len(self.shown[at]) <= 120 and FORM.fullmatch(self.shown[at]))
        return next(forms, len(self.shown))

    def says(self, at: int) -> bool:
        """Whether there is something on a line that is no button."""
        return bool(self.shown[at]) and not is_button(self.shown[at])


def laid_out(lines: Sequence[str]) -> Page | None:
    """A text as a page; None if it is too long for one, and has not what a long thread has."""
    if len(lines) > MOST_LINES or (len(lines) > MANY_LINES and not _is_thread(lines)):
        return None
    shown = [bare(line) if len(line) < 1_000 else line for line in lines]
    found = headers(shown, _title(shown) + 1)
    floor = _floor(shown, found)
    own = {each.line: each for each in found if each.line >= floor}
    return Page(lines, shown, floor, _headings(shown, floor), own)


def _is_thread(lines: Sequence[str]) -> bool:
    """Whether some lines of a long text show as many headers as a thread has."""
    share = len(lines) // LOOKED_AT
    looked = [at * share + at * STEP % share for at in range(LOOKED_AT)]
    heads = sum(header(at, bare(lines[at][:1_000])) is not None for at in looked)
    return FEWEST * LOOKED_AT <= heads <= MOST * LOOKED_AT


def _title(shown: Sequence[str]) -> int:
    return next((number for number, line in enumerate(shown) if line), len(shown))


def _floor(shown: Sequence[str], found: Sequence[Header]) -> int:
    """The first line that may be a comment's: below running text, or below a short one with a thread."""
    floor = _running(shown)
    early = Counter(each.shape for each in found if each.line < floor)
    unlike = {shape for shape in early if shape in UNLIKE_BYLINES or _is_early(shape, shown, found)}
    if early and (max(early.values()) > 1 or unlike):
        shape = max(early, key=lambda shape: (shape in unlike, early[shape]))
        return next(each.line for each in found if each.shape == shape) - 1
    return floor


def _is_early(shape: str, shown: Sequence[str], found: Sequence[Header]) -> bool:
    """Whether the first header of a shape is below a byline, and as near to the next as the others are."""
    lines = [each.line for each in found if each.shape == shape]
    gaps = [below - above for above, below in pairwise(lines)]
    if len(gaps) < 2 or gaps[0] > min(NEAR, max(gaps[1:])):
        return False
    return any(stamp(line) is not None for line in shown[: lines[0]])


def _running(shown: Sequence[str]) -> int:
    length = 0
    for number, line in enumerate(shown):
        if len(line) >= LINE:
            length += len(line)
        if length >= RUNNING:
            return number + 1
    return len(shown)


def _headings(shown: Sequence[str], floor: int) -> list[int]:
    """The lines that say comments begin."""
    return [
        number
        for number in range(floor, len(shown))
        if 3 < len(shown[number]) <= LONG
        and HEADING.fullmatch(shown[number])
        and not is_button(shown[number])
        and stamp(shown[number]) is None
    ]
