"""What is wrong with an index, and what mends it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

import tantivy

from index import analysis, segments, store
from index.build import BuildReport, update
from index.documents import stored_record
from index.errors import IndexDamaged, engine_errors
from index.lock import HOLDER, LOCK, writing
from index.manifest import FILE, Manifest
from index.model import Kind
from index.store import Stamp

OURS: Final = frozenset({store.STAMP, f"{store.STAMP}.new", LOCK, HOLDER, ".gitignore"})
"""What lies in the folder of an index beside generations."""
SHOWN: Final = 5
"""Records that are named where many disagree."""


class Cure(IntEnum):
    """What mends a finding. Each does what those before it do."""

    NONE = 0
    """Nothing that dateline could do; or nothing has to be done."""
    UPDATE = 1
    REBUILD = 2
    RESTORE = 3
    """Take the stamp from its copy, and then rebuild."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    problem: str
    """A sentence without a full stop."""
    mend: str
    """What the user can do."""
    cure: Cure
    """What `repair` does."""


def examine(directory: Path) -> list[Finding]:
    """What is wrong with the index at `directory`; every file and every record of it is looked at.

    Raises:
        IndexNotFound: there is none.
    """
    try:
        stamp = store.read_stamp(directory)
    except IndexDamaged as error:
        copy = store.read_copy(directory)
        mend = "type 'dateline doctor --repair'" if copy else "index the scrapes anew"
        return [Finding(str(error).split(":", 1)[0], mend, Cure.RESTORE if copy else Cure.NONE)]
    return [*_outside(directory, stamp), *_roots(stamp), *_inside(directory, stamp)]


def repair(directory: Path) -> BuildReport | None:
    """Mend what `examine` finds, as far as it can be from the scrapes; None where nothing had to be done.

    Raises:
        DatelineError: it could not be.
    """
    cure = max((finding.cure for finding in examine(directory)), default=Cure.NONE)
    if cure is Cure.NONE:
        return None
    if cure is Cure.RESTORE:
        copy = store.read_copy(directory)
        if copy is not None:
            with writing(directory):
                store.write_stamp(directory, copy)
    return update(directory, rebuild=cure >= Cure.REBUILD)


def _outside(directory: Path, stamp: Stamp) -> Iterator[Finding]:
    """What lies in the folder and should not."""
    for entry in sorted(directory.iterdir()):
        name = entry.name
        if name in OURS or name == stamp.generation:
            continue
        if name == store.SHARDS and entry.is_dir():
            yield Finding(
                f"{name} is left of an update that did not end",
                "the next 'dateline index' goes on from there",
                Cure.UPDATE,
            )
        elif store.is_generation(name) and entry.is_dir():
            yield Finding(
                f"{name} is left of an update that did not end",
                "the next 'dateline index' removes it",
                Cure.UPDATE,
            )
        else:
            yield Finding(f"{entry} is no part of an index", "move it away if you put it there", Cure.NONE)


def _roots(stamp: Stamp) -> Iterator[Finding]:
    """Remembered paths that can't be looked into."""
    for root in stamp.roots:
        if not os.path.exists(root.path):
            yield Finding(
                f"{root.path} is not there; what was indexed from it is kept",
                f"bring it back, or type 'dateline index --forget {root.path}'",
                Cure.NONE,
            )
        elif not os.access(root.path, os.R_OK):
            yield Finding(f"{root.path} cannot be read", "change its permissions", Cure.NONE)


def _inside(directory: Path, stamp: Stamp) -> Iterator[Finding]:
    """What is wrong in the generation in use."""
    rebuild = "type 'dateline doctor --repair', which makes the index again from the scrapes"
    if not stamp.current:
        yield Finding(
            f"it was written by dateline {stamp.version} with another schema",
            "type 'dateline index', which makes it again from the scrapes",
            Cure.REBUILD,
        )
        return
    generation = directory / stamp.generation
    broken = list(segments.damages(generation))
    for damage in broken:
        yield Finding(f"{generation / damage.file} {damage.what}", rebuild, Cure.REBUILD)
    if not (generation / FILE).is_file():
        yield Finding(f"{generation / FILE} is missing", rebuild, Cure.REBUILD)
        return
    try:
        manifest = Manifest(generation)
    except IndexDamaged as error:
        yield Finding(str(error).split(":", 1)[0], rebuild, Cure.REBUILD)
        return
    try:
        problem = manifest.damage()
        if problem:
            yield Finding(f"{generation / FILE} is damaged: {problem}", rebuild, Cure.REBUILD)
        elif manifest.unsettled():
            yield Finding(
                "an update did not end, or a shared scrape is out of sight",
                "the next 'dateline index' goes on from there",
                Cure.UPDATE,
            )
        elif not broken:
            yield from _records(directory, generation, manifest.comment_counts(), rebuild)
    finally:
        manifest.close()


def _records(directory: Path, generation: Path, threads: dict[str, int], mend: str) -> Iterator[Finding]:
    """Where the index and the manifest disagree, and records that can't be read."""
    articles: Counter[str] = Counter()
    comments: Counter[str] = Counter()
    unreadable = 0
    try:
        with engine_errors(directory):
            index = tantivy.Index.open(str(generation))
            analysis.register(index)
            searcher = index.searcher()
            everything = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
            for _, address in everything:
                try:
                    record = stored_record(searcher.doc(address))
                except (ValueError, KeyError, TypeError):
                    unreadable += 1
                    continue
                (articles if record.kind is Kind.ARTICLE else comments)[record.thread] += 1
    except IndexDamaged as error:
        yield Finding(str(error).split(":", 1)[0], mend, Cure.REBUILD)
        return
    if unreadable:
        yield Finding(f"{unreadable:,} records cannot be read", mend, Cure.REBUILD)
    wrong = [
        thread
        for thread in sorted(articles.keys() | comments.keys() | threads.keys())
        if (articles[thread], comments[thread]) != (1, threads.get(thread, -1))
    ]
    if wrong:
        some = ", ".join(wrong[:SHOWN])
        yield Finding(
            f"the manifest disagrees with the index on {len(wrong):,} threads: {some}", mend, Cure.REBUILD
        )
