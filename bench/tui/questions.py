"""The questions that are asked of the app, each with its goal and what was measured."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from bench import corpora
from bench.tables import Answer
from bench.tui.terminal import Frame, Terminal, app, empty
from index import store
from index.build import update
from index.errors import DatelineError

SCREENS: Final = {(80, 24): 16.0, (120, 40): 25.0, (200, 60): 45.0}
"""Columns and lines, and the milliseconds in which half of all keys are to be answered."""
MOST: Final = 100.0
"""Milliseconds in which 95 of 100 are."""
ECHO: Final = 16.0
"""Milliseconds in which 95 of 100 letters are to be seen where they are typed."""
START: Final = 1.5
"""How much longer the first paint may take than that of an app that does nothing."""
FRAMES: Final = 30.0
"""Frames in a second of scrolling."""
FLAT: Final = 1.1
"""How much more memory there may be at the end than once the app is warm."""
GAP: Final = 0.12
"""Seconds between two letters of somebody who types fast."""
CLEAR: Final = b"\x15"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    name: str
    records: int
    queries: int
    starts: int
    seconds: float
    """Of scrolling."""
    keys: int
    """Of scripted use."""


QUICK: Final = Size("quick", 20_000, 6, 5, 3.0, 600)
FULL: Final = Size("full", 340_000, 24, 15, 10.0, 10_000)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all questions share."""

    index: Path
    corpus: str
    queries: list[str]
    size: Size
    folder: Path

    def app(self, size: tuple[int, int], *arguments: str) -> Terminal:
        """The app, for somebody who never used it."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return app(self.index, size, home, *arguments)


def setting(data: Path, folder: Path, size: Size) -> Setting:
    """An index of so many records; one that is there already is used again."""
    own = folder / f"{size.records}"
    own.mkdir(parents=True, exist_ok=True)
    posts, index, about = own / "posts.jsonl", own / "dateline", own / "about.json"
    if not posts.is_file() or not _usable(index):
        found, said = corpora.records(data, size.records)
        corpora.save_records(found, posts)
        about.write_text(json.dumps(said), encoding="utf-8")
        update(index, [posts])
    said = json.loads(about.read_text(encoding="utf-8")) if about.is_file() else "posts"
    queries = corpora.queries(posts, size.queries)
    return Setting(index, f"{size.records:,} records: {said}", queries, size, folder)


def _usable(index: Path) -> bool:
    try:
        return store.read_stamp(index).current
    except DatelineError:
        return False


def typing(setting: Setting) -> Iterator[Answer]:
    """How soon are the results of a key painted, and the key itself?"""
    for size, goal in SCREENS.items():
        results, echoes, took, keys = [], [], 0.0, 0
        with setting.app(size) as terminal:
            terminal.settled()
            for query in setting.queries:
                terminal.press(CLEAR)
                terminal.settled()
                before = terminal.cpu
                for letter in query:
                    pressed = terminal.press(letter.encode())
                    frames = terminal.settled(since=pressed + GAP)
                    echoes.append((frames[0].at - pressed) * 1e3)
                    results.append((_last(frames) - pressed) * 1e3)
                    keys += 1
                took += terminal.cpu - before
        figures = {"results": results, "echoes": echoes, "cpu": took / keys}
        place = f"{size[0]}x{size[1]}"
        half, most = median(results), _p95(results)
        said = f"{half:.1f} ms (p95 {most:.1f}), {took / keys * 1e3:.0f} ms of processors, {keys} keys"
        goals = f"{goal:.0f} ms, p95 {MOST:.0f}"
        met = half <= goal and most <= MOST
        yield Answer(f"key to results, {place}", setting.corpus, said, half / goal, goals, met, figures)
        most = _p95(echoes)
        said = f"{median(echoes):.1f} ms (p95 {most:.1f})"
        yield Answer(
            f"key to its echo, {place}", setting.corpus, said, most / ECHO, f"p95 {ECHO:.0f} ms", most <= ECHO
        )


def starting(setting: Setting) -> Iterator[Answer]:
    """How soon is something painted, and the first hits, beside an app of Textual that does nothing?"""
    first: list[float] = []
    hits: list[float] = []
    others: list[float] = []
    for _ in range(setting.size.starts):
        with empty((120, 40), setting.folder) as terminal:
            others.append(terminal.until(rb"empty") - terminal.started)
        with setting.app((120, 40)) as terminal:
            first.append(terminal.until("❯".encode()) - terminal.started)
            hits.append(terminal.until(rb"\d hits") - terminal.started)
    for what, ours in (("first paint", first), ("first hits", hits)):
        ratio = median(ours) / median(others)
        said = f"{median(ours) * 1e3:.0f} ms / {median(others) * 1e3:.0f} ms"
        said += f", the least {min(ours) * 1e3:.0f} / {min(others) * 1e3:.0f}"
        goal = f"<= {START}" if what == "first paint" else ""
        yield Answer(f"{what} / an empty app's", setting.corpus, said, ratio, goal, ratio <= START)


def scrolling(setting: Setting) -> Iterator[Answer]:
    """How many frames a second does a list of everything have while a key is held down?"""
    for size in SCREENS:
        for name, key in (("j", b"j"), ("page down", b"\x1b[6~")):
            with setting.app(size) as terminal:
                terminal.settled()
                terminal.press(b"\r")
                terminal.settled()
                frames: list[Frame] = []
                before, begun = terminal.cpu, len(terminal.frames)
                rate = 60 if name == "j" else 40
                for _ in range(int(setting.size.seconds * rate)):
                    terminal.press(key)
                    terminal.watch(1 / rate)
                frames = [frame for frame in terminal.frames[begun:] if frame.large]
                took = terminal.cpu - before
            seconds = frames[-1].at - frames[0].at
            many = (len(frames) - 1) / seconds
            gaps = sorted(b.at - a.at for a, b in pairwise(frames))
            said = f"{many:.0f} frames a second, {took / seconds * 100:.0f} % of a processor"
            said += f", the longest gap {gaps[-1] * 1e3:.0f} ms"
            what = f"scrolling by {name}, {size[0]}x{size[1]}"
            yield Answer(what, setting.corpus, said, many / FRAMES, f">= {FRAMES:.0f}", many >= FRAMES)


def memory(setting: Setting) -> Iterator[Answer]:
    """Does memory grow over a long use?"""
    chance = random.Random(corpora.SEED)
    story: list[bytes] = []
    while len(story) < setting.size.keys:
        query = chance.choice(setting.queries)
        story += [b"/", CLEAR, *(letter.encode() for letter in query), b"\r"]
        story += [chance.choice((b"j", b"j", b"k", b"n", b"\x1b[6~", b"G", b"g")) for _ in range(12)]
        story += [b"\r", b"n", b"n", b"N", b"z", b"z", b"\x1b[6~", b"\t"]
    seen = []
    with setting.app((120, 40)) as terminal:
        terminal.settled()
        for number, key in enumerate(story):
            terminal.press(key)
            terminal.watch(0.03)
            if number % (len(story) // 20) == 0:
                terminal.watch(1.0)
                seen.append(terminal.memory)
        terminal.watch(1.0)
        seen.append(terminal.memory)
    warm = max(seen[: len(seen) // 4])
    said = f"{seen[-1]:.0f} MB at the end, {warm:.0f} after a quarter, {seen[0]:.0f} at first"
    said += f"; {len(story):,} keys"
    yield Answer(
        "memory at the end / after a quarter",
        setting.corpus,
        said,
        seen[-1] / warm,
        f"<= {FLAT}",
        seen[-1] / warm <= FLAT,
        {"megabytes": seen},
    )


def _last(frames: list[Frame]) -> float:
    return next(frame.at for frame in reversed(frames) if frame.large)


def _p95(figures: list[float]) -> float:
    return quantiles(figures, n=20)[-1]


QUESTIONS: Final = (typing, starting, scrolling, memory)
