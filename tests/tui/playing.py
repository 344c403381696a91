"""Plays stories in the app: what is pressed, and what is then to be seen."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from textual.pilot import Pilot

from search.searcher import Searcher
from tui.app import DatelineApp
from tui.screen import SearchScreen

SCREENS = Path(__file__).parent / "screens"

Play: TypeAlias = Callable[[Pilot[None], SearchScreen], Awaitable[None]]


def play(
    index: Path | Callable[[], Searcher], story: Play, query: str = "", size: tuple[int, int] = (120, 40)
) -> None:
    """Run the app on an index, or on what opens one, and let a story happen in it."""

    async def run() -> None:
        app = DatelineApp(index if callable(index) else lambda: Searcher.open(index), query)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            screen = app.screen
            assert isinstance(screen, SearchScreen)
            await story(pilot, screen)

    asyncio.run(run())


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the engine has nothing left to answer."""
    for _ in range(200):
        await pilot.pause(0.01)
        assert isinstance(pilot.app, DatelineApp)
        if pilot.app.typed_ahead:
            continue
        screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, SearchScreen)]
        if screens and screens[0].idle:
            await pilot.pause()
            if screens[0].idle:
                return
    raise AssertionError("the engine did not come to rest")


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    names = {
        " ": "space",
        '"': "quotation_mark",
        ":": "colon",
        "-": "minus",
        "=": "equals_sign",
        "*": "asterisk",
    }
    await press(pilot, *(names.get(character, character) for character in text))


def shown(pilot: Pilot[None]) -> str:
    """The text on the screen."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def compare(pilot: Pilot[None], name: str) -> None:
    """Hold the text on the screen against a file; UPDATE_SCREENS=1 writes it anew."""
    text = re.sub(r" +((?:\d+ conversations? of )?\d+ hits?) in \d+ ms", r" \1", shown(pilot)) + "\n"
    width, height = pilot.app.size
    file = SCREENS / f"{name}-{width}x{height}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
