"""The window with all keys and the whole query language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from search.cli.help import manual
from search.wrapping import wrap
from tui.keymap import Key
from tui.manual import Heading, Row, parts

INDENT: Final = 28
WIDTH: Final = 46
"""Columns before and in what is said of a key: together they fit a terminal of 80."""


class HelpScreen(ModalScreen[None]):
    """All keys, and the manual of the query language; opened from the query, that comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", show=False),
        Binding("j,down", "scroll(1)", show=False, priority=True),
        Binding("k,up", "scroll(-1)", show=False, priority=True),
        Binding("space,pagedown,ctrl+d", "turn(1)", show=False, priority=True),
        Binding("b,pageup,ctrl+u", "turn(-1)", show=False, priority=True),
    ]

    def __init__(self, sections: Mapping[str, Sequence[Key]], *, language: bool = False) -> None:
        """With `language`, the query language comes before the keys."""
        super().__init__()
        self._sections = sections
        self._language = language

    def compose(self) -> ComposeResult:
        """The window."""
        with VerticalScroll(id="help", classes="window") as window:
            window.border_title = (
                "the query language, and keys" if self._language else "keys, and the query language"
            )
            window.border_subtitle = "space turns, esc closes"
            both = [*self._manual(), *self._keys()] if self._language else [*self._keys(), *self._manual()]
            yield Static(Content.assemble(*both))

    def _keys(self) -> list[Content | tuple[str, str] | str]:
        told: list[Content | tuple[str, str] | str] = []
        for title, keys in self._sections.items():
            told.append((f"{title}\n", "bold $accent"))
            told += [_row(", ".join(key.names), key.about) for key in keys if key.keys]
            told.append("\n")
        return told

    def _manual(self) -> list[Content | tuple[str, str] | str]:
        told: list[Content | tuple[str, str] | str] = []
        tabled = False
        for part in parts(manual("queries").decode()):
            if tabled and not isinstance(part, Row):
                told.append("\n")
            tabled = isinstance(part, Row)
            if isinstance(part, Heading):
                told.append((f"{part.text}\n", "bold $accent"))
            elif isinstance(part, Row):
                told.append(_row(part.left, part.right))
            else:
                lines = [part.text[start:end] for start, end in wrap(part.text, INDENT + WIDTH - 2)]
                told.append("".join(f"  {line}\n" for line in lines) + "\n")
        return told

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#help").scroll_relative(y=by, animate=False)

    def action_turn(self, by: int) -> None:
        """Scroll by screens."""
        window = self.query_one("#help")
        window.scroll_relative(y=by * max(1, window.size.height - 2), animate=False)


def _row(left: str, right: str) -> Content:
    lines = [right[start:end] for start, end in wrap(right, WIDTH)]
    if len(left) > INDENT - 4:  # a line of its own
        lines.insert(0, "")
    first, *others = lines or [""]
    below = "".join(f"{'':<{INDENT}}{line}\n" for line in others)
    gap = " " * max(0, INDENT - 2 - cell_len(left))
    return Content.assemble((f"  {left}{gap}", "bold"), f"{first}\n{below}")
