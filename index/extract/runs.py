"""Comments as runs of elements side by side: where none holds the whole of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.extract.outline import Outline


@dataclass(frozen=True, slots=True)
class Item:
    """One comment of a page, by the elements that it is made of."""

    start: int
    end: int
    mark: int
    """The element that it was found by, which may tell its id."""


def runs(outline: Outline, items: Sequence[Item]) -> list[Item]:
    """Each element with what follows it up to the next in the same parent."""
    next_in: dict[int, int] = {}
    ends: list[int] = [0] * len(items)
    shapes: dict[int, set[str]] = {}
    for number in range(len(items) - 1, -1, -1):
        item = items[number]
        parent = outline.parents[item.start]
        if parent < 0:
            ends[number] = item.end
            continue
        stop = next_in.get(parent)
        if stop is not None:
            ends[number] = stop
            shapes.setdefault(parent, set()).update(_tags(outline, item.end, stop))
        next_in[parent] = item.start
    for number, item in enumerate(items):
        if not ends[number]:
            parent = outline.parents[item.start]
            allowed = shapes.get(parent, {"div", "dd", "p", "blockquote", "tr", "article"})
            ends[number] = _last_end(outline, item, allowed, bool(shapes.get(parent)))
    return [Item(item.start, end, item.mark) for item, end in zip(items, ends, strict=True)]


def _tags(outline: Outline, start: int, end: int) -> set[str]:
    tags: set[str] = set()
    while start < end and len(tags) < 8:
        tags.add(outline.tags[start])
        start = outline.ends[start]
    return tags


def _last_end(outline: Outline, item: Item, allowed: set[str], known: bool) -> int:
    """Where the last of some runs ends: as long as there are elements like those in the runs before."""
    end = item.end
    for _ in range(12 if known else 1):
        after = outline.following(item.start) if end == item.end else _after(outline, item.start, end)
        if after is None or outline.tags[after] not in allowed:
            break
        end = outline.ends[after]
    return end


def _after(outline: Outline, first: int, end: int) -> int | None:
    parent = outline.parents[first]
    return end if parent >= 0 and end < outline.ends[parent] else None
