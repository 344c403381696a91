"""What an output format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from search.results import Hit, SearchPage


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


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One form in which hits are written."""

    name: str
    about: str
    write: Callable[[SearchPage, Iterable[Hit], BinaryIO, Style], None]
    """Write hits, which belong to a page, as they come."""
