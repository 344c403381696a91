"""Streams of text, whatever their encoding, as bytes of one that has ASCII in it, and by the line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from index import text
from index.streams import peek
from index.text import WIDE_MARKS

CHUNK: Final = 64 * 1024


def plain(stream: BinaryIO) -> BinaryIO:
    """A stream without a byte order mark, and in UTF-8 where that is one of UTF-16."""
    head, stream = peek(stream, len(codecs.BOM_UTF8))
    if head.startswith(WIDE_MARKS):
        return io.BufferedReader(_Narrowed(stream), CHUNK)
    if head == codecs.BOM_UTF8:
        stream.read(len(head))
    return stream


def lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers, line ends and all; None for one longer than `longest`."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) <= longest:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield number, None


def text_of(line: bytes, charset: str | None) -> str:
    """The text of a line: each for itself, for files are put together of files in several encodings."""
    if charset is None:
        try:
            return line.decode()
        except UnicodeDecodeError:
            pass
    return text.decode(line, charset)


class _Narrowed(io.RawIOBase):
    """UTF-16 as UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._stream.read(CHUNK)
            self._ready = self._decoder.decode(data, not data).encode("utf-8", "replace")
            if not data:
                break
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size
