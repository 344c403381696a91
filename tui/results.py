"""The list of hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from search.results import Hit, SearchPage
from tui.cards import Card
from tui.conversations import Conversation
from tui.engine import PAGE
from tui.entries import Entries, Entry
from tui.keymap import LIST, bindings
from tui.lines import Lines

ROOMY: Final = 24
"""From this height on a hit takes three lines, else two."""
LOOSE: Final = 44
"""From this height on there is an empty line between two."""


class ResultList(Lines):
    """Hits or conversations, of which only those near the screen are held."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    cursor: reactive[int] = reactive(0)
    """The number of the chosen entry, from 0."""

    @dataclass
    class Moved(Message):
        """Another hit is under the cursor."""

        hit: Hit

    @dataclass
    class Chosen(Message):
        """A hit is to be read."""

        hit: Hit

    @dataclass
    class Missing(Message):
        """Something that is not held has come near the screen."""

        offset: int
        """Where the page that holds it begins."""

    @dataclass
    class Unfolding(Message):
        """The copies of a hit are to be shown below it."""

        place: int
        hit: Hit

    @dataclass
    class Marked(Message):
        """Other hits are marked."""

        count: int

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.marked: dict[str, Hit] = {}
        """What was marked, by id, in the order in which it was."""
        self._entries = Entries()
        self._conversations: tuple[Conversation, ...] | None = None
        self._done = True
        """Whether there are no more conversations to be read."""
        self._asked: set[int] = set()
        self._scores = False
        self._strips: dict[tuple[int, int, bool], list[Strip]] = {}

    @property
    def total(self) -> int:
        """How many hits, or conversations that were read, are in the list."""
        return self._entries.total

    @property
    def counted(self) -> str:
        """How many conversations there are, as far as they were read."""
        noun = "conversation" if self.total == 1 and self._done else "conversations"
        return f"{self.total:,}{'' if self._done else '+'} {noun}"

    @property
    def rows(self) -> int:
        """The lines that a hit takes."""
        return 2 if self.size.height < ROOMY else 3 if self.size.height < LOOSE else 4

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor, if it is held."""
        return self._entries[self.cursor] if len(self._entries) else None

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, if it is held."""
        return self.entry.hit if self.entry else None

    @property
    def place(self) -> int:
        """The place of the cursor among the hits, from 0."""
        return self._entries.place(self.cursor)

    # What comes

    def show(self, page: SearchPage, at: int = 0) -> None:
        """Show a new list, of which this is the first page, from a place on."""
        self._begin(page.length)
        self._conversations = None
        self.extend(page)
        if at:
            self.cursor = at

    def extend(self, page: SearchPage) -> None:
        """Take in another page of the list."""
        self._entries.put(page.offset, page.hits)
        self._asked.add(page.offset)
        self._changed()

    def show_conversations(self, found: tuple[Conversation, ...], *, done: bool, anew: bool) -> None:
        """Show conversations: from the first one on, or as many more as there are."""
        if anew:
            self._begin(len(found))
        self._conversations, self._done = found, done
        self._entries.total = len(found)
        self._entries.put(0, [hits[0] for hits in found])
        self._changed()

    def unfold(self, place: int, hits: Sequence[Hit]) -> None:
        """Show some hits below another; none of them fold it again."""
        self._entries.unfold(place, hits)
        self._changed()
        self.cursor = self._entries.number(place)

    def holds(self, place: int, identifier: str) -> bool:
        """Whether the hit at a place is this record."""
        hit = self._entries.held(place)
        return hit is not None and hit.id == identifier

    def ask_again(self) -> None:
        """Ask once more for pages that did not come."""
        self._asked = {place - place % PAGE for place in self._entries.places}

    def _begin(self, total: int) -> None:
        self._entries = Entries(total)
        self._asked.clear()
        self.set_reactive(ResultList.cursor, 0)
        self.scroll_to(y=0, animate=False)

    def _changed(self) -> None:
        self._strips.clear()
        self.set_lines(len(self._entries) * self.rows)
        if self.cursor >= len(self._entries):
            self.cursor = len(self._entries) - 1
        elif self.hit is not None:
            self.post_message(self.Moved(self.hit))
        else:
            self._ask_for(self._entries.place(self.cursor))

    # How it is drawn

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """The height decides how many lines a hit takes."""
        self._strips.clear()
        self.set_lines(len(self._entries) * self.rows)
        self.call_after_refresh(self._show_cursor)

    def line(self, number: int, width: int) -> Strip:
        """A line of a hit."""
        number, part = divmod(number, self.rows)
        current = number == self.cursor
        strips = self._strips.get((number, width, current))
        if strips is None:
            entry = self._entries[number]
            if entry is None:
                self._ask_for(self._entries.place(number))
                return Strip([Segment("   …" if part == 0 else "", self.style("meta"))])
            if len(self._strips) > PAGE:
                self._strips.clear()
            strips = self._card(entry, current).draw(width, self.style)
            self._strips[number, width, current] = strips
        return strips[part]

    def _card(self, entry: Entry, current: bool) -> Card:
        conversation = 0
        if self._conversations is not None:
            self._ask_on(entry.place)
            conversation = 0 if entry.below else len(self._conversations[entry.place])
        return Card(
            entry.hit,
            self.rows,
            current,
            entry.hit.id in self.marked,
            entry.below,
            self._scores,
            conversation,
            onward=not self._done,
        )

    def _ask_for(self, place: int) -> None:
        offset = place - place % PAGE
        if self._conversations is None and offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Missing(offset))

    def _ask_on(self, place: int) -> None:
        """Ask for more conversations when the last that were read come near."""
        if not self._done and place + PAGE >= self.total and self.total not in self._asked:
            self._asked.add(self.total)
            self.post_message(self.Missing(self.total))

    # Where one is

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(len(self._entries) - 1, cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two hits concerned, keep the new one in sight, and tell of it."""
        for number in (old, new):
            self.refresh_lines(number * self.rows, self.rows)
        self._show_cursor()
        if self.hit is not None:
            self.post_message(self.Moved(self.hit))
        else:
            self._ask_for(self._entries.place(new))

    def _show_cursor(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor * self.rows, 1, self.rows), animate=False, force=True, immediate=True
        )

    def on_click(self, event: events.Click) -> None:
        """Choose the hit under the mouse."""
        number = (event.y + self.scroll_offset.y) // self.rows
        if number < len(self._entries):
            if number == self.cursor:
                self.action_choose()
            self.cursor = number

    # Keys

    def action_move(self, by: int) -> None:
        """Go `by` hits down."""
        self.cursor += by

    def action_turn(self, by: int) -> None:
        """Go `by` screens down."""
        self.cursor += by * max(1, self.size.height // self.rows - 1)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last hit."""
        self.cursor = 0 if side < 0 else len(self._entries) - 1

    def action_choose(self) -> None:
        """Read the hit under the cursor."""
        if self.hit is not None:
            self.post_message(self.Chosen(self.hit))

    def action_unfold(self) -> None:
        """Show the copies of a hit below it, or the other hits of a conversation; or show them no more."""
        entry = self.entry
        if entry is None:
            return
        if self._entries.unfolded(entry.place):
            self.unfold(entry.place, ())
        elif self._conversations is not None:
            self.unfold(entry.place, self._conversations[entry.place][1:])
        elif entry.hit.cluster is not None:
            self.post_message(self.Unfolding(entry.place, entry.hit))

    def action_mark(self) -> None:
        """Mark a hit, or no more, and go to the next."""
        if self.hit is not None:
            if self.marked.pop(self.hit.id, None) is None:
                self.marked[self.hit.id] = self.hit
            self._strips.clear()
            self.cursor += 1
            self.refresh()
            self.post_message(self.Marked(len(self.marked)))

    def action_unmark(self) -> None:
        """Mark nothing."""
        self.marked.clear()
        self._strips.clear()
        self.refresh()
        self.post_message(self.Marked(0))

    def action_scores(self) -> None:
        """Show how well each hit matches, or not."""
        self._scores = not self._scores
        self._strips.clear()
        self.refresh()
