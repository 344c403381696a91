"""The windows that ask before something leaves the app."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from search.inert import inert_line
from search.output import FORMATS


class Choices(OptionList):
    """Some things of which one, or any number, is chosen; it shows without colour which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", show=False),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def __init__(self, labels: Sequence[str], chosen: Iterable[int], *, many: bool, id: str) -> None:  # noqa: A002
        self._labels = labels
        self._many = many
        self.chosen = set(chosen)
        """By number, from 0."""
        super().__init__(*map(self._prompt, range(len(labels))), compact=True, id=id)

    def _prompt(self, number: int) -> Content:
        left, mark, right = "[x]" if self._many else "(•)"
        return Content(f"{left}{mark if number in self.chosen else ' '}{right} {self._labels[number]}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose, or choose no more, what the cursor is on."""
        event.stop()
        self.chosen = self.chosen ^ {event.option_index} if self._many else {event.option_index}
        for number in range(len(self._labels)):
            self.replace_option_prompt_at_index(number, self._prompt(number))


class QuestionScreen(ModalScreen[bool]):
    """Asks whether to do something."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", "Yes", show=False),
        Binding("escape,n,q", "dismiss(False)", "No", show=False),
    ]

    def __init__(self, question: str, about: str) -> None:
        super().__init__()
        self._question = question
        self._about = about

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(classes="window") as window:
            window.border_title = self._question
            window.border_subtitle = "enter or y: yes, esc or n: no"
            yield Static(Content(inert_line(self._about)))


class CommandScreen(ModalScreen[str]):
    """Shows a view as text that can be taken elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "take(0)", "Copy the command", show=False),
        Binding("Y", "take(1)", "Copy the query", show=False),
        Binding("escape,q", "dismiss", "Close", show=False),
    ]

    def __init__(self, command: str, query: str) -> None:
        super().__init__()
        self._texts = (inert_line(command), inert_line(query))

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(classes="window") as window:
            window.border_title = "this view elsewhere"
            window.border_subtitle = "y copies the command, Y the query, esc closes"
            for label, text in zip(("In a shell", "As a query, its filters in it"), self._texts, strict=True):
                yield Static(label, classes="label")
                yield Static(Content(text))
            if "…" in self._texts[1]:
                yield Static("… is a word that is being typed: anything that begins so", classes="aside")

    def action_take(self, number: int) -> None:
        """Close, and let one of the texts be copied."""
        self.dismiss(self._texts[number])


@dataclass(frozen=True, slots=True)
class Export:
    """What to write where."""

    marked: bool
    """Only the hits that are marked; else all."""
    form: str
    path: Path


class ExportScreen(ModalScreen[Export | None]):
    """Asks what to write where."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave it", show=False),
        Binding("enter", "apply", "Write", show=False, priority=True),
    ]

    def __init__(self, marked: int, total: int) -> None:
        super().__init__()
        self._which = [f"all {total:,} that were found"]
        if marked:
            self._which.insert(0, f"the {marked:,} marked")

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(classes="window") as window:
            window.border_title = "write hits to a file"
            window.border_subtitle = "tab moves, space chooses, enter writes, esc cancels"
            window.can_focus = False
            yield Static("Which", classes="label")
            yield Choices(self._which, [0], many=False, id="which")
            yield Static("Form", classes="label")
            forms = [f"{form.name:<6} {form.about}" for form in FORMATS.values()]
            yield Choices(forms, [list(FORMATS).index("jsonl")], many=False, id="form")
            yield Static(f"File, from {inert_line(str(Path.cwd()))}", classes="label")
            yield Input(placeholder="hits.jsonl", id="path", compact=True)
            yield Static("", id="problem")

    def on_mount(self) -> None:
        """Begin with the first choice."""
        self.query_one("#which").focus()

    def action_apply(self) -> None:
        """Close with what was chosen, unless there is a file of that name."""
        form = list(FORMATS)[min(self.query_one("#form", Choices).chosen)]
        name = self.query_one("#path", Input).value.strip() or f"hits.{form}"
        path = Path(name).expanduser()
        if path.exists():
            told = f"{inert_line(str(path))} exists already: choose another name"
            self.query_one("#problem", Static).update(Content(told))
            return
        which = min(self.query_one("#which", Choices).chosen)
        self.dismiss(Export(len(self._which) > 1 and which == 0, form, path))
