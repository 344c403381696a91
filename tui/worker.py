"""A thread that answers wishes, so that nothing a searcher does holds up a key.

It has a place for one wish of each sort, and for one page of the list each. A newer wish takes the
place of an older one that was not begun, so however fast somebody types, what is answered next is what
they typed last.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual.message import Message

from index.errors import DatelineError
from tui.messages import Failed
from tui.view import View

Wish: TypeAlias = Callable[[], Message | None]

Place: TypeAlias = tuple[str, int]
"""Where a wish waits: its sort, and for a further page of the list its offset."""


class Worker:
    """Answers wishes by messages, one at a time."""

    def __init__(self, name: str, sorts: Sequence[str], post: Callable[[Message], object]) -> None:
        """Wishes are taken in the order of their `sorts`. `post` is called from the thread."""
        self._sorts = sorts
        self._post = post
        self._wishes: dict[Place, tuple[View, Wish]] = {}
        self._changed = threading.Condition()
        self._ended = False
        self._busy = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; does not wait for what is being answered."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    @property
    def idle(self) -> bool:
        """Whether every wish was answered."""
        with self._changed:
            return not self._wishes and not self._busy

    def put(self, sort: str, view: View, wish: Wish, offset: int = 0) -> None:
        """Wish for something about a view."""
        with self._changed:
            self._wishes[sort, offset] = (view, wish)
            self._changed.notify()

    def drop(self, sort: str) -> None:
        """Wish for nothing of a sort any more."""
        with self._changed:
            self._wishes = {place: wish for place, wish in self._wishes.items() if place[0] != sort}

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                while not self._wishes and not self._ended:
                    self._changed.wait()
                if self._ended:
                    return
                self._busy = True
                first = min(self._wishes, key=lambda place: self._sorts.index(place[0]))
                view, wish = self._wishes.pop(first)
            message: Message | None
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
