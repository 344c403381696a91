"""Colours of the query, and its completion, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from playing import compare, play, press, settled, shown, type_in
from rich.style import Style
from rich.text import Text
from textual.pilot import Pilot

from search.parser import Role
from tui.app import THEMES
from tui.box import ROLES
from tui.colouring import MOST, Colouring
from tui.screen import SearchScreen


class TestCompletion:
    def test_values_come_by_themselves(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "syria kind:")
            assert "kind:article    5" in shown(pilot)
            assert "kind:comment  137" in shown(pilot)
            await press(pilot, "down", "down", "enter")
            assert screen.box.value == "syria kind:comment "
            assert screen.focused is screen.box
            assert not screen.dropdown.display
            await type_in(pilot, "source:zer")
            await press(pilot, "tab")
            assert screen.box.value == "syria kind:comment source:ZeroHedge "

        play(seed_index, story)

    def test_words_when_they_are_asked_for(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "ceasef")
            assert not screen.dropdown.display
            await press(pilot, "tab")
            assert screen.dropdown.chosen == 0
            assert "▌ ceasefire " in shown(pilot)
            await press(pilot, "tab", "tab", "up", "up", "shift+tab")
            assert screen.dropdown.chosen == 1
            await press(pilot, "enter")
            assert screen.box.value == "ceasefires "
            await type_in(pilot, "titl")
            await press(pilot, "tab", "enter")
            assert screen.box.value == "ceasefires title:"

        play(seed_index, story)

    def test_the_only_one_is_taken_at_once(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "author:=ty")
            await press(pilot, "tab")
            assert screen.box.value == 'author:="Tyler Durden" '
            await type_in(pilot, "lang:")
            await press(pilot, "escape")
            await press(pilot, "tab")
            assert screen.box.value == 'author:="Tyler Durden" lang:en '

        play(seed_index, story)

    def test_it_is_never_in_the_way(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "kind:")
            assert screen.dropdown.display
            await press(pilot, "escape")
            assert not screen.dropdown.display
            assert screen.focused is screen.box
            await type_in(pilot, "art")
            assert screen.dropdown.display
            await press(pilot, "enter")
            assert not screen.dropdown.display
            assert screen.focused is screen.results
            assert (screen.box.value, screen.results.total) == ("kind:art", 0)
            await press(pilot, "slash", "end")
            await type_in(pilot, "i")
            await press(pilot, "ctrl+u")
            assert not screen.dropdown.display
            await type_in(pilot, "zzzz")
            await press(pilot, "tab")
            assert screen.focused is screen.results

        play(seed_index, story)

    def test_a_late_answer_is_dropped(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "ceasefire")
            screen.engine.complete(screen.view, "ceasef", 6, asked=True)
            await settled(pilot)
            assert not screen.dropdown.display
            assert screen.focused is screen.box

        play(seed_index, story)

    def test_by_mouse(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "kind:")
            await pilot.click("#dropdown", offset=(4, 1))
            await settled(pilot)
            assert screen.box.value == "kind:comment "

        play(seed_index, story)

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
    def test_as_it_looks(self, seed_index: Path, size: tuple[int, int]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "aleppo ")
            await press(pilot, "tab", "tab")
            compare(pilot, "completion")

        play(seed_index, story, size=size)


class TestColours:
    def test_each_piece_by_its_role(self) -> None:
        styles = {role: Style(meta={"role": role}) for role in Role}
        text = Colouring(styles.__getitem__)(Text('a OR "b c" title:d* kind:article - -e'))
        roles = {text.plain[span.start : span.end]: span.style for span in text.spans}
        expected = {
            "a": Role.WORD,
            "OR": Role.OPERATOR,
            '"b c"': Role.PHRASE,
            "title:": Role.FIELD,
            "d*": Role.PATTERN,
            "article": Role.FILTER,
            "e": Role.WORD,
        }
        assert {piece: roles[piece] for piece in expected} == {
            piece: styles[role] for piece, role in expected.items()
        }

    @pytest.mark.parametrize("text", ["e\u0301 OR x", "x" * 10_000, "((((", "\x1b[2J", ""])
    def test_any_text_is_left_as_it_is(self, text: str) -> None:
        coloured = Colouring(lambda role: Style(bold=True))(Text(text))
        assert coloured.plain == Text(text).plain
        assert all(span.end <= MOST for span in coloured.spans)

    def test_no_two_roles_that_differ_look_alike(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            for theme in THEMES:
                pilot.app.theme = theme.name
                await pilot.pause()
                looks = {role: screen.box.get_component_rich_style(name) for role, name in ROLES.items()}
                looks.pop(Role.FILTER)  # a name of a field without what makes that bold
                assert len(set(looks.values())) == len(looks)

        play(seed_index, story)

    def test_what_a_terminal_would_obey_is_not_kept(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            screen.box.value = "a\x1b]0;x\x07\u202eb\nc\td"
            await settled(pilot)
            assert screen.box.value == "a]0;xb c d"
            assert screen.view.query == "a]0;xb c d"

        play(seed_index, story)
