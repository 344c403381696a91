"""What an output format is."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable

from index.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    module: str
    """Loaded when it is first written in: a search pays for one format, not for all."""
    function: str = "write"

    @property
    def write(self) -> Callable[[SearchPage, Iterable[Hit], BinaryIO, Style], None]:
        """Write hits, which belong to a page, as they come."""
        written: Callable[[SearchPage, Iterable[Hit], BinaryIO, Style], None] = getattr(
            importlib.import_module(self.module), self.function
        )
        return written
