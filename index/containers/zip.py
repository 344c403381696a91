"""Zip archives: the list at their end is read by `zipfile`, what it lists is unpacked here.

`zipfile` unpacks bzip2 and LZMA without a bound on what comes out at once. Where the list is missing, as in
a download that broke off, the files are found by their own headers.
"""

from __future__ import annotations

import bz2
import lzma
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, cast

from index.containers.bounds import Bounds, TooMuch
from index.containers.container import Container, Member
from index.containers.labels import hidden, label
from index.containers.packed import Decompressor, Inflate, Unpacked
from index.containers.zstd import decompressor as zstd
from index.model import Rejection
from index.settings import Scrape
from index.streams import CUT, PIECE, Limited, Piecewise, Source, joined, read_fully

MAGIC: Final = b"PK\x03\x04"
EMPTY: Final = b"PK\x05\x06"
SPANNED: Final = b"PK\x07\x08" + MAGIC

HEADER: Final = struct.Struct("<4s5H3I2H")
"""What stands before each file."""
ENCRYPTED: Final = 0x1
SIZES_FOLLOW: Final = 0x8
UTF8: Final = 0x800
LINK: Final = 0o12
"""The type of a symbolic link, in the highest bits of what Unix says of a file."""

LONGEST_LIST: Final = 64 * 1024 * 1024
"""Bytes of the list of files: some 600,000 of them, for which `zipfile` takes ten times the memory."""
LARGEST_INNER: Final = 2 * 1024 * 1024 * 1024
"""Bytes of a zip that lies in another container, and has to be put aside to be sought in."""
IN_MEMORY: Final = 16 * 1024 * 1024
"""Bytes of it that are not put on disk."""

STORED: Final = zipfile.ZIP_STORED
METHODS: Final[dict[int, Callable[[], Decompressor]]] = {
    zipfile.ZIP_DEFLATED: lambda: Inflate(-15),
    zipfile.ZIP_BZIP2: bz2.BZ2Decompressor,
    zipfile.ZIP_LZMA: lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE),
    93: zstd,
    95: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ),
}
"""By the number that zip gives each."""

WACZ: Final = "datapackage.json"
"""Beside a folder of WARCs, tells that these alone are scrapes, and not the lists and logs with them."""
WARCS: Final = "archive/"
"""That folder."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file in the list, or with a header of its own."""

    name: str
    flags: int
    method: int
    packed: int
    """Bytes."""
    size: int
    checksum: int | None


def _sniff(_name: str, head: bytes) -> bool:
    return head.startswith((MAGIC, EMPTY, SPANNED))


def _members(scrape: Scrape, stream: BinaryIO, bounds: Bounds) -> Iterator[Member | Rejection]:
    if stream.seekable():
        yield from _archive(scrape, stream, bounds)
        return
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as aside:
        whole = Limited(stream, LARGEST_INNER)
        shutil.copyfileobj(cast("IO[bytes]", whole), aside, PIECE)
        if whole.left == 0 and stream.read(1):
            reason = f"a zip of more than {LARGEST_INNER // 1024**3} GiB in an archive, which is not opened"
            yield Rejection(scrape.path, scrape.place, reason)
            return
        aside.seek(0)
        yield from _archive(scrape, cast(BinaryIO, aside), bounds)


def _archive(scrape: Scrape, file: BinaryIO, bounds: Bounds) -> Iterator[Member | Rejection]:
    file.seek(0, 2)
    end = file.tell()
    try:
        listed = zipfile.ZipFile(cast("IO[bytes]", _Listed(file))).infolist()
    except (TooMuch, MemoryError):
        raise
    except Exception:  # struct.error, ValueError, UnicodeDecodeError and others beside its own
        yield from _unlisted(scrape, file, end, bounds)
        return
    names = [info.filename for info in listed]
    wacz = WACZ in names and any(name.startswith(WARCS) for name in names)
    encrypted = packed = 0
    for info in listed:
        name = _name(info.filename, info.flag_bits)
        link = info.create_system == 3 and info.external_attr >> 28 == LINK
        if name.endswith("/") or link or hidden(name) or (wacz and not name.startswith(WARCS)):
            continue
        packed += info.compress_size
        if packed > end:
            yield Rejection(scrape.path, scrape.at(label(name)), "damaged: files in it overlap")
            break
        entry = _Entry(name, info.flag_bits, info.compress_type, info.compress_size, info.file_size, info.CRC)
        if entry.flags & ENCRYPTED:
            encrypted += 1
            continue
        start = _start(file, info.header_offset)
        if start is None:
            yield Rejection(scrape.path, scrape.within(label(name)).place, "damaged: its header is gone")
        else:
            yield from _member(scrape, entry, _Range(file, start), bounds)
    if encrypted:
        yield Rejection(scrape.path, scrape.place, f"{encrypted:,} of the files in it are encrypted")


