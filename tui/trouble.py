"""What is shown where there is no index that can be searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from index.errors import DatelineError, IndexNotFound, IndexOutdated
from search.inert import inert_line
from search.searcher import Searcher

AGAIN: Final = 2.0
"""Seconds between two looks whether it is there by now."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a trouble."""

    title: str
    commands: tuple[str, ...]
    about: str


MISSING: Final = Advice(
    "There is no index here",
    ("dateline index FOLDER",),
    "FOLDER is one of scrapes: saved pages, text dumps, feeds, archives of them. Another index is "
    "searched with --index DIR, or by the variable DATELINE_INDEX.",
)
OUTDATED: Final = Advice(
    "This index is of another version of dateline",
    ("dateline index",),
    "It is made again from the scrapes that it was made of, and can be searched when that is done.",
)
DAMAGED: Final = Advice(
    "This index cannot be read",
    ("dateline doctor", "dateline doctor --repair"),
    "The first says what is wrong, the second mends it from the scrapes. Neither touches a scrape.",
)


def advice(error: DatelineError) -> Advice:
    """What to do about an index that can't be opened."""
    if isinstance(error, IndexNotFound):
        return MISSING
    return OUTDATED if isinstance(error, IndexOutdated) else DAMAGED


class TroubleScreen(Screen[None]):
    """Says what is wrong and what to do, and goes on by itself when that is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,ctrl+c", "quit", "Quit", show=False),
        Binding("r,enter", "look", "Look again", show=False),
    ]

    def __init__(
        self, error: DatelineError, opening: Callable[[], Searcher], go_on: Callable[[Searcher], object]
    ) -> None:
        super().__init__()
        self.error = error
        self._opening, self._go_on = opening, go_on

    def compose(self) -> ComposeResult:
        """What is wrong."""
        with VerticalScroll(id="trouble"):
            yield Static(self._content())

    def on_mount(self) -> None:
        """Look again from time to time."""
        self.query_one("#trouble").focus()
        self.set_interval(AGAIN, self.action_look)

    def action_look(self) -> None:
        """Look whether there is an index by now."""
        try:
            searcher = self._opening()
        except DatelineError as error:
            if str(error) != str(self.error):
                self.error = error
                self.query_one(Static).update(self._content())
        else:
            self._go_on(searcher)

    def action_quit(self) -> None:
        """End the app; what was wrong is said once more where it is left for."""
        self.app.exit()

    def _content(self) -> Content:
        what = advice(self.error)
        return Content.assemble(
            (f"{what.title}\n\n", "bold $accent"),
            f"{inert_line(str(self.error))}\n\n",
            "In a shell, type\n\n",
            *((f"    {command}\n", "bold") for command in what.commands),
            (
                f"\n{what.about}\n\nThis screen goes on by itself when there is an index to search. ",
                "$text-muted",
            ),
            ("r looks now, q quits.", "$text-muted"),
        )
