"""What is looked at, and how keys change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual import on
from textual.screen import Screen

from index.model import Kind
from tui.box import QueryBox
from tui.engine import Engine
from tui.facets import FacetList
from tui.results import ResultList
from tui.storage import Storage
from tui.timeline import Timeline
from tui.understood import Understood
from tui.view import View


class Narrowing(Screen[None]):
    """Base of the search screen: the keys that change the view."""

    engine: Engine
    results: ResultList
    facets: FacetList
    timeline: Timeline
    box: QueryBox
    storage: Storage
    meant: str | None

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._past: list[tuple[View, int]] = []
        """What was looked at before, and where in it one was."""
        self._recalled = 0
        """How many queries back from the newest one is, while going through them."""

    @property
    def view(self) -> View:
        """What is looked at."""
        raise NotImplementedError

    @property
    def place(self) -> int:
        """Where in the list one is."""
        raise NotImplementedError

    def change(self, view: View) -> None:
        """Look at something else."""
        raise NotImplementedError

    def put(self, view: View, place: int = 0) -> None:
        """Look at a view with another query than is typed, from a place in its list on."""
        raise NotImplementedError

    def go(self, view: View) -> None:
        """Look at something else, from where one can come back."""
        if view != self.view:
            self._past.append((self.view, self.place))
            self.put(view)

    def action_back(self) -> None:
        """Look at what was looked at before."""
        if self._past:
            view, place = self._past.pop()
            self.put(view, place)

    @on(QueryBox.Recalled)
    def _query_recalled(self, message: QueryBox.Recalled) -> None:
        """Go through the queries that were typed; before the oldest and behind the newest is nothing."""
        queries = self.storage.queries
        number = self._recalled - message.by
        if 0 <= number <= len(queries):
            self._recalled = number
            self.box.value = queries[-number] if number else ""
            self.box.cursor_position = len(self.box.value)

    @on(QueryBox.HistoryAsked)
    def _history_asked(self) -> None:
        from tui.dialogs import HistoryScreen

        def answered(query: str | None) -> None:
            if query is not None:
                self.box.value = query
                self.box.cursor_position = len(query)

        self.app.push_screen(HistoryScreen(self.storage.queries), answered)

    def remember_query(self) -> None:
        """Remember what is looked for, now that it is looked at."""
        self._recalled = 0
        if self.box.value.strip():
            self.storage.add(self.box.value)

    @on(QueryBox.Corrected)
    @on(Understood.Taken)
    def action_meant(self) -> None:
        """Look for what may have been meant, from where one can come back."""
        if self.meant is not None:
            self._past.append((self.view, self.place))
            self.box.value = self.meant
            self.box.cursor_position = len(self.meant)

    def action_sort(self) -> None:
        """Go through the orders."""
        self.change(self.view.resorted())

    def action_kind(self, kind: str) -> None:
        """Find articles, comments, or both."""
        self.change(replace(self.view, grouped=False, kind=Kind(kind) if kind else None))

    def action_group(self) -> None:
        """List the threads that hits stand in."""
        self.change(replace(self.view, grouped=True, kind=None))

    def action_turn_view(self) -> None:
        """Turn what is listed on."""
        self.change(self.view.turned())

    def action_facets(self) -> None:
        """Show what the hits can be narrowed to, or no more."""
        if self.focused is self.facets:
            self.remove_class("-facets")
            self.set_focus(self.results)
        else:
            self.add_class("-facets")
            self.set_focus(self.facets)
            self.engine.facets(self.view)

    @on(FacetList.Left)
    def _facets_left(self) -> None:
        """Go to the list; where there is no room for both, put the filters away."""
        if not self.has_class("-broad"):
            self.remove_class("-facets")
        self.set_focus(self.results)

    @on(FacetList.Chosen)
    def _facet_chosen(self, message: FacetList.Chosen) -> None:
        self.change(self.view.toggled(message.facet, message.value))

    def action_timeline(self) -> None:
        """Show when the hits are from, or no more."""
        if self.focused is self.timeline:
            self.remove_class("-timeline")
            self.set_focus(self.results)
        else:
            self.remove_class("-reading")
            self.add_class("-timeline")
            self.set_focus(self.timeline)
            self.engine.histogram(self.view)

    @on(Timeline.Left)
    def _timeline_left(self) -> None:
        """Go to the list; where there is no room for both, put the timeline away."""
        if self.has_class("-narrow"):
            self.remove_class("-timeline")
        self.set_focus(self.results)

    @on(Timeline.Picked)
    def _span_picked(self, message: Timeline.Picked) -> None:
        self._narrow_to(message.first.isoformat(), message.last.isoformat())

    @on(Timeline.Widened)
    def _span_widened(self) -> None:
        self._narrow_to("", "")

    def action_shift(self, by: int) -> None:
        """Look at the span of days before or after the one that is looked at."""
        shifted = self.view.shifted(by)
        if shifted is None:
            self.action_timeline()
        else:
            self._narrow_to(shifted.since, shifted.until)

    def _narrow_to(self, since: str, until: str) -> None:
        """Look at these days, from where one can come back."""
        view = replace(self.view, since=since, until=until)
        if view != self.view:
            self._past.append((self.view, self.place))
            self.change(view)

    def action_dates(self) -> None:
        """Ask for days."""
        from tui.dialogs import DatesScreen

        def answered(view: View | None) -> None:
            if view is not None:
                self.change(replace(view, query=self.view.query))

        self.app.push_screen(DatesScreen(self.view), answered)

    def action_unfilter(self) -> None:
        """Take all filters off."""
        self.change(self.view.cleared())
