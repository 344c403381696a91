"""Where the query is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message

from search.inert import inert
from search.parser import Role
from tui.bars import Box
from tui.colouring import Colouring
from tui.dropdown import Dropdown
from tui.keymap import QUERY, bindings

ROLES: Final = {role: f"query--{role}" for role in Role}
"""The component class that colours each sort of piece."""


class QueryBox(Box):
    """Where the query is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUERY)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLES.values()}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.highlighter = Colouring(self._colour)
        self.dropdown: Dropdown | None = None
        """What the query can go on with, while that is shown."""

    @dataclass
    class ListMoved(Message):
        """The list is to be moved through while the query is typed."""

        by: int

    @dataclass
    class Left(Message):
        """The query was left for the list."""

    @dataclass
    class Completing(Message):
        """What the query can go on with is to be shown."""

    @dataclass
    class Recalled(Message):
        """A query that was typed before is to be looked for again."""

        by: int
        """-1 for one before, 1 for one after that."""

    @dataclass
    class HistoryAsked(Message):
        """One is to be searched for among all."""

    @dataclass
    class Corrected(Message):
        """What may have been meant is to be looked for."""

    async def _on_key(self, event: events.Key) -> None:
        # Escape and the next key within a tenth of a second arrive as one key with alt, in every
        # terminal without the Kitty protocol.
        if event.key.startswith("alt+") and len(event.key) == len("alt+x"):
            event.stop()
            event.prevent_default()
            self.action_leave()
            # By way of the app: sent from here, a key would not come back to the screen's own bindings.
            self.app.call_later(self.app.simulate_key, event.key[-1])
            return
        await super()._on_key(event)

    def _colour(self, role: Role) -> Style:
        return self.get_component_rich_style(ROLES[role], partial=True)

    def validate_value(self, value: str) -> str:
        """Keep from the terminal what it would obey, wherever the text is from."""
        return " ".join(inert(value).splitlines()).replace("\t", " ")

    def action_list(self, by: int) -> None:
        """Move through what the query can go on with, where that is shown, else through the list."""
        if self._open:
            self._open.move(by)
        else:
            self.post_message(self.ListMoved(by))

    def action_complete(self, by: int) -> None:
        """Show what the query can go on with, or move through that."""
        if self._open and len(self._open.completion.offers) > 1:
            self._open.move(by)
        else:
            self.post_message(self.Completing())

    def action_accept(self) -> None:
        """Take what is chosen to go on with; where nothing is, go to the list."""
        if not (self._open and self._open.take()):
            self.action_leave()

    def action_escape(self) -> None:
        """Show no more what the query can go on with; where that is not shown, go to the list."""
        if self._open:
            self._open.close()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go to the list, before another key comes."""
        if self._open:
            self._open.close()
        self.screen.set_focus(self.screen.query_one("#results"))
        self.post_message(self.Left())

    @property
    def _open(self) -> Dropdown | None:
        return self.dropdown if self.dropdown is not None and self.dropdown.display else None

    def action_recall(self, by: int) -> None:
        """Take a query that was typed before."""
        self.post_message(self.Recalled(by))

    def action_history(self) -> None:
        """Search for one among all that were typed."""
        self.post_message(self.HistoryAsked())

    def action_meant(self) -> None:
        """Look for what may have been meant."""
        self.post_message(self.Corrected())

    def action_clear(self) -> None:
        """Empty the query."""
        self.value = ""
