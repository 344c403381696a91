"""The thread that searches, so that nothing a searcher does holds up a key.

It has a place for one wish of each sort, and for one page of the list each. A newer wish takes the
place of an older one that was not begun, so however fast somebody types, what is answered next is what
they typed last.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeAlias

from textual.message import Message

from index.errors import DatelineError
from search.facets import Facet
from search.searcher import Searcher
from tui.comparison import compare
from tui.conversations import Conversations
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
from tui.view import View

PAGE: Final = 50
"""Hits fetched at once."""

COMPARED: Final = 30
"""Copies of a record that are compared with it."""

SHOWN: Final = (Facet.KIND, Facet.SOURCE, Facet.AUTHOR)
"""What a view can be narrowed to."""
MOST: Final = 200
"""Values of each that are counted."""

Wish = Callable[[], Message | None]

SORTS: Final = ("page", "more", "copies", "thread", "compare", "facets", "refresh")
"""Wishes are taken in this order."""

Place: TypeAlias = tuple[str, int]
"""Where a wish waits: its sort, and for a further page of the list its offset."""


class Engine:
    """Answers wishes by messages, one at a time."""

    def __init__(self, searcher: Searcher, post: Callable[[Message], object]) -> None:
        """`post` is called from the thread."""
        self._searcher = searcher
        self._post = post
        self._wishes: dict[Place, tuple[View, Wish]] = {}
        self._changed = threading.Condition()
        self._ended = False
        self._busy = False
        self._conversations: Conversations | None = None
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; does not wait for what is being searched."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    @property
    def idle(self) -> bool:
        """Whether every wish was answered."""
        with self._changed:
            return not self._wishes and not self._busy

    def page(self, view: View) -> None:
        """Wish for the first hits of a view; those of another are wished for no more."""
        with self._changed:
            self._wishes = {place: wish for place, wish in self._wishes.items() if place[0] != "more"}
        self._put("page", view, lambda: self._first(view))

    def more(self, view: View, offset: int) -> None:
        """Wish for the hits of a view from `offset` on, or for so many of its conversations and more."""
        self._put("more", view, lambda: self._further(view, offset), offset)

    def copies(self, view: View, place: int, identifier: str) -> None:
        """Wish for the copies of a record that stands at a place in the list."""
        self._put(
            "copies",
            view,
            lambda: CopiesReady(view, place, identifier, self._searcher.copies(identifier)),
        )

    def thread(self, view: View, identifier: str) -> None:
        """Wish for the thread of a record, marked for a view."""

        def wish() -> ThreadReady:
            article = self._searcher.thread(identifier)
            return ThreadReady(view, identifier, article, self._searcher.marks(view.request(1), article))

        self._put("thread", view, wish)

    def compare(self, view: View, identifier: str) -> None:
        """Wish for the copies of a record, the first of them at least, compared with it."""

        def wish() -> ComparisonsReady:
            own = self._text(identifier)
            hits = self._searcher.copies(identifier)[:COMPARED]
            return ComparisonsReady(view, tuple((hit, compare(own, self._text(hit.id))) for hit in hits))

        self._put("compare", view, wish)

    def _text(self, identifier: str) -> str:
        records = self._searcher.thread(identifier).walk()
        return next(record.body for record in records if record.id == identifier)

    def facets(self, view: View) -> None:
        """Wish for what a view can be narrowed to."""
        self._put(
            "facets", view, lambda: FacetsReady(view, self._searcher.facets(view.request(1), SHOWN, MOST))
        )

    def refresh(self, view: View) -> None:
        """Wish for a look whether the index was written meanwhile."""
        self._put(
            "refresh",
            view,
            lambda: IndexChanged(len(self._searcher)) if self._searcher.reload() else None,
        )

    def _first(self, view: View) -> Message:
        if not view.grouped:
            return PageReady(view, self._searcher.search(view.request(PAGE)))
        self._conversations = Conversations(view, self._searcher)
        return self._read_on(self._conversations, PAGE, anew=True)

    def _further(self, view: View, offset: int) -> Message | None:
        if not view.grouped:
            return PageReady(view, self._searcher.search(view.request(PAGE, offset)))
        if self._conversations is None or self._conversations.view != view:
            return None
        return self._read_on(self._conversations, offset + PAGE)

    def _read_on(self, them: Conversations, wanted: int, *, anew: bool = False) -> ConversationsReady:
        page = them.read_on(wanted)
        return ConversationsReady(them.view, page, them.found, them.done, anew)

    def _put(self, sort: str, view: View, wish: Wish, offset: int = 0) -> None:
        with self._changed:
            self._wishes[sort, offset] = (view, wish)
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                while not self._wishes and not self._ended:
                    self._changed.wait()
                if self._ended:
                    return
                self._busy = True
                view, wish = self._wishes.pop(min(self._wishes, key=lambda place: SORTS.index(place[0])))
            try:
                message = wish()
            except DatelineError as error:
                message = Failed(view, str(error))
            except (
                Exception
            ) as error:  # the thread must outlive a fault of ours, or nothing is answered any more
                message = Failed(view, f"this could not be answered: {type(error).__name__}: {error}")
            if message is not None:
                self._post(message)
