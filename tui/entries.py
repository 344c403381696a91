"""What the list holds: pages of hits that came, and what was unfolded below some of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.results import Hit


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the list."""

    hit: Hit
    place: int
    """Its number among the hits, from 0: below one that is unfolded, the number of that."""
    below: bool = False
    """Whether it was unfolded."""


class Entries:
    """A list of hits of which not all are held, and in which any can be unfolded.

    Numbers count what is shown, from 0: hits and what is unfolded below them. Places count hits alone.
    """

    def __init__(self, total: int = 0) -> None:
        self.total = total
        """How many hits there are."""
        self._hits: dict[int, Hit] = {}
        self._below: dict[int, tuple[Hit, ...]] = {}
        self._unfolded: list[int] = []
        """The places of what is unfolded, in order."""
        self._firsts: list[int] = []
        """The number of each of these."""

    def __len__(self) -> int:
        """How many things are shown."""
        return self.total + sum(map(len, self._below.values()))

    @property
    def places(self) -> Iterator[int]:
        """The places of the hits that are held, in no order."""
        return iter(self._hits)

    def put(self, offset: int, hits: Sequence[Hit]) -> None:
        """Hold some hits, from a place on."""
        self._hits.update(enumerate(hits, start=offset))

    def held(self, place: int) -> Hit | None:
        """The hit at a place, if it is held."""
        return self._hits.get(place)

    def __getitem__(self, number: int) -> Entry | None:
        """What is shown as a number, if it is held."""
        place, below = self._where(number)
        if below:
            return Entry(self._below[place][below - 1], place, below=True)
        hit = self._hits.get(place)
        return Entry(hit, place) if hit else None

    def place(self, number: int) -> int:
        """The place of what is shown as a number, or of what that is below of."""
        return self._where(number)[0]

    def number(self, place: int) -> int:
        """The number that a place is shown as."""
        return place + sum(len(hits) for unfolded, hits in self._below.items() if unfolded < place)

    def unfolded(self, place: int) -> bool:
        """Whether something is shown below a place."""
        return place in self._below

    def unfold(self, place: int, hits: Sequence[Hit]) -> None:
        """Show some hits below a place; none of them fold it again."""
        self._below.pop(place, None)
        if hits:
            self._below[place] = tuple(hits)
        self._unfolded = sorted(self._below)
        self._firsts = [self.number(each) for each in self._unfolded]

    def _where(self, number: int) -> tuple[int, int]:
        """The place of a number, and its own number below it, from 1; 0 for the hit at the place itself."""
        before = bisect_right(self._firsts, number)
        if not before:
            return number, 0
        place, first = self._unfolded[before - 1], self._firsts[before - 1]
        below = len(self._below[place])
        if number - first <= below:
            return place, number - first
        return place + number - first - below, 0
