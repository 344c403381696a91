"""A generation that many processes make together.

    scrapes -shares-> harvests -settling-> which threads to merge, which cluster each record is in
            -shards-> segments -assembly-> the generation, and its manifest

Each share is read by one process into a harvest, which waits on disk: the documents of its threads, as
values. What has to be known of all shares at once is settled by the process that started the others. Then
each shard is written by one process. So the generation holds what one writer would have made of the scrapes.
Of a build that dies, finished harvests and shards are taken up by the next, if the scrapes are the same.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import tantivy

from index import segments, store
from index.assembly import UnknownForm, assemble
from index.engine import Engine
from index.errors import IndexDamaged
from index.harvest import ABOUT, Harvest
from index.manifest import Known
from index.plan import Plan, Task
from index.settling import MERGED, settle
from index.shards import Shard, shards, write_shard
from index.shares import LEAST, UNFINISHED, Piece, Share, read_share, shares
from index.work import Gathered, Progress
from index.writer import Writer

WORTHWHILE: Final = 12 * 1024 * 1024
"""Bytes of scrapes from which on other processes are started: one takes a third of a second."""
LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a share."""
FINENESS: Final = 8
"""Shares for each process, so that none waits long for the last."""


def gather(
    generation: Path,
    plan: Plan,
    writer: Writer,
    contents: Mapping[str, Known],
    engine: Engine,
    progress: Progress | None,
    least: int = WORTHWHILE,
) -> Gathered:
    """Make the empty `generation` of what of a plan can be done in shares; of nothing where that is little.

    `contents` is what is known of the contents of files. Scrapes that were changed or moved since are left,
    for what they were before has to be looked at; and so is one that is a large part of all. Of less than
    `least` bytes nothing is done.

    Raises:
        IndexDamaged: a file can't be written.
    """
    nothing = Gathered(plan.tasks)
    pieces, rest = _pieces(plan, contents, engine.jobs)
    total = sum(piece.weight for piece in pieces)
    if not pieces or total < least or not _known_form():
        return nothing
    build = _Build(generation.parent / store.SHARDS, engine, progress, len(plan.tasks))
    size = max(LEAST, min(LARGEST, total // (FINENESS * engine.jobs)))
    try:
        harvests = build.read(list(shares(build.folder, pieces, size)))
        settled = settle(harvests, build.folder, writer.pasts, writer.manifest.with_pasts())
        written = build.write(list(shards(build.folder, harvests, settled, engine.jobs)))
    except KeyboardInterrupt:
        return Gathered((), interrupted=True)
    found = [*harvests, settled.merged]
    writer.manifest.intend((reading for each in harvests for reading in Harvest.report(each).readings), ())
    try:
        assemble(written, generation)
    except UnknownForm as error:
        logging.getLogger(__name__).warning("%s: one process writes", error)
        return nothing
    except IndexDamaged:
        for each in written:  # else the next build would take them up
            shutil.rmtree(each, ignore_errors=True)
        raise
    gathered = Gathered(rest)
    left: set[str] = set()
    for number, each in enumerate(found):
        about, report = Harvest.about(each), Harvest.report(each)
        dropped = settled.replaced[number] if number < len(harvests) else {}
        entries = [entry for at, entry in enumerate(about.entries) if at not in dropped]
        threads = {entry.thread: entry.comments for entry in entries}
        writer.manifest.settle(report.readings, (), (), threads, ())
        writer.articles += len(threads)
        writer.comments += sum(threads.values())
        gathered.indexed += sum(bool(reading.threads) for reading in report.readings)
        gathered.passed += report.passed
        left.update(report.left)
    gathered.rest += tuple(task for task in plan.tasks if task.found.path in left)
    return gathered


def _known_form() -> bool:
    """Whether tantivy writes the form of files that can be put together."""
    return str(tantivy.__version__).endswith(f"index_format v{segments.FORMAT}")  # type: ignore[attr-defined]


def _pieces(plan: Plan, contents: Mapping[str, Known], jobs: int) -> tuple[list[Piece], tuple[Task, ...]]:
    """What can be read in shares, and what can't."""
    there = {task.found.path for task in plan.tasks}
    may_have_moved = any(known.content for path, known in contents.items() if path not in there)
    most = max(LARGEST, sum(task.found.size for task in plan.tasks) // (2 * jobs))
    pieces: list[Piece] = []
    rest: list[Task] = []
    for task in plan.tasks:
        found = task.found
        known = contents.get(found.path)
        content = known.content if known is not None else None
        as_it_was = known is not None and (known.size, known.modified) == (found.size, found.modified)
        new = content is None and not may_have_moved
        if found.size <= most and (new or (as_it_was and content is not None)):
            pieces.append(Piece(found, task.scrape, content))
        else:
            rest.append(task)
    return pieces, tuple(rest)


class _Build:
    """The jobs that are given out."""

    def __init__(self, folder: Path, engine: Engine, progress: Progress | None, total: int) -> None:
        self.folder = folder
        self._engine = engine
        self._progress = progress
        self._total = total
        self._done = 0

    def read(self, wanted: Sequence[Share]) -> list[Path]:
        """The folders of harvests, in the order of the shares."""
        self.folder.mkdir(exist_ok=True)
        keep = {share.name for share in wanted}
        for entry in list(self.folder.iterdir()):
            stale = entry.name.startswith(("share-", MERGED)) and entry.name not in keep
            if stale or entry.name.endswith(UNFINISHED):
                shutil.rmtree(entry, ignore_errors=True)
        missing = []
        for share in wanted:
            if (share.path / ABOUT).is_file():
                self._count(share)
            else:
                missing.append(share)
        came: set[int] = set()
        for number, _ in self._engine.map(read_share, missing):
            if number not in came:
                came.add(number)
                self._count(missing[number])
        for number, share in enumerate(missing):
            if number not in came:  # a process died of it, more than once
                read_share(replace(share, alone=True))
                self._count(share)
        return [share.path for share in wanted]

    def write(self, wanted: Sequence[Shard]) -> list[Path]:
        """The folders of shards, in their order."""
        keep = {shard.name for shard in wanted}
        for entry in list(self.folder.iterdir()):
            if entry.name.startswith("shard-") and entry.name not in keep:
                shutil.rmtree(entry, ignore_errors=True)
        came = {number for number, _ in self._engine.map(write_shard, wanted)}
        for number, shard in enumerate(wanted):
            if number not in came:
                write_shard(shard)
        return [shard.path for shard in wanted]

    def _count(self, share: Share) -> None:
        self._done += len(share.pieces)
        if self._progress is not None:
            self._progress(self._done, self._total)
