"""Keys one after the other.

Textual hands a key to the widget that has the focus now, and from there it wanders up to the app, which
looks for what is bound to it. A key that comes meanwhile goes to where the focus still is: of "/foo",
pasted or bunched by a slow line, the f would open the filter. So here a key waits until the one before it
was done with.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from textual import events
from textual.app import App

PATIENCE: Final = 0.25
"""Seconds after which a key is no longer waited for: somebody between widget and app has kept it."""


class OrderedApp(App[None]):
    """An app that handles keys in the order in which they came."""

    def __init__(self, *, ansi_color: bool | None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._coming: deque[events.Key] = deque()
        self._handling: events.Key | None = None
        self._since = 0.0

    @property
    def typed_ahead(self) -> bool:
        """Whether a key is being handled, or waits for that."""
        return bool(self._coming) or self._handling is not None

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while one is being handled."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif not self.screen_stack:
            return  # typed while it ends
        elif event.is_forwarded:
            await super().on_event(event)
            await self._done(event)
        else:
            self._coming.append(event)
            await self._look()
            if len(self._coming) == 1:
                self.set_timer(PATIENCE, self._look)

    async def _look(self) -> None:
        """Handle the next key, if the one before it was done with or is no longer waited for."""
        if self._handling is None or time.monotonic() - self._since > PATIENCE:
            await self._handle_next()

    async def _handle_next(self) -> None:
        self._handling = None
        while self._coming and self._handling is None:
            key = self._coming.popleft()
            self.app_focus = True  # which a key shows, and which gives a widget the focus back
            widget = self.focused or self.screen
            await super().on_event(key)
            # What the app itself has used was not handed on.
            if key.is_forwarded and widget.call_later(self._seen, key):
                self._handling, self._since = key, time.monotonic()

    async def _seen(self, key: events.Key) -> None:
        """The widget has had a key, and either used it up or let it go on to the app."""
        if key._stop_propagation:  # which Textual says nowhere else
            await self._done(key)

    async def _done(self, key: events.Key) -> None:
        if key is self._handling:
            await self._handle_next()
