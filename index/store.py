"""Where an index lies on disk, and the one place that creates and opens one.

    .dateline/
        index.json      the stamp: layout, schema, the generation in use, the roots
        lock            held by whoever writes: see `index.lock`
        shards/         what many processes made of the scrapes, while a generation is made of it
        g1/             a generation: tantivy's files, the manifest of what went into them, and a copy
                        of the stamp

Only the stamp says which generation is the index, and it is replaced in one step. So a rebuild
makes a generation of its own beside the one being searched, and readers have one or the other.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from datetime import UTC, datetime

import tantivy

from index import __version__, analysis
from index.errors import IndexDamaged, IndexNotFound, IndexOutdated, engine_errors
from index.frozen import dataclass
from index.roots import Root
from index.schema import SCHEMA_VERSION, build_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Final, TypeAlias

FOLDER: Final = ".dateline"
STAMP: Final = "index.json"
SHARDS: Final = "shards"
"""The folder of what waits to become part of a generation: see `index.parallel`."""
VARIABLE: Final = "DATELINE_INDEX"

LAYOUT: Final = 1
"""Goes up when the files above change their meaning."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What index.json says."""

    generation: str
    roots: tuple[Root, ...]
    created: datetime
    updated: datetime
    layout: int = LAYOUT
    schema: int = SCHEMA_VERSION
    version: str = __version__
    """The dateline that wrote it."""

    @property
    def current(self) -> bool:
        """Whether this version of dateline can read the generation."""
        return (self.layout, self.schema) == (LAYOUT, SCHEMA_VERSION)


Directory: TypeAlias = "str | os.PathLike[str]"
"""Where an index is. Who reads one is spared `pathlib`, which is slow to load."""


def locate(given: Directory | None = None) -> str:
    """The folder of the index to read: `given`, else $DATELINE_INDEX, else the nearest .dateline upward.

    Raises:
        IndexNotFound: there is none.
    """
    asked = given or os.environ.get(VARIABLE)
    if asked:
        directory = os.path.abspath(asked)
        if exists(directory):
            return directory
        raise IndexNotFound(
            f"no index at {directory}: type 'dateline index FOLDER --index {asked}' to make one"
        )
    nearest = _nearest()
    if nearest is None:
        raise IndexNotFound(
            f"no index in {os.getcwd()} or any folder above it: type 'dateline index FOLDER' to make one"
        )
    return nearest


def locate_to_write(given: Directory | None = None) -> Path:
    """The folder of the index to write: as for `locate`, else .dateline in the working folder."""
    from pathlib import Path

    return Path(given or os.environ.get(VARIABLE) or _nearest() or FOLDER).absolute()


def exists(directory: Directory) -> bool:
    """Whether there is an index in this folder."""
    return os.path.isfile(os.path.join(directory, STAMP))


def read_stamp(directory: Directory) -> Stamp:
    """What the index at `directory` says of itself, whatever version wrote it.

    Raises:
        IndexNotFound: there is no index.
        IndexDamaged: its stamp can't be read.
    """
    return _read_stamp(directory, os.path.join(directory, STAMP))


def read_copy(directory: Path) -> Stamp | None:
    """The stamp as the newest generation has it, for when the stamp itself can't be read."""
    copies = sorted(directory.glob(f"g*/{STAMP}"), key=lambda copy: copy.stat().st_mtime_ns)
    for copy in reversed(copies):
        with suppress(IndexDamaged):
            return _read_stamp(directory, copy)
    return None


