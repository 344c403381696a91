"""Comments that names alone head: no date, no word, only names that the article does not know.

lineholder

I am genuinely concerned about ..
Ann Roe

Me too.
lineholder

Ironic, isn't it?

What tells a name from a headline within an article: the words of a headline are in the text below it, and
most are ordinary words. A name is found nowhere else, or where somebody speaks to who bears it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.dialects.furniture import is_button
from index.dialects.headers import Header, is_name

GAP: Final = 25
"""Lines with something on them, at most, between two names."""
LONGEST: Final = 30
"""Characters of such a name."""
MOST_WORDS: Final = 3
DISTINCT: Final = 3
"""Different names from which on some may come again: two that take turns are an interview."""
MOST: Final = 20_000
"""Names that are looked at, the last of a page."""
ENOUGH: Final = 2.0
"""What names weigh together that make a thread."""
SURE: Final = 1.0
"""What a line weighs that is hardly anything else: one such at least is among fewer than FEWEST."""
FEWEST: Final = 4
ENDS: Final = ".!?…)]\"'”’:;*"
"""How the last line of a comment ends, if the next may be a name in small letters: else it is broken text."""
MOST_BESIDE: Final = 20
"""Characters of a line beside a name."""
FAR: Final = 2
"""Times the greatest distance of the others: what is above them by more is a headline."""
_UNLIKE_NAMES: Final = re.compile(r"[^\w .'’@&+-]")
_HANDLE: Final = re.compile(r"(?=\S*[^\W\d_])(?:\S*[^\W\d_]\d\S*|\S*_\S*|[^\W\d_]*[a-z][A-Z]\S*|[a-z]\S{3,})")
"""A name that only people on the web bear: in one word, with digits, or capitals within, or none."""
_NUMBERED: Final = re.compile(
    r"\W?\d{1,6}\s?\w{0,9}\.?(?:\s\w{1,10})?|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?"
)
_NICKNAME: Final = re.compile(r"[^\W\d_]{3,20}(?:_\w{2,20}|\d{1,4}|[a-z][A-Z][a-z]+)")
"""One that is nothing else, even if it is the only one of a page."""
_WORD: Final = re.compile(r"[^\W_]{2,}")
_CALLED: Final = re.compile(r"(?:@\s?|^)([^\W_]\w{1,29})(?=[,:])|@([^\W_]\w{1,29})")


@dataclass(frozen=True, slots=True)
class _Known:
    """Where the words of a page are."""

    first: dict[str, int]
    """The first line that has a word, in small letters."""
    small: set[str]
    """Words that are somewhere written with a small first letter, within a line."""
    called: set[str]
    """Words by which somebody is spoken to."""


def named(shown: Sequence[str], floor: int) -> list[Header]:
    """The lines from `floor` on that head a comment by a name alone; none unless they tell of a thread."""
    lines = _run(shown, floor)
    if not lines or (len(lines) == 1 and _NICKNAME.fullmatch(shown[lines[0]]) is None):
        return []
    known = _known(shown, set(lines))
    counts = Counter(shown[number] for number in lines)
    weights = [
        _weight(shown, number, below, counts, known)
        for number, below in zip(lines, [*lines[1:], len(shown)], strict=True)
    ]
    start, total = _best(shown, lines, weights)
    kept = [number for number, weight in zip(lines[start:], weights[start:], strict=True) if weight > 0]
    if len(kept) == 1:
        only = _NICKNAME.fullmatch(shown[kept[0]]) is not None and total > SURE
        return _headers(shown, kept) if only else []
    if total < ENOUGH or not kept or (len(kept) < FEWEST and max(weights[start:]) < SURE):
        return []
    names = {shown[number] for number in kept}
    if len(names) < min(len(kept), DISTINCT) and not any(map(_HANDLE.fullmatch, names)):
        return []
    return _headers(shown, kept)


def _headers(shown: Sequence[str], lines: Sequence[int]) -> list[Header]:
    return [Header(number, number, shown[number], None, None, "names", False) for number in lines]


def _run(shown: Sequence[str], floor: int) -> list[int]:
    """The last names of a page, not far from each other and from its end."""
    lines = [number for number in range(floor, len(shown)) if is_alone(shown, number)][-MOST:]
    if not lines or _texts(shown, lines[-1], len(shown)) > GAP:
        return []
    start = 0
    for at, (above, below) in enumerate(pairwise(lines), start=1):
        if _texts(shown, above, below) > GAP:
            start = at
    return lines[start:]


def _texts(shown: Sequence[str], above: int, below: int) -> int:
    """Lines with something on them between two lines."""
    return sum(map(bool, shown[above + 1 : below]))


def _known(shown: Sequence[str], names: set[int]) -> _Known:
    first: dict[str, int] = {}
    small: set[str] = set()
    called: set[str] = set()
    for number, line in enumerate(shown):
        if number in names:
            continue
        words = _WORD.findall(line)
        for word in words:
            first.setdefault(word.lower(), number)
        small.update(word for word in words if word[0].islower())
        if "@" in line or "," in line[:32] or ":" in line[:32]:
            called.update((one or other).lower() for one, other in _CALLED.findall(line))
    return _Known(first, small, called)


def _weight(shown: Sequence[str], number: int, below: int, counts: Counter[str], known: _Known) -> float:
    """How much a line looks like a name: less than nothing where it looks like a headline."""
    name = shown[number]
    words = _WORD.findall(name)
    if any(word.lower() in known.called for word in words):
        return 1.5
    if counts[name] > 1:
        return SURE
    seen = [known.first.get(word.lower()) for word in words]
    if any(at is not None and at < below for at in seen):
        return -1.0
    if not words or (name[0].islower() and " " in name):
        return -1.0
    if any(word.lower() in known.small for word in words):
        return 0.0
    if _HANDLE.fullmatch(name):
        return 1.25
    return 0.75 if seen.count(None) == len(seen) else SURE


def _best(shown: Sequence[str], lines: Sequence[int], weights: Sequence[float]) -> tuple[int, float]:
    """Where the names begin that weigh most, to the end, and what they weigh."""
    best, most, total = len(weights), 0.0, 0.0
    for at in reversed(range(len(weights))):
        far = at + 1 < len(lines) and _texts(shown, lines[at], lines[at + 1]) > GAP // 2
        if far and weights[at] < SURE:
            break
        total += weights[at]
        if total >= most and weights[at] > 0:
            best, most = at, total
    gaps = [below - above for above, below in pairwise(lines[best:])]
    while len(gaps) > 1 and weights[best] < SURE and gaps[0] > FAR * max(gaps[1:]):
        best, most, gaps = best + 1, most - weights[best], gaps[1:]
    return best, most


def _is_beside(line: str) -> bool:
    """Whether a line may stand between a name and what is said: a button, or such as "5 pts", "Nov 2"."""
    if is_button(line) or _WORD.search(line) is None:
        return True
    return len(line) <= MOST_BESIDE and _NUMBERED.fullmatch(line) is not None


def is_alone(shown: Sequence[str], number: int) -> bool:
    """Whether a line is a name, and what is below it is none."""
    line = shown[number]
    if not 2 <= len(line) <= LONGEST or _UNLIKE_NAMES.search(line):
        return False
    if len(line.split()) > MOST_WORDS or not is_name(line) or _is_beside(line):
        return False
    above = shown[number - 1] if number else ""
    if line.islower() and len(above) >= LONGEST and above[-1] not in ENDS:
        return False
    near = shown[number + 1 : number + 5]
    below = next((text for text in near if text and not _is_beside(text)), "")
    return bool(below) and (len(below) > LONGEST or below[-1:] in ".!?…)" or not is_name(below))
