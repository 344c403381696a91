"""Which comment answers which: by nesting, by indentation, by what the markup says of depth."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from index.extract.outline import LONGEST_NAME, Outline
from index.extract.runs import Item

HIGHEST: Final = 4
"""Elements around a comment that may be indented for it."""
DEPTHS: Final = frozenset({"data-depth", "data-level", "data-indent", "depth", "indent", "aria-level"})
LEVEL: Final = re.compile(
    r"(?:^|[-_ ])(?:depth|level|lvl|indent|ebene|niveau|nivel)[-_]?(\d{1,3})(?=$|[-_ ])", re.IGNORECASE
)
LEFT: Final = re.compile(r"(?:margin|padding)-(?:left|inline-start)\s*:\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
SPACER: Final = re.compile(
    r"(?:^|/)(?:s|spacer|blank|clear|pixel|trans\w*|dot|1x1)\.(?:gif|png)", re.IGNORECASE
)


def answers(outline: Outline, items: Sequence[Item]) -> tuple[list[int], list[int]]:
    """The number of the comment that each of some answers, or -1, and how deep each is."""
    parents = _nested(items)
    if all(parent < 0 for parent in parents) and len(items) > 1:
        first, last = items[0].start, items[-1].start
        for measure in MEASURES:
            indents = [measure(outline, item) for item in items]
            if len(set(indents)) > 1 and None not in indents:
                parents = _indented([indent or 0.0 for indent in indents])
                break
        else:
            parents = _wrapped(outline, items, first, last)
    depths: list[int] = []
    for parent in parents:
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
    return parents, depths


def _nested(items: Sequence[Item]) -> list[int]:
    parents: list[int] = []
    around: list[int] = []
    for number, item in enumerate(items):
        while around and items[around[-1]].end <= item.start:
            around.pop()
        parents.append(around[-1] if around else -1)
        around.append(number)
    return parents


def _indented(indents: Sequence[float]) -> list[int]:
    """The nearest comment before that is less indented."""
    parents: list[int] = []
    around: list[int] = []
    for number, indent in enumerate(indents):
        while around and indents[around[-1]] >= indent:
            around.pop()
        parents.append(around[-1] if around else -1)
        around.append(number)
    return parents


def _around(outline: Outline, item: Item) -> list[int]:
    """The elements that may tell how far a comment is indented."""
    elements = [item.mark] if item.mark != item.start else []
    element = item.start
    for _ in range(HIGHEST):
        elements.append(element)
        parent = outline.parents[element]
        if parent <= 0 or outline.ends[parent] > item.end + 1 or outline.tags[parent] in ("body", "main"):
            break
        element = parent
    return [*elements, *range(item.start + 1, min(item.end, item.start + HIGHEST))]


def _by_class(outline: Outline, item: Item) -> float | None:
    for element in _around(outline, item):
        attributes = outline.attributes[element]
        if not attributes:
            continue
        for name, text in attributes.items():
            value = (text or "") if name in DEPTHS else ""
            if value.isascii() and value.isdigit() and len(value) < 5:
                return float(value)
        match = LEVEL.search((attributes.get("class") or "")[:LONGEST_NAME])
        if match is not None:
            return float(match[1])
    return None


def _by_style(outline: Outline, item: Item) -> float | None:
    for element in _around(outline, item):
        style = outline.attributes[element].get("style") if outline.attributes[element] else None
        match = LEFT.search(style[:LONGEST_NAME]) if style else None
        if match is not None:
            return float(match[1])
    return 0.0


def _by_width(outline: Outline, item: Item) -> float | None:
    """By the width of an empty image or cell before it."""
    start = item.start
    for _ in range(2):
        parent = outline.parents[start]
        if parent > 0 and outline.tags[parent] in ("tr", "tbody", "table") and item.start - parent < 16:
            start = parent
    for element in range(start, min(item.end, start + 16)):
        attributes = outline.attributes[element]
        tag = outline.tags[element]
        width = (attributes.get("width") or "") if attributes else ""
        if (
            width.isascii()
            and width.isdigit()
            and len(width) < 6
            and (
                (tag == "img" and SPACER.search((attributes.get("src") or "")[-40:]))
                or (tag == "td" and outline.length(element) == 0 and outline.ends[element] == element + 1)
            )
        ):
            return float(width)
    return None


MEASURES: Final[tuple[Callable[[Outline, Item], float | None], ...]] = (_by_class, _by_style, _by_width)


def _wrapped(outline: Outline, items: Sequence[Item], first: int, last: int) -> list[int]:
    """By how deep each lies in the page, where answers are in a wrapper after what they answer."""
    depths: dict[int, int] = {}

    def depth(element: int) -> int:
        way = []
        while element >= 0 and element not in depths:
            way.append(element)
            element = outline.parents[element]
        known = depths.get(element, 0)
        for each in reversed(way):
            known += 1
            depths[each] = known
        return known

    indents = [float(depth(item.start)) for item in items]
    if len({(outline.tags[item.start]) for item in items}) > 1 or indents[0] > min(indents):
        return [-1] * len(items)
    return _indented(indents)