def _read_stamp(directory: Directory, file: Directory) -> Stamp:
    try:
        with open(file, "rb") as stream:
            packed = json.load(stream)
        return Stamp(
            generation=packed["generation"],
            roots=tuple(Root(root["path"], root["source"]) for root in packed["roots"]),
            created=datetime.fromisoformat(packed["created"]),
            updated=datetime.fromisoformat(packed["updated"]),
            layout=packed["layout"],
            schema=packed["schema"],
            version=packed["version"],
        )
    except FileNotFoundError as error:
        raise IndexNotFound(f"no index at {directory}: type 'dateline index FOLDER' to make one") from error
    except OSError as error:
        raise IndexDamaged(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{file} is damaged: type 'dateline doctor --repair'") from error


def write_stamp(directory: Path, stamp: Stamp) -> None:
    """Replace the stamp in one step, its copy before it, and have both on the disk before returning."""
    packed: dict[str, Any] = {
        "layout": stamp.layout,
        "schema": stamp.schema,
        "version": stamp.version,
        "generation": stamp.generation,
        "created": stamp.created.isoformat(),
        "updated": stamp.updated.isoformat(),
        "roots": [{"path": root.path, "source": root.source} for root in stamp.roots],
    }
    for folder in (directory / stamp.generation, directory):
        new = folder / f"{STAMP}.new"
        with new.open("w", encoding="ascii") as stream:
            # Not orjson: a path need not be UTF-8, and only this one keeps such a path whole.
            json.dump(packed, stream, indent=2)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(folder / STAMP)
        sync_folder(folder)


def open_index(directory: Directory) -> tuple[tantivy.Index, Stamp]:
    """The index at `directory` for reading, and its stamp.

    Raises:
        IndexNotFound, IndexDamaged
        IndexOutdated: another version wrote it.
    """
    stamp = read_stamp(directory)
    while True:
        if not stamp.current:
            raise IndexOutdated(
                f"the index at {directory} was written by dateline {stamp.version} with another schema: "
                "type 'dateline index' to make it again from the scrapes"
            )
        try:
            with engine_errors(directory):
                index = tantivy.Index.open(os.path.join(directory, stamp.generation))
                analysis.register(index)
        except IndexDamaged:
            before, stamp = stamp, read_stamp(directory)
            if stamp.generation == before.generation:
                raise
            continue  # a rebuild put another generation in its place meanwhile
        return index, stamp


def state(directory: Directory) -> tuple[object, ...]:
    """Something that is another after each commit and each rebuild.

    Raises:
        IndexNotFound, IndexDamaged
    """
    stamp = read_stamp(directory)
    try:
        meta = os.stat(os.path.join(directory, stamp.generation, "meta.json"))
    except OSError:
        return (stamp,)
    return stamp, meta.st_mtime_ns, meta.st_ino, meta.st_size


def fingerprint(directory: Directory, stamp: Stamp) -> str:
    """Eight letters and digits that are others after each commit and each rebuild, wherever the index lies.

    tantivy gives each segment a random name, so a checksum of the list of them is enough.
    """
    try:
        with open(os.path.join(directory, stamp.generation, "meta.json"), "rb") as file:
            commit = file.read()
    except OSError:
        commit = b""
    return f"{zlib.crc32(commit):08x}"


def create_generation(directory: Path, name: str) -> tantivy.Index:
    """An empty index in the folder `name`, whatever lay there before."""
    import shutil

    generation = directory / name
    shutil.rmtree(generation, ignore_errors=True)
    generation.mkdir(parents=True)
    with engine_errors(directory):
        index = tantivy.Index(build_schema(), str(generation))
        analysis.register(index)
    return index


def begin(directory: Path) -> Stamp:
    """An empty first generation; the stamp is still to be written."""
    now = datetime.now(UTC)
    create_generation(directory, "g1")
    return Stamp("g1", (), now, now)


def next_generation(stamp: Stamp) -> str:
    """A name for the generation after `stamp`'s."""
    number = stamp.generation[1:]
    return f"g{int(number) + 1 if number.isdecimal() else 1}"


def is_generation(name: str) -> bool:
    """Whether a folder of this name is a generation."""
    return name.startswith("g") and name[1:].isdecimal()


def sweep(directory: Path, keep: set[str]) -> None:
    """Remove the generations not in `keep`: what a rebuild replaced, or one that died never finished."""
    import shutil

    for folder in directory.glob("g*"):
        if folder.name not in keep and is_generation(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def sweep_shards(directory: Path) -> None:
    """Remove what was made for a generation that is complete, or will never be."""
    import shutil

    shutil.rmtree(directory / SHARDS, ignore_errors=True)


def size(directory: Path) -> int:
    """The bytes that the files of an index take."""
    total = 0
    for parent, _, files in os.walk(directory):
        for name in files:
            with suppress(OSError):  # an update may be removing it
                total += os.path.getsize(os.path.join(parent, name))
    return total


def _nearest() -> str | None:
    folder = os.getcwd()
    while not exists(os.path.join(folder, FOLDER)):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return os.path.join(folder, FOLDER)


def sync_folder(directory: Path) -> None:
    """Have the names of the files in a folder on the disk."""
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
