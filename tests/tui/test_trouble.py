"""What the app shows where there is no index that can be searched, and in terminals of no size."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playing import press, settled, shown
from textual.pilot import Pilot

from index.build import update
from index.errors import DatelineError, IndexDamaged, IndexNotFound, IndexOutdated
from index.schema import SCHEMA_VERSION
from search.searcher import Searcher
from tui.app import DatelineApp
from tui.screen import SearchScreen
from tui.trouble import TroubleScreen


@pytest.fixture
def index(seed_index: Path, tmp_path: Path) -> Path:
    """An index that may be damaged."""
    shutil.copytree(seed_index, tmp_path / "index")
    return tmp_path / "index"


def segment(index: Path, suffix: str) -> Path:
    """The largest file of this kind."""
    return max(index.glob(f"g*/*.{suffix}"), key=lambda file: file.stat().st_size)


def truncate(suffix: str) -> Callable[[Path], object]:
    return lambda index: os.truncate(segment(index, suffix), 40)


def replace(name: str, text: str) -> Callable[[Path], object]:
    return lambda index: next(index.glob(name)).write_text(text)


def of_another_schema(index: Path) -> None:
    stamp = json.loads((index / "index.json").read_text())
    (index / "index.json").write_text(json.dumps(stamp | {"schema": SCHEMA_VERSION - 1}))


def unreadable(index: Path) -> None:
    """Also by root, who may read what nobody else may."""
    (index / "index.json").unlink()
    (index / "index.json").symlink_to(index / "index.json")


BROKEN: dict[str, tuple[Callable[[Path], object], type[DatelineError], str]] = {
    "none": (lambda index: shutil.rmtree(index), IndexNotFound, "dateline index FOLDER"),
    "no stamp": (lambda index: (index / "index.json").unlink(), IndexNotFound, "dateline index FOLDER"),
    "a stamp that leads nowhere": (unreadable, IndexNotFound, "dateline index FOLDER"),
    "stamp of garbage": (replace("index.json", "\x00{"), IndexDamaged, "dateline doctor --repair"),
    "another schema": (of_another_schema, IndexOutdated, "dateline index"),
    "meta.json of garbage": (replace("g*/meta.json", "garbage"), IndexDamaged, "dateline doctor"),
    "no meta.json": (
        lambda index: next(index.glob("g*/meta.json")).unlink(),
        IndexDamaged,
        "dateline doctor",
    ),
    "no generation": (lambda index: shutil.rmtree(index / "g1"), IndexDamaged, "dateline doctor"),
}


def start(
    index: Path, story: Callable[[Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> DatelineApp:
    """Run the app and let a story happen in it."""
    app = DatelineApp(lambda: Searcher.open(index), "")

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await story(pilot)

    asyncio.run(run())
    return app


@pytest.mark.parametrize("size", [(80, 24), (10, 3)], ids=str)
@pytest.mark.parametrize("name", BROKEN)
def test_what_to_do_is_said(index: Path, name: str, size: tuple[int, int]) -> None:
    breaks, error, command = BROKEN[name]
    breaks(index)

    async def story(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, TroubleScreen)
        assert isinstance(screen.error, error)
        if size[0] >= 80:
            assert f"    {command}\n" in shown(pilot) + "\n"
            assert "r looks now, q quits" in " ".join(shown(pilot).split())
        await pilot.press("q")

    app = start(index, story, size)
    assert isinstance(app.trouble, error)
    assert "\n" not in str(app.trouble)


def test_it_goes_on_when_there_is_an_index(tmp_path: Path) -> None:
    (tmp_path / "scrapes").mkdir()
    (tmp_path / "scrapes/a.txt").write_text("First headline\n\nText.")

    async def story(pilot: Pilot[None]) -> None:
        await pilot.press("r")
        assert isinstance(pilot.app.screen, TroubleScreen)
        update(tmp_path / "index", [tmp_path / "scrapes"])
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        assert "First headline" in shown(pilot)

    assert start(tmp_path / "index", story).trouble is None


def test_another_trouble_is_told_in_its_place(index: Path) -> None:
    of_another_schema(index)

    async def story(pilot: Pilot[None]) -> None:
        assert "another version" in shown(pilot)
        shutil.rmtree(index)
        await pilot.press("r")
        await pilot.pause()
        assert "There is no index here" in shown(pilot)

    start(index, story)


@pytest.mark.parametrize("suffix", ["idx", "pos", "term", "store", "fast", "fieldnorm"])
def test_a_truncated_segment(index: Path, suffix: str) -> None:
    """It is told, at the start or by the first search that needs it, and nothing ends the app."""
    truncate(suffix)(index)

    async def story(pilot: Pilot[None]) -> None:
        app = pilot.app
        if isinstance(app.screen, TroubleScreen):
            assert "dateline doctor" in shown(pilot)
            return
        for query in ("ceasefire", '"safe passage"', "date:2016"):
            screen = app.screen
            assert isinstance(screen, SearchScreen)
            screen.box.value = query
            await settled(pilot)
            if "is damaged" in shown(pilot):
                break
        else:
            assert suffix in ("fieldnorm", "pos", "fast")  # these may not be needed
        await press(pilot, "ctrl+c")
        assert app.is_running

    start(index, story, (120, 40))
