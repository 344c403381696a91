"""Which parts of a page are its comments: repeated elements that each have an author or a date, and a text.

Elements are grouped by what speaks for them: numbered ids, classes, schema.org, a place in a list or
under a heading that says "comments", and last by being alike. A group is tried by reading some of its
elements. Where they lack the parts of a comment, what surrounds each is tried, and what follows each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Final, TypeAlias

from index.extract.items import Parts, read_item
from index.extract.marks import alike, marked
from index.extract.outline import Outline
from index.extract.runs import Item, runs
from index.extract.words import OTHER_LISTS, named_comment

SAMPLE: Final = 8
"""Elements of a group that are read to try it."""
MOST_SAMPLED: Final = 400
"""Elements within one of them that are looked at then."""
MOST_GROUPS: Final = 40
MOST_ZONES: Final = 6
HIGHEST: Final = 6
"""Steps up from an element that is in a comment to that which is the comment."""
ENOUGH: Final = 0.6
"""The share of a group's elements that have to be comments."""
ANSWER: Final = re.compile(r"reply|repons|respon|respuesta|answer|antwort", re.IGNORECASE)

_Test: TypeAlias = Callable[[Parts], bool]


def find_items(outline: Outline, timezone: tzinfo | None) -> list[Item]:
    """The comments of a page, in its order; none where nothing is sure enough to be one."""
    marks = marked(outline)
    trial = _Trial(outline, timezone)
    sure = [group for group in (marks.ids, marks.stated, *marks.classes.values()) if group][:MOST_GROUPS]
    for first in ([marks.ids], [marks.stated], sure):
        found = trial.best(first, trial.is_comment, [*marks.ids, *marks.stated])
        if found:
            for group in sure:
                found = trial.joined(found, group)
            return found
    zones = [zone for zone in marks.zones if outline.length(zone[0]) or zone[2]]
    for start, end, headed in zones[:MOST_ZONES]:
        alone = () if headed else range(start, end)
        found = trial.best(alike(outline, start, end), trial.is_whole, alone, start if headed else start + 1)
        if len(found) > 1 or (found and 2 * trial.length(found) < outline.lengths[-1]):
            return found
    return trial.thread(marks.messages)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Tries groups of elements on a page."""

    outline: Outline
    timezone: tzinfo | None
    refused: set[int] = field(default_factory=set)
    """Elements that turned out to be comments on other pages."""
    known: dict[tuple[int, ...], Parts] = field(default_factory=dict)
    """What was read, by the start, the end, and the comments within that are left out of it."""

    def best(
        self, groups: Sequence[list[int]], test: _Test, alone: Sequence[int] = (), lowest: int = 1
    ) -> list[Item]:
        """The comments by the group that gives most of them; of equals, by the first.

        One that is alone has to be in a list, or to be among `alone`. None is an element before `lowest`.
        """
        best: tuple[float, list[Item]] = (0.0, [])
        for group in groups:
            items, share = self.settled(group, test, lowest)
            if len(items) == 1 and not self._single(items[0], alone):
                continue
            if items and items[0].mark not in alone and self._other(items[0]):
                continue
            if self.refused and any(
                item.start <= element < item.end for item in _sample(items) for element in self.refused
            ):
                continue
            if len(items) * share > best[0] * 1.1:
                best = len(items) * share, items
        return best[1]

    def settled(self, group: Sequence[int], test: _Test, lowest: int = 1) -> tuple[list[Item], float]:
        """The comments that a group stands for, and the share of those tried that are comments."""
        outline = self.outline
        marks = current = [element for element in group if element >= lowest]
        for step in range(HIGHEST):
            if step and test == self.is_comment:
                test = self.is_post
            items = [Item(at, outline.ends[at], mark) for at, mark in zip(current, marks, strict=True)]
            share = self._share(items, test)
            if share >= ENOUGH:
                return items, share
            longer = runs(outline, items)
            if longer != items:
                share = self._share(longer, test)
                if share >= ENOUGH:
                    return longer, share
            above = [outline.parents[at] for at in current]
            if not self._distinct(current, above, lowest):
                break
            current = above
        return [], 0.0

    def joined(self, found: list[Item], group: Sequence[int]) -> list[Item]:
        """The comments, and those of another group: answers in them, a second list."""
        items, _ = self.settled(group, self.is_comment)
        taken: list[tuple[int, int]] = []
        starts = {item.start: item.end for item in found}
        beside, inside = [], []
        at = 0
        open_items: list[Item] = []
        ordered = sorted(found, key=lambda item: (item.start, -item.end))
        for item in sorted(items, key=lambda item: (item.start, -item.end)):
            while at < len(ordered) and ordered[at].start <= item.start:
                open_items.append(ordered[at])
                at += 1
            while open_items and open_items[-1].end <= item.start:
                open_items.pop()
            covers = at < len(ordered) and ordered[at].start < item.end
            if item.start in starts or covers:
                continue
            if open_items:
                inside.append((item, open_items[-1]))
            elif not taken or taken[-1][1] <= item.start:
                taken.append((item.start, item.end))
                beside.append(item)
        if inside:
            nested = starts | {item.start: item.end for item, _ in inside}
            around = [item for _, item in inside]
            if (
                self._share(around, self.is_comment, nested) >= ENOUGH
                and self._share([item for item, _ in inside], self.is_comment, nested) >= ENOUGH
            ):
                found = found + [item for item, _ in inside]
        holder = self._around(found)
        beside = [item for item in beside if holder <= item.start < self.outline.ends[holder]]
        if beside and self._share(beside, self.is_comment) >= ENOUGH:
            found = found + beside
        return sorted(found, key=lambda item: (item.start, -item.end))

    def thread(self, groups: Mapping[tuple[str, str], list[int]]) -> list[Item]:
        """The posts of a discussion, without the first, which is discussed, unless all are answers."""
        items: list[Item] = []
        answers = False
        for key in list(groups)[:MOST_GROUPS]:
            found = self.best([groups[key]], self.is_post)
            if len(found) > len(items):
                items, answers = found, ANSWER.search(key[1]) is not None
        if len(items) < 2:
            return []
        sample = [self._read(item, self._nested(items)) for item in _sample(items)]
        if len({parts.author for parts in sample}) < 2 or self._elsewhere(sample):
            return []
        before = self.outline.lengths[self.outline.firsts[items[0].start]]
        first = self.outline.length(items[0].start)
        return items if answers or before > 4 * max(first, 500) else items[1:]

    def length(self, items: Sequence[Item]) -> int:
        """The characters of the text in some comments."""
        outline = self.outline
        return sum(
            outline.lengths[outline.last(item.start, item.end)] - outline.lengths[outline.firsts[item.start]]
            for item in items
        )

    def is_comment(self, parts: Parts) -> bool:
        """Whether what calls itself a comment is one."""
        return (
            bool(parts.body) and (parts.dated or parts.named) and not parts.heading and len(parts.pages) < 3
        )

    def is_whole(self, parts: Parts) -> bool:
        """Whether something has all that a comment has."""
        return (
            bool(parts.body)
            and parts.dated
            and parts.author is not None
            and not (parts.heading or parts.linked)
        )

    def is_post(self, parts: Parts) -> bool:
        """Whether something is a post of a discussion, and no teaser of an article."""
        return self.is_whole(parts) and parts.named

    def _share(self, items: Sequence[Item], test: _Test, nested: Mapping[int, int] | None = None) -> float:
        if not items:
            return 0.0
        nested = nested if nested is not None else self._nested(items)
        sample = _sample(items)
        read: list[Parts] = []
        wrong = 0
        for item in sample:
            read.append(self._read(item, nested))
            wrong += not test(read[-1])
            if wrong > (1 - ENOUGH) * len(sample):
                return 0.0
        if self._elsewhere(read):
            self.refused.update(item.start for item in sample)
            return 0.0
        return 1 - wrong / len(sample)

    def _single(self, item: Item, alone: Sequence[int]) -> bool:
        """Whether a comment may be the only one of its page."""
        if item.mark not in alone and not self._listed(item):
            return False
        return self._read(item, {}).dates < 3

    def _other(self, item: Item) -> bool:
        """Whether a comment or what is right around it says that it is something else."""
        element = item.start
        for _ in range(3):
            if element <= 0 or self.outline.tags[element] in ("main", "body"):
                return False
            name = self.outline.name(element)
            if OTHER_LISTS.search(name) is not None and not named_comment(name):
                return True
            element = self.outline.parents[element]
        return False

    def _listed(self, item: Item) -> bool:
        """Whether a comment lies in a list of comments."""
        element = self.outline.parents[item.start]
        for _ in range(HIGHEST):
            if element <= 0:
                return False
            if named_comment(self.outline.name(element)) == "list":
                return True
            element = self.outline.parents[element]
        return False

    def _elsewhere(self, read: Sequence[Parts]) -> bool:
        """Whether comments are on different pages: then they are a list of the latest of them."""
        pages = Counter(page for parts in read for page in parts.pages)
        return len(read) > 2 and len(pages) > max(2, len(read) // 2) and max(pages.values()) < len(read) / 2

    def _around(self, items: Sequence[Item]) -> int:
        """The element that holds some comments; of one alone, its parent."""
        outline = self.outline
        first, last = items[0].start, items[-1].start
        element = outline.parents[first]
        while element > 0 and not last < outline.ends[element]:
            element = outline.parents[element]
        return max(element, 0)

    def _read(self, item: Item, nested: Mapping[int, int]) -> Parts:
        start, end = item.start, item.end
        key = start, end, *(at for at in nested if start < at < end)
        if len(key) > 2:
            key = *key, *(nested[at] for at in key[2:])
        parts = self.known.get(key)
        if parts is None:
            parts = read_item(self.outline, start, end, nested, self.timezone, MOST_SAMPLED)
            self.known[key] = parts
        return parts

    def _nested(self, items: Sequence[Item]) -> dict[int, int]:
        return {item.start: item.end for item in items}

    def _distinct(self, current: Sequence[int], above: Sequence[int], lowest: int) -> bool:
        """Whether each element has a parent of its own, below the page itself."""
        outline = self.outline
        if len(current) == 1:
            holder = named_comment(outline.name(above[0])) == "list" if above[0] >= 0 else True
            if holder or 2 * outline.length(above[0]) > outline.lengths[-1]:
                return False
        for number, parent in enumerate(above):
            if parent < lowest or outline.tags[parent] in ("body", "main", "form"):
                return False
            after = current[number + 1] if number + 1 < len(current) else None
            if after is not None and outline.ends[current[number]] <= after < outline.ends[parent]:
                return False
        return len(set(above)) == len(above)


def _sample(items: Sequence[Item]) -> list[Item]:
    """Some of the comments: from the start, the middle and the end."""
    if len(items) <= SAMPLE:
        return list(items)
    middle = len(items) // 2
    return [*items[:3], *items[middle : middle + 2], *items[-3:]]
