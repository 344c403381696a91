"""How much may come out of one file: what stands against archives made to fill a disk or a day.

The ratio is far above what text reaches: a solid archive of repetitive text packs to a three-hundredth,
one of hourly copies of the same pages to less. A bomb of one layer that stays below it costs time by its
own size and nothing else, for nothing that is unpacked is kept.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from index.streams import Piecewise, Source

MOST_RATIO: Final = 1_000
"""Bytes that may come out for each that goes in."""
FREE: Final = 64 * 1024 * 1024
"""Bytes that may come out of a file whatever went in, those of containers in it among them."""
FREE_LAYER: Final = 16 * 1024 * 1024
"""Bytes that may come out of one packed thing whatever went in, so that one bomb leaves room for others."""
MOST_MEMBERS: Final = 10_000_000
"""Members of one file, those of containers in it among them."""
DEEPEST: Final = 5
"""Containers within containers."""
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a container that has to be read as a whole."""


class TooMuch(Exception):
    """What is being unpacked goes beyond its bounds; the message is a clause without a full stop."""


@dataclass(slots=True)
class Bounds:
    """What one file on disk has given so far; shared by all containers in it."""

    size: int
    """Of the file, in bytes."""
    expanded: int = 0
    """Bytes unpacked."""
    members: int = 0
    stopped: bool = False
    """Whether the file as a whole has given what it may. Else only what was too much is left."""

    def count(self) -> None:
        """One member more.

        Raises:
            TooMuch
        """
        self.members += 1
        if self.members > MOST_MEMBERS:
            self.stopped = True
            raise TooMuch(f"more than {MOST_MEMBERS:,} files in it")

    def expand(self, size: int) -> None:
        """So many bytes more were unpacked.

        Raises:
            TooMuch
        """
        self.expanded += size
        if self.expanded > FREE + MOST_RATIO * self.size:
            self.stopped = True
            raise TooMuch(f"unpacks to more than {MOST_RATIO:,} times its size")

    def guard(self, stream: Source, packed: Callable[[], int]) -> BinaryIO:
        """A stream of unpacked bytes that counts what is read from it.

        `packed` tells how many bytes went in for those that came out.
        """
        return io.BufferedReader(_Guarded(stream, self, packed))


class _Guarded(Piecewise):
    def __init__(self, stream: Source, bounds: Bounds, packed: Callable[[], int]) -> None:
        self._stream = stream
        self._bounds = bounds
        self._packed = packed
        self._expanded = 0

    def _piece(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._bounds.expand(len(data))
        self._expanded += len(data)
        if self._expanded > FREE_LAYER + MOST_RATIO * self._packed():
            raise TooMuch(f"unpacks to more than {MOST_RATIO:,} times its size")
        return data
