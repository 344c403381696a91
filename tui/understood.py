"""The line under the query: what each of its clauses finds by itself, and what may have been meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from search.captions import SEPARATOR
from search.inert import inert_line
from search.results import Clause
from tui.lines import fitted, short

Part: TypeAlias = tuple[str, str]
"""A text, and the name of its style."""

FEWEST: Final = 12
"""Columns for the words of a pattern; with fewer, only their number is told."""


def parts(clauses: Sequence[Clause], width: int) -> list[Part]:
    """What to say of clauses in about `width` columns: of the words of patterns as many as fit."""
    texts = [(inert_line(clause.text), f" {clause.hits:,}") for clause in clauses]
    taken = sum(cell_len(text + count) + len(SEPARATOR) for text, count in texts)
    patterns = sum(bool(clause.words) for clause in clauses)
    room = (width - taken) // patterns if patterns else 0
    told: list[Part] = []
    for clause, (text, count) in zip(clauses, texts, strict=True):
        if told:
            told.append((SEPARATOR, "plain"))
        told += [
            (text, "blocks" if clause.blocks else "clause"),
            (count, "plain" if clause.hits else "blocks"),
        ]
        if clause.words:
            told.append((_words(clause, room), "plain"))
    return told


def _words(clause: Clause, room: int) -> str:
    """The words that a clause stands for, and how many more there are."""
    words = [inert_line(word) for word in clause.words]
    shown: list[str] = []
    while len(shown) < len(words):
        wider = [*shown, words[len(shown)]]
        rest = _rest(clause, len(words) - len(wider))
        if room < FEWEST or cell_len(f": {', '.join(wider)}{rest}") > room:
            break
        shown = wider
    named = f": {', '.join(shown)}" if shown else ""
    return named + _rest(clause, len(words) - len(shown))


def _rest(clause: Clause, left: int) -> str:
    more = left + clause.more
    return f" +{more:,}{' words, cut there' if clause.cut else ''}" if more or clause.cut else ""


class Understood(Widget):
    """Says it in one line; a click takes what may have been meant."""

    DEFAULT_CSS = """
    Understood { height: 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "understood--plain",
        "understood--clause",
        "understood--blocks",
        "understood--meant",
    }

    @dataclass
    class Taken(Message):
        """What may have been meant is to be searched for."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.clauses: tuple[Clause, ...] = ()
        self._hint = ""

    def show(self, clauses: tuple[Clause, ...]) -> None:
        """Say what these clauses find."""
        if clauses != self.clauses:
            self.clauses = clauses
            self.refresh()

    def hint(self, text: str) -> None:
        """Say at the right what can be done about them."""
        if text != self._hint:
            self._hint = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        hint = short(self._hint, max(0, width - 4))
        room = max(0, width - 4 - (cell_len(hint) + 2 if hint else 0))
        left = [Segment(text, self._style(name)) for text, name in parts(self.clauses, room)]
        strip = Strip([Segment("   ", self._style("plain")), *fitted(left, room, self._style("plain"))])
        if hint:
            strip = strip.adjust_cell_length(width - cell_len(hint) - 1, self.rich_style)
            strip = Strip([*strip, Segment(hint, self._style("meant"))])
        return strip.adjust_cell_length(width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"understood--{name}")

    def on_click(self) -> None:
        """Take it."""
        self.post_message(self.Taken())
