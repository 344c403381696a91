"""What narrows the hits, what is remembered, and how it looks: driven by keys."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playing import compare, play, press, settled, shown, type_in
from textual.pilot import Pilot

from index.build import update
from index.errors import ConfigError
from index.model import Kind
from search.facets import Facet
from search.request import Sort
from search.results import FacetCount
from search.searcher import Searcher
from tui import keymap
from tui.app import THEMES, DatelineApp
from tui.config import Config
from tui.facets import lines_of
from tui.reading import Folding
from tui.screen import SearchScreen
from tui.storage import Place, Storage
from tui.view import View


class TestFacets:
    def test_chosen_by_keys(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "f")
            assert screen.focused is screen.facets
            await press(pilot, "space")
            assert (screen.view.kind, screen.results.total) == (Kind.COMMENT, 7)
            await press(pilot, "enter", "J")
            assert screen.view.kind is None
            await press(pilot, "space")
            assert (screen.view.sources, screen.results.total) == (("ZeroHedge",), 8)
            assert "from ZeroHedge" in shown(pilot)
            assert "[x] ZeroHedge" in shown(pilot)
            await press(pilot, "right_curly_bracket", "j", "k", "space")
            assert (screen.view.authors, screen.results.total) == (("Blankone",), 4)
            await press(pilot, "down", "space")
            assert screen.results.total == 5
            await press(pilot, "left_curly_bracket", "K", "ctrl+d", "ctrl+u", "up", "up")
            await press(pilot, "space")
            assert screen.view.kind is Kind.COMMENT
            await press(pilot, "escape")
            assert screen.focused is screen.results
            assert not screen.facets.display
            await press(pilot, "F")
            assert screen.view == View("ceasefire ")

        play(seed_index, story, "ceasefire ")

    def test_they_follow_the_query(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "f")
            assert ["[", "]", "article", "5", "▕"] in [line[:34].split() for line in shown(pilot).split("\n")]
            await press(pilot, "l", "slash")
            assert screen.facets.display
            await type_in(pilot, "battle ")
            assert ["[", "]", "article", "4", "▕"] in [line[:34].split() for line in shown(pilot).split("\n")]
            await press(pilot, "enter", "f", "f")
            assert not screen.facets.display
            assert screen.focused is screen.results

        play(seed_index, story, "*", size=(200, 60))

    def test_by_mouse(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "f")
            await pilot.click("#facets", offset=(8, 2))
            await settled(pilot)
            assert screen.view.kind is Kind.ARTICLE
            await pilot.click("#facets", offset=(8, 0))
            await settled(pilot)
            assert screen.view.kind is Kind.ARTICLE

        play(seed_index, story, "ceasefire ")

    def test_reading_needs_their_room(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "f", "escape", "f", "slash", "enter", "enter")
            assert screen.reader.display
            assert screen.focused is screen.reader

        for size in ((80, 24), (120, 40), (200, 60)):
            play(seed_index, story, "ceasefire ", size=size)

    def test_what_is_chosen_can_be_given_up(self) -> None:
        """Also where nothing has it any more."""
        lines = lines_of(View(sources=("Gone", "zerohedge")), {Facet.SOURCE: (FacetCount("ZeroHedge", 3),)})
        named = [(line.value, line.count, line.chosen) for line in lines if line.count is not None]
        assert named == [("ZeroHedge", 3, True), ("Gone", 0, True)]
        view = View(sources=("zerohedge",))
        assert view.toggled(Facet.SOURCE, "ZeroHedge").sources == ()
        assert view.toggled(Facet.AUTHOR, "Ann").authors == ("Ann",)
        assert View().toggled(Facet.KIND, "comment").toggled(Facet.KIND, "article").kind is Kind.ARTICLE


class TestAround:
    """From a record to others."""

    def test_what_is_like_it(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            hit = screen.results.hit
            assert hit is not None
            await press(pilot, "r")
            assert screen.view == View(like=hit.id)
            assert f"like {hit.id}" in shown(pilot)
            assert screen.results.total > 0
            assert screen.results.hit is not None
            assert screen.results.hit.id != hit.id
            assert f"--like={hit.id}" in screen.view.command(("--index", "x"))
            await press(pilot, "enter", "J", "r")
            assert screen.view.like not in ("", hit.id)
            await press(pilot, "backspace", "backspace")
            assert screen.view == View('"safe passage"')

        play(seed_index, story, '"safe passage"')

    def test_languages(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "f", *["J"] * 3, "space")
            assert (screen.view.languages, screen.results.total) == (("en",), 9)
            assert "in en" in shown(pilot)
            assert "--language=en" in screen.view.command(("--index", "x"))
            await press(pilot, "space")
            assert screen.view.languages == ()

        play(seed_index, story, "ceasefire ")

    def test_conversations_are_counted(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "4")
            assert "3 conversations of 9 hits" in shown(pilot)

        play(seed_index, story, "ceasefire ")


class TestDates:
    def test_a_span(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "d")
            await type_in(pilot, "2016-12")
            await press(pilot, "tab")
            await type_in(pilot, "2016-12-13")
            await press(pilot, "enter")
            assert (screen.view.since, screen.view.until) == ("2016-12", "2016-12-13")
            assert screen.results.total == 3
            assert "since 2016-12 · until 2016-12-13" in shown(pilot)
            await press(pilot, "d", "escape")
            assert screen.results.total == 3

        play(seed_index, story, "*")

    def test_a_day_that_is_none_is_told(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "d")
            await type_in(pilot, "foo")
            await press(pilot, "enter")
            assert "'foo' is not a day" in shown(pilot)
            await press(pilot, "escape")
            assert screen.view.since == ""

        play(seed_index, story, "*")


class TestHistory:
    def test_up_down_and_search(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            for query in ("aleppo", "syria", "cease fire", "aleppo"):
                await press(pilot, "i", "ctrl+u")
                await type_in(pilot, query)
                await press(pilot, "enter")
            assert screen.storage.queries == ["syria", "cease fire", "aleppo"]
            await press(pilot, "i")
            seen = []
            for key in ("ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+down", *["ctrl+down"] * 3):
                await press(pilot, key)
                seen.append(screen.box.value)
            assert seen == [
                "aleppo", "cease fire", "syria", "syria", "cease fire", "aleppo", "", "",
            ]  # fmt: skip
            await press(pilot, "ctrl+r")
            await type_in(pilot, "fire ce")
            await press(pilot, "enter")
            assert screen.box.value == "cease fire"
            assert screen.results.total == Searcher.open(seed_index).search("cease fire").total
            await press(pilot, "ctrl+r", "ctrl+r", "up", "down", "enter")
            assert screen.box.value == "cease fire"
            await press(pilot, "ctrl+r", "escape")
            assert screen.box.value == "cease fire"
            await press(pilot, "ctrl+r")
            await type_in(pilot, "zz")
            await press(pilot, "enter")
            assert screen.box.value == "cease fire"

        play(seed_index, story)

    def test_reading_a_hit_remembers_its_query(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "syria")
            await pilot.click("#results", offset=(5, 1))
            await settled(pilot)
            assert screen.storage.queries == ["syria"]

        play(seed_index, story)


def again(
    index: Path,
    story: Callable[[Pilot[None], SearchScreen], Awaitable[None]],
    storage: Storage,
    query: str | None = None,
    config: Config | None = None,
    size: tuple[int, int] = (120, 40),
) -> None:
    """The app as it starts for a user who has something stored."""

    async def run() -> None:
        app = DatelineApp(lambda: Searcher.open(index), query, lambda _: storage, config)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            assert isinstance(app.screen, SearchScreen)
            await story(pilot, app.screen)

    asyncio.run(run())


class TestStorage:
    def test_it_goes_on_where_it_was(self, seed_index: Path, tmp_path: Path) -> None:
        async def first(pilot: Pilot[None], screen: SearchScreen) -> None:
            await type_in(pilot, "aleppo")
            await press(pilot, "enter", "s", "3", "j", "j", "j", "enter", "Z", "T")

        async def second(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert screen.view == View("aleppo", kind=Kind.COMMENT, sort=Sort.NEWEST)
            assert (screen.box.value, screen.results.cursor) == ("aleppo", 3)
            assert screen.reader.folding is Folding.LINES
            assert pilot.app.theme == THEMES[1].name
            assert screen.storage.queries == ["aleppo"]
            assert screen.focused is screen.box
            await type_in(pilot, "s")
            assert screen.box.value == "s"
            await press(pilot, "enter", "T", "T")

        async def third(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert screen.view == View("syria")

        again(seed_index, first, Storage(tmp_path / "state", seed_index))
        again(seed_index, second, Storage(tmp_path / "state", seed_index))
        again(seed_index, third, Storage(tmp_path / "state", seed_index), "syria")

    def test_each_index_has_its_place(self, tmp_path: Path) -> None:
        one, two = (Storage(tmp_path, Path(name)) for name in ("/one", "/two"))
        place = Place(
            View("a", Kind.ARTICLE, True, ("S",), ("A",), ("en",), "2016", "2w", Sort.DATE, "like1"),
            7,
            Folding.MATCHES,
        )
        one.keep(place)
        two.keep(Place(View("b")))
        assert (one.place(), two.place()) == (place, Place(View("b")))
        assert Storage(tmp_path, Path("/three")).place() == Place()

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", '{"/i": 3}', '{"/i": {}}', '{"/i": {"query": "x", "kind": "y"}}', "\x00"]
    )
    def test_what_is_no_place(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "places.json").write_text(text)
        (tmp_path / "theme.json").write_text(text)
        storage = Storage(tmp_path, Path("/i"))
        assert (storage.place(), storage.theme()) == (Place(), "")
        storage.keep(Place(View("a")))
        assert storage.place() == Place(View("a"))

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        storage = Storage(tmp_path / "file", Path("/i"))
        storage.add("query")
        storage.keep(Place())
        assert storage.queries == ["query"]

    def test_queries_are_lines(self, tmp_path: Path) -> None:
        storage = Storage(tmp_path, Path("/i"))
        for query in ("a", "b\nc", "  ", "a", "a"):
            storage.add(query)
        assert Storage(tmp_path, Path("/i")).queries == storage.queries == ["b c", "a"]
        (tmp_path / "queries").write_bytes(b"\xff\xfe\n")
        assert Storage(tmp_path, Path("/i")).queries == []


class TestConfig:
    def test_other_keys(self, seed_index: Path, tmp_path: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "w")
            assert screen.results.cursor == 1
            await press(pilot, "j")
            assert screen.results.cursor == 1
            await press(pilot, "x")
            assert len(screen.results.marked) == 1
            await press(pilot, "space")
            assert len(screen.results.marked) == 1
            assert "x mark" in shown(pilot)
            assert "x unfold" not in shown(pilot)
            await press(pilot, "f4")
            assert " w, down " in shown(pilot)

        file = tmp_path / "tui.toml"
        file.write_text(
            'theme = "dateline-light"\nmouse = false\n[keys.list]\n"move(1)" = "w, down"\nmark = "x"\n'
            '[keys.anywhere]\nhelp = "?, f4"\n'
        )
        config = Config.read(file)
        assert (config.theme, config.mouse) == ("dateline-light", False)
        again(seed_index, story, Storage(None, seed_index), "ceasefire ", config, (120, 120))

    def test_none(self, tmp_path: Path) -> None:
        assert Config.read(tmp_path / "tui.toml") == Config()

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("theme = 3", "theme can't be 3: it is a text"),
            ("mouse = 'no'", "mouse can't be 'no': it is true or false"),
            ("colour = 'red'", "'colour' is none of theme, mouse, keys"),
            ("[keys]\nmark = 'x'", "keys belong into a section, such as \\[keys.list\\], not 'mark'"),
            ("[keys.list]\njump = 'x'", "'list.jump' is no action"),
            ("[keys.list]\nmark = ''", "'list.mark' needs keys"),
            ("[keys.list]\nmark = 3", "'list.mark' needs keys"),
            ("[", "can't be read"),
        ],
    )
    def test_what_can_not_be_used_is_told(self, tmp_path: Path, text: str, told: str) -> None:
        file = tmp_path / "tui.toml"
        file.write_text(text)
        with pytest.raises(ConfigError, match=told) as caught:
            Config.read(file)
        assert str(file) in str(caught.value)

    def test_no_key_has_two_meanings_in_one_place(self) -> None:
        for keys in keymap.SECTIONS.values():
            every = [name for key in keys for name in key.keys.split(",")]
            assert len(every) == len(set(every))
        assert len(keymap.NAMED) == sum(map(len, keymap.SECTIONS.values()))


def test_themes(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        seen = [pilot.app.theme]
        for _ in THEMES:
            await press(pilot, "T")
            seen.append(pilot.app.theme)
        assert seen == [*(theme.name for theme in THEMES), THEMES[0].name]

    play(seed_index, story, "ceasefire ")


class TestScreens:
    """What is shown where there is nothing else to show."""

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
    def test_nothing_found(self, seed_index: Path, size: tuple[int, int]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "2")
            assert "F takes all filters off." in shown(pilot)
            compare(pilot, "nothing")
            await press(pilot, "1")
            assert "Nothing matches" in shown(pilot)
            assert "F takes" not in shown(pilot)
            await press(pilot, "i", "ctrl+u")
            assert "Nothing matches" not in shown(pilot)

        play(seed_index, story, "zzzz ", size=size)

    def test_an_empty_index(self, tmp_path: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert "The index is empty." in shown(pilot)
            assert "dateline index FOLDER" in shown(pilot)
            (tmp_path / "scrapes/a.txt").write_text("Headline\n\nText.")
            update(tmp_path / "index", [tmp_path / "scrapes"])
            screen.look_for_changes()
            await settled(pilot)
            assert "The index is empty." not in shown(pilot)
            assert screen.results.total == 1

        (tmp_path / "scrapes").mkdir()
        update(tmp_path / "index", [tmp_path / "scrapes"])
        play(tmp_path / "index", story)

    @pytest.mark.parametrize("size", [(10, 24), (80, 3), (1, 1)], ids=str)
    def test_no_room(self, seed_index: Path, size: tuple[int, int]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert "ceasefire" not in shown(pilot)
            await press(pilot, "j", "enter", "n", "f", "escape", "G", "question_mark", "escape")
            await pilot.resize_terminal(80, 24)
            await settled(pilot)
            assert "dateline needs" not in shown(pilot)
            assert "ceasefire" in shown(pilot)

        play(seed_index, story, "ceasefire ", size=size)


def test_places_are_written_as_json(tmp_path: Path) -> None:
    Storage(tmp_path, Path("/i")).keep(Place(View("x")))
    kept = json.loads((tmp_path / "places.json").read_text())
    assert kept["/i"]["query"] == "x"
