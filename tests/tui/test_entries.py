"""The numbers of a list in which some hits are unfolded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from search.results import Hit
from search.searcher import Searcher
from tui.entries import Entries


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 3)), max_size=8))
def test_numbers_and_places(seed_index: Path, total: int, unfoldings: list[tuple[int, int]]) -> None:
    """Against a list that is really built, for any order of unfolding."""
    some = next(Searcher.open(seed_index).walk("*"))

    def hit(name: str) -> Hit:
        return replace(some, id=name)

    entries = Entries(total)
    entries.put(0, [hit(str(place)) for place in range(total)])
    below: dict[int, list[str]] = {}
    for place, count in unfoldings:
        if place < total:
            below[place] = [f"{place}.{number}" for number in range(count)]
            entries.unfold(place, [hit(name) for name in below[place]])
    expected = [(place, name) for place in range(total) for name in (str(place), *below.get(place, ()))]
    assert len(entries) == len(expected)
    for number, (place, name) in enumerate(expected):
        entry = entries[number]
        assert entry is not None
        assert (entry.place, entry.hit.id, entry.below) == (place, name, "." in name)
        assert entries.place(number) == place
    for place in range(total):
        assert expected[entries.number(place)] == (place, str(place))
        assert entries.unfolded(place) == bool(below.get(place))


def test_what_is_not_held(seed_index: Path) -> None:
    hits = Searcher.open(seed_index).search("*").hits
    entries = Entries(100)
    entries.put(50, hits)
    assert entries[49] is None
    assert entries[50] is not None
    assert entries.held(60) is None
    assert sorted(entries.places) == list(range(50, 50 + len(hits)))
