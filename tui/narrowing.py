"""What is looked at, and how keys change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.screen import Screen

from index.model import Kind
from tui.engine import Engine
from tui.view import View


class Narrowing(Screen[None]):
    """Base of the search screen: the keys that change the view."""

    engine: Engine

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._past: list[tuple[View, int]] = []
        """What was looked at before, and where in it one was."""

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

    def action_filter(self) -> None:
        """Ask for sources, to filter by these among others."""
        self.engine.sources(self.view)

    def action_unfilter(self) -> None:
        """Take all filters off."""
        self.change(self.view.cleared())
