"""The app over an index that replicas search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playing import play, press, settled, shown
from replicas import FakeCluster
from textual.pilot import Pilot

from search import replica
from tui.screen import SearchScreen


@pytest.fixture
def cluster(seed_index: Path, tmp_path: Path) -> Iterator[FakeCluster]:
    made = FakeCluster.of(seed_index, tmp_path / "copies")
    yield made
    made.close()


def test_it_shows_the_same(seed_index: Path, cluster: FakeCluster) -> None:
    seen: list[str] = []

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        for keys in ([], ["j", "enter"], ["escape", "t"]):
            await press(pilot, *keys)
            seen.append("\n".join(line for line in shown(pilot).split("\n") if " ms" not in line))

    play(seed_index, story, "syria")
    play(cluster.connect, story, "syria")
    assert seen[:3] == seen[3:]
    assert len({len(peer.calls) > 0 for peer in cluster.found}) == 1


def test_one_is_killed_and_one_is_stopped(cluster: FakeCluster) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        one, other = cluster.found
        for broken, state in ((one, "dead"), (other, "frozen"), (one, "frozen"), (other, "dead")):
            setattr(broken, state, True)
            await press(pilot, "s", "j", "enter", "escape")
            assert screen.page is not None
            assert screen.page.hits
            setattr(broken, state, False)
            broken.thaw()

    play(cluster.connect, story, "syria")


def test_incomplete(cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "GRACE", -1.0)

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        text = shown(pilot)
        assert " ms, incomplete" in text
        assert "incomplete: what was written after" in " ".join(text.split("\n")[-4:])

    play(cluster.connect, story, "syria")


def test_no_answer(cluster: FakeCluster) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        for peer in cluster.found:
            peer.frozen = True
        await press(pilot, "s")
        assert "no replica answered within 0.3 seconds" in shown(pilot)
        for peer in cluster.found:
            peer.thaw()
        await press(pilot, "s")
        await settled(pilot)
        assert screen.page is not None
        assert screen.page.hits

    play(lambda: cluster.connect(deadline=0.3), story, "syria")
