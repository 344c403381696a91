"""Comments that names alone head: no date, no word, only the same names again and again.

lineholder

I am genuinely concerned about ..
Ann Roe

Me too.
lineholder

Ironic, isn't it?
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.dialects.furniture import is_button
from index.dialects.headers import Header, is_name

FEWEST: Final = 4
"""Names that make a thread."""
DISTINCT: Final = 3
"""Different names among them: two that take turns are an interview."""
GAP: Final = 25
"""Lines with something on them, at most, between two names."""
LONGEST: Final = 30
"""Characters of such a name."""
MOST_WORDS: Final = 3
_UNLIKE_NAMES: Final = re.compile(r"[^\w .'’@&+-]")


def named(shown: Sequence[str], floor: int) -> list[Header]:
    """The lines from `floor` on that head a comment by a name alone; none unless they tell of a thread."""
    lines = [number for number in range(floor, len(shown)) if is_alone(shown, number)]
    counts = Counter(shown[number] for number in lines)
    repeated = [number for number in lines if counts[shown[number]] > 1]
    if not repeated:
        return []
    first = lines.index(repeated[0])
    while first and _texts(shown, lines[first - 1], lines[first]) <= GAP // 2:
        first -= 1
    kept = lines[first:]
    for above, below in pairwise(kept):
        if _texts(shown, above, below) > GAP:
            return []
    if len(kept) < FEWEST or len({shown[number] for number in kept}) < DISTINCT:
        return []
    if _texts(shown, kept[-1], len(shown)) > GAP:
        return []
    return [Header(number, number, shown[number], None, None, "names", False) for number in kept]


def _texts(shown: Sequence[str], above: int, below: int) -> int:
    """Lines with something on them between two lines."""
    return sum(map(bool, shown[above + 1 : below]))


def is_alone(shown: Sequence[str], number: int) -> bool:
    """Whether a line is a name, and what is below it is none."""
    line = shown[number]
    if _UNLIKE_NAMES.search(line):
        return False
    if (
        not 2 <= len(line) <= LONGEST
        or len(line.split()) > MOST_WORDS
        or not is_name(line)
        or is_button(line)
    ):
        return False
    below = next((shown[at] for at in range(number + 1, min(number + 4, len(shown))) if shown[at]), "")
    return bool(below) and (len(below) > LONGEST or below[-1:] in ".!?…)" or not is_name(below))
