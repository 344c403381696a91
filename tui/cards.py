"""One hit of the list in a few lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.model import Kind, Origin
from search import captions
from search.inert import inert_spans
from search.results import Hit
from search.snippets import cropped
from tui.lines import fitted, segments

SIGNS: Final = {Kind.ARTICLE: "¶", Kind.COMMENT: "»"}
COPY: Final = "≈"
MARKED: Final = "✓"
EDGE: Final = 3
"""Columns before the text: a bar for the cursor, a sign for what it is, a space."""
STEP: Final = 2
"""Columns that what was unfolded is indented by."""

ORIGINS: Final = {
    Origin.URL: " by its address",
    Origin.CONFIG: " by dateline.toml",
    Origin.OPTION: " as told to the index",
    Origin.DIALECT: " by the kind of page",
}
"""How a date is known, where the page itself does not say it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A hit, and how it is to be shown."""

    hit: Hit
    rows: int
    """Lines there are for it: with less than three, what it is and from where is left out."""
    current: bool = False
    marked: bool = False
    below: bool = False
    """Whether it was unfolded below another."""
    score: bool = False
    """Whether to tell how well it matches."""
    conversation: int = 0
    """How many hits its thread has, where a thread is shown and not a record."""
    onward: bool = False
    """Whether there may be more of these."""

    def draw(self, width: int, style: Callable[[str], Style]) -> list[Strip]:
        """Its lines, `width` columns each; `style` gives what the theme says of a part."""
        indent = EDGE + STEP * self.below
        parts = [self._headline, self._about, self._passage]
        if self.rows < len(parts):
            parts.remove(self._about)
        strips = []
        for number, part in enumerate(parts):
            sign = " " if number else MARKED if self.marked else self._sign
            before = [
                Segment("▌" if self.current else " ", style("bar")),
                Segment(f"{sign:>{indent - 2}} ", style("bar" if sign == MARKED else "sign")),
            ]
            pieces = fitted(part(width - indent - 1, style), width - indent - 1, style("meta"))
            strip = Strip([*before, *pieces]).adjust_cell_length(width, style("text"))
            strips.append(self._lit(strip, style))
        while len(strips) < self.rows:
            strips.append(Strip.blank(width, style("text")))
        return strips

    @property
    def _sign(self) -> str:
        if self.below and not self.conversation and self.hit.kind is Kind.ARTICLE:
            return COPY
        return SIGNS[Kind.ARTICLE if self.conversation else self.hit.kind]

    def _lit(self, strip: Strip, style: Callable[[str], Style]) -> Strip:
        if not self.current:
            return strip
        ground = Style(bgcolor=style("current").bgcolor)
        return Strip(Segment.apply_style(strip, post_style=ground), strip.cell_length)

    def _headline(self, width: int, style: Callable[[str], Style]) -> list[Segment]:
        hit = self.hit
        title, spans = inert_spans(hit.title.replace("\n", " ") or "(no headline)", hit.title_spans)
        pieces = segments(title, (0, len(title)), style("title"), (spans, style("mark")))
        if hit.kind is Kind.COMMENT and self.below:
            pieces = [
                Segment(captions.names(hit.authors), style("name")),
                Segment(f", comment {hit.position:,}", style("meta")),
            ]
        elif hit.kind is Kind.COMMENT and not self.conversation:
            pieces = [
                Segment(captions.names(hit.authors), style("name")),
                Segment(f" under {title}", style("meta")),
            ]
        if self.rows > 2:
            return pieces
        extra = self._extra()
        if hit.date is not None and not (hit.kind is Kind.ARTICLE and hit.date.origin is Origin.COMMENT):
            extra += f"  {hit.date.when:%Y-%m-%d}"
        return _with_right(pieces, extra, width, style)

    def _about(self, width: int, style: Callable[[str], Style]) -> list[Segment]:
        hit = self.hit
        told = captions.hit(hit, named=False)
        if self.conversation:
            told = captions.SEPARATOR.join((captions.source(hit.source), captions.date(hit.date)))
        elif hit.date is not None:
            told += ORIGINS.get(hit.date.origin, "")
        return _with_right([Segment(told, style("meta"))], self._extra(), width, style)

    def _extra(self) -> str:
        """What is told of it at the right."""
        extra = []
        if self.conversation:
            more = "+" if self.onward else ""
            extra.append(f"{self.conversation:,}{more} hit{'' if self.conversation == 1 else 's'}")
        if self.hit.copies:
            extra.append(f"+{self.hit.copies:,} cop{'y' if self.hit.copies == 1 else 'ies'}")
        if self.score and self.hit.score:
            extra.append(f"{self.hit.score:.2f}")
        return "".join(f"  {each}" for each in extra)

    def _passage(self, width: int, style: Callable[[str], Style]) -> list[Segment]:
        passage = cropped(self.hit.snippet, width)
        text, spans = inert_spans(passage.text, passage.spans)
        who = ""
        if self.conversation and self.hit.kind is Kind.COMMENT:
            who = f"{captions.names(self.hit.authors)}: "
        return [
            Segment(who, style("name")),
            Segment("" if passage.begins else "… ", style("meta")),
            *segments(text, (0, len(text)), style("text"), (spans, style("mark"))),
            Segment("" if passage.ends else " …", style("meta")),
        ]


def _with_right(
    pieces: list[Segment], right: str, width: int, style: Callable[[str], Style]
) -> list[Segment]:
    """Pieces, and a text flush with the right edge."""
    if not right:
        return pieces
    room = max(0, width - len(right))
    left = Strip(fitted(pieces, room, style("meta"))).adjust_cell_length(room, style("text"))
    return [*left, Segment(right, style("extra"))]
