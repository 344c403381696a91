"""How much may come out of one file: what stands against archives made to fill a disk or a day."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, Final

MOST_RATIO: Final = 1_000
"""Bytes that may come out for each that goes in: text packs to a hundredth, bombs to a thousandth."""
FREE: Final = 64 * 1024 * 1024
"""Bytes that may come out whatever went in."""
MOST_MEMBERS: Final = 10_000_000
"""Members of one file, those of containers in it among them."""
DEEPEST: Final = 5
"""Containers within containers."""


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

    def count(self) -> None:
        """One member more.

        Raises:
            TooMuch
        """
        self.members += 1
        if self.members > MOST_MEMBERS:
            raise TooMuch(f"more than {MOST_MEMBERS:,} files in it")

    def expand(self, size: int) -> None:
        """So many bytes more were unpacked.

        Raises:
            TooMuch
        """
        self.expanded += size
        if self.expanded > FREE + MOST_RATIO * self.size:
            raise TooMuch(f"unpacks to more than {MOST_RATIO:,} times its size")

    def guard(self, stream: BinaryIO) -> BinaryIO:
        """A stream of unpacked bytes that counts what is read from it."""
        return io.BufferedReader(_Guarded(stream, self))


class _Guarded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, bounds: Bounds) -> None:
        self._stream = stream
        self._bounds = bounds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._bounds.expand(len(data))
        buffer[: len(data)] = data
        return len(data)
