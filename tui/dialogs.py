"""The windows over the search screen: what can be typed, and what narrows the hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from search.fields import FIELDS
from search.inert import inert_line
from search.output import FORMATS
from search.results import FacetCount
from search.wrapping import wrap
from tui.keymap import SECTIONS
from tui.view import KINDS, View

HELP_INDENT: Final = 28
HELP_WIDTH: Final = 46
"""Columns of the help before and in what is said of a key: together they fit a terminal of 80."""

LANGUAGE: Final = (
    ("aleppo ceasefire", "both words, in any of their forms"),
    ('"safe passage"', "these words, in this form and order"),
    ("=ceasefire", "this form of the word"),
    ("ceas*", "words that begin so"),
    ("a OR b,  -a,  NOT a,  ( )", "either, not, and brackets"),
)
"""The query language in short; docs/queries.md has all of it."""


class HelpScreen(ModalScreen[None]):
    """All keys, and the query language in short."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(id="help", classes="window") as window:
            window.border_title = "dateline"
            window.border_subtitle = "esc closes"
            yield Static(self._content())

    def _content(self) -> Content:
        parts: list[Content | str | tuple[str, str]] = []
        for title, keys in SECTIONS.items():
            parts.append((f"{title}\n", "bold $accent"))
            parts += [self._row(", ".join(key.names), key.about) for key in keys]
            parts.append("\n")
        parts.append(("In a query\n", "bold $accent"))
        parts += [self._row(example, about) for example, about in LANGUAGE]
        parts += [self._row(f"{field.name}:", field.expects) for field in FIELDS.values()]
        return Content.assemble(*parts)

    def _row(self, left: str, right: str) -> Content:
        first, *others = [right[start:end] for start, end in wrap(right, HELP_WIDTH)]
        below = "".join(f"{'':<{HELP_INDENT}}{line}\n" for line in others)
        return Content.assemble((f"  {left}".ljust(HELP_INDENT), "bold"), f"{first}\n{below}")

    def action_down(self) -> None:
        """Scroll down."""
        self.query_one("#help").scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.query_one("#help").scroll_up(animate=False)


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


class FilterScreen(ModalScreen[View | None]):
    """Narrows a view by kind, source and date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave it as it was", show=False),
        Binding("enter", "apply", "Apply", show=False, priority=True),
    ]

    def __init__(self, view: View, sources: Sequence[FacetCount]) -> None:
        super().__init__()
        self._view = view
        self._sources = [(source.value, source.count) for source in sources if source.value is not None]

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(id="filter", classes="window") as window:
            window.border_title = "filter"
            window.border_subtitle = "tab moves, space chooses, enter applies, esc cancels"
            window.can_focus = False
            yield Static("Kind", classes="label")
            yield Choices(list(KINDS.values()), [list(KINDS).index(self._view.kind)], many=False, id="kinds")
            yield Static("Sources", classes="label")
            labels = [f"{inert_line(name)}  {count:,}" for name, count in self._sources]
            chosen = [n for n, (name, _) in enumerate(self._sources) if name in self._view.sources]
            if labels:
                yield Choices(labels, chosen, many=True, id="sources")
            else:
                yield Static("  no source is known for these records", classes="aside")
            yield Static("Since and until (2016-12-13, 2016-12, 2016, 2w; in UTC)", classes="label")
            yield Input(self._view.since, placeholder="since", id="since", compact=True)
            yield Input(self._view.until, placeholder="until", id="until", compact=True)
            yield Static("", id="problem")

    def on_mount(self) -> None:
        """Begin with the kinds."""
        self.query_one("#kinds").focus()

    def action_apply(self) -> None:
        """Close with the view that was chosen, unless a day in it is none."""
        sources = {number for choices in self.query("#sources").results(Choices) for number in choices.chosen}
        view = replace(
            self._view,
            kind=list(KINDS)[min(self.query_one("#kinds", Choices).chosen)],
            sources=tuple(self._sources[number][0] for number in sorted(sources)),
            since=self.query_one("#since", Input).value.strip(),
            until=self.query_one("#until", Input).value.strip(),
        )
        problem = view.problem()
        if problem:
            self.query_one("#problem", Static).update(Content(inert_line(problem)))
        else:
            self.dismiss(view)


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
