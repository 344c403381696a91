"""The segments of several folders as one index, without writing any of them again.

tantivy never changes the files of a segment, which have random names, and takes the statistics of a search
over all segments of an index. So the segments of several indexes, linked into one folder under one list, are
one index: its counts and scores are those of an index that one writer wrote. This rests on the form of
tantivy's files, so only the form that is known here is put together.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from index import segments
from index.errors import IndexDamaged
from index.store import sync_folder

MANAGED: Final = ".managed.json"
"""The files that tantivy may remove once no list of segments names them."""
OF_META: Final = frozenset({"index_settings", "segments", "schema", "opstamp", "payload"})
OF_SEGMENT: Final = frozenset({"segment_id", "max_doc", "deletes"})


class UnknownForm(Exception):
    """These are not files as this version of dateline knows them."""


def assemble(shards: Sequence[Path], generation: Path) -> None:
    """Add the segments of the indexes in the folders `shards` to the one in `generation`, in one step.

    No one may be writing any of them. Segments that it has already are not added again, so what was
    interrupted can be done once more. The checksum of every file is looked at where it comes to lie.

    Raises:
        UnknownForm: the files are not of the form that is known; the index is as it was.
        IndexDamaged: a file is missing, cut or changed; the index is as it was.
        OSError: a file can't be read or written; the index is as it was.
    """
    ours = _meta(generation)
    present = {segment["segment_id"] for segment in ours["segments"]}
    added: list[tuple[Path, str]] = []
    for shard in shards:
        meta = _meta(shard)
        if (meta["schema"], meta["index_settings"]) != (ours["schema"], ours["index_settings"]):
            raise UnknownForm(f"{shard} has another schema")
        new = [segment for segment in meta["segments"] if segment["segment_id"] not in present]
        stems = {segment["segment_id"].replace("-", "") for segment in new}
        added += [(shard, name) for name in segments.files(shard) if name.partition(".")[0] in stems]
        ours["segments"] += new
        ours["opstamp"] = max(ours["opstamp"], meta["opstamp"])
    managed = generation / MANAGED
    names = json.loads(managed.read_bytes()) if managed.is_file() else [segments.META]
    # Before the files are there: what is left of a death here, the next writer removes.
    _replace(managed, [*names, *(name for _, name in added if name not in set(names))])
    for shard, name in added:
        _link(shard / name, generation / name)
        problem = segments.damage(generation / name)
        if problem:
            raise IndexDamaged(f"{shard / name} {problem}: type 'dateline index' to make it again")
        if segments.written_in(generation / name) != segments.FORMAT:
            raise UnknownForm(f"{shard / name} is of another version of tantivy")
    sync_folder(generation)
    _replace(generation / segments.META, ours)
    sync_folder(generation)


def _meta(folder: Path) -> dict[str, Any]:
    """The list of segments in a folder.

    Raises:
        UnknownForm, OSError
    """
    try:
        meta = json.loads((folder / segments.META).read_bytes())
        known = meta.keys() <= OF_META and all(each.keys() == OF_SEGMENT for each in meta["segments"])
        if not known or not isinstance(meta["opstamp"], int):
            raise UnknownForm(f"{folder / segments.META} is of another version of tantivy")
        return dict(meta)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownForm(f"{folder / segments.META} can't be read") from error


def _link(source: Path, target: Path) -> None:
    """One more name for a file, or a copy of it where its disk or file system gives none."""
    target.unlink(missing_ok=True)  # left of a death
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        with target.open("rb") as stream:
            os.fsync(stream.fileno())


def _replace(file: Path, value: object) -> None:
    new = file.with_name(f"{file.name}.new")
    with new.open("w", encoding="utf-8") as stream:
        json.dump(value, stream)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
