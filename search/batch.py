"""Files of many queries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.text import decode
from search.errors import RequestError
from search.query import Phrase, disjunction
from search.reading import format_query

STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One query of a file."""

    id: str
    """What its line gives before a tab, else the number of its line."""
    name: str
    """As it stands in the file."""
    query: str
    """In the language of docs/queries.md."""


def read(path: str, *, names: bool = False) -> list[Entry]:
    """The queries of a file, or of stdin where it is "-": one a line, empty lines aside.

    Args:
        path: the file, in UTF-8, in UTF-16 with its mark, or in Windows-1252.
        names: each line is a name, and other spellings of it after tabs; it is looked for as a phrase.
            Without it, what stands before a tab is the query's id.

    Raises:
        RequestError: it can't be read, or holds nothing.
    """
    entries = list(_entries(decode(_bytes(path)), names))
    if not entries:
        raise RequestError(f"{'stdin' if path == STDIN else path} holds no {'name' if names else 'query'}")
    return entries


def _entries(text: str, names: bool) -> Iterator[Entry]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        cells = [cell for cell in map(str.strip, line.split("\t")) if cell]
        if not cells:
            continue
        if names:
            query = format_query(disjunction(*map(Phrase, dict.fromkeys(cells))))
            yield Entry(str(number), cells[0], query)
        else:
            own, query = (cells[0], " ".join(cells[1:])) if len(cells) > 1 else (str(number), cells[0])
            yield Entry(own, query, query)


def _bytes(path: str) -> bytes:
    try:
        if path == STDIN:
            return sys.stdin.buffer.read()
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise RequestError(f"the batch {path} cannot be read: {reason}") from error
