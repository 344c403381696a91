"""A copy of an index in another folder, on a local disk, whatever happens to the index meanwhile.

tantivy never changes the files of a segment, which have random names. So a copy takes one more name for each
where the file system gives one, and copies the others; what an earlier copy has is not read again. A copy
lies in a folder named by its fingerprint, is an index like any other, and is never written.
"""

from __future__ import annotations

import os
import shutil
import zlib
from pathlib import Path
from typing import Final

from index import segments, store
from index.errors import IndexDamaged, IndexNotFound, IndexOutdated
from index.frozen import replace
from index.store import Stamp

ATTEMPTS: Final = 20
"""How often a copy is begun anew when the index is written while it is made."""


def mirror(directory: Path, folder: Path) -> Path:
    """Copy the index at `directory`, as it is now, into a folder below `folder`; one that is there is taken.

    Raises:
        IndexNotFound
        IndexOutdated: another version wrote it.
        IndexDamaged: a file is cut or changed, or cannot be read or written.
    """
    missing = ""
    for _ in range(ATTEMPTS):
        stamp = store.read_stamp(directory)
        if not stamp.current:
            raise IndexOutdated(
                f"the index at {directory} was written by dateline {stamp.version} with another schema: "
                "type 'dateline index' to make it again from the scrapes"
            )
        try:
            return _copied(directory, stamp, folder)
        except (
            FileNotFoundError
        ) as error:  # an update merged segments, or a rebuild put others in their place
            missing = str(error.filename)
        except ValueError as error:
            raise IndexDamaged(f"{directory}: {error}") from error
        except OSError as error:
            raise IndexDamaged(
                f"the index at {directory} cannot be copied into {folder}: {error.strerror or error}"
            ) from error
    raise IndexDamaged(f"{missing} is missing: type 'dateline doctor --repair'")


def sweep(folder: Path, keep: set[str]) -> None:
    """Remove what lies below `folder` and is none of the copies to `keep`, by their names."""
    for copy in folder.glob("*/"):
        if copy.name not in keep:
            shutil.rmtree(copy, ignore_errors=True)


def check(folder: Path) -> None:
    """Remove the copies below `folder` that are not whole: what a death or a full disk left."""
    for copy in folder.glob("*/"):
        try:
            whole = not list(segments.damages(copy / store.read_stamp(copy).generation))
        except (IndexNotFound, IndexDamaged):
            whole = False
        if not whole:
            shutil.rmtree(copy, ignore_errors=True)


def _copied(directory: Path, stamp: Stamp, folder: Path) -> Path:
    """One attempt.

    Raises:
        FileNotFoundError: the index was written meanwhile.
        IndexDamaged, OSError, ValueError
    """
    source = directory / stamp.generation
    commit = (source / segments.META).read_bytes()
    name = f"{zlib.crc32(commit):08x}"
    copy = folder / name
    if not store.exists(copy):
        draft = folder / f"{name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        generation = draft / stamp.generation
        generation.mkdir(parents=True)
        (generation / segments.META).write_bytes(commit)
        earlier = [
            meta.parent for meta in folder.glob(f"*/g*/{segments.META}") if store.exists(meta.parents[1])
        ]
        for file in segments.files(generation):
            _take(file, source, earlier, generation)
        store.write_stamp(draft, stamp)
        shutil.rmtree(copy, ignore_errors=True)
        draft.rename(copy)
        store.sync_folder(folder)
    else:
        held = store.read_stamp(copy)
        stamp = replace(stamp, generation=held.generation)
        if held != stamp:  # an update found nothing to change
            store.write_stamp(copy, stamp)
    if store.fingerprint(copy, stamp) != name:
        raise IndexDamaged(f"{copy} has another fingerprint than its name: remove it")
    return copy


def _take(file: str, source: Path, earlier: list[Path], generation: Path) -> None:
    """Have a file of the index in the copy."""
    for held in earlier:  # whole: its checksum was looked at when it was taken
        try:
            os.link(held / file, generation / file)
        except OSError:
            continue
        return
    try:
        os.link(source / file, generation / file)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source / file, generation / file)
    problem = segments.damage(generation / file)
    if problem:
        raise IndexDamaged(f"{source / file} {problem}: type 'dateline doctor --repair'")
