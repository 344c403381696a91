"""Streams of bytes that can be looked into before they are read."""

from __future__ import annotations

import io
from typing import BinaryIO


def peek(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still begins with them: itself, if it can go back."""
    head = _read(stream, size)
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, io.BufferedReader(_Joined(head, stream))


def read_up_to(stream: BinaryIO, size: int) -> bytes | None:
    """All that a stream holds; None if that is more than `size` bytes."""
    data = _read(stream, size + 1)
    return data if len(data) <= size else None


def _read(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, fewer only at the end: a raw stream may give fewer at once."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class _Joined(io.RawIOBase):
    """Some bytes, then a stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._rest.read(size)
        buffer[: len(data)] = data
        return len(data)
