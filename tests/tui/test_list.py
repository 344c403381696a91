"""The list and what can be done with its hits, driven by keys."""

from __future__ import annotations

import json
import os
import shutil
import webbrowser
from contextlib import nullcontext
from pathlib import Path

import pytest
from playing import play, press, settled, shown, type_in
from textual.pilot import Pilot

from index.build import update
from index.model import Kind
from search.output import FORMATS
from search.searcher import Searcher
from tui.asking import CommandScreen, ExportScreen, QuestionScreen
from tui.comparing import CompareScreen
from tui.screen import SearchScreen
from tui.view import View

WORDS = (
    "The ministry said on Monday that {} workers had left the plant by the river after a week of talks, "
    "and that nobody expected the rest of them to return before winter, when the old contract ends. "
    "Engineers who visited the site found cracks in a wall, a broken pump, and several open valves."
)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of four pages, of which three are copies of each other."""
    folder = tmp_path_factory.mktemp("copies")
    (folder / "pages").mkdir()
    two = WORDS.replace("cracks", "holes").replace("broken ", "")
    for name, body in (("one", WORDS), ("two", two), ("three", WORDS), ("four", "Other plant words.")):
        head = f"<title>Plant {name}</title><link rel=canonical href=https://{name}.example/plant>"
        text = f"<article><h1>Plant {name}</h1><p>{body.format('forty')}</p></article>"
        (folder / "pages" / f"{name}.html").write_text(f"<html><head>{head}</head><body>{text}</body></html>")
    assert update(folder / "index", [folder / "pages"]).articles == 4
    return folder / "index"


class TestUnfolding:
    def test_copies(self, copies: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            while screen.results.hit is not None and not screen.results.hit.cluster:
                await press(pilot, "j")
            at, hit = screen.results.cursor, screen.results.hit
            assert hit is not None
            before = shown(pilot)
            await press(pilot, "x")
            unfolded = []
            for _ in range(2):
                await press(pilot, "j")
                assert screen.results.hit is not None
                unfolded.append(screen.results.hit.id)
            own = Searcher.open(copies)
            assert unfolded == [copy.id for copy in own.copies(hit.id)]
            assert "≈ Plant " in shown(pilot)
            await press(pilot, "x")
            assert screen.results.cursor == at
            assert shown(pilot) == before

        play(copies, story, "plant ")

    def test_a_hit_without_copies(self, copies: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            before = shown(pilot)
            await press(pilot, "x")
            assert shown(pilot) == before

        play(copies, story, "other ")


class TestComparing:
    def test_with_every_copy(self, copies: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "c")
            assert isinstance(pilot.app.screen, CompareScreen)
            seen = {}
            for key in ("n", "right", "N", "left"):
                text = " ".join(shown(pilot).replace("│", " ").split())
                seen[text.split(" · Plant ")[1].split()[0]] = text
                await press(pilot, "j", "k", "space", "b", key)
            assert set(seen) == {"two", "three"}
            assert "{+" not in seen["three"].split("esc closes")[0].replace("{+so+}", "")
            for words in ("[-cracks-] {+holes+}", "[-broken-] pump"):
                assert words in seen["two"]
            assert "2 words only here" in seen["two"]
            assert "1 only there" in seen["two"]
            await press(pilot, "escape", "enter", "c", "q")
            assert pilot.app.screen_stack[-1] is screen

        play(copies, story, "url:one.example ")

    def test_nothing_to_compare_with(self, copies: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "c")
            assert "it has no copies in the index" in shown(pilot)

        play(copies, story, "other ")


class TestConversations:
    def test_hits_stand_under_their_article(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "4")
            assert screen.results.total == 3
            assert "conversations · best first" in shown(pilot)
            threads = {hit.thread for hit in Searcher.open(seed_index).walk("ceasefire")}
            assert len(threads) == 3
            hit = screen.results.hit
            assert hit is not None
            await press(pilot, "x", "j")
            assert screen.results.hit is not None
            assert (screen.results.hit.thread, screen.results.hit.kind) == (hit.thread, Kind.COMMENT)
            assert "thread 1 of 3" in shown(pilot)
            await press(pilot, "x", "G")
            assert "thread 3 of 3" in shown(pilot)
            assert screen.results.cursor == 2

        play(seed_index, story, "ceasefire ")

    def test_more_are_read_as_one_looks(self, tmp_path: Path) -> None:
        pages = [
            {"id": str(number), "title": f"Page {number}", "text": "Needle words.", "comments": [
                {"author": "Ann", "text": f"needle {number} {each}"} for each in range(2)
            ]}
            for number in range(300)
        ]  # fmt: skip
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages/all.jsonl").write_text("".join(f"{json.dumps(page)}\n" for page in pages))
        assert update(tmp_path / "index", [tmp_path / "pages"]).articles == 300

        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "4")
            totals = [screen.results.total]
            while totals[-1] < 300:
                await press(pilot, "G")
                totals.append(screen.results.total)
                assert totals[-1] > totals[-2]
            assert totals[0] < 300
            await press(pilot, "G", "k")
            assert screen.results.total == 300
            assert " 3 hits" in shown(pilot)

        play(tmp_path / "index", story, "needle ")


class TestKinds:
    def test_one_key_goes_through_them(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            seen = []
            for _ in range(4):
                await press(pilot, "v")
                seen.append((screen.view.kind, screen.view.grouped, screen.results.total))
            assert seen == [
                (Kind.ARTICLE, False, 2), (Kind.COMMENT, False, 7), (None, True, 3), (None, False, 9),
            ]  # fmt: skip

        play(seed_index, story, "ceasefire ")

    def test_each_has_a_sign(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            text = shown(pilot)
            assert "¶ Aleppo Battle ends" in text
            assert "» GreatUncle under With Assad" in text

        play(seed_index, story, "ceasefire ")


def test_scores(seed_index: Path) -> None:
    async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
        hit = screen.results.hit
        assert hit is not None
        assert f"{hit.score:.2f}" not in shown(pilot)
        await press(pilot, "S")
        assert f"{hit.score:.2f}" in shown(pilot)
        await press(pilot, "S")
        assert f"{hit.score:.2f}" not in shown(pilot)

    play(seed_index, story, "ceasefire ")


class TestAuthors:
    def test_everything_by_one_and_back(self, seed_index: Path) -> None:
        name = Searcher.open(seed_index).search("ceasefire").hits[2].authors[0]

        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "j", "j", "a")
            assert screen.view == View(authors=(name,))
            assert f"by {name}" in shown(pilot)
            assert screen.box.value == ""
            await press(pilot, "backspace")
            assert (screen.view.query, screen.results.cursor) == ("ceasefire ", 2)
            assert screen.box.value == "ceasefire "
            await press(pilot, "enter", "a", "backspace", "backspace")
            assert screen.view.query == "ceasefire "

        play(seed_index, story, "ceasefire ")

    def test_of_the_record_that_is_read(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "u", "a")
            assert screen.view == View(authors=("beauticelli",))

        play(seed_index, story, "author:=letsit")

    def test_of_nobody(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "a")
            assert "its author is not named" in shown(pilot)
            assert screen.view.authors == ()

        play(seed_index, story, "title:battle ")


class TestMarks:
    def test_they_outlast_the_query(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "space", "space")
            assert (screen.results.cursor, list(screen.results.marked)) == (2, ids[:2])
            assert shown(pilot).count("✓") == 2
            assert "2 marked" in shown(pilot)
            await press(pilot, "k", "space")
            assert list(screen.results.marked) == ids[:1]
            await press(pilot, "2", "3", "1")
            assert shown(pilot).count("✓") == 1
            await press(pilot, "U")
            assert screen.results.marked == {}
            assert "marked" not in shown(pilot)

        ids = [hit.id for hit in Searcher.open(seed_index).search("ceasefire").hits]
        play(seed_index, story, "ceasefire ")

    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize("marked", [True, False])
    def test_export(self, seed_index: Path, working_folder: Path, form: str, marked: bool) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, *(["j", "space"] if marked else []), "E")
            dialog = pilot.app.screen
            assert isinstance(dialog, ExportScreen)
            await press(pilot, "tab", "home", *["down"] * list(FORMATS).index(form), "space", "enter")
            for _ in range(100):
                if "written: " in shown(pilot):
                    break
                await pilot.pause(0.02)
            assert f"written: hits.{form}" in shown(pilot)

        play(seed_index, story, "ceasefire ")
        written = (working_folder / f"hits.{form}").read_text(encoding="utf-8")
        searcher = Searcher.open(seed_index)
        hits = [hit.id for hit in searcher.search("ceasefire").hits]
        if form in ("json", "jsonl", "csv", "tsv", "text"):
            for hit in hits:
                if not (marked and hits[1].startswith(f"{hit}.")):
                    assert (hit in written) == (not marked or hit == hits[1])
        if form == "json":
            assert json.loads(written)["total"] == (1 if marked else 9)

    def test_no_file_is_overwritten(self, seed_index: Path, working_folder: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "E", "tab", "tab")
            await type_in(pilot, "mine")
            await press(pilot, "enter")
            assert "mine exists already: choose another name" in shown(pilot)
            await press(pilot, "escape", "E", "tab", "tab")
            await type_in(pilot, "no/where")
            await press(pilot, "enter")
            await pilot.pause(0.3)
            assert "no/where can't be written: No such file" in shown(pilot)

        (working_folder / "mine").write_text("precious")
        play(seed_index, story, "ceasefire ")
        assert os.listdir(working_folder) == ["mine"]
        assert (working_folder / "mine").read_text() == "precious"


class TestBrowser:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        class Browser(webbrowser.BaseBrowser):
            def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
                addresses.append(url)
                return True

        addresses: list[str] = []
        monkeypatch.setattr(webbrowser, "get", lambda: Browser("firefox"))
        return addresses

    def test_it_asks_first(self, copies: Path, opened: list[str]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            for key in ("escape", "n", "q"):
                await press(pilot, "o")
                assert isinstance(pilot.app.screen, QuestionScreen)
                assert "https://four.example/plant" in shown(pilot)
                await press(pilot, key)
            assert opened == []
            for key in ("enter", "y"):
                await press(pilot, "o", key)
                await settled(pilot)
            assert opened == ["https://four.example/plant"] * 2

        play(copies, story, "other ")

    def test_no_page_to_open(self, seed_index: Path, opened: list[str]) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "o")
            assert "its address is not known" in shown(pilot)

        play(seed_index, story, "ceasefire ")
        assert opened == []


class TestHandingOver:
    @pytest.fixture
    def clipboard(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A tmux that writes down what it is to hold."""
        program = tmp_path / "bin/tmux"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\n[ "$*" = "load-buffer -w -" ] && cat > {tmp_path}/clipboard\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("TMUX", "here")
        return tmp_path / "clipboard"

    def test_copying(self, copies: Path, clipboard: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "y")
            assert "copied its address by tmux" in shown(pilot)
            assert clipboard.read_text() == "https://four.example/plant"
            await press(pilot, "Y")
            assert clipboard.read_text() == "Other plant words."

        play(copies, story, "other ")

    def test_copying_what_has_no_address(self, seed_index: Path, clipboard: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert screen.results.hit is not None
            await press(pilot, "y")
            assert clipboard.read_text() == screen.results.hit.id
            await press(pilot, "enter", "Y")
            record = screen.reader.at
            assert record is not None
            assert clipboard.read_text() == record.body

        play(seed_index, story, "regrouped reattacked ")

    def test_the_terminal_is_asked_where_nothing_else_is_there(
        self, copies: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "y")
            assert "asked the terminal to copy its address" in shown(pilot)
            assert pilot.app.clipboard == "https://four.example/plant"

        for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        play(copies, story, "other ")

    def test_editor_and_pager(self, copies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            monkeypatch.setattr(pilot.app, "suspend", nullcontext)
            await press(pilot, "e", "p")
            path = Path((tmp_path / "arguments").read_text().strip())
            assert path.name == "four.html"
            assert (tmp_path / "paged").read_text().startswith("Plant four\narticle · ")
            monkeypatch.setenv("PAGER", "/no/such/pager")
            await press(pilot, "p")
            assert "/no/such/pager can't be started: No such file" in shown(pilot)
            for name in ("VISUAL", "EDITOR", "PAGER"):
                monkeypatch.delenv(name, raising=False)
            monkeypatch.setattr(shutil, "which", lambda _: None)
            await press(pilot, "e")
            assert "no editor is known: set $EDITOR" in shown(pilot)
            await press(pilot, "p")
            assert "no pager is known: set $PAGER" in shown(pilot)

        editor = tmp_path / "editor"
        editor.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\n')
        editor.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(editor))
        monkeypatch.setenv("PAGER", f"tee {tmp_path}/paged")
        play(copies, story, "other ")

    def test_a_terminal_that_cannot_be_lent(self, copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "p")
            assert "this terminal can't be lent" in shown(pilot)

        monkeypatch.setenv("PAGER", "cat")
        play(copies, story, "other ")


class TestCommand:
    def test_it_is_shown_and_copied(self, seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "3", "s", "C")
            assert isinstance(pilot.app.screen, CommandScreen)
            text = " ".join(shown(pilot).replace("│", " ").split())
            assert "--kind=comment --sort=-date -- 'safe passage'" in text
            assert "safe AND passage AND kind:comment" in text
            await press(pilot, "y")
            assert pilot.app.clipboard.startswith("dateline search --index ")
            await press(pilot, "C", "Y")
            assert pilot.app.clipboard == "safe AND passage AND kind:comment"
            await press(pilot, "C", "escape")
            assert pilot.app.screen_stack[-1] is screen

        for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        play(seed_index, story, "safe passage ")
