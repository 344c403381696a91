"""What the screen asks of an index.

Two threads answer, each by a searcher of its own. One has the list and the text, which one waits for;
what is told beside them, and can take longer, has the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.message import Message

from search.facets import Facet
from search.searcher import Searcher
from tui.comparison import compare
from tui.conversations import Conversations
from tui.messages import (
    ClausesReady,
    ComparisonsReady,
    CompletionReady,
    ConversationsReady,
    CopiesReady,
    FacetsReady,
    HistogramReady,
    IndexChanged,
    PageReady,
    ThreadReady,
)
from tui.view import View
from tui.worker import Worker

PAGE: Final = 24
"""Hits fetched at once: about as many as a large screen shows, for each has its passages found and marked."""

COMPARED: Final = 30
"""Copies of a record that are compared with it."""

SHOWN: Final = (Facet.KIND, Facet.SOURCE, Facet.AUTHOR, Facet.LANGUAGE)
"""What a view can be narrowed to."""
MOST: Final = 200
"""Values of each that are counted."""

FRONT: Final = ("page", "more", "copies", "thread", "compare", "refresh")
ASIDE: Final = ("complete", "clauses", "facets", "histogram")
"""The sorts of wishes of each thread, in the order in which they are taken."""


class Engine:
    """Answers wishes by messages, one at a time."""

    def __init__(self, searcher: Searcher, post: Callable[[Message], object]) -> None:
        """`post` is called from the threads."""
        self._searcher = searcher
        self._post = post
        self._other: Searcher | None = None
        self._conversations: Conversations | None = None
        self._front = Worker("search", FRONT, post)
        self._aside = Worker("aside", ASIDE, post)

    def start(self) -> None:
        """Begin to answer."""
        self._front.start()
        self._aside.start()

    def stop(self) -> None:
        """Answer no more; does not wait for what is being searched."""
        self._front.stop()
        self._aside.stop()

    @property
    def idle(self) -> bool:
        """Whether every wish was answered."""
        return self._front.idle and self._aside.idle

    def page(self, view: View, reading: int | None = None) -> None:
        """Wish for the first hits of a view; those of another are wished for no more.

        What each clause of it finds comes too, and the thread of the hit at the place `reading`.
        """
        self._front.drop("more")
        self._front.put("page", view, lambda: self._first(view, reading))

    def more(self, view: View, offset: int) -> None:
        """Wish for the hits of a view from `offset` on, or for so many of its conversations and more."""
        self._front.put("more", view, lambda: self._further(view, offset), offset)

    def copies(self, view: View, place: int, identifier: str) -> None:
        """Wish for the copies of a record that stands at a place in the list."""
        self._front.put(
            "copies",
            view,
            lambda: CopiesReady(view, place, identifier, self._searcher.copies(identifier)),
        )

    def thread(self, view: View, identifier: str) -> None:
        """Wish for the thread of a record, marked for a view."""
        self._front.put("thread", view, lambda: self._thread(view, identifier))

    def _thread(self, view: View, identifier: str) -> Message:
        article = self._searcher.thread(identifier)
        return ThreadReady(view, identifier, article, self._searcher.marks(view.request(1), article))

    def compare(self, view: View, identifier: str) -> None:
        """Wish for the copies of a record, the first of them at least, compared with it."""

        def wish() -> ComparisonsReady:
            own = self._text(identifier)
            hits = self._searcher.copies(identifier)[:COMPARED]
            return ComparisonsReady(view, tuple((hit, compare(own, self._text(hit.id))) for hit in hits))

        self._front.put("compare", view, wish)

    def _text(self, identifier: str) -> str:
        records = self._searcher.thread(identifier).walk()
        return next(record.body for record in records if record.id == identifier)

    def facets(self, view: View) -> None:
        """Wish for what a view can be narrowed to."""

        def wish() -> FacetsReady:
            return FacetsReady(view, self._searching().facets(view.request(1), SHOWN, MOST))

        self._aside.put("facets", view, wish)

    def _clauses(self, view: View, total: int) -> None:
        def wish() -> ClausesReady:
            return ClausesReady(view, self._searching().clauses(view.request(1), total))

        self._aside.put("clauses", view, wish)

    def histogram(self, view: View) -> None:
        """Wish for when the hits of a view are from."""

        def wish() -> HistogramReady:
            return HistogramReady(view, self._searching().histogram(view.request(1)))

        self._aside.put("histogram", view, wish)

    def complete(self, view: View, text: str, at: int, *, asked: bool) -> None:
        """Wish for what a query can go on with at a place in it."""

        def wish() -> CompletionReady:
            return CompletionReady(text, at, self._searching().complete(text, at, words=asked), asked)

        self._aside.put("complete", view, wish)

    def refresh(self, view: View) -> None:
        """Wish for a look whether the index was written meanwhile."""
        self._front.put(
            "refresh",
            view,
            lambda: IndexChanged(len(self._searcher)) if self._searcher.reload() else None,
        )

    def _first(self, view: View, reading: int | None) -> Message | None:
        """The list, and at once what one wants to see beside it: so that all of it is painted in one go."""
        ahead = ""
        message: PageReady | ConversationsReady
        if view.grouped:
            self._conversations = Conversations(view, self._searcher)
            message = self._read_on(self._conversations, PAGE, anew=True)
        else:
            page = self._searcher.search(view.request(PAGE), told=False)
            if reading is not None and reading < len(page.hits):
                ahead = page.hits[reading].id
            message = PageReady(view, page, ahead)
        if view.asks:
            self._clauses(view, message.page.total)
        try:
            return self._thread(view, ahead) if ahead else None
        finally:
            self._post(message)

    def _further(self, view: View, offset: int) -> Message | None:
        if not view.grouped:
            return PageReady(view, self._searcher.search(view.request(PAGE, offset), told=False))
        if self._conversations is None or self._conversations.view != view:
            return None
        return self._read_on(self._conversations, offset + PAGE)

    def _read_on(self, them: Conversations, wanted: int, *, anew: bool = False) -> ConversationsReady:
        page = them.read_on(wanted)
        return ConversationsReady(them.view, page, them.found, them.done, anew)

    def _searching(self) -> Searcher:
        """The searcher of the thread aside, at the index as it is now."""
        if self._other is None:
            self._other = self._searcher.another()
        else:
            self._other.reload()
        return self._other
