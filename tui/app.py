"""The app round the screen: themes, and what a terminal needs."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Final

from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

from index.errors import DatelineError
from search.searcher import Searcher
from tui import keymap
from tui.config import Config
from tui.order import OrderedApp
from tui.screen import SearchScreen
from tui.storage import Storage

INK: Final = Theme(
    name="dateline",
    primary="#7fa6c9",
    secondary="#9ab87a",
    accent="#e0a84e",
    warning="#e0a84e",
    error="#d9756c",
    success="#9ab87a",
    foreground="#d9d4c7",
    background="#14161a",
    surface="#181b20",
    panel="#22262d",
    boost="#1d2127",
    dark=True,
)

PAPER: Final = Theme(
    name="dateline-light",
    primary="#1f5a8a",
    secondary="#4d6b2c",
    accent="#9a4d00",
    warning="#9a4d00",
    error="#a5281f",
    success="#4d6b2c",
    foreground="#23211c",
    background="#f4f0e6",
    surface="#faf7ef",
    panel="#e7e1d2",
    boost="#efe9db",
    dark=False,
)


CONTRAST: Final = Theme(
    name="dateline-contrast",
    primary="#7fd0ff",
    secondary="#a5f06a",
    accent="#ffd400",
    warning="#ffd400",
    error="#ff7b72",
    success="#a5f06a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    boost="#1c1c1c",
    dark=True,
    variables={"text-muted": "#e0e0e0", "text-disabled": "#b8b8b8"},
)

THEMES: Final = (INK, PAPER, CONTRAST)
"""Our own, in the order in which one key goes through them."""

PLAIN: Final = "ansi-dark"
"""The theme that keeps the colours of the terminal."""


class DatelineApp(OrderedApp):
    """The terminal app."""

    CSS_PATH = "app.tcss"
    TITLE = "dateline"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = True

    def __init__(
        self,
        opening: Callable[[], Searcher],
        query: str | None = "",
        storage: Callable[[Path], Storage] | None = None,
        config: Config | None = None,
    ) -> None:
        """`opening` opens the index. Without a `query`, it goes on where `storage` says that one was."""
        # Without colour the terminal's own are kept; else Textual would make greys of the theme's.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._opening = opening
        self._query = query
        self._keeping = storage or (lambda directory: Storage(None, directory))
        self._storage = self._keeping(Path())
        self.trouble: DatelineError | None = None
        """Why there is no index to search."""
        self._config = config or Config()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What a line goes through before it is painted.

        Textual looks in every one for colours of the terminal's palette to replace. No theme but those that
        keep the palette has any.
        """
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]

    def on_mount(self) -> None:
        """Show the search screen."""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self._config.theme or self._storage.theme()
        known = wanted if wanted in self.available_themes else INK.name
        self.theme = PLAIN if self.no_color else known
        self.animation_level = "none"
        keys = keymap.rebound(self._config.keys)
        self.set_keymap({name: key.keys for name, key in keymap.changed(keys)})
        # After Ctrl-Z and fg, Textual 8 leaves the screen blank until something changes.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self._keys = keys
        for name in ("SIGTERM", "SIGHUP"):  # what was looked at is remembered, and the terminal put right
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)
        try:
            searcher = self._opening()
        except DatelineError as error:
            from tui.trouble import TroubleScreen

            self.trouble = error
            self.push_screen(TroubleScreen(error, self._opening, self._go_on))
        else:
            self.push_screen(self._searching(searcher))

    def _go_on(self, searcher: Searcher) -> None:
        """There is an index now."""
        self.trouble = None
        self.switch_screen(self._searching(searcher))

    def _searching(self, searcher: Searcher) -> SearchScreen:
        self._storage = self._keeping(searcher.directory)
        return SearchScreen(searcher, self._query, self._storage, self._keys)

    def action_theme(self) -> None:
        """Take the next of our themes."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self._storage.keep_theme(self.theme)
