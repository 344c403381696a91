"""The line under the query: what each of its clauses finds, and what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from playing import compare, play, press, settled, shown, type_in
from rich.cells import cell_len
from textual.pilot import Pilot

from search.results import Clause
from tui.screen import SearchScreen
from tui.understood import parts
from tui.view import View


def line(pilot: Pilot[None]) -> str:
    return shown(pilot).split("\n")[1].strip()


class TestLine:
    def test_hits_of_each_clause(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert line(pilot) == ""
            await type_in(pilot, "aleppo ceas")
            assert line(pilot) == "aleppo 18 · ceas… 12: ceasefire, cease, ceasefires"
            await type_in(pilot, "efire -")
            assert line(pilot) == "aleppo 18 · ceasefire 9"
            await press(pilot, "enter", "2")
            assert line(pilot) == "aleppo 18 · ceasefire 9 · kind:article 5"
            await press(pilot, "slash", "ctrl+u")
            assert line(pilot) == "kind:article 5"

        play(seed_index, story)

    def test_conversations_too(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "4")
            assert line(pilot) == "aleppo 18 · ceasefire 9"

        play(seed_index, story, "aleppo ceasefire ")

    def test_what_is_in_the_way(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "alepo ceasefire ")
            assert line(pilot).split("  ")[0] == "alepo 0 · ceasefire 9"
            assert line(pilot).endswith("ctrl+t aleppo ceasefire")
            assert "ctrl+t looks for what may have been meant" in shown(pilot)
            await press(pilot, "ctrl+t")
            assert (screen.box.value, screen.results.total) == ("aleppo ceasefire ", 3)
            assert screen.focused is screen.box
            assert line(pilot) == "aleppo 18 · ceasefire 9"
            await press(pilot, "ctrl+t")
            assert screen.box.value == "aleppo ceasefire "

        play(seed_index, story)

    def test_by_a_key_in_the_list_and_back(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert line(pilot).endswith("m aleppo")
            await press(pilot, "m")
            assert (screen.view.query, screen.results.total) == ("aleppo ", 17)
            await press(pilot, "backspace")
            assert (screen.box.value, screen.results.total) == ("alepo ", 0)
            await pilot.click("#understood")
            await settled(pilot)
            assert screen.view.query == "aleppo "

        play(seed_index, story, "alepo ")

    def test_a_late_answer_is_dropped(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            screen.engine.page(View("syria "))
            await settled(pilot)
            assert line(pilot) == "aleppo 18"

        play(seed_index, story, "aleppo ")

    def test_why_nothing_is_found(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "3")
            assert "title:battle has 1 by itself, but none with the rest" in shown(pilot)

        play(seed_index, story, "title:battle ", size=(200, 60))

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
    def test_as_it_looks(self, seed_index: Path, size: tuple[int, int]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            compare(pilot, "meant")

        play(seed_index, story, "alepo ceas* ", size=size)


class TestParts:
    def test_words_take_the_room_there_is(self) -> None:
        clauses = [Clause("ceas*", 12, words=("ceasefire", "cease", "ceasefires"), more=4, cut=True)]

        def told(width: int) -> str:
            return "".join(text for text, _ in parts(clauses, width))

        assert told(80) == "ceas* 12: ceasefire, cease, ceasefires +4 words, cut there"
        assert told(50) == "ceas* 12: ceasefire, cease +5 words, cut there"
        assert told(20) == "ceas* 12 +7 words, cut there"

    def test_two_patterns_share_it(self) -> None:
        words = tuple(f"word{number}" for number in range(20))
        clauses = [Clause("a*", 1, words=words), Clause("b*", 1, words=words)]
        said = "".join(text for text, _ in parts(clauses, 100))
        assert said.count("+15") == 2
        assert cell_len(said) <= 100

    def test_hostile_text_is_inert(self) -> None:
        clauses = [Clause("\x1b[2Ja\u202e", 0, words=("b\x07",), blocks=True)]
        assert parts(clauses, 80) == [("[2Ja", "blocks"), (" 0", "blocks"), (": b", "plain")]