def _start(file: BinaryIO, header: int) -> int | None:
    """Where the bytes of a file begin whose header is there."""
    if header < 0:
        return None
    file.seek(header)
    data = file.read(HEADER.size)
    if len(data) < HEADER.size or not data.startswith(MAGIC):
        return None
    name, extra = HEADER.unpack(data)[-2:]
    return header + HEADER.size + int(name) + int(extra)


def _member(scrape: Scrape, entry: _Entry, source: Source, bounds: Bounds) -> Iterator[Member | Rejection]:
    inner = scrape.within(label(entry.name))
    packed = Limited(source, entry.packed)
    if entry.method == STORED:
        plain = _Checked(packed, entry, packed.damage)
        yield Member(inner, bounds.guard(plain, lambda: entry.packed - packed.left), plain.damage)
    elif entry.method in METHODS:
        begin: Source = _lzma(packed, entry.size) if entry.method == zipfile.ZIP_LZMA else packed
        unpacked = Unpacked(begin, METHODS[entry.method])
        checked = _Checked(unpacked, entry, unpacked.damage)
        yield Member(inner, bounds.guard(checked, lambda: unpacked.consumed), checked.damage)
    else:
        reason = f"packed in a way that is not read: method {entry.method} of zip"
        yield Rejection(inner.path, inner.place, reason)


def _lzma(stream: Source, size: int) -> BinaryIO:
    """LZMA as in a zip, with the header that it has on its own."""
    head = read_fully(stream, 9)
    return joined(head[4:] + struct.pack("<Q", size), stream)


def _unlisted(scrape: Scrape, file: BinaryIO, end: int, bounds: Bounds) -> Iterator[Member | Rejection]:
    """The files of an archive that lost its list, as far as their headers tell of them."""
    place = 0
    cut = False
    wacz = scrape.name.lower().endswith(".wacz")
    while (place := _find(file, place)) < end:
        file.seek(place)
        header = file.read(HEADER.size)
        if len(header) < HEADER.size:
            break
        _, _, flags, method, _, _, checksum, packed, size, name_size, extra_size = HEADER.unpack(header)
        raw = file.read(name_size)
        if len(raw) < name_size:
            break
        name = _name(raw.decode("utf-8" if flags & UTF8 else "cp437", "replace"), flags)
        place += HEADER.size + name_size + extra_size
        unsure = bool(flags & SIZES_FOLLOW) or 0xFFFFFFFF in (packed, size)
        if flags & ENCRYPTED or name.endswith("/") or hidden(name) or (unsure and method == STORED):
            continue
        if wacz and not name.startswith(WARCS):
            continue
        entry = _Entry(name, flags, method, end if unsure else packed, size, None if unsure else checksum)
        for member in _member(scrape, entry, _Range(file, place), bounds):
            yield member
            cut = isinstance(member, Member) and member.damage() is not None
        place += 0 if unsure else packed
    if not cut:
        yield Rejection(scrape.path, scrape.place, f"{CUT}: the list of what is in it is missing")


def _name(name: str, flags: int) -> str:
    """A name as it was meant: many write UTF-8 and do not say so."""
    if not flags & UTF8:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name


def _find(file: BinaryIO, place: int) -> int:
    """The place of the next header, or the end."""
    file.seek(place)
    tail = b""
    size = 256
    while piece := file.read(size):
        found = (tail + piece).find(MAGIC)
        if found >= 0:
            return place - len(tail) + found
        place += len(piece)
        tail = (tail + piece)[-3:]
        size = min(2 * size, 16 * PIECE)
    return place


class _Listed:
    """A file whose list of files is not read if that is longer than it may be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.close = lambda: None

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size > LONGEST_LIST:
            raise TooMuch("lists more files than a zip may hold")
        return self._file.read(size if size >= 0 else LONGEST_LIST)


class _Range(Piecewise):
    """A file from a place on, which others may read meanwhile."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._place = start

    def _piece(self, size: int) -> bytes:
        self._file.seek(self._place)
        data = self._file.read(size)
        self._place += len(data)
        return data


class _Checked(Piecewise):
    """A file whose checksum is looked at when it ends."""

    def __init__(self, stream: Source, entry: _Entry, damage: Callable[[], str | None]) -> None:
        self._stream = stream
        self._checksum = entry.checksum
        self._sum = 0
        self._within = damage
        self._wrong = False

    def _piece(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._sum = zlib.crc32(data, self._sum)
        self._wrong = not data and self._checksum is not None and self._sum != self._checksum
        return data

    def damage(self) -> str | None:
        """What is wrong with it, as far as it was read."""
        return self._within() or ("damaged: its checksum is another" if self._wrong else None)


ZIP = Container(name="zip", about="files gathered and packed by zip", sniff=_sniff, members=_members)
