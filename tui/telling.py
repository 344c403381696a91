"""What the screen says of itself: the lines above and below, and what to do where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual.screen import Screen
from textual.timer import Timer

from search.captions import SEPARATOR, blocked
from search.inert import inert_line
from search.meant import meant
from search.results import SearchPage
from search.searcher import Searcher
from tui import keymap
from tui.bars import Bar
from tui.reader import Reader
from tui.results import ResultList
from tui.understood import Understood
from tui.view import View

SAID: Final = 3.0
"""Seconds for which something is said in the line at the bottom."""


class Telling(Screen[None]):
    """Base of the search screen: what it says."""

    searcher: Searcher
    results: ResultList
    understood: Understood
    chips: Bar
    status: Bar
    records: int
    """How many the index holds."""

    def __init__(self, keys: Mapping[str, Sequence[keymap.Key]]) -> None:
        super().__init__()
        self._keys = keys
        self.page: SearchPage | None = None
        """What was found last."""
        self.meant: str | None = None
        """What may have been meant by a query that finds nothing."""
        self._said = ""
        self._saying: Timer | None = None

    @property
    def view(self) -> View:
        """What is looked at."""
        raise NotImplementedError

    @property
    def keys(self) -> Mapping[str, Sequence[keymap.Key]]:
        """The keys as they are bound."""
        return self._keys

    def why_nothing(self, page: SearchPage) -> str:
        """What to do where there is nothing to show."""
        if not self.records:
            folder = inert_line(str(self.searcher.directory))
            return (
                f"The index is empty.\n\n{folder}\n\nIn a shell, type\n\n    dateline index FOLDER\n\n"
                "with a folder of scrapes: pages, text dumps, archives of them. What is found there shows up "
                "here by itself."
            )
        lines = [f"Nothing matches\n\n    {inert_line(page.reading)}\n"]
        why = [
            f"    {blocked(clause)}"
            for clause in self.understood.clauses
            if clause.blocks and not clause.instead
        ]
        if why and len(self.understood.clauses) > 1:
            lines += [*why, ""]
        if self.meant is not None:
            lines += [f"{self._key('meant')} looks for what may have been meant:\n"]
            lines += [f"    {inert_line(self.meant)}\n"]
        if self.view.narrowed:
            lines.append("F takes all filters off.")
        return "\n".join([*lines, "/ goes to the query, ? shows the query language and all keys."])

    def say(self, text: str) -> None:
        """Show a text in the line at the bottom for a while."""
        self._said = inert_line(text)
        self.show_status()
        if self._saying is not None:
            self._saying.stop()
        self._saying = self.set_timer(SAID, self._unsay)

    def _unsay(self) -> None:
        self._said = ""
        self.show_status()

    def show_chips(self) -> None:
        """Say above the list what narrows it, and how much was found."""
        self.chips.show(SEPARATOR.join(self.view.chips()))
        if self.page is not None:
            noun = "hit" if self.page.total == 1 else "hits"
            count = f"{self.page.total:,} {noun} in {self.page.elapsed * 1000:.0f} ms"
            count += ", incomplete" if self.page.missing else ""
            if self.view.grouped:
                count = f"{self.results.counted} of {count}"
            marked = f"{len(self.results.marked):,} marked" if self.results.marked else ""
            self.chips.show_right(SEPARATOR.join(filter(None, (marked, count))))

    def show_status(self) -> None:
        """Say below it what is to be said, or what can be done now."""
        page = self.page
        if self._said:
            self.status.show(self._said)
        elif page is not None and page.missing:
            self.status.show(inert_line(f"incomplete: {page.missing[0]}"), warning=True)
        elif not self.records:
            self.status.show("the index is empty: type 'dateline index FOLDER' in a shell", warning=True)
        elif page is not None and page.notes:
            self.status.show(inert_line(page.notes[0]), warning=True)
        elif page is not None and not page.total:
            self.status.show(inert_line(f"nothing matches {page.reading}"), warning=True)
        else:
            self.status.show(*self._hints())

    def show_meant(self) -> None:
        """Say what may have been meant, and by which key it is looked for."""
        self.meant = meant(self.view.query, self.understood.clauses)
        hint = f"{self._key('meant')} {inert_line(self.meant)}" if self.meant is not None else ""
        self.understood.hint(hint)

    def _hints(self) -> list[str]:
        return [f"{key.names[0]} {key.hint}" for key in self._usable() if key.hint and key.keys]

    def _usable(self) -> list[keymap.Key]:
        """The keys that do something where one is."""
        names = {
            "query": "query",
            "find": "find",
            "reader": "text",
            "facets": "filters",
            "timeline": "timeline",
        }
        here = names.get(self.focused.id or "", "list") if self.focused else "list"
        parts = [here, *(["anywhere"] if here in ("list", "text", "filters", "timeline") else [])]
        sections = dict(zip(keymap.SHORT, self.keys.values(), strict=True))
        return [key for part in parts for key in sections[part]]

    def _key(self, action: str) -> str:
        """The name of the key that does something where one is."""
        found = (key.names[0] for key in self._usable() if key.action == action and key.keys)
        return next(found, "a click")

    def show_place(self, match: Reader.Moved) -> None:
        """Say where one is."""
        noun = "thread" if self.view.grouped else "hit"
        place = f"{noun} {self.results.place + 1:,} of {self.results.total:,}" if self.results.total else ""
        marks = f"{match.word} {match.number:,} of {match.total:,}" if match.total else ""
        self.status.show_right(SEPARATOR.join(filter(None, (place, marks))))
