"""The one screen: a query, the hits, a thread to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from search.results import Hit
from search.searcher import Searcher
from tui import keymap
from tui.answers import Answers
from tui.bars import Bar, FindBox
from tui.box import QueryBox
from tui.completing import Completing
from tui.deeds import Deeds
from tui.dropdown import Dropdown
from tui.engine import Engine
from tui.facets import FacetList
from tui.narrowing import Narrowing
from tui.reader import Reader
from tui.results import ResultList
from tui.storage import Place, Storage
from tui.timeline import Timeline
from tui.understood import Understood
from tui.view import View

REFRESH: Final = 2.0
"""Seconds between two looks whether the index was written."""


class SearchScreen(Answers, Narrowing, Completing, Deeds):
    """Holds the view, asks the engine for what it needs, and shows what comes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (24, "-narrow"), (100, "-wide"), (160, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (6, "-high"), (12, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(keymap.ANYWHERE)]

    def __init__(
        self,
        searcher: Searcher,
        query: str | None,
        storage: Storage,
        keys: Mapping[str, Sequence[keymap.Key]] = keymap.SECTIONS,
    ) -> None:
        super().__init__(keys)
        self.storage = storage
        kept = storage.place() if query is None else Place(View(query))
        self.searcher = searcher
        self.engine = Engine(searcher, self.post_message)
        self.records = len(searcher)
        self._view = kept.view
        self.begin(kept)
        self._kept = kept
        self._typing = not query
        """Whether to begin in the query, what is kept of which is selected."""

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        with Horizontal(id="prompt"):
            yield Static("❯")
            yield QueryBox(self._view.query, placeholder="search articles and comments", id="query")
        yield Understood(id="understood")
        yield Bar(id="chips")
        yield Timeline(id="timeline")
        with Horizontal(id="panes"):
            yield FacetList(id="facets")
            with Vertical(id="list"):
                yield Static("", id="notice")
                yield ResultList(id="results")
            yield Reader(id="reader")
        yield FindBox(placeholder="find in this text", id="find")
        yield Bar(id="status")
        yield Dropdown(id="dropdown")
        yield Static("dateline needs 24 columns and 6 lines", id="tiny")

    def on_mount(self) -> None:
        """Begin with what the query finds."""
        self.box = self.query_one(QueryBox)
        self.dropdown = self.box.dropdown = self.query_one(Dropdown)
        self.understood = self.query_one(Understood)
        self.chips = self.query_one("#chips", Bar)
        self.results = self.query_one(ResultList)
        self.facets = self.query_one(FacetList)
        self.timeline = self.query_one(Timeline)
        self.notice = self.query_one("#notice", Static)
        self.reader = self.query_one(Reader)
        self.reader.folding = self._kept.folding
        self.finder = self.query_one(FindBox)
        self.status = self.query_one("#status", Bar)
        self.engine.start()
        self.set_interval(REFRESH, self.look_for_changes)
        self.show_status()
        self.search()
        self.set_focus(self.box if self._typing else self.results)

    def on_unmount(self) -> None:
        """Let the thread end, and remember where one was."""
        self._keep()
        self.engine.stop()

    @property
    def view(self) -> View:
        """What is looked at."""
        return self._view

    @property
    def idle(self) -> bool:
        """Whether the engine has nothing to answer."""
        return self.engine.idle

    @property
    def reading(self) -> bool:
        """Whether the text has the whole of a narrow screen."""
        return self.has_class("-reading")

    @property
    def beside(self) -> bool:
        """Whether there is room for the text beside the list."""
        return self.has_class("-wide") or self.has_class("-broad")

    def change(self, view: View) -> None:
        """Look at something else."""
        if view != self._view:
            self._view = view
            self.search()

    def put(self, view: View, place: int = 0) -> None:
        """Look at a view with another query than is typed, from a place in its list on."""
        self.remove_class("-reading")
        self.set_focus(self.results)
        with self.prevent(Input.Changed):
            self.box.value = view.query
        self.begin_at = place
        self.change(view)

    @property
    def place(self) -> int:
        """Where in the list one is."""
        return self.results.place

    @property
    def reading_of_query(self) -> str:
        """The view as a query, every filter in it."""
        return self.page.reading if self.page else self._view.query

    def look_for_changes(self) -> None:
        """Look whether the index was written meanwhile, and remember where one is."""
        self._keep()
        self.engine.refresh(self._view)

    def _keep(self) -> None:
        """Remember where one is, also in case the terminal goes away."""
        place = Place(self._view, self.results.place, self.reader.folding)
        if place != self._kept and self.listed == self._view:
            self._kept = place
            self.storage.keep(place)

    def search(self) -> None:
        """Ask for what the view shows."""
        self.show_chips()
        self.engine.page(self._view, self.begin_at if self.beside or self.reading else None)
        if self.has_class("-facets"):
            self.engine.facets(self._view)
        if self.has_class("-timeline"):
            self.engine.histogram(self._view)

    @property
    def total(self) -> int:
        """How many hits there are, without the copies that are not shown."""
        return self.page.length if self.page else 0

    # What the widgets say

    @on(Input.Changed, "#query")
    def _query_changed(self, message: Input.Changed) -> None:
        self.change(replace(self._view, query=message.value))

    @on(QueryBox.ListMoved)
    def _list_moved(self, message: QueryBox.ListMoved) -> None:
        self.results.action_move(message.by)

    @on(QueryBox.Left)
    def _query_left(self) -> None:
        self.remember_query()

    @on(ResultList.Moved)
    def _hit_moved(self, message: ResultList.Moved) -> None:
        self.show_status()
        if self.beside or self.reading:
            self._read(message.hit)

    @on(ResultList.Chosen)
    def _hit_chosen(self, message: ResultList.Chosen) -> None:
        self._read(message.hit)
        self.remember_query()
        if not self.has_class("-broad"):
            self.remove_class("-facets")
        self.add_class("-reading")
        self.set_focus(self.reader)

    @on(ResultList.Missing)
    def _hits_missing(self, message: ResultList.Missing) -> None:
        if self.listed == self._view:
            self.engine.more(self._view, message.offset)

    @on(ResultList.Unfolding)
    def _copies_asked(self, message: ResultList.Unfolding) -> None:
        self.engine.copies(self._view, message.place, message.hit.id)

    @on(ResultList.Marked)
    def _hits_marked(self) -> None:
        self.show_chips()

    @on(Reader.Left)
    def _reader_left(self) -> None:
        self.remove_class("-reading")
        self.set_focus(self.results)

    @on(Reader.Moved)
    def _match_moved(self, message: Reader.Moved) -> None:
        self.show_place(message)

    @on(Reader.Folded)
    def _comments_folded(self, message: Reader.Folded) -> None:
        self.say(message.folding.value)

    @on(Reader.Finding)
    def _finding(self) -> None:
        self.finder.value = ""
        self.add_class("-finding")
        self.set_focus(self.finder)

    @on(Input.Changed, "#find")
    def _pattern_changed(self, message: Input.Changed) -> None:
        self.reader.find(message.value)

    @on(FindBox.Left)
    def _finder_left(self, message: FindBox.Left) -> None:
        if not message.keep:
            self.reader.find("")

    def on_descendant_focus(self) -> None:
        """What can be done depends on where one is."""
        if self.focused is not self.finder:
            self.remove_class("-finding")
        self.show_status()
        self.show_meant()

    def _read(self, hit: Hit) -> None:
        """Have the text show a hit: at once if it stands in the thread that is shown for this view."""
        if hit.id == self.wanted:
            return
        self.wanted = hit.id
        shown = self.reader.reading
        if shown is not None and shown.article.id == hit.thread and self.marked_for == self._view:
            self.reader.show(shown.article, shown.marks, hit.id)
        else:
            self.engine.thread(self._view, hit.id)

    # Keys

    def action_help(self) -> None:
        """Show the keys."""
        from tui.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys, language=self.focused is self.box))

    def action_query(self) -> None:
        """Go to the query."""
        self.remove_class("-reading")
        self.set_focus(self.box)

    def action_match(self, by: int) -> None:
        """Go to the next or previous match in the text, which is opened for it."""
        if self.beside or self.reading:
            self.reader.match(by)
        elif self.results.hit is not None:
            self.results.action_choose()

    def action_pane(self) -> None:
        """Go from the list to the text and back."""
        if self.focused is self.reader:
            self.reader.action_leave()
        else:
            self.results.action_choose()

    def action_suspend(self) -> None:
        """Let the shell have the terminal."""
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        """End the app."""
        self.app.exit()
