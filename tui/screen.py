"""The one screen: a query, the hits, a thread to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from search.inert import inert_line
from search.results import SearchPage
from search.searcher import Searcher
from tui import keymap
from tui.bars import Bar, FindBox, QueryBox
from tui.deeds import Deeds
from tui.engine import Engine
from tui.facets import FacetList
from tui.messages import (
    ComparisonsReady,
    ConversationsReady,
    CopiesReady,
    FacetsReady,
    Failed,
    IndexChanged,
    PageReady,
    ThreadReady,
)
from tui.narrowing import Narrowing
from tui.reader import Reader
from tui.results import ResultList
from tui.storage import Place, Storage
from tui.telling import Telling
from tui.view import View

REFRESH: Final = 2.0
"""Seconds between two looks whether the index was written."""


class SearchScreen(Telling, Narrowing, Deeds):
    """Holds the view, asks the engine for what it needs, and shows what comes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (24, "-narrow"), (100, "-wide"), (160, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (6, "-high")]  # noqa: RUF012
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
        self._begin_at = kept.place
        """The place in the list to begin at."""
        self._kept = kept
        self._typing = not query
        """Whether to begin in the query, what is kept of which is selected."""
        self._listed: View | None = None
        """The view whose hits the list shows: that of a moment ago until the new ones come."""
        self._reading = ""
        """The id of the record that the reader shows or was asked for."""

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        with Horizontal(id="prompt"):
            yield Static("❯")
            yield QueryBox(self._view.query, placeholder="search articles and comments", id="query")
        yield Bar(id="chips")
        with Horizontal(id="panes"):
            yield FacetList(id="facets")
            with Vertical(id="list"):
                yield Static("", id="notice")
                yield ResultList(id="results")
            yield Reader(id="reader")
        yield FindBox(placeholder="find in this text", id="find")
        yield Bar(id="status")
        yield Static("dateline needs 24 columns and 6 lines", id="tiny")

    def on_mount(self) -> None:
        """Begin with what the query finds."""
        self.box = self.query_one(QueryBox)
        self.chips = self.query_one("#chips", Bar)
        self.results = self.query_one(ResultList)
        self.facets = self.query_one(FacetList)
        self.notice = self.query_one("#notice", Static)
        self.reader = self.query_one(Reader)
        self.reader.folding = self._kept.folding
        self.finder = self.query_one(FindBox)
        self.status = self.query_one("#status", Bar)
        self.engine.start()
        self.set_interval(REFRESH, self.look_for_changes)
        self.show_status()
        self._search()
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
            self._search()

    def put(self, view: View, place: int = 0) -> None:
        """Look at a view with another query than is typed, from a place in its list on."""
        self.remove_class("-reading")
        self.set_focus(self.results)
        with self.prevent(Input.Changed):
            self.box.value = view.query
        self._begin_at = place
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
        if place != self._kept and self._listed == self._view:
            self._kept = place
            self.storage.keep(place)

    def _search(self) -> None:
        self.show_chips()
        self.engine.page(self._view)
        if self.has_class("-facets"):
            self.engine.facets(self._view)

    @property
    def total(self) -> int:
        """How many records were found."""
        return self.page.total if self.page else 0

    # What the engine says

    @on(PageReady)
    def _page_ready(self, message: PageReady) -> None:
        if message.view != self._view:
            return
        if message.page.offset:
            self.results.extend(message.page)
            return
        self._listed_now(message.view, message.page)
        self.results.show(message.page, self._begin_at)
        self._begin_at = 0

    @on(ConversationsReady)
    def _conversations_ready(self, message: ConversationsReady) -> None:
        if message.view == self._view:
            if message.anew:
                self._listed_now(message.view, message.page)
            self.results.show_conversations(message.found, done=message.done, anew=message.anew)

    def _listed_now(self, view: View, page: SearchPage) -> None:
        self._listed = view
        self.page = page
        self._reading = ""
        if not page.total:
            self.reader.clear()
        self.set_class(not page.total, "-nothing")
        self.notice.update(Content(self.why_nothing(page)))
        self.show_chips()
        self.show_status()

    @on(CopiesReady)
    def _copies_ready(self, message: CopiesReady) -> None:
        if message.view == self._view and self.results.holds(message.place, message.identifier):
            self.results.unfold(message.place, message.copies)
            if not message.copies:
                self.say("it has no copies in the index")

    @on(ThreadReady)
    def _thread_ready(self, message: ThreadReady) -> None:
        if message.view == self._view and message.identifier == self._reading:
            self.reader.show(message.article, message.marks, message.identifier)

    @on(FacetsReady)
    def _facets_ready(self, message: FacetsReady) -> None:
        if message.view == self._view:
            self.facets.show(message.view, message.counts)

    @on(ComparisonsReady)
    def _comparisons_ready(self, message: ComparisonsReady) -> None:
        from tui.comparing import CompareScreen

        if message.view != self._view:
            return
        if message.copies:
            self.app.push_screen(CompareScreen(message.copies))
        else:
            self.say("it has no copies in the index")

    @on(IndexChanged)
    def _index_changed(self, message: IndexChanged) -> None:
        self.records = message.records
        self._search()
        self.say(f"the index was updated: {message.records:,} records")

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._reading = ""
        self.results.ask_again()
        self.status.show(inert_line(message.reason), warning=True)

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
            self._read(message.hit.id)

    @on(ResultList.Chosen)
    def _hit_chosen(self, message: ResultList.Chosen) -> None:
        self._read(message.hit.id)
        self.remember_query()
        if not self.has_class("-broad"):
            self.remove_class("-facets")
        self.add_class("-reading")
        self.set_focus(self.reader)

    @on(ResultList.Missing)
    def _hits_missing(self, message: ResultList.Missing) -> None:
        if self._listed == self._view:
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

    def _read(self, identifier: str) -> None:
        if identifier != self._reading:
            self._reading = identifier
            self.engine.thread(self._view, identifier)

    # Keys

    def action_help(self) -> None:
        """Show the keys."""
        from tui.dialogs import HelpScreen

        self.app.push_screen(HelpScreen(self.keys))

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
