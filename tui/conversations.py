"""The hits of a view by the threads they stand in, read on as far as somebody looks."""

from __future__ import annotations

from typing import Final

from search.results import Hit, SearchPage
from search.searcher import Searcher
from tui.view import View

STEP: Final = 200
"""Hits that are read at once: a thread may hold many of them, so they give fewer conversations."""

Conversation = tuple[Hit, ...]
"""The hits of one thread in the order of the view, the first of which decides where it stands."""


class Conversations:
    """Threads in the order of their first hits."""

    def __init__(self, view: View, searcher: Searcher) -> None:
        self.view = view
        self.done = False
        """Whether all hits were read."""
        self._searcher = searcher
        self._read = 0
        self._threads: dict[str, list[Hit]] = {}

    def read_on(self, wanted: int) -> SearchPage:
        """Read on until there are more than `wanted` conversations, or no more hits."""
        while True:
            page = self._searcher.search(self.view.request(STEP, self._read), told=False)
            self._read += len(page.hits)
            for hit in page.hits:
                self._threads.setdefault(hit.thread, []).append(hit)
            self.done = not page.hits or self._read >= page.length
            if self.done or len(self._threads) > wanted:
                return page

    @property
    def found(self) -> tuple[Conversation, ...]:
        """The conversations that were read."""
        return tuple(map(tuple, self._threads.values()))
