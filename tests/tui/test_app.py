"""The app driven by keys, without a terminal."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playing import compare, play, press, settled, shown, type_in
from textual import events
from textual.pilot import Pilot

from index.build import update
from index.model import Kind
from search.cli.help import manual
from search.request import SearchRequest, Sort
from search.results import SearchPage
from search.searcher import Searcher
from tui import keymap
from tui.app import DatelineApp
from tui.manual import Row, parts
from tui.screen import SearchScreen


class TestSearching:
    def test_as_you_type(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert screen.focused is screen.box
            assert screen.results.total == 141
            totals = []
            for character in "ceasefire":
                await type_in(pilot, character)
                totals.append(screen.results.total)
            assert totals == sorted(totals, reverse=True)
            assert totals[-1] == 9
            assert "9 hits" in shown(pilot)
            await press(pilot, "ctrl+u")
            assert screen.results.total == 141

        play(seed_index, story)

    def test_query_of_the_command_line(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert screen.focused is screen.results
            assert screen.box.value == '"safe passage"'
            assert screen.results.total == 4

        play(seed_index, story, '"safe passage"')

    def test_the_list_moves_while_typing(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "syria")
            await press(pilot, "down", "down", "up")
            assert screen.results.cursor == 1
            assert screen.focused is screen.box
            await type_in(pilot, " a")
            assert screen.box.value == "syria a"
            assert screen.results.cursor == 0

        play(seed_index, story)

    def test_notes_and_emptiness_are_told(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "aleppo AND ")
            assert "AND with nothing to join is left out" in shown(pilot)
            await press(pilot, "ctrl+u")
            await type_in(pilot, "zzzz")
            assert "nothing matches zzzz" in shown(pilot)
            assert screen.results.total == 0
            await press(pilot, "enter", "j", "k", "G", "g", "enter", "n", "N")
            assert screen.results.total == 0

        play(seed_index, story)

    def test_a_fast_typist_gets_the_last_query(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await pilot.press(*"ceasefire")
            await settled(pilot)
            assert screen.results.total == 9

        play(seed_index, story)

    def test_a_key_right_behind_escape(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "syria")
            await press(pilot, "alt+j")
            assert screen.focused is screen.results
            assert screen.box.value == "syria"
            assert screen.results.cursor == 1

        play(seed_index, story)


def test_the_first_key_after_the_terminal_was_left(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        pilot.app.post_message(events.AppBlur())
        await pilot.pause()
        assert pilot.app.focused is None
        for key in "ceasefire":
            pilot.app.post_message(events.Key(key, key))
        await settled(pilot)
        assert screen.view.query == "ceasefire"

    play(seed_index, story)


def test_a_key_that_is_never_done_with_holds_up_no_other(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        app = pilot.app
        assert isinstance(app, DatelineApp)
        app._handling, app._since = events.Key("x", "x"), time.monotonic()
        for key in "cease":
            app.post_message(events.Key(key, key))
        await settled(pilot)
        assert screen.view.query == "cease"

    play(seed_index, story)


def test_keys_that_come_at_once(seed_index: Path) -> None:
    """As from a slow line: each is for what has the focus when those before it were handled."""

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        for key in ("slash", *"ax", "ctrl+u", *"fs", "backspace", "backspace", *"syria", "enter", *"jjskj"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert screen.box.value == "syria"
        assert screen.focused is screen.results
        assert screen.view.sort is Sort.NEWEST
        assert len(pilot.app.screen_stack) == 2

    play(seed_index, story, "aleppo ")


class TestList:
    def test_moving(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            places = []
            for key in (
                "j",
                "down",
                "k",
                "up",
                "G",
                "j",
                "g",
                "k",
                "end",
                "home",
                "ctrl+d",
                "ctrl+u",
                "pagedown",
            ):
                await press(pilot, key)
                places.append(screen.results.cursor)
            screenful = places[-1]
            assert places == [1, 2, 1, 0, 140, 140, 0, 0, 140, 0, screenful, 0, screenful]
            assert screenful > 3

        play(seed_index, story)

    def test_far_hits_are_fetched_when_they_come_near(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "G")
            assert screen.results.hit is not None
            assert screen.results.hit.id == everything[-1].id
            await press(pilot, "k", "k")
            assert screen.results.hit.id == everything[-3].id
            for place in (60, 49, 50, 99, 100):
                screen.results.cursor = place
                await settled(pilot)
                assert screen.results.hit.id == everything[place].id

        everything = list(Searcher.open(seed_index).walk("*"))
        play(seed_index, story)

    def test_mouse(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await pilot.click("#results", offset=(5, 2 * screen.results.rows))
            await settled(pilot)
            assert screen.results.cursor == 2
            await pilot.click("#results", offset=(5, 2 * screen.results.rows))
            await settled(pilot)
            assert screen.focused is screen.reader

        play(seed_index, story)

    def test_sorting(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "s")
            assert "newest first" in shown(pilot)
            assert screen.view.sort is Sort.NEWEST
            assert screen.results.hit is not None
            assert screen.results.hit.date is not None
            assert f"{screen.results.hit.date.when:%Y-%m-%d %H:%M}" == "2016-12-13 16:01"
            await press(pilot, "s")
            assert "oldest first" in shown(pilot)
            assert f"{screen.results.hit.date.when:%Y-%m-%d}" == "2016-11-29"
            await press(pilot, "s")
            assert "best first" in shown(pilot)

        play(seed_index, story)

    def test_kinds(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            for key, total, kind in (("2", 4, Kind.ARTICLE), ("3", 137, Kind.COMMENT), ("1", 141, None)):
                await press(pilot, key)
                assert (screen.results.total, screen.view.kind) == (total, kind)

        play(seed_index, story)


class TestSlowIndex:
    """Keys that come faster than answers."""

    @pytest.fixture(autouse=True)
    def _slow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        search = Searcher.search

        def slow(self: Searcher, request: SearchRequest | str, *, told: bool = True) -> SearchPage:
            time.sleep(0.1)
            return search(self, request, told=told)

        monkeypatch.setattr(Searcher, "search", slow)

    def test_every_page_that_came_near_is_fetched(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            for place in (60, 120, 5, 110, 30, 80, 70):
                screen.results.cursor = place
                await pilot.pause(0.02)
            await settled(pilot)
            for place in range(141):
                screen.results.cursor = place
                await pilot.pause()
                assert screen.results.hit is not None
                assert screen.results.hit.id == everything[place].id
            assert "  …" not in shown(pilot)

        everything = list(Searcher.open(seed_index).walk("*"))
        play(seed_index, story)

    def test_hits_of_two_views_are_never_mixed(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            await pilot.press("3", "G", "2", "G", "k", "3", "G")
            await settled(pilot)
            assert screen.results.total == 137
            for place in (136, 0, 60):
                screen.results.cursor = place
                await settled(pilot)
                assert screen.results.hit is not None
                assert screen.results.hit.kind is Kind.COMMENT

        play(seed_index, story)

    def test_faults_are_told_and_got_over(self, seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            with monkeypatch.context() as patched:
                patched.setattr(Searcher, "search", fail)
                patched.setattr(Searcher, "thread", fail)
                await type_in(pilot, "x")
                assert "RecursionError: too deep" in shown(pilot)
            await press(pilot, "ctrl+u")
            assert screen.results.total == 141
            assert "Assad Retakes Aleppo" in shown(pilot)

        def fail(*_: object, **__: object) -> None:
            raise RecursionError("too deep")

        play(seed_index, story)


def test_help_shows_every_key_and_all_of_the_language(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        await press(pilot, "question_mark")
        text = re.sub(r"[│\s]+", " ", shown(pilot))
        for keys in keymap.SECTIONS.values():
            for key in keys:
                assert key.about in text
        for part in parts(manual("queries").decode()):
            said = (part.left, part.right) if isinstance(part, Row) else (part.text,)
            assert all(re.sub(r"\s+", " ", each) in text for each in said)
        await press(pilot, "escape")
        assert pilot.app.screen is screen

    play(seed_index, story, "*", size=(84, 400))


def test_help_from_the_query_begins_with_the_language(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        await press(pilot, "f1")
        assert "ceasefire" in shown(pilot)
        window = pilot.app.screen.query_one("#help")
        await press(pilot, "j", "down", "up")
        assert window.scroll_offset.y == 1
        await press(pilot, "k", "space", "pagedown", "b")
        assert window.scroll_offset.y == window.size.height - 2
        await press(pilot, "f1")
        assert pilot.app.screen is screen

    play(seed_index, story)


def test_every_key_is_bound_where_the_map_says(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        parts: dict[str, Any] = dict(
            zip(
                keymap.SECTIONS,
                (
                    screen,
                    screen.box,
                    screen.results,
                    screen.reader,
                    screen.finder,
                    screen.facets,
                    screen.timeline,
                ),
                strict=True,
            )
        )
        for section, keys in keymap.SECTIONS.items():
            bound = parts[section]._bindings.key_to_bindings
            for key in keys:
                for name in key.keys.split(","):
                    assert key.action in [binding.action for binding in bound[name]]
                action = key.action.partition("(")[0]
                part = pilot.app if action.startswith("app.") else parts[section]
                assert hasattr(part, f"action_{action.removeprefix('app.')}")

    play(seed_index, story)


def test_quitting(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        await press(pilot, "enter")
        await pilot.press("q")
        await pilot.pause()
        assert not pilot.app.is_running

    play(seed_index, story)


def test_the_index_changing_underneath(tmp_path: Path) -> None:
    scrapes, index = tmp_path / "scrapes", tmp_path / "index"
    scrapes.mkdir()
    (scrapes / "a.txt").write_text("First headline\n\nText.")
    update(index, [scrapes])

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        assert screen.results.total == 1
        (scrapes / "b.txt").write_text("Second headline\n\nText.")
        update(index)
        screen.look_for_changes()
        await settled(pilot)
        assert screen.results.total == 2
        assert "the index was updated" in shown(pilot)

    play(index, story)


def test_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "scrapes").mkdir()
    update(tmp_path / "index", [tmp_path / "scrapes"])

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        assert "the index is empty: type 'dateline index FOLDER'" in shown(pilot)
        await type_in(pilot, "x")

    play(tmp_path / "index", story)


@pytest.mark.parametrize("width", [40, 120])
def test_an_index_that_breaks_is_told_in_full(tmp_path: Path, width: int) -> None:
    scrapes, index = tmp_path / "scrapes", tmp_path / ("a-long-name-" * 8)
    scrapes.mkdir()
    (scrapes / "a.txt").write_text("Headline\n\nText.")
    update(index, [scrapes])

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        (index / "index.json").write_text("{")
        screen.look_for_changes()
        await settled(pilot)
        told = "".join(shown(pilot).split())
        for said in (f"{index}/index.json is damaged", "doctor --repair"):
            for piece in said.split():
                assert piece in told

    play(index, story, size=(width, 24))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("list", ("enter", "j")),
        ("reader", ("enter", "j", "enter", "n")),
        ("help", ("f1",)),
        ("filter", ("enter", "f", "j", "space")),
        ("conversations", ("enter", "4", "j", "x", "j")),
        ("matches", ("enter", "j", "enter", "w", "j")),
        ("folded", ("enter", "j", "j", "enter", "Z", "Z")),
        ("dates", ("enter", "d")),
    ],
)
def test_screens(seed_index: Path, name: str, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """The text of each screen at each size."""

    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        await type_in(pilot, "ceasefire ")
        await press(pilot, *keys)
        compare(pilot, name)

    play(seed_index, story, size=size)
