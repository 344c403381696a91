"""What a form of export is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.documents import StoredRecord
from search.results import IndexState


class Records(NamedTuple):
    """What is exported."""

    found: Iterator[StoredRecord]
    """Articles first, as they are read."""
    articles: Callable[[Sequence[str]], Iterator[StoredRecord]]
    """The articles of some ids, which the query itself need not find."""
    reading: str
    """The query, as it was understood."""
    state: IndexState


class Written(NamedTuple):
    """How much was written."""

    articles: int
    comments: int
    beside: int = 0
    """Articles that were not found and stand there for the comments under them."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One form in which an index is given to other programs."""

    name: str
    about: str
    write: Callable[[Records, Path], Written]
    """Makes the file or folder at a path, where there is nothing yet."""
    files: str = ""
    """A regular expression of the names of what it puts into a folder; nothing where it writes one file."""
    needs: tuple[str, ...] = ()
    """Modules of an extra that has the form's name."""
