"""The text of a thread: the article and the comments under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.message import Message

from index.model import Article, Comment
from search.matching import Marks
from tui.keymap import READER, bindings
from tui.layout import Layout, Typesetter
from tui.paper import Paper
from tui.reading import Folding, Reading, Tree


class Reader(Paper):
    """Shows one thread, and knows at which of its records one is."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READER)]

    @dataclass
    class Left(Message):
        """The reader is to be left for the list."""

    @dataclass
    class Moved(Message):
        """Another match is the current one, or other matches are shown."""

        number: int
        """From 1; 0 where there is none."""
        total: int
        word: str
        """What they are."""

    @dataclass
    class Folded(Message):
        """Comments are folded in another way."""

        folding: Folding

    @dataclass
    class Finding(Message):
        """Something is to be looked for within the text."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._been: list[str] = []
        """The records one came from by jumping."""
        self.folding = Folding.NONE
        """How much of the comments of the next thread is shown."""

    # What is shown

    def show(self, article: Article, marks: Mapping[str, Marks], found: str) -> None:
        """Show a thread from the record `found` on, with what satisfied the query marked."""
        old, kept = (self._reading.tree, self._reading.marks) if self._reading else (None, None)
        tree = old if old is not None and old.article == article else Tree(article)
        pattern = self._reading.pattern if self._reading and tree is old else ""
        self._reading = Reading(tree, marks, found, self.folding, pattern=pattern)
        if self._setter is None or tree is not old or marks is not kept:
            self._setter = Typesetter(self._reading)
        self._listing = False
        self._been.clear()
        self._lay_out()
        self._place = self._first_place(found)
        self._go_to(found)
        self._reveal()
        self._tell()

    def clear(self) -> None:
        """Show nothing."""
        self._reading, self._setter, self._layout = None, None, Layout()
        self.set_lines(0)
        self._tell()

    def find(self, pattern: str) -> None:
        """Look for a text within the thread, as it is typed; an empty one ends that."""
        if self._reading is None or pattern == self._reading.pattern:
            return
        self._change(replace(self._reading, pattern=pattern))
        self._place = self._first_place(self._at)
        self._reveal()
        self._tell()

    def match(self, by: int) -> None:
        """Go `by` matches on, from the last to the first; what is folded is opened for it."""
        if self._reading is not None and self._layout.places:
            self._place = (self._place + by) % len(self._layout.places)
            self._reveal()
            self.refresh()
            self._tell()

    def _change(self, reading: Reading) -> None:
        """Read the same otherwise, and stay at the record one is at."""
        line = self._layout.start(self._at)
        above = line - self.scroll_offset.y if line is not None else 1
        at = self._at
        self._reading = reading
        self._lay_out()
        self._at = at  # a text that became shorter is scrolled to its end at once
        line = self._layout.start(self._at)
        if line is None:
            self._at = self._shown_above(self._at)
            line = self._layout.start(self._at)
        self._scroll(max(0, (line or 0) - above))

    def _shown_above(self, record: str) -> str:
        """The nearest record above one that is shown."""
        ancestors = reversed(self._reading.tree.ancestors(record)) if self._reading else ()
        return next((each for each in ancestors if self._layout.start(each) is not None), "")

    def on_resize(self) -> None:
        """Lay the thread out for the new width, and stay at the same record."""
        if self._reading is not None and self._columns() != self._width:
            at = self._at
            self._lay_out()
            self._go_to(at)

    # Where one is

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Be at a record that is in sight."""
        super().watch_scroll_y(old, new)
        line = self._layout.start(self._at)
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        if line is None or not self._reaches(line, top + 1) or line >= bottom:
            self._at = self._layout.record(top + 1)

    def _reaches(self, start: int, line: int) -> bool:
        """Whether the record that starts at a line goes on to another, or starts behind it."""
        return start >= line or self._layout.record(line) == self._layout.record(start)

    def _first_place(self, record: str) -> int:
        """The number of the first place in a record or behind it."""
        order = {each.id: number for number, each in enumerate(self._records())}
        begin = order.get(record, 0)
        places = enumerate(self._layout.places)
        return next((number for number, place in places if order[place.record] >= begin), 0)

    def _records(self) -> list[Article | Comment]:
        return list(self._reading.article.walk()) if self._reading else []

    def _reveal(self) -> None:
        """Bring the current place into sight, with some lines above it."""
        if self._reading is None or not self._layout.places:
            return
        place = self._layout.places[self._place]
        if self._layout.lines[self._place] is None:
            self._change(self._reading.revealed(place.record))
        line = self._layout.lines[self._place] or 0
        self._at = place.record
        top, height = self.scroll_offset.y, self.size.height
        if not top + (1 if top else 0) <= line < top + height:
            self._scroll(line - height // 3)

    def _go_to(self, record: str) -> None:
        """Bring a record to the top, below the line that says what it stands under."""
        line = self._layout.start(record)
        if line is not None:
            self._scroll(line - 1)
            self._at = record
            self.refresh()

    def _jump(self, record: str) -> None:
        """Go to a record, from where one can go back."""
        if record and record != self._at and self._reading is not None:
            self._been.append(self._at)
            self._open(record)

    def _open(self, record: str) -> None:
        """Go to a record that may be folded."""
        if self._reading is not None and self._layout.start(record) is None:
            self._change(self._reading.revealed(record))
        self._go_to(record)

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=max(0, line), animate=False, force=True, immediate=True)

    def _tell(self) -> None:
        total = len(self._layout.places)
        word = "found" if self._reading and self._reading.pattern else "match"
        self.post_message(self.Moved(self._place + 1 if total else 0, total, word))

    # Keys

    def action_scroll_by(self, lines: int) -> None:
        """Go some lines down, or a line of the matches."""
        if self._listing:
            self._place = max(0, min(len(self._layout.places) - 1, self._place + lines))
            self._reveal()
            self.refresh()
            self._tell()
        else:
            self._scroll(self.scroll_offset.y + lines)

    def action_turn(self, screens: int) -> None:
        """Go some screens down."""
        self.action_scroll_by(screens * max(1, self.size.height - 2))

    def action_edge(self, side: int) -> None:
        """Go to the beginning or the end."""
        self.action_scroll_by(side * len(self._layout.rows))

    def action_comment(self, by: int) -> None:
        """Go to the next or the previous record that is shown."""
        shown = [record for _, record in self._layout.starts]
        number = shown.index(self._at) + by if self._at in shown else 0
        if 0 <= number < len(shown):
            self._go_to(shown[number])

    def action_sibling(self, by: int) -> None:
        """Go to the next or the previous answer to the same."""
        if self._reading is not None:
            self._jump(self._reading.tree.sibling(self._at, by))

    def action_parent(self) -> None:
        """Go to what is answered."""
        if self._reading is not None:
            self._jump(self._reading.tree.parent(self._at))

    def action_return(self) -> None:
        """Go back to where one jumped from."""
        if not self._been:
            raise SkipAction  # the screen knows what was looked at before
        self._open(self._been.pop())

    def action_fold(self) -> None:
        """Fold a comment with the answers to it, or open it."""
        if self._reading is not None:
            self._change(self._reading.turned(self._at))

    def action_refold(self) -> None:
        """Go through the ways of folding."""
        if self._reading is not None:
            self._change(self._reading.refolded())
            self.folding = self._reading.folding
            self.post_message(self.Folded(self.folding))

    def action_concordance(self) -> None:
        """Show the matches a line each, or the text at the current one."""
        if self._reading is not None and self._layout.places:
            self._listing = not self._listing
            at = self._layout.places[self._place].record
            self._lay_out()
            if not self._listing:
                self._go_to(at)
            self._reveal()
            self.refresh()

    def action_find(self) -> None:
        """Look for something within the text."""
        self.post_message(self.Finding())

    def action_leave(self) -> None:
        """Leave, step by step, what is looked for, the list of matches, and the text."""
        if self._listing:
            self.action_concordance()
        elif self._reading is not None and self._reading.pattern:
            self.find("")
        else:
            self.post_message(self.Left())

    async def on_click(self, event: events.Click) -> None:
        """Be at the record under the mouse; fold it by its first line, go up by the line above all."""
        line = event.y + self.scroll_offset.y
        if event.y == 0 and self._crumbs():
            self.action_parent()
        elif self._listing and line < len(self._layout.rows):
            self._place = line
            self.action_concordance()
        else:
            self._at = self._layout.record(line)
            row = self._layout.rows[line] if line < len(self._layout.rows) else None
            if row is not None and row.sign:
                self.action_fold()
            self.refresh()
