"""What an output format is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from index.frozen import dataclass
from search.results import SearchPage

if TYPE_CHECKING:
    from search.found import Found


@dataclass(frozen=True, slots=True)
class Style:
    """Where the output goes."""

    terminal: bool = False
    """A person reads it on a screen."""
    color: bool = False
    width: int | None = None
    """Columns to wrap at; None where lines have no end."""
    ascii: bool = False
    """The screen shows nothing else."""


class Answer(NamedTuple):
    """One query's hits, which come as they are read."""

    page: SearchPage
    found: Iterable[Found]
    id: str | None = None
    """Of the query, where there are many."""
    name: str | None = None
    """The query as its file has it, where there are many."""


class Sheet(NamedTuple):
    """Rows of plain values, which come as they are read."""

    head: Mapping[str, Any]
    """What is said of all of them, in a form that has room for it."""
    name: str
    """What the rows are."""
    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]
    """Each with a value for every column."""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One form in which hits, or rows of any kind, are written: by one of the two at least."""

    name: str
    about: str
    hits: Callable[[Iterable[Answer], BinaryIO, Style], None] | None = None
    """Writes hits in a way of its own. Without it they are rows with the fields that were chosen."""
    rows: Callable[[Sheet, BinaryIO, Style], None] | None = None
    """Writes rows. Without it the format is for hits alone."""
    marked: bool = True
    """Whether `hits` tells what satisfied the query, to find which takes most of the time."""
    columns: tuple[str, ...] = ()
    """The fields of hits that it writes as rows unless others are chosen."""
