"""Which records are copies of each other, brought up to date with each batch.

Records that share a key of `index.sketch` are compared. Under a key that many share, each is compared with
a few leaders only, those with the least ids, so that the work for a text which thousands of pages show
grows as their number. Who is a copy of whom, directly or by way of others, makes a cluster, and the least
of its ids names it. All of that is a function of the records as they are, so it does not matter in which
order they came: what a batch changes is found by looking only at those clusters that its records leave or
join, and is committed with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import tantivy

from index.documents import StoredRecord
from index.model import Article
from index.postings import Node, Postings, node
from index.sketch import Runs, alike, promising

LEADERS: Final = ((16, 8), (64, 4), (256, 2))
"""How many leaders there are among how many records at most; among more there is one."""
REMEMBERED: Final = 2000
"""Texts that are kept taken apart while a batch is compared."""


@dataclass(frozen=True, slots=True)
class Folding:
    """What a batch does to clusters."""

    keys: Mapping[str, tuple[int, ...]]
    """By the id of a record of the batch, what it is found by."""
    clusters: Mapping[str, str]
    """By the id of a record of the batch, the cluster it is in, if any."""
    others: tuple[StoredRecord, ...]
    """Records outside the batch that are in another cluster now, or in none any more."""


def leaders(count: int) -> int:
    """How many of the records under a key all the others are compared with."""
    return next((number for most, number in LEADERS if count <= most), 1)


def fold(threads: Mapping[str, Article | None], index: tantivy.Index, searcher: tantivy.Searcher) -> Folding:
    """What becomes of the clusters when the index's records of some threads are replaced.

    `threads` has what takes their place, None where nothing does; `searcher` sees the index as it is.
    """
    return _Fold(threads, Postings(index.schema, searcher, LEADERS[0][0])).run()


class _Fold:
    """The work of `fold`."""

    def __init__(self, threads: Mapping[str, Article | None], postings: Postings) -> None:
        self._threads = threads
        self._postings = postings
        self._batch: dict[str, Node] = {}
        self._under: dict[int, list[Node]] = {}
        """The batch's records by their keys."""
        self._leading: dict[int, list[Node]] = {}
        self._parents: dict[str, str] = {}
        """A forest of ids; the root of a tree is the least of them."""
        self._outside: dict[str, Node] = {}
        """Those of the forest that are not of the batch."""
        self._broken: set[str] = set()
        """Clusters that lost a record, or what held two of them together."""
        self._whole: set[str] = set()
        """Other clusters that records of the forest are in; the name of one is an id of the forest."""
        self._runs = lru_cache(REMEMBERED)(Runs.of)

    def run(self) -> Folding:
        for article in self._threads.values():
            for record in article.walk() if article else ():
                new = node(record, article.id) if article else None
                if new is not None:
                    self._batch[new.id] = new
                    for key in new.keys:
                        self._under.setdefault(key, []).append(new)
        before = {old.id: old for old in self._postings.of_threads(self._threads, self._batch)}
        left, came = self._changes(before)
        self._postings.look_up({key for each in (*left, *came) for key in each.keys})
        lost, gained = self._leaders_changed(before, left, came)
        self._broken = {each.cluster for each in (*left, *lost) if each.cluster}
        starts = {each.id: each for each in (*came, *gained, *self._of_broken())}
        self._postings.look_up({key for each in starts.values() for key in each.keys})
        shared = {
            key for key, nodes in self._under.items() if len(nodes) > 1 or not self._postings.nobody(key)
        }
        for start in starts.values():
            if start.id in self._batch and shared.isdisjoint(start.keys):
                continue  # nearly all: texts of their own
            self._plant(start)
            for other in self._neighbours(start).values():
                self._plant(other)
                if other.id in starts and other.id > start.id:
                    continue  # compared when it is its turn
                if self._root(start.id) != self._root(other.id) and self._alike(start, other):
                    self._join(start.id, other.id)
        return self._folded()

    def _changes(self, before: Mapping[str, Node]) -> tuple[list[Node], list[Node]]:
        """The records whose text leaves the index, and those whose text comes."""
        left = []
        came = dict(self._batch)
        for old in before.values():
            new = self._batch.get(old.id)
            if new is not None and new.text == old.text:
                new.cluster = old.cluster
                del came[new.id]
            else:
                left.append(old)
        return left, list(came.values())

    def _leaders_changed(
        self, before: Mapping[str, Node], left: list[Node], came: list[Node]
    ) -> tuple[list[Node], list[Node]]:
        """Records that stay as they are and that others are no longer compared with, or are from now on."""
        lost: dict[str, Node] = {}
        gained: dict[str, Node] = {}
        left_ids, came_ids = {each.id for each in left}, {each.id for each in came}
        replaced = Counter(key for old in before.values() for key in old.keys)
        for key in sorted({key for each in (*left, *came) for key in each.keys}):
            if self._postings.nobody(key):
                continue
            inside = self._under.get(key, [])
            count = self._postings.count(key)
            leading, to_lead = leaders(count), leaders(count - replaced[key] + len(inside))
            least = self._postings.least(key, max(leading, to_lead + replaced[key]))
            old = {each.id: each for each in least[:leading]}
            new = {each.id: each for each in _first([*self._outside_of(least), *inside], to_lead)}
            self._leading[key] = list(new.values())
            lost |= {name: old[name] for name in old.keys() - new.keys() - left_ids}
            gained |= {name: new[name] for name in new.keys() - old.keys() - came_ids}
        return list(lost.values()), list(gained.values())

    def _of_broken(self) -> Iterator[Node]:
        for name in sorted(self._broken):
            yield from self._of_cluster(name)
        yield from (each for each in self._batch.values() if each.cluster in self._broken)

    def _of_cluster(self, name: str) -> Iterator[Node]:
        """The records of a cluster outside the batch."""
        found = self._postings.of_cluster(name)
        yield from (each for each in found if each.thread not in self._threads)

    def _neighbours(self, start: Node) -> dict[str, Node]:
        """The records that one is to be compared with, by their ids."""
        found: dict[str, Node] = {}
        for key in start.keys:
            leading = self._leaders(key)
            found |= {leader.id: leader for leader in leading}
            if any(leader.id == start.id for leader in leading):
                found |= {other.id: other for other in self._under.get(key, ())}
                found |= {other.id: other for other in self._outside_of(self._postings.all(key))}
        found.pop(start.id, None)
        return found

    def _leaders(self, key: int) -> list[Node]:
        """The least of the records under a key as they will be."""
        found = self._leading.get(key)
        if found is None:  # a key of records that stay, under which nothing left or came
            inside = self._under.get(key, ())
            number = leaders(max(self._postings.count(key), len(inside)))
            least = self._postings.least(key, number + len(inside))
            found = self._leading[key] = _first([*self._outside_of(least), *inside], number)
        return found

    def _outside_of(self, nodes: Iterable[Node]) -> Iterator[Node]:
        return (each for each in nodes if each.thread not in self._threads)

    def _alike(self, one: Node, other: Node) -> bool:
        if one.text == other.text:
            return True
        if not promising(one.outline, other.outline):
            return False
        return alike(self._runs(one.text, one.kind), self._runs(other.text, other.kind))

    def _plant(self, new: Node) -> None:
        """Take a record into the forest, under the name of its cluster if that is as it was."""
        if new.id in self._parents and new.id not in self._whole:
            return
        self._parents.setdefault(new.id, new.id)
        if new.id not in self._batch:
            self._outside[new.id] = new
        if new.cluster is not None and new.cluster not in self._broken:
            self._whole.add(new.cluster)
            self._parents.setdefault(new.cluster, new.cluster)
            self._join(new.id, new.cluster)

    def _root(self, name: str) -> str:
        parents = self._parents
        while parents[name] != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    def _join(self, one: str, other: str) -> None:
        least, other = sorted((self._root(one), self._root(other)))
        self._parents[other] = least

    def _folded(self) -> Folding:
        for each in self._batch.values():
            if each.cluster is not None:
                self._plant(each)
        sizes = Counter(map(self._root, self._parents))
        wholes = {self._root(name) for name in self._whole}

        def cluster(name: str) -> str | None:
            root = self._root(name) if name in self._parents else name
            return root if sizes[root] > 1 or root in wholes else None

        renamed = [name for name in sorted(self._whole) if self._root(name) != name]
        moved = {each.id: each for name in renamed for each in self._of_cluster(name)} | self._outside
        clusters = {name: cluster(name) for name in self._batch}
        others = []
        for name in sorted(moved):
            each = moved[name]
            now = self._root(each.cluster) if each.cluster in self._whole else cluster(name)
            if now != each.cluster:
                others.append(replace(each.stored(), cluster=now))
        return Folding(
            keys={each.id: each.keys for each in self._batch.values()},
            clusters={name: found for name, found in clusters.items() if found is not None},
            others=tuple(others),
        )


def _first(nodes: Iterable[Node], number: int) -> list[Node]:
    return sorted(nodes, key=lambda each: each.id)[:number]
