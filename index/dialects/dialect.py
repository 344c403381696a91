"""What a dialect of plain-text dumps is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from index.model import Article
from index.settings import Scrape


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way in which dumps of pages are laid out."""

    name: str
    recognise: Callable[[list[str]], Dialect | None]
    """The dialect if lines, without line ends, are written in it: as it is, or `knowing` what was found."""
    read: Callable[[list[str], Scrape], Article]
    """The article and comments in these lines; `index.identity` is still to come."""

    def knowing(self, read: Callable[[list[str], Scrape], Article]) -> Dialect:
        """The dialect for lines that were recognised: what was found in them is not sought again."""
        return replace(self, read=read)


def bare(line: str) -> str:
    """A line as the eye sees it: no invisible marks, no-break spaces as spaces, no margins."""
    return (line if line.isascii() else _SPACES.sub(" ", _INVISIBLE.sub("", line))).strip()


def paragraphs(lines: list[str]) -> str:
    """Lines as one text, as they are but for the white space around it."""
    return "\n".join(lines).strip()


def dedented(lines: list[str]) -> list[str]:
    """Lines without the margin that all of them have."""
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines] if margin else lines


def shortened(text: str) -> str:
    """The first words of a text that has no headline, in place of one."""
    line = " ".join(text[: 2 * SHORTENED].split())
    return line if len(line) <= SHORTENED else line[:SHORTENED].rsplit(" ", 1)[0] + "…"


SHORTENED: Final = 100
"""Characters of `shortened`, at most, without the ellipsis."""

_INVISIBLE: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_SPACES: Final = re.compile("[\u00a0\u2007\u202f]")
