"""The lines of text that a comment is made of, and what each is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from index.extract.outline import Outline
from index.text import Spans, clean

RULE: Final = re.compile(r"[_=~]{5,}|-{5,}|--")
"""A line drawn with characters."""
MOST_SIGNED: Final = 8
"""Lines of a signature."""


@dataclass(slots=True)
class Row:
    """A line of text."""

    text: str
    role: str
    """As in `index.extract.words.ROLES`, of the element closest around it that has one."""
    body: bool
    """Whether it lies in an element that is for the comment's text and nothing else."""
    linked: int
    quoted: bool
    strong: bool
    place: tuple[int, int]
    """The block and the line in it."""


@dataclass(slots=True)
class Layout:
    """What the elements of a comment are for."""

    roles: dict[int, str] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    """By element, the one around it that is for the comment's text; -1 without one."""
    quoted: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    """Of those for the text, the ones that hold a head too."""
    skips: dict[int, int] = field(default_factory=dict)
    """Pieces of text that belong to other comments: the first, and the one after the last."""


def rows_of(outline: Outline, start: int, end: int, layout: Layout) -> list[Row]:
    """The lines of text."""
    rows: list[Row] = []
    roles, bodies, loose, quoted = layout.roles, layout.bodies, layout.loose, layout.quoted
    pieces: list[str] = []
    linked = line = 0
    strong = False
    at: tuple[int, int, str, bool, bool] | None = None

    def flush() -> None:
        text = " ".join("".join(pieces).split())
        if text and at is not None:
            rows.append(Row(text, at[2], at[3], linked, at[4], strong, (at[0], at[1])))
        pieces.clear()

    number, last = outline.firsts[start], outline.last(start, end)
    while number < last:
        beyond = layout.skips.get(number)
        if beyond is not None:
            number = beyond
            line += 1
            continue
        owner, text = outline.owners[number], outline.texts[number]
        own = roles.get(owner)
        if own is None:
            if owner >= start:
                break
            own = ""
        if text == "\n":
            line += 1
        elif text.strip() or pieces:
            body = bodies.get(owner, -1)
            tight = own == "body" and body >= 0 and body not in loose
            key = outline.blocks[number], line, own, tight, owner in quoted
            if key != at:
                flush()
                at, linked, strong = key, 0, outline.tags[owner] in ("b", "strong", "cite", "a")
            pieces.append(text)
            if outline.linked[number]:
                linked += len(text.strip())
        number += 1
    flush()
    return rows


def unsigned(rows: list[Row]) -> list[Row]:
    """Rows without the signature below a line at their end."""
    for number in range(max(1, len(rows) - MOST_SIGNED), len(rows)):
        if RULE.fullmatch(rows[number].text):
            return rows[:number]
    return rows


def joined(rows: list[Row]) -> tuple[str, Spans]:
    """Rows as one text, and which spans of it are quotes."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    before: Row | None = None
    for row in rows:
        text = clean(row.text)
        gap = ""
        if before is not None:
            (block, line), (block_before, line_before) = row.place, before.place
            gap = (
                "\n\n"
                if block != block_before or line > line_before + 1
                else "\n"
                if line > line_before
                else " "
            )
        length += len(gap)
        if row.quoted:
            if spans and before is not None and before.quoted:
                spans[-1] = spans[-1][0], length + len(text)
            else:
                spans.append((length, length + len(text)))
        pieces += gap, text
        length += len(text)
        before = row
    return "".join(pieces), tuple(spans)
