"""The one screen: a query, the hits, a thread to read."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from search.captions import SEPARATOR
from search.inert import inert_line
from search.results import SearchPage
from search.searcher import Searcher
from tui import keymap
from tui.bars import Bar, FindBox, QueryBox
from tui.deeds import Deeds
from tui.engine import Engine
from tui.messages import (
    ConversationsReady,
    CopiesReady,
    Failed,
    IndexChanged,
    PageReady,
    SourcesReady,
    ThreadReady,
)
from tui.narrowing import Narrowing
from tui.reader import Reader
from tui.results import ResultList
from tui.view import View

REFRESH: Final = 2.0
"""Seconds between two looks whether the index was written."""
SAID: Final = 3.0
"""Seconds for which something is said in the line at the bottom."""


class SearchScreen(Narrowing, Deeds):
    """Holds the view, asks the engine for what it needs, and shows what comes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(keymap.ANYWHERE)]

    def __init__(self, searcher: Searcher, query: str) -> None:
        super().__init__()
        self.searcher = searcher
        self.engine = Engine(searcher, self.post_message)
        self._records = len(searcher)
        self._view = View(query)
        self._begin_at = 0
        """The place in the list to begin at."""
        self._page: SearchPage | None = None
        self._listed: View | None = None
        """The view whose hits the list shows: that of a moment ago until the new ones come."""
        self._reading = ""
        """The id of the record that the reader shows or was asked for."""
        self._said = ""
        self._saying: Timer | None = None

    def compose(self) -> ComposeResult:
        """The parts of the screen."""
        with Horizontal(id="prompt"):
            yield Static("❯")
            yield QueryBox(self._view.query, placeholder="search articles and comments", id="query")
        yield Bar(id="chips")
        with Horizontal(id="panes"):
            yield ResultList(id="results")
            yield Reader(id="reader")
        yield FindBox(placeholder="find in this text", id="find")
        yield Bar(id="status")

    def on_mount(self) -> None:
        """Begin with what the query finds."""
        self.box = self.query_one(QueryBox)
        self.chips = self.query_one("#chips", Bar)
        self.results = self.query_one(ResultList)
        self.reader = self.query_one(Reader)
        self.finder = self.query_one(FindBox)
        self.status = self.query_one("#status", Bar)
        self.engine.start()
        self.set_interval(REFRESH, self.look_for_changes)
        self._show_status()
        self._search()
        (self.results if self._view.query else self.box).focus()

    def on_unmount(self) -> None:
        """Let the thread end."""
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
        return self._page.reading if self._page else self._view.query

    def look_for_changes(self) -> None:
        """Look whether the index was written meanwhile."""
        self.engine.refresh(self._view)

    def _search(self) -> None:
        self._show_chips()
        self.engine.page(self._view)

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
        self._page = page
        self._reading = ""
        if not page.total:
            self.reader.clear()
        self._show_chips()
        self._show_status()

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

    @on(SourcesReady)
    def _sources_ready(self, message: SourcesReady) -> None:
        from tui.dialogs import FilterScreen

        def done(view: View | None) -> None:
            if view is not None:
                self.change(replace(view, query=self._view.query))

        if message.view == self._view:
            self.app.push_screen(FilterScreen(self._view, message.sources), done)

    @on(IndexChanged)
    def _index_changed(self, message: IndexChanged) -> None:
        self._records = message.records
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

    @on(ResultList.Moved)
    def _hit_moved(self, message: ResultList.Moved) -> None:
        self._show_status()
        if self.has_class("-wide") or self.reading:
            self._read(message.hit.id)

    @on(ResultList.Chosen)
    def _hit_chosen(self, message: ResultList.Chosen) -> None:
        self._read(message.hit.id)
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
        self._show_chips()

    @on(Reader.Left)
    def _reader_left(self) -> None:
        self.remove_class("-reading")
        self.set_focus(self.results)

    @on(Reader.Moved)
    def _match_moved(self, message: Reader.Moved) -> None:
        self._show_place(message)

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
        self._show_status()

    def _read(self, identifier: str) -> None:
        if identifier != self._reading:
            self._reading = identifier
            self.engine.thread(self._view, identifier)

    # Keys

    def action_help(self) -> None:
        """Show the keys."""
        from tui.dialogs import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_query(self) -> None:
        """Go to the query."""
        self.remove_class("-reading")
        self.set_focus(self.box)

    def action_match(self, by: int) -> None:
        """Go to the next or previous match in the text, which is opened for it."""
        if self.has_class("-wide") or self.reading:
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

    # The lines above and below

    def say(self, text: str) -> None:
        """Show a text in the line at the bottom for a while."""
        self._said = inert_line(text)
        self._show_status()
        if self._saying is not None:
            self._saying.stop()
        self._saying = self.set_timer(SAID, self._unsay)

    def _unsay(self) -> None:
        self._said = ""
        self._show_status()

    def _show_chips(self) -> None:
        self.chips.show(SEPARATOR.join(self._view.chips()))
        if self._page is not None:
            noun = "hit" if self._page.total == 1 else "hits"
            count = f"{self._page.total:,} {noun} in {self._page.elapsed * 1000:.0f} ms"
            marked = f"{len(self.results.marked):,} marked" if self.results.marked else ""
            self.chips.show_right(SEPARATOR.join(filter(None, (marked, count))))

    def _show_status(self) -> None:
        page = self._page
        if self._said:
            self.status.show(self._said)
        elif not self._records:
            self.status.show("the index is empty: type 'dateline index FOLDER' in a shell", warning=True)
        elif page is not None and page.notes:
            self.status.show(inert_line(page.notes[0]), warning=True)
        elif page is not None and not page.total:
            self.status.show(inert_line(f"nothing matches {page.reading}"), warning=True)
        else:
            self.status.show(*self._hints())

    def _hints(self) -> list[str]:
        sections: tuple[tuple[keymap.Key, ...], ...]
        if self.focused is self.box:
            sections = (keymap.QUERY,)
        elif self.focused is self.finder:
            sections = (keymap.FIND,)
        elif self.focused is self.reader:
            sections = (keymap.READER, keymap.ANYWHERE)
        else:
            sections = (keymap.LIST, keymap.ANYWHERE)
        return [f"{key.names[0]} {key.hint}" for section in sections for key in section if key.hint]

    def _show_place(self, match: Reader.Moved) -> None:
        noun = "thread" if self._view.grouped else "hit"
        place = f"{noun} {self.results.place + 1:,} of {self.results.total:,}" if self.results.total else ""
        marks = f"{match.word} {match.number:,} of {match.total:,}" if match.total else ""
        self.status.show_right(SEPARATOR.join(filter(None, (place, marks))))
