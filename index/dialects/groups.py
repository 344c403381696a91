"""The lines of a page that may head comments, gathered by shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.dialects.headers import ODD, Header
from index.dialects.page import Page

FEWEST_BESIDE_ODD: Final = 2
"""Headers with a likely name beside which one with an odd name is believed."""
ABOVE_ODD: Final = 12
"""Lines with something on them from such a header to the first of the others, at most."""


def groups(page: Page) -> Iterator[list[Header]]:
    """The headers of each shape, what tells most first."""
    shapes: dict[str, list[Header]] = defaultdict(list)
    for each in page.headers.values():
        shapes[each.shape].append(each)
    odd = {shape.removesuffix(ODD): shapes.pop(shape) for shape in list(shapes) if shape.endswith(ODD)}
    for shape in sorted(shapes, key=lambda shape: -_worth(shapes[shape])):
        yield _with_first(page, _with_odd(page, shapes[shape], odd.get(shape, [])))


def speaks(each: Header) -> bool:
    """Whether a header says that what follows was said."""
    return "says" in each.shape.split()


def _with_odd(page: Page, group: list[Header], odd: list[Header]) -> list[Header]:
    """A group with the headers of its shape whose names are odd, within it or right above."""
    if len(group) < FEWEST_BESIDE_ODD or not odd:
        return group
    first = group[0].line
    near = [
        each
        for each in odd
        if each.line > first or sum(map(bool, page.shown[each.line : first])) <= ABOVE_ODD
    ]
    return sorted(group + near, key=lambda each: each.line)


def _with_first(page: Page, group: list[Header]) -> list[Header]:
    """A group with a header of another shape right above it: the first is often written otherwise."""
    first = group[0]
    if len(group) <= FEWEST_BESIDE_ODD or first.name is None:
        return group
    above = [each for each in page.headers.values() if each.line < first.line and each.name is not None]
    last = max(above, key=lambda each: each.line, default=None)
    if last is None or last.by != first.by or (last.stamp is None) != (first.stamp is None):
        return group
    near = sum(map(bool, page.shown[last.line : first.line])) <= ABOVE_ODD
    return [replace(last, shape=first.shape), *group] if near else group


def _worth(group: Sequence[Header]) -> float:
    """How much a shape tells: how many there are, and what they say."""
    first = group[0]
    sure = 2.0 if speaks(first) else 1.0
    if first.stamp is not None:
        sure += first.stamp.timed or first.stamp.relative
    return len(group) * sure
