"""A manual of docs/ as a window shows it: headings, rows of two columns, and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

CELLS: Final = re.compile(r"(?<!\\)\|")
LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
RULE: Final = re.compile(r"\|(?:\s*-+\s*\|)+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a part of it is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what is typed, and what comes of it."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str


def parts(markdown: str) -> Iterator[Heading | Row | Paragraph]:
    """The parts of a manual in Markdown. Of a table it takes two columns, and not the row of their names."""
    lines: list[str] = []
    rows = False
    for line in (*markdown.splitlines(), ""):
        table = line.startswith("|")
        if not line.strip() or line.startswith(("#", "- ")) or table:
            if lines:
                yield Paragraph(_plain(" ".join(lines)))
            lines = []
        if RULE.fullmatch(line.strip()):
            rows = True
        elif table and rows:
            cells = [_plain(cell.strip().replace("\\|", "|")) for cell in CELLS.split(line)[1:-1]]
            yield Row(cells[0], cells[1])
        elif line.startswith("#"):
            yield Heading(_plain(line.lstrip("# ")))
        elif line.strip() and not table:
            lines.append(line.strip())
        rows = rows and table


def _plain(text: str) -> str:
    """Text without marks of Markdown."""
    return LINK.sub(r"\1", text).replace("**", "").replace("`", "")
