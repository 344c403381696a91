"""How what a query can go on with is asked for, shown, and taken."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.screen import Screen
from textual.widgets import Input

from tui.box import QueryBox
from tui.dropdown import Dropdown
from tui.engine import Engine
from tui.messages import CompletionReady
from tui.view import View


class Completing(Screen[None]):
    """Base of the search screen: the completions of the query.

    Values of a field come by themselves, words only when they are asked for: nearly any word begins
    another, and what one reads is below.
    """

    engine: Engine
    box: QueryBox
    dropdown: Dropdown

    @property
    def view(self) -> View:
        """What is looked at."""
        raise NotImplementedError

    @on(Input.Changed, "#query")
    def _text_changed(self) -> None:
        if self.focused is self.box and self.box.value:
            self._ask(asked=False)
        else:
            self.dropdown.close()

    @on(QueryBox.Completing)
    def _completion_asked(self) -> None:
        self._ask(asked=True)

    def _ask(self, *, asked: bool) -> None:
        self.engine.complete(self.view, self.box.value, self.box.cursor_position, asked=asked)

    @on(CompletionReady)
    def _completion_ready(self, message: CompletionReady) -> None:
        """Show it, unless it is of a text that is no longer there."""
        here = (self.box.value, self.box.cursor_position)
        if self.focused is not self.box or here != (message.text, message.at):
            self.dropdown.close()
            return
        found = message.completion
        if message.asked and not found.offers:
            self.box.action_leave()
        elif message.asked and len(found.offers) == 1:
            self.dropdown.completion, self.dropdown.chosen = found, 0
            self.dropdown.take()
        elif found.offers and (message.asked or found.value):
            column = (
                self.box.region.x + 1 + cell_len(self.box.value[: found.start]) - self.box.scroll_offset.x
            )
            self.dropdown.open(found, column, chosen=0 if message.asked else None)
        else:
            self.dropdown.close()

    @on(Input.Blurred, "#query")
    def _box_left(self) -> None:
        self.dropdown.close()

    @on(Dropdown.Taken)
    def _completion_taken(self, message: Dropdown.Taken) -> None:
        """Put it in the place of what was typed; behind what is whole a space begins something new."""
        start, end, text = message.completion.start, message.completion.end, message.offer.text
        value = self.box.value
        if end > len(value):
            return
        whole = not text.endswith((":", ">")) and end == len(value)
        put = f"{text} " if whole else text
        self.box.value = value[:start] + put + value[end:]
        self.box.cursor_position = start + len(put)
        self.set_focus(self.box)
