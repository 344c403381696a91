"""The lines of a page that may head comments, gathered by shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from index.dialects.headers import ODD, Header
from index.dialects.page import Page

FEWEST_BESIDE_ODD: Final = 2
"""Headers with a likely name beside which one with an odd name is believed."""
FEWEST_BESIDE_STRAY: Final = 4
"""Headers of a thread whose distances tell that one above them is none of them."""
FAR: Final = 4
"""Times the greatest distance of the others."""
FARTHEST: Final = 40
"""Lines that are never too far."""
ABOVE_ODD: Final = 12
"""Lines with something on them from such a header to the first of the others, at most."""
MOST_ABOVE: Final = 300
"""And lines with nothing on them."""


def groups(page: Page) -> Iterator[list[Header]]:
    """The headers of each shape, what tells most first."""
    shapes: dict[str, list[Header]] = defaultdict(list)
    for each in page.headers.values():
        shapes[each.shape].append(each)
    odd = {shape.removesuffix(ODD): shapes.pop(shape) for shape in list(shapes) if shape.endswith(ODD)}
    for shape in sorted(shapes, key=lambda shape: -_worth(shapes[shape])):
        yield _without_strays(page, _with_first(page, _with_odd(page, shapes[shape], odd.get(shape, []))))


def speaks(each: Header) -> bool:
    """Whether a header says that what follows was said."""
    return "says" in each.shape.split()


def _with_odd(page: Page, group: list[Header], odd: list[Header]) -> list[Header]:
    """A group with the headers of its shape whose names are odd, within it or right above."""
    if len(group) < FEWEST_BESIDE_ODD or not odd:
        return group
    first = group[0].line
    near = [each for each in odd if each.line > first or _is_near(page, each.line, first)]
    return sorted(group + near, key=lambda each: each.line)


def _with_first(page: Page, group: list[Header]) -> list[Header]:
    """A group with a header of another shape right above it: the first is often written otherwise."""
    first = group[0]
    if len(group) <= FEWEST_BESIDE_ODD or first.name is None:
        return group
    above = [each for each in page.headers.values() if each.line < first.line and each.name is not None]
    last = max(above, key=lambda each: each.line, default=None)
    if last is None or last.by != first.by or _when(last) != _when(first):
        return group
    near = _is_near(page, last.line, first.line)
    return [replace(last, shape=first.shape), *group] if near else group


def _is_near(page: Page, above: int, below: int) -> bool:
    """Whether few lines with something on them are between two lines."""
    return below - above <= MOST_ABOVE and sum(map(bool, page.shown[above:below])) <= ABOVE_ODD


def _when(each: Header) -> tuple[bool, bool] | None:
    """How exactly a header says when."""
    return (each.stamp.timed, each.stamp.relative) if each.stamp is not None else None


def _without_strays(page: Page, group: list[Header]) -> list[Header]:
    """A group without what is far above the others and unlike them: the article quotes somebody there."""
    while len(group) > 1:
        first, rest = group[0], group[1:]
        dated = sum(_is_dated(page, each) for each in rest)
        if first.stamp is None and not _is_dated(page, first) and 3 * dated >= 2 * len(rest):
            group = rest
            continue
        gaps = [below.line - above.line for above, below in pairwise(rest)]
        if len(rest) >= FEWEST_BESIDE_STRAY and rest[0].line - first.line > max(FAR * max(gaps), FARTHEST):
            group = rest
            continue
        break
    return group


def _is_dated(page: Page, each: Header) -> bool:
    """Whether a date stands right below a header."""
    beside = (page.headers.get(each.line + step) for step in (1, 2))
    return any(found is not None and found.stamp is not None for found in beside)


def _worth(group: Sequence[Header]) -> float:
    """How much a shape tells: how many there are, and what they say."""
    first = group[0]
    sure = 2.0 if speaks(first) else 1.0
    if first.stamp is not None:
        sure += first.stamp.timed or first.stamp.relative
    return len(group) * sure
