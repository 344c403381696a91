"""Key words in context: every match of a hit as a line of a concordance.

`left + match + right` is the text, on one line. Lines are sorted by their words next to the match, named as
AntConc and others name them: 1L is the first word to the left, 2R the second to the right, 0 the match.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.analysis import key
from index.lazy import compiled
from search.errors import RequestError
from search.found import Found
from search.matching import merged
from search.query import TextField
from search.results import Span
from search.snippets import SPACE

REACH: Final = 40
"""Characters of context on either side, where nothing else is asked for."""
NEAR: Final = 240
"""Characters on either side in which the words to sort by are looked for."""

WORD: Final = compiled(r"[^\W_]+")
PLACE: Final = compiled(r"0|([1-9])([LR])")

ORDERS: Final = {"none": "", "left": "1L,2L,3L", "right": "1R,2R,3R"}
"""Orders that have a name."""

Order = tuple[int, ...]
"""The places of words to sort by: -1 is 1L, 2 is 2R, 0 the match."""


@dataclass(frozen=True, slots=True)
class Line:
    """One match with what stands around it."""

    field: TextField
    """The headline or the text."""
    span: Span
    """Where in it, in characters."""
    left: str
    match: str
    right: str
    key: tuple[str, ...]
    """What to sort it by."""


def order(text: str) -> Order:
    """The order that a text names: one of ORDERS, or places such as "1R,2R,1L".

    Raises:
        RequestError: it names none.
    """
    places = [place.strip().upper() for place in ORDERS.get(text.strip().lower(), text).split(",") if place]
    found = [PLACE.fullmatch(place) for place in places]
    if not all(found):
        raise RequestError(
            f"'{text}' is no order of lines: it is {', '.join(ORDERS)}, "
            "or places such as 1R,2R,1L, where 0 is the match"
        )
    return tuple(int(place[1] or 0) * (-1 if place[2] == "L" else 1) for place in found if place is not None)


def lines(found: Found, reach: int = REACH, order: Order = ()) -> Iterator[Line]:
    """Every match of a hit, those of its headline first; marks that overlap are one match."""
    body = found.stored.record.body
    for field, text, marks in (
        (TextField.TITLE, found.hit.title, found.marks.title),
        (TextField.BODY, body, found.marks.body),
    ):
        for start, end in merged(marks):
            yield Line(
                field,
                (start, end),
                *_around(text, start, end, reach),
                key=tuple(_word(text, start, end, place) for place in order),
            )


def _around(text: str, start: int, end: int, reach: int) -> tuple[str, str, str]:
    """The two contexts, of whole words where there are spaces, and the match between them."""
    # Runs of white space shrink: with twice the characters there are enough but in odd texts.
    before = SPACE.sub(" ", text[max(0, start - 2 * reach) : start])
    after = SPACE.sub(" ", text[end : end + 2 * reach])
    left, right = before[max(0, len(before) - reach) :], after[:reach]
    if len(left) < len(before) or start > 2 * reach:
        whole = left if before[: len(before) - len(left)].endswith(" ") else left.partition(" ")[2]
        left = whole if whole.strip() else left
    if len(right) < len(after) or end + 2 * reach < len(text):
        whole = right if after[reach:].startswith(" ") else right.rpartition(" ")[0]
        right = whole if whole.strip() else right
    return left.lstrip(), SPACE.sub(" ", text[start:end]), right.rstrip()


def _word(text: str, start: int, end: int, place: int) -> str:
    """The word at a place beside a match, in the form by which it is sorted; nothing if there is none."""
    if place == 0:
        return folded(text[start:end])
    words: Sequence[str] = WORD.findall(
        text[max(0, start - NEAR) : start] if place < 0 else text[end : end + NEAR]
    )
    if len(words) < abs(place):
        return ""
    return folded(words[place if place < 0 else place - 1])


def folded(text: str) -> str:
    """A text without what dictionaries do not sort by: case, accents, runs of white space."""
    if text.isascii():
        return " ".join(text.lower().split())
    import unicodedata

    parts = unicodedata.normalize("NFD", key(text))
    return "".join(part for part in parts if not unicodedata.combining(part))
