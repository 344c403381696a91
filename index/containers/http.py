"""What a server sent: the head of it, and the body as it was before it was packed for the way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from index.containers.bounds import Bounds
from index.containers.packed import Decompressor, Inflate, Unpacked
from index.containers.zstd import decompressor as zstd
from index.streams import CUT, Limited, Piecewise, peek

LONGEST_LINE: Final = 64 * 1024
"""Bytes of a line in a head."""
MOST_LINES: Final = 1_000
"""Of a head."""
MOST_ENCODINGS: Final = 3
"""Packings of a body within one another."""

STATUS: Final = re.compile(rb"\s*HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
CHUNK: Final = re.compile(rb"\s*([0-9a-fA-F]{1,15})\s*(?:;.*)?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    """By their names in small letters; of one that is repeated, the first."""
    body: BinaryIO
    damage: Callable[[], str | None]
    """What was found to be wrong with the body, as far as it was read."""


def read_head(stream: BinaryIO) -> dict[str, str] | None:
    """Lines of names and values up to an empty one, by the names in small letters; None if without end."""
    headers: dict[str, str] = {}
    last = ""
    for _ in range(MOST_LINES):
        line = stream.readline(LONGEST_LINE)
        if not line.strip():
            return headers
        if line[0] in b" \t" and last:
            headers[last] += " " + line.strip().decode("utf-8", "replace")
            continue
        name, _, value = line.decode("utf-8", "replace").partition(":")
        last = name.strip().lower()
        if last in headers:
            last = ""
        else:
            headers[last] = value.strip()
    return None


def read_response(block: BinaryIO, damage: Callable[[], str | None], bounds: Bounds) -> Response | None:
    """The response in a block of bytes; None if there is none.

    Args:
        block: At its start.
        damage: What was found to be wrong with the block itself.
        bounds: Those of the file it lies in.
    """
    status = STATUS.match(block.readline(LONGEST_LINE))
    headers = read_head(block) if status else None
    if status is None or headers is None:
        return None
    body, told = block, [damage]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        head, body = peek(body, 32)
        if CHUNK.fullmatch(head.partition(b"\n")[0]):  # else somebody put the chunks together and told nobody
            chunks = _Chunks(body)
            body, told = chunks.buffered(), [*told, chunks.damage]
    encodings = headers.get("content-encoding", "").lower().split(",")[-MOST_ENCODINGS:]
    for encoding in reversed(encodings):
        head, body = peek(body, 16)
        make = _decompressor(encoding.strip(), head)
        if make is not None:
            body, damaged = _unpack(body, make, bounds)
            told = [*told, damaged]
    return Response(
        int(status[1]), headers, body, lambda: next(filter(None, (tell() for tell in told)), None)
    )


def _unpack(
    body: BinaryIO, make: Callable[[], Decompressor], bounds: Bounds
) -> tuple[BinaryIO, Callable[[], str | None]]:
    unpacked = Unpacked(body, make)
    return bounds.guard(unpacked, lambda: unpacked.consumed), unpacked.damage


def _decompressor(encoding: str, head: bytes) -> Callable[[], Decompressor] | None:
    """What unpacks a body that begins so. Many are unpacked already, whatever their heads still say."""
    if encoding in ("gzip", "x-gzip"):
        return (lambda: Inflate(31)) if head.startswith(b"\x1f\x8b") else None
    if encoding == "zstd":
        return zstd if head.startswith(b"\x28\xb5\x2f\xfd") else None
    if head.lstrip()[:1] in (b"<", b"{", b"["):
        return None
    if encoding == "br":
        return _Brotli
    if encoding == "deflate":  # by the book within zlib's format, by some servers bare
        bare = len(head) < 2 or head[0] & 15 != 8 or int.from_bytes(head[:2], "big") % 31 != 0
        return lambda: Inflate(-15 if bare else 15)
    return None


class _Chunks(Piecewise):
    """What came in chunks, each after a line with its size."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._chunk: Limited | None = Limited(stream, 0)
        self._damage: str | None = None

    def buffered(self) -> BinaryIO:
        """It, for reading by any size."""
        return io.BufferedReader(self)

    def damage(self) -> str | None:
        """What is wrong with it, as far as it was read."""
        return self._damage

    def _piece(self, size: int) -> bytes:
        while self._chunk is not None:
            data = self._chunk.read(size)
            if data:
                return data
            self._next(self._chunk)
        return b""

    def _next(self, done: Limited) -> None:
        line = self._stream.readline(LONGEST_LINE)
        if not line.strip() and line:
            line = self._stream.readline(LONGEST_LINE)
        header = CHUNK.fullmatch(line)
        self._chunk = None
        if done.damage() is not None or not line:
            self._damage = CUT
        elif header is None:
            self._damage = "damaged: no size of a chunk"
        elif int(header[1], 16) > 0:
            self._chunk = Limited(self._stream, int(header[1], 16))


class _Brotli:
    """A decompressor for one stream."""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]

        self._inner = brotli.Decompressor()
        self._ready = b""
        """What came out beyond what was asked for: the library stops somewhat later."""
        self._more = False
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return not self._ready and bool(self._inner.is_finished())

    @property
    def needs_input(self) -> bool:
        return not self._ready and not self._more

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:
        if not self._ready:
            self._ready = self._inner.process(data, output_buffer_limit=max_length)
            self._more = bool(self._ready)
        unpacked, self._ready = self._ready[:max_length], self._ready[max_length:]
        return unpacked
