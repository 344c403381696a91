"""The window in which a record is compared with its copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import get_character_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip

from search import captions
from search.inert import inert_line, inert_spans
from search.results import Hit, Span
from search.wrapping import wrap
from tui.comparison import Comparison
from tui.layout import WIDEST
from tui.lines import Lines, segments


class ComparedText(Lines):
    """Two texts in one."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._comparison = Comparison("", (), (), (0, 0))
        self._text = ""
        self._gone: Sequence[Span] = ()
        self._come: Sequence[Span] = ()
        self._parts: list[Span] = []

    def show(self, comparison: Comparison) -> None:
        """Show another comparison, from its beginning on."""
        self._comparison = comparison
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        """Lay it out for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        text = self._comparison.text.replace("\t", " ")
        self._text, self._gone = inert_spans(text, self._comparison.gone)
        _, self._come = inert_spans(text, self._comparison.come)
        width = min(WIDEST, max(20, self.scrollable_content_region.width - 1))
        self._parts = list(wrap(self._text, width, get_character_cell_size))
        self.set_lines(len(self._parts))

    def line(self, number: int, width: int) -> Strip:
        """A line of it."""
        part = self._parts[number]
        layers = [
            ([span for span in spans if span[0] < part[1] and span[1] > part[0]], self.style(style))
            for spans, style in ((self._gone, "gone"), (self._come, "come"))
        ]
        return Strip(segments(self._text, part, self.style("text"), *layers)).crop(0, width)


class CompareScreen(ModalScreen[None]):
    """A record and its copies, one after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "dismiss", "Close", show=False),
        Binding("n,right", "turn(1)", "Next copy", show=False),
        Binding("N,left", "turn(-1)", "Previous copy", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,ctrl+d,pagedown", "scroll(20)", show=False),
        Binding("b,ctrl+u,pageup", "scroll(-20)", show=False),
    ]

    def __init__(self, copies: Sequence[tuple[Hit, Comparison]]) -> None:
        super().__init__()
        self._copies = copies
        self._number = 0

    def compose(self) -> ComposeResult:
        """The window."""
        with Vertical(classes="window compared"):
            yield ComparedText(id="compared")

    def on_mount(self) -> None:
        """Begin with the first copy."""
        self.set_focus(self.query_one(ComparedText))
        self._show()

    def _show(self) -> None:
        hit, comparison = self._copies[self._number]
        window = self.query_one(Vertical)
        gone, come = comparison.words
        place = f"copy {self._number + 1:,} of {len(self._copies):,}"
        window.border_title = inert_line(f"{place}: {captions.source(hit.source)} · {hit.title}").replace(
            "[", "\\["
        )
        window.border_subtitle = (
            f"{gone:,} words only here \\[-so-], {come:,} only there {{+so+}}; n next copy, esc closes"
        )
        self.query_one(ComparedText).show(comparison)

    def action_turn(self, by: int) -> None:
        """Go to the next or the previous copy."""
        self._number = (self._number + by) % len(self._copies)
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Go some lines down."""
        self.query_one(ComparedText).scroll_relative(y=lines, animate=False)
