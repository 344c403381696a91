"""When the hits are from, and a span picked of it: driven by keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from playing import compare, play, press, settled, shown
from textual.pilot import Pilot

from search.searcher import Searcher
from tui.screen import SearchScreen
from tui.view import View

Indexed: TypeAlias = Callable[[Iterable[Mapping[str, str]]], Searcher]


@pytest.fixture
def dated(indexed: Indexed) -> Path:
    """Of each month of 2016 one article more than of the month before, but none of May."""
    articles = [
        {"title": f"News {month}", "text": "It rained. " * 9, "date": f"2016-{month:02}-{day + 1:02}"}
        for month in range(1, 13)
        for day in range(month)
        if month != 5
    ]
    return indexed(articles).directory


class TestPicking:
    def test_by_keys(self, dated: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "t")
            assert screen.focused is screen.timeline
            assert "2016-12" in shown(pilot)
            await press(pilot, "g", "l", "space", "right", "right", "h")
            assert "2016-W01 to 2016-W02: 0 articles, 0 comments" in shown(pilot).split("\n")[3]
            first, last = screen.timeline.picked or (None, None)
            await press(pilot, "enter")
            assert (screen.view.since, screen.view.until) == (str(first), str(last))
            assert screen.focused is screen.timeline
            assert f"since {first}" in shown(pilot)
            await press(pilot, "equals_sign")
            assert screen.view == View("rained ")
            await press(pilot, "backspace")
            assert screen.view.since == str(first)
            await press(pilot, "backspace")
            assert screen.view == View("rained ")
            await press(pilot, "t", "t")
            assert screen.results.has_focus
            assert not screen.timeline.display

        play(dated, story, "rained ")

    def test_one_bar_and_on_to_the_next(self, dated: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "left_square_bracket")
            assert screen.focused is screen.timeline
            await press(pilot, "escape")
            screen.change(View("rained ", since="2016-03", until="2016-04"))
            await settled(pilot)
            assert screen.results.total == 7
            await press(pilot, "right_square_bracket")
            assert (screen.view.since, screen.view.until) == ("2016-05-01", "2016-06-30")
            assert screen.results.total == 6
            await press(pilot, "left_square_bracket", "left_square_bracket")
            assert screen.results.total == 3
            await press(pilot, "backspace")
            assert screen.view == View("rained ", since="2016-03-01", until="2016-04-30")

        play(dated, story, "rained ")

    def test_every_key_of_it(self, dated: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "t")
            last = screen.timeline.cursor
            await press(pilot, "pageup")
            assert screen.timeline.cursor == last - 10
            await press(pilot, "ctrl+d", "right", "ctrl+u", "pagedown")
            assert screen.timeline.cursor == last
            await press(pilot, "home", "left", "end", "g", "G", "space", "space")
            assert (screen.timeline.cursor, screen.timeline.mark) == (last, None)
            await press(pilot, "j")
            assert screen.focused is screen.results
            assert screen.timeline.display

        play(dated, story, "rained ")

    def test_by_mouse(self, dated: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "t")
            assert "2016-" in shown(pilot).split("\n")[8]
            bars = 40
            await pilot.mouse_down("#timeline", offset=(bars, 1))
            await pilot.hover("#timeline", offset=(bars + 20, 1))
            await pilot.mouse_up("#timeline", offset=(bars + 20, 1))
            await settled(pilot)
            assert screen.view.since
            assert screen.view.since < screen.view.until

        play(dated, story, "rained ")

    def test_it_follows_the_query(self, dated: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "t", "slash", "ctrl+u", *"10")
            assert screen.timeline.histogram is not None
            assert screen.timeline.histogram.articles == 10
            await press(pilot, "ctrl+u", *"zzzz", "enter", "t", "l", "enter", "space")
            assert "no hit has a date" in shown(pilot)

        play(dated, story, "rained ")

    def test_a_span_without_an_end_is_not_shifted(self) -> None:
        assert View(since="2016").shifted(1) is None
        assert View(since="2016-02", until="2016-01").shifted(1) is None
        assert View(since="nonsense", until="2016").shifted(1) is None
        assert View(since="9999", until="9999").shifted(1) is None
        assert View(since="2016", until="2016").shifted(-1) == View(since="2015-01-01", until="2015-12-31")
        week = View(since="2016-12-05", until="2016-12-11")
        assert week.shifted(1) == View(since="2016-12-12", until="2016-12-18")

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
    def test_as_it_looks(self, dated: Path, size: tuple[int, int]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "t", "h", "space", "h", "h")
            compare(pilot, "timeline")
            await pilot.resize_terminal(size[0] // 2, size[1])
            await settled(pilot)
            assert screen.timeline.mark is None

        play(dated, story, "rained ", size=size)
