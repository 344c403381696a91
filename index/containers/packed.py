"""Packed bytes unpacked piece by piece, by whatever they were packed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Final, Protocol

from index.containers.bounds import Bounds
from index.containers.container import Container, Member
from index.model import Rejection
from index.settings import Scrape
from index.streams import CUT, PIECE, Piecewise, Source

MAGIC: Final = 10
"""Bytes within which a packing shows what it is."""
TAKEN: Final = 16 * 1024
"""Bytes that are taken at once: what is left of them is copied after each of many small packings."""


class Decompressor(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out of what went in."""

    @property
    def unused_data(self) -> bytes:
        """What was given and lies beyond the end."""

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:
        """What comes out of some bytes more, of that no more than `max_length` bytes at once."""


class Inflate:
    """A decompressor for zlib's three formats, told apart by `wbits`."""

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)
        self._full = False

    @property
    def eof(self) -> bool:
        """As of `Decompressor`."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """As of `Decompressor`."""
        return not self._inner.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        """As of `Decompressor`."""
        return self._inner.unused_data

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:
        """As of `Decompressor`."""
        unpacked = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self._full = len(unpacked) == max_length
        return unpacked


class Unpacked(Piecewise):
    """What was packed. At the place of a damage it ends."""

    def __init__(
        self, stream: Source, make: Callable[[], Decompressor], again: re.Pattern[bytes] | None = None
    ) -> None:
        """`again` tells how another packing begins that follows on the first, where there can be any."""
        self._stream = stream
        self._make = make
        self._again = again
        self._frame: Decompressor | None = make()
        self._input = b""
        self.consumed = 0
        """Bytes taken so far."""
        self._damage: str | None = None

    def _piece(self, size: int) -> bytes:
        data = b""
        while not data and self._frame is not None:
            if self._frame.needs_input and not self._input and not self._take():
                self._end(CUT)
                break
            data = self._unpack(self._frame, min(size, PIECE))
        return data

    def damage(self) -> str | None:
        """What is wrong with it, as far as it was read."""
        return self._damage

    def _unpack(self, frame: Decompressor, size: int) -> bytes:
        given, self._input = (self._input, b"") if frame.needs_input else (b"", self._input)
        try:
            data = frame.decompress(given, size)
        except MemoryError:
            self._end("needs more memory than there is")
            return b""
        except Exception as error:  # each has its own, and they share no base
            self._end(f"damaged: {error}")
            return b""
        if frame.eof:
            self._input = frame.unused_data
            self._next()
        return data

    def _next(self) -> None:
        """Go on with a packing that follows. Zeros may lie between, and after the last anything."""
        self._frame = None
        if self._again is None:
            return
        self._input = self._input.lstrip(b"\0")
        while len(self._input) < MAGIC and self._take():
            self._input = self._input.lstrip(b"\0")
        if self._again.match(self._input):
            self._frame = self._make()

    def _take(self) -> bool:
        data = self._stream.read(TAKEN)
        self.consumed += len(data)
        self._input += data
        return bool(data)

    def _end(self, damage: str) -> None:
        self._frame = None
        self._damage = damage


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to pack one file."""

    name: str
    about: str
    magic: re.Pattern[bytes]
    """How it begins."""
    suffixes: tuple[str, ...]
    """What it adds to the name of the file."""
    make: Callable[[], Decompressor]

    def container(self) -> Container:
        """The container of one file that is packed so."""
        return Container(self.name, self.about, self._sniff, self._members)

    def _sniff(self, _name: str, head: bytes) -> bool:
        return self.magic.match(head) is not None

    def _members(self, scrape: Scrape, stream: BinaryIO, bounds: Bounds) -> Iterator[Member | Rejection]:
        unpacked = Unpacked(stream, self.make, self.magic)
        guarded = bounds.guard(unpacked, lambda: unpacked.consumed)
        yield Member(scrape.within(self._inner(scrape.name)), guarded, unpacked.damage)

    def _inner(self, name: str) -> str:
        path = PurePath(name)
        suffix = path.suffix.lower()
        if suffix in (".tgz", ".tbz", ".tbz2", ".txz", ".tzst"):
            return f"{path.stem}.tar"
        return path.stem if suffix in self.suffixes else path.name
