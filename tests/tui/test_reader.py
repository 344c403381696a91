"""The reader driven by keys, without a terminal."""

from __future__ import annotations

from pathlib import Path

from playing import play, press, settled, shown, type_in
from textual.pilot import Pilot

from index.model import Comment
from tui.reading import Folding
from tui.screen import SearchScreen


class TestReader:
    def test_beside_the_list_it_follows_the_cursor(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert "Tuesday as the rebel resistance" in shown(pilot)
            await press(pilot, "j")
            assert "After nearly six years" in shown(pilot)
            await press(pilot, "j")
            assert "The amnesty BS is Putin" in shown(pilot)
            assert "hit 3 of 3 · match " in shown(pilot)

        play(seed_index, story, "aleppo ceasefire ")

    def test_over_the_list_on_a_narrow_screen(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            assert not screen.reader.display
            await press(pilot, "enter")
            assert screen.reader.display
            assert not screen.query_one("#list").display
            assert screen.focused is screen.reader
            await press(pilot, "escape")
            assert screen.query_one("#list").display
            assert screen.focused is screen.results
            await press(pilot, "tab")
            assert screen.focused is screen.reader
            await press(pilot, "tab")
            assert screen.focused is screen.results
            await press(pilot, "enter", "i")
            assert screen.focused is screen.box
            assert screen.query_one("#list").display

        play(seed_index, story, "ceasefire ", size=(80, 24))

    def test_matches_one_after_the_other(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            places = []
            for _ in range(14):
                places.append(shown(pilot).rsplit("match ", 1)[1].split("\n")[0].strip())
                assert "eas" in shown(pilot).lower()
                await press(pilot, "n")
            assert places == [f"{1 + number % 3} of 3" for number in range(14)]
            await press(pilot, "N", "N", "N")
            assert "match 3 of 3" in shown(pilot)

        play(seed_index, story, "guns surrender kind:article")

    def test_match_key_opens_the_text_on_a_narrow_screen(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "n")
            assert screen.focused is screen.reader

        play(seed_index, story, "ceasefire ", size=(80, 24))

    def test_moving(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            tops = []
            for key in ("j", "down", "k", "up", "space", "b", "G", "g", "J", "J", "K", "K"):
                await press(pilot, key)
                tops.append(screen.reader.scroll_offset.y)
            height = screen.reader.size.height
            end = screen.reader.virtual_size.height - height
            first, second = tops[8], tops[9]
            assert tops == [1, 2, 1, 0, height - 2, 0, end, 0, first, second, first, 0]
            assert 0 < first < second
            await press(pilot, "h")
            assert screen.focused is screen.results

        play(seed_index, story, "kind:article title:retakes ")

    def test_resizing_stays_at_the_comment(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            assert "Blankone" in shown(pilot)
            for size in ((60, 20), (200, 60), (80, 24), (20, 5), (120, 40)):
                await pilot.resize_terminal(*size)
                await settled(pilot)
                if size[1] > 10:
                    assert "Blankone" in shown(pilot)

        play(seed_index, story, "regrouped reattacked ")

    def test_from_record_to_record(self, seed_index: Path) -> None:
        """The thread is flat but for letsit, who answers beauticelli, who answers PrayingMantis."""

        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            def author() -> str | None:
                record = screen.reader.at
                return record.author if isinstance(record, Comment) else None

            await press(pilot, "enter")
            assert author() == "letsit"
            assert "… › PrayingMantis › beauticelli" in shown(pilot).split("\n")[3]
            been = []
            for key in ("u", "u", "u", "u", "backspace", "backspace", "backspace", "backspace"):
                await press(pilot, key)
                been.append(author())
            assert been == ["beauticelli", "PrayingMantis", None, None, "PrayingMantis", "beauticelli",
                            "letsit", "letsit"]  # fmt: skip
            await press(pilot, "u", "u")
            siblings = []
            for key in ("right_curly_bracket", "right_curly_bracket", "left_curly_bracket"):
                await press(pilot, key)
                siblings.append(author())
            assert siblings[0] == siblings[2] != siblings[1]
            assert "PrayingMantis" not in siblings
            await press(pilot, "left_curly_bracket", "J")
            assert author() == "beauticelli"
            await press(pilot, "J", "K")
            assert author() == "beauticelli"
            await press(pilot, "G")
            assert author() not in (None, "beauticelli")

        play(seed_index, story, "author:=letsit")

    def test_folding_by_hand(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "u", "u", "z")
            assert "▸ PrayingMantis +2  " in shown(pilot)
            assert "letsit (not registered), to" not in shown(pilot)
            await press(pilot, "backspace")
            assert "▾ beauticelli" in shown(pilot)
            await press(pilot, "z", "z")
            assert "▾ beauticelli" in shown(pilot)

        play(seed_index, story, "author:=letsit", size=(200, 40))

    def test_folding_all_but_matches(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "Z")
            assert "▸ whatamaroon  All hail" in shown(pilot)
            assert "▾ GreatUncle" in shown(pilot)
            assert Folding.LINES.value in shown(pilot)
            await press(pilot, "Z")
            assert "whatamaroon" not in shown(pilot)
            assert "comments without a match" in shown(pilot)
            await press(pilot, "h", "j", "j")
            assert "comments without a match" in shown(pilot)
            await press(pilot, "Z")
            assert "without a match" in shown(pilot)
            await press(pilot, "enter", "Z")
            assert "without a match" not in shown(pilot)

        play(seed_index, story, "ceasefire window ")

    def test_a_match_in_what_is_folded(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "z")
            assert "▸ GreatUncle" in shown(pilot)
            await press(pilot, "n")
            assert "▾ GreatUncle" in shown(pilot)

        play(seed_index, story, "ceasefire window ")

    def test_every_match_in_a_line(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "w")
            assert "A Ceasefire\n" in shown(pilot)
            assert "match 1 of 14" in shown(pilot)
            await press(pilot, "j", "n", "k", "G", "g", "G", "b", "space")
            assert "match 14 of 14" in shown(pilot)
            await press(pilot, "w")
            assert "a ceasefire vanished" in shown(pilot).replace("\n", " ")
            await press(pilot, "w", "escape", "escape")
            assert screen.focused is screen.results

        play(seed_index, story, "ceasefire title:verge OR ceasefire", size=(200, 60))

    def test_finding_in_the_text(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter", "slash")
            await type_in(pilot, "great uncle")
            assert "found " not in shown(pilot)
            await press(pilot, "ctrl+u")
            await type_in(pilot, "syrian ARMY")
            assert "found 1 of " in shown(pilot)
            await press(pilot, "enter", "n", "N", "n")
            assert screen.focused is screen.reader
            assert "found 2 of " in shown(pilot)
            await press(pilot, "slash")
            await type_in(pilot, "truce")
            await press(pilot, "down")
            assert "found 1 of 3" in shown(pilot)
            await press(pilot, "escape")
            assert screen.focused is screen.reader
            assert "match " in shown(pilot)
            await press(pilot, "slash")
            await type_in(pilot, "truce")
            await press(pilot, "escape")
            assert screen.focused is screen.reader
            assert "found" not in shown(pilot).split("\n")[-1]
            await press(pilot, "slash", "tab")
            assert not screen.finder.display

        play(seed_index, story, "ceasefire truce kind:article ")

    def test_the_mouse_goes_up_and_folds(self, seed_index: Path) -> None:
        async def story(pilot: Pilot[None], screen: SearchScreen) -> None:
            await press(pilot, "enter")
            await pilot.click("#reader", offset=(4, 0))
            await settled(pilot)
            assert "▾ beauticelli" in shown(pilot).split("\n")[4]
            await pilot.click("#reader", offset=(8, 1))
            await settled(pilot)
            assert "▸ beauticelli" in shown(pilot)

        play(seed_index, story, "author:=letsit")
