"""Streams of bytes that can be looked into before they are read, and parts of them."""

from __future__ import annotations

import io
from typing import BinaryIO, Final, Protocol

PIECE: Final = 64 * 1024
"""Bytes that are read or passed over at once."""

CUT: Final = "cut short"
"""What is wrong with something that ends before its end."""


class Source(Protocol):
    """All that is asked of a stream."""

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at the end."""


def peek(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still begins with them: itself, if it can go back."""
    head = read_fully(stream, size)
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, joined(head, stream)


def joined(head: bytes, rest: Source) -> BinaryIO:
    """A stream of some bytes and then those of another."""
    return io.BufferedReader(_Joined(head, rest))


def read_up_to(stream: Source, size: int) -> bytes | None:
    """All that a stream holds; None if that is more than `size` bytes."""
    data = read_fully(stream, size + 1)
    return data if len(data) <= size else None


def read_fully(stream: Source, size: int) -> bytes:
    """So many bytes, fewer only at the end: a raw stream may give fewer at once."""
    pieces = []
    while size > 0 and (piece := stream.read(min(size, 16 * PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Piecewise(io.RawIOBase):
    """A stream that is made up by the piece."""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Put the next piece into a buffer; its size."""
        piece = self._piece(len(buffer)) if len(buffer) else b""
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        raise NotImplementedError


class Limited(Piecewise):
    """The next bytes of a stream, so many; whatever else reads the stream must wait until they are gone."""

    def __init__(self, stream: Source, size: int) -> None:
        self._stream = stream
        self.left = size
        self._damage: str | None = None

    def _piece(self, size: int) -> bytes:
        data = self._stream.read(min(size, self.left))
        if not data and self.left:
            self.left = 0
            self._damage = CUT
        self.left -= len(data)
        return data

    def damage(self) -> str | None:
        """What is wrong with them, as far as they were read."""
        return self._damage

    def skip(self) -> None:
        """Go to their end."""
        while self.left and self.read(PIECE):
            pass


class _Joined(Piecewise):
    def __init__(self, head: bytes, rest: Source) -> None:
        self._head = head
        self._rest = rest

    def _piece(self, size: int) -> bytes:
        if not self._head:
            return self._rest.read(size)
        data, self._head = self._head[:size], self._head[size:]
        return data
