"""What a dialect of plain-text dumps is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.model import Article
from index.settings import Scrape


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way in which dumps of pages are laid out."""

    name: str
    recognise: Callable[[list[str]], bool]
    """Whether these lines, without line ends, are written in it."""
    read: Callable[[list[str], Scrape], Article]
    """The article and comments in these lines; `index.identity` is still to come."""


def bare(line: str) -> str:
    """A line as the eye sees it: no invisible marks, no-break spaces as spaces, no margins."""
    return line.translate(_INVISIBLE).strip()


def paragraphs(lines: list[str]) -> str:
    """Lines as one text, as they are but for the white space around it."""
    return "\n".join(lines).strip()


_INVISIBLE = {
    **dict.fromkeys([0x00AD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]),
    0xFEFF: None,
    **dict.fromkeys([0x00A0, 0x2007, 0x202F], " "),
}
