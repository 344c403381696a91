"""The files of tantivy's segments as they lie in a generation, and whether they are whole.

Every file of a segment ends with what tantivy calls a footer: a JSON object with the CRC-32 of all before
it, the object's length, and a number that marks the end. So a file that was cut or changed can be told
without the engine, which reads some of its files only when a query needs them.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

META: Final = "meta.json"
PARTS: Final = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The suffixes of a segment's files."""
MARK: Final = 1337
ENDING: Final = 8
"""Bytes after the object: its length and the mark."""
LONGEST: Final = 10_000
"""Bytes of an object that can be one."""
STEP: Final = 1 << 20
FORMAT: Final = 7
"""The version of the form of these files that is known here; tantivy 0.24 to 0.27 write it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not as it was written."""

    file: str
    """Its name."""
    what: str
    """A clause without a full stop."""


def files(generation: Path) -> list[str]:
    """The names of the files that the last commit of a generation stands on.

    Raises:
        OSError: there is no list of segments.
        ValueError: the list can't be read.
    """
    try:
        segments = json.loads((generation / META).read_bytes())["segments"]
        names = []
        for segment in segments:
            stem = segment["segment_id"].replace("-", "")
            names += [f"{stem}.{part}" for part in PARTS]
            if segment["deletes"]:
                names.append(f"{stem}.{segment['deletes']['opstamp']}.del")
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError(f"{META} can't be read") from error
    return names


def damages(generation: Path) -> Iterator[Damage]:
    """What of the last commit's files is missing, cut or changed."""
    try:
        names = files(generation)
    except OSError as error:
        yield Damage(META, error.strerror or str(error))
        return
    except ValueError as error:
        yield Damage(META, str(error))
        return
    for name in names:
        try:
            what = damage(generation / name)
        except FileNotFoundError:
            what = "is missing"
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}"
        if what:
            yield Damage(name, what)


def written_in(file: Path) -> int | None:
    """The version of the form that a file says it has; None if it says none.

    Raises:
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        try:
            version = json.loads(_footer(stream)[0])["version"]["index_format_version"]
        except (ValueError, KeyError, TypeError):
            return None
    return version if isinstance(version, int) else None


def _footer(stream: BinaryIO) -> tuple[bytes, int]:
    """The object at the end of a file, empty where there is none, and how many bytes come before it."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - ENDING))
    ending = stream.read(ENDING)
    length = int.from_bytes(ending[:4], "little")
    if len(ending) < ENDING or int.from_bytes(ending[4:], "little") != MARK or length > LONGEST:
        return b"", size
    if length + ENDING > size:
        return b"", size
    stream.seek(size - ENDING - length)
    return stream.read(length), size - ENDING - length


def damage(file: Path) -> str:
    """What is wrong with a file; empty if nothing is.

    Raises:
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        footer, left = _footer(stream)
        if not footer:
            return "is cut short"
        try:
            expected = json.loads(footer)["crc"]
        except (ValueError, KeyError, TypeError):
            return "is damaged at its end"
        stream.seek(0)
        found = 0
        while left:
            piece = stream.read(min(STEP, left))
            if not piece:
                return "is cut short"
            found = zlib.crc32(piece, found)
            left -= len(piece)
    return "" if found == expected else "was changed: its checksum is another"
