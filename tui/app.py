"""The app round the screen: themes, and what a terminal needs."""

from __future__ import annotations

import os
from typing import ClassVar, Final

from textual.theme import Theme

from search.searcher import Searcher
from tui.order import OrderedApp
from tui.screen import SearchScreen

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


class DatelineApp(OrderedApp):
    """The terminal app."""

    CSS_PATH = "app.tcss"
    TITLE = "dateline"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = True

    def __init__(self, searcher: Searcher, query: str = "") -> None:
        # Without colour the terminal's own are kept; else Textual would make greys of the theme's.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._searcher = searcher
        self._query = query

    def on_mount(self) -> None:
        """Show the search screen."""
        self.register_theme(INK)
        self.register_theme(PAPER)
        self.theme = "ansi-dark" if self.no_color else INK.name
        self.animation_level = "none"
        # After Ctrl-Z and fg, Textual 8 leaves the screen blank until something changes.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self.push_screen(SearchScreen(self._searcher, self._query))
