"""The clusters of many records at once: what `index.copies` finds batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from index.copies import REMEMBERED, leaders
from index.model import Kind
from index.sketch import Outline, Runs, alike, promising

Place: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Copy:
    """A record that shares a key with another."""

    id: str
    kind: Kind
    outline: Outline
    digest: bytes
    """Of its text."""
    place: Place
    """Where its text is found."""


class Clusters:
    """Finds who is a copy of whom, directly or by way of others; the least of their ids names them."""

    def __init__(self, text: Callable[[Place], str]) -> None:
        self._text = text
        self._parents: dict[str, str] = {}
        self._runs = lru_cache(REMEMBERED)(self._run)

    def add(self, sharing: Iterable[Copy]) -> None:
        """Compare all the records under a key."""
        copies = sorted({each.id: each for each in sharing}.values(), key=lambda each: each.id)
        for leader in copies[: leaders(len(copies))]:
            for other in copies:
                if self._root(leader.id) != self._root(other.id) and self._alike(leader, other):
                    least, more = sorted((self._root(leader.id), self._root(other.id)))
                    self._parents[more] = least

    def named(self) -> dict[str, str]:
        """By the id of each record that is in one, its cluster."""
        roots = {name: self._root(name) for name in self._parents}
        sizes = Counter(roots.values())
        return {name: root for name, root in roots.items() if sizes[root] > 1}

    def _alike(self, one: Copy, other: Copy) -> bool:
        if one.digest == other.digest:
            return True
        if not promising(one.outline, other.outline):
            return False
        return alike(self._runs(one.place, one.kind), self._runs(other.place, other.kind))

    def _run(self, place: Place, kind: Kind) -> Runs:
        return Runs.of(self._text(place), kind)

    def _root(self, name: str) -> str:
        parents = self._parents
        parents.setdefault(name, name)
        while parents[name] != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name
