"""A stream of JSON cut into the values of which it is made, so that it never lies in memory as a whole.

Only quotes and brackets are looked at: what a piece holds is told when it is read, and one that is broken
costs nothing but itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

CHUNK: Final = 1024 * 1024

TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)
"""A whole string, a bracket, or the quote of a string that goes on in the next chunk."""
ENDING: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
"""The rest of such a string."""

ENVELOPES: Final = 3
"""Objects within one another that may stand around the list of records."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One object or list."""

    start: int
    """The place of its first byte."""
    data: bytes | None
    """None if it is longer than it may be."""
    whole: bool = True
    """Whether it came to its end before the stream did."""


def cut(stream: BinaryIO, longest: int, *, opened: bool) -> Iterator[Piece]:
    """The elements of lists at the top of a stream, and the objects there.

    Where `opened`, objects at the top are not pieces: those in the lists within them are.
    """
    cutter = _Cutter(longest, opened)
    while chunk := stream.read(CHUNK):
        yield from cutter.feed(chunk)
    yield from cutter.end()


class _Cutter:
    def __init__(self, longest: int, opened: bool) -> None:
        self._longest = longest
        self._opened = opened
        self._offset = 0
        """Bytes before this chunk."""
        self._depth = 0
        self._base = -1 if opened else 0
        """How deep pieces lie; -1 while no list has begun."""
        self._start = -1
        self._kept: list[bytes] = []
        self._size = 0
        self._in_string = False
        self._escaped = False

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        at = 0
        if self._in_string:
            at = self._string_end(chunk)
        mark = 0
        if not self._in_string:
            for token in TOKEN.finditer(chunk, at):
                character = chunk[token.start()]
                if character == QUOTE:
                    if token.end() - token.start() == 1:
                        self._in_string = True
                        self._escaped = _escapes(chunk[token.end() :])
                        break
                elif character in OPENING:
                    if self._opens(character) and self._start < 0:
                        self._start = self._offset + token.start()
                        mark = token.start()
                elif self._closes(character):
                    self._keep(chunk[mark : token.end()])
                    yield self._piece()
        if self._start >= 0:
            self._keep(chunk[mark:])
        self._offset += len(chunk)

    def end(self) -> Iterator[Piece]:
        if self._start >= 0:
            yield self._piece(whole=False)

    def _opens(self, character: int) -> bool:
        """Whether a piece begins here."""
        self._depth += 1
        if self._base < 0:
            if character == LIST and self._depth <= ENVELOPES + 1:
                self._base = self._depth
            return False
        if self._base == 0 and self._depth == 1 and character == LIST:
            self._base = 1
            return False
        return self._depth == self._base + 1

    def _closes(self, character: int) -> bool:
        """Whether a piece ends here."""
        self._depth = max(0, self._depth - 1)
        if self._start >= 0:
            return self._depth == self._base
        if self._base > self._depth:
            self._base = -1 if self._opened else 0
        return False

    def _string_end(self, chunk: bytes) -> int:
        """Where the string ends that the last chunk left open; `_in_string` stays where it does not."""
        at = 1 if self._escaped else 0
        match = ENDING.match(chunk, at)
        if match is not None:
            self._in_string = self._escaped = False
            return match.end()
        self._escaped = _escapes(chunk[at:])
        return len(chunk)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size <= self._longest:
            self._kept.append(data)
        else:
            self._kept.clear()

    def _piece(self, whole: bool = True) -> Piece:
        data = b"".join(self._kept) if self._size <= self._longest else None
        piece = Piece(self._start, data, whole)
        self._kept.clear()
        self._start, self._size = -1, 0
        return piece


def _escapes(text: bytes) -> bool:
    """Whether a part of a string ends with a backslash that stands for what follows."""
    return (len(text) - len(text.rstrip(b"\\"))) % 2 == 1


QUOTE: Final = ord('"')
LIST: Final = ord("[")
OPENING: Final = frozenset(b"{[")
