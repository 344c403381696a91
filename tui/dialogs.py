"""The windows over the search screen: dates, and queries that were typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from search.days import EXPECTED
from search.inert import inert_line
from tui.view import View


class DatesScreen(ModalScreen[View | None]):
    """Narrows a view by date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave it as it was", show=False),
        Binding("enter", "apply", "Apply", show=False, priority=True),
    ]

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(id="dates", classes="window") as window:
            window.border_title = "dates"
            window.border_subtitle = "tab moves, enter applies, esc cancels"
            window.can_focus = False
            yield Static(f"A day is {EXPECTED}", classes="aside")
            yield Static("Since", classes="label")
            yield Input(self._view.since, placeholder="the beginning", id="since", compact=True)
            yield Static("Until, inclusive", classes="label")
            yield Input(self._view.until, placeholder="the end", id="until", compact=True)
            yield Static("", id="problem")

    def on_mount(self) -> None:
        """Begin with the first day."""
        self.query_one("#since").focus()

    def action_apply(self) -> None:
        """Close with the view that was chosen, unless a day in it is none."""
        since, until = (self.query_one(f"#{name}", Input).value.strip() for name in ("since", "until"))
        view = replace(self._view, since=since, until=until)
        problem = view.problem()
        if problem:
            self.query_one("#problem", Static).update(Content(inert_line(problem)))
        else:
            self.dismiss(view)


class HistoryScreen(ModalScreen[str | None]):
    """The queries that were typed, and a search in them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False),
        Binding("enter", "take", "Take it", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up,ctrl+r", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, queries: Sequence[str]) -> None:
        super().__init__()
        self._queries = queries
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(id="history", classes="window") as window:
            window.border_title = "queries that were typed"
            window.border_subtitle = "up and down move, enter takes, esc closes"
            window.can_focus = False
            yield OptionList(compact=True, markup=False)
            yield Input(placeholder="search in them", compact=True)

    def on_mount(self) -> None:
        """Begin with all of them."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that hold all the words."""
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        self._shown = [query for query in self._queries if all(word in query.casefold() for word in words)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(map(inert_line, self._shown))
        options.highlighted = len(self._shown) - 1 if self._shown else None

    def action_move(self, by: int) -> None:
        """Go to an older or newer one."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.highlighted = max(0, min(len(self._shown) - 1, options.highlighted + by))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the one that was clicked."""
        event.stop()
        self.dismiss(self._shown[event.option_index])

    def action_take(self) -> None:
        """Close with the one that is marked."""
        at = self.query_one(OptionList).highlighted
        self.dismiss(self._shown[at] if at is not None else None)
