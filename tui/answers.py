"""What the search thread says, and where it is shown."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import Static

from search.inert import inert_line
from search.results import SearchPage
from tui.engine import Engine
from tui.facets import FacetList
from tui.messages import (
    ClausesReady,
    ComparisonsReady,
    ConversationsReady,
    CopiesReady,
    FacetsReady,
    Failed,
    HistogramReady,
    IndexChanged,
    PageReady,
    ThreadReady,
)
from tui.reader import Reader
from tui.storage import Place
from tui.telling import Telling
from tui.timeline import Timeline
from tui.view import View


class Answers(Telling):
    """Base of the search screen: what it does with answers; those to a view that is left are dropped."""

    engine: Engine
    reader: Reader
    facets: FacetList
    timeline: Timeline
    notice: Static

    def begin(self, kept: Place) -> None:
        """Begin where one was."""
        self.begin_at = kept.place
        """The place in the next list to begin at."""
        self.listed: View | None = None
        """The view whose hits the list shows: that of a moment ago until the new ones come."""
        self.wanted = ""
        """The id of the record that the reader shows or was asked for."""
        self.marked_for: View | None = None
        """The view whose matches the reader shows."""

    def search(self) -> None:
        """Ask for what the view shows."""
        raise NotImplementedError

    @on(PageReady)
    def _page_ready(self, message: PageReady) -> None:
        if message.view != self.view:
            return
        if message.page.offset:
            self.results.extend(message.page)
            return
        self._listed_now(message.view, message.page)
        self.wanted = message.ahead
        self.results.show(message.page, self.begin_at)
        self.begin_at = 0

    @on(ConversationsReady)
    def _conversations_ready(self, message: ConversationsReady) -> None:
        if message.view == self.view:
            if message.anew:
                self._listed_now(message.view, message.page)
            self.results.show_conversations(message.found, done=message.done, anew=message.anew)
            self.show_chips()

    def _listed_now(self, view: View, page: SearchPage) -> None:
        self.listed = view
        self.page = page
        self.wanted = ""
        if not page.total:
            self.reader.clear()
        self.set_class(not page.total, "-nothing")
        if not self.view.asks:
            self.understood.show(())
        self.show_meant()
        self._show_notice(page)
        self.show_chips()
        self.show_status()

    def _show_notice(self, page: SearchPage) -> None:
        """Say why there is nothing; the notice is not to be seen otherwise, and costs a layout of all."""
        if not page.total:
            self.notice.update(Content(self.why_nothing(page)))

    @on(ClausesReady)
    def _clauses_ready(self, message: ClausesReady) -> None:
        if message.view == self.view and self.page is not None:
            self.understood.show(message.clauses)
            self.show_meant()
            self._show_notice(self.page)

    @on(CopiesReady)
    def _copies_ready(self, message: CopiesReady) -> None:
        if message.view == self.view and self.results.holds(message.place, message.identifier):
            self.results.unfold(message.place, message.copies)
            if not message.copies:
                self.say("it has no copies in the index")

    @on(ThreadReady)
    def _thread_ready(self, message: ThreadReady) -> None:
        if message.view == self.view and message.identifier == self.wanted:
            self.reader.show(message.article, message.marks, message.identifier)
            self.marked_for = message.view

    @on(FacetsReady)
    def _facets_ready(self, message: FacetsReady) -> None:
        if message.view == self.view:
            self.facets.show(message.view, message.counts)

    @on(HistogramReady)
    def _histogram_ready(self, message: HistogramReady) -> None:
        if message.view == self.view:
            self.timeline.show(message.histogram)

    @on(ComparisonsReady)
    def _comparisons_ready(self, message: ComparisonsReady) -> None:
        from tui.comparing import CompareScreen

        if message.view != self.view:
            return
        if message.copies:
            self.app.push_screen(CompareScreen(message.copies))
        else:
            self.say("it has no copies in the index")

    @on(IndexChanged)
    def _index_changed(self, message: IndexChanged) -> None:
        self.records = message.records
        self.marked_for = None
        self.search()
        self.say(f"the index was updated: {message.records:,} records")

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.wanted = ""
        self.results.ask_again()
        self.status.show(inert_line(message.reason), warning=True)
