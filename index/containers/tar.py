"""Tar archives, read from front to back: nothing is sought for, so they can lie in anything packed.

Headers are taken apart by `tarfile`, which knows their dialects. Going from one to the next is done here:
`tarfile` reads a long name of any length into memory, and fills a sparse file with all its zeros.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from index.containers.bounds import Bounds
from index.containers.container import Container, Member
from index.containers.labels import hidden, label
from index.model import Rejection
from index.settings import Scrape
from index.streams import CUT, Limited, read_fully

BLOCK: Final = 512
LONGEST_EXTRA: Final = 1024 * 1024
"""Bytes of what stands before a file to give its long name and the like."""
MAGIC: Final = b"ustar"
MAGIC_AT: Final = 257
FILES: Final = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
EXTRAS: Final = (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
"""What stands before a file to tell more of it than a header can hold."""
EXTENDED: Final = 482
"""The byte of a sparse file's header that tells whether more of the list of holes follows,"""
EXTENDED_FURTHER: Final = 504
"""and that in each block of it."""
PAX_RECORD: Final = re.compile(rb"(\d{1,9}) ([^=\n]{1,200})=")


def _sniff(name: str, head: bytes) -> bool:
    if head[MAGIC_AT:].startswith(MAGIC):
        return True
    if not name.lower().endswith(".tar") or len(head) < BLOCK:
        return False
    return not any(head[:BLOCK]) or _header(head[:BLOCK]) is not None


@dataclass(slots=True)
class _Told:
    """What is said of the next file before its header."""

    name: str | None = None
    size: int | None = None
    sparse: bool = False


def _members(scrape: Scrape, stream: BinaryIO, _bounds: Bounds) -> Iterator[Member | Rejection]:
    told = _Told()
    place = 0
    ended = lost = False
    while block := read_fully(stream, BLOCK):
        place += len(block)
        if not any(block):
            ended, told = True, _Told()
            continue
        header = _header(block) if not lost or MAGIC in block else None
        if header is None:
            if not lost and not ended:
                reason = CUT if len(block) < BLOCK else "damaged: no header of a file"
                yield Rejection(scrape.path, scrape.at(f"byte {place - len(block)}"), reason)
            lost = True
            continue
        ended = lost = False
        if header.type == tarfile.GNUTYPE_SPARSE and block[EXTENDED]:
            place += _skip_holes(stream)
        length = told.size if told.size is not None and header.type in FILES else header.size
        data = Limited(stream, length)
        if header.type in EXTRAS:
            if length <= LONGEST_EXTRA:
                _tell(told, header.type, read_fully(data, length))
        elif header.type not in (tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE):
            name = told.name or header.name
            if header.type in FILES and not (told.sparse or name.endswith("/") or hidden(name)):
                yield Member(scrape.within(label(name)), io.BufferedReader(data), data.damage)
                if data.damage() is not None:
                    return
            told = _Told()
        data.skip()
        filling = -length % BLOCK
        if data.damage() is not None or len(read_fully(stream, filling)) < filling:
            yield Rejection(scrape.path, scrape.place, CUT)
            return
        place += length + filling


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except (tarfile.HeaderError, ValueError):
        return None
    return header if header.size >= 0 else None


def _skip_holes(stream: BinaryIO) -> int:
    """Pass over the list of a sparse file's holes; how many bytes it has."""
    size = 0
    while block := read_fully(stream, BLOCK):
        size += len(block)
        if len(block) < BLOCK or not block[EXTENDED_FURTHER]:
            break
    return size


def _tell(told: _Told, kind: bytes, extra: bytes) -> None:
    """Take in what is said before a header: a long name, or records of the extended form."""
    if kind == tarfile.GNUTYPE_LONGNAME:
        told.name = _text(extra.rstrip(b"\0"))
        return
    place = 0
    while (record := PAX_RECORD.match(extra, place)) is not None:
        end = place + int(record[1])
        if end <= record.end():
            break
        value = extra[record.end() : end].removesuffix(b"\n")
        if record[2] == b"path":
            told.name = _text(value)
        elif record[2] == b"size" and value.isdigit() and len(value) < 19:
            told.size = int(value)
        elif record[2].startswith(b"GNU.sparse."):
            told.sparse = True
        place = end


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


TAR = Container(name="tar", about="files gathered by tar", sniff=_sniff, members=_members)
