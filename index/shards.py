"""Segments that are written by many processes, each a part of what the shares gave."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import tantivy

from index import analysis
from index.documents import clustered
from index.errors import engine_errors
from index.harvest import Harvest, Values
from index.schema import build_schema
from index.segments import META
from index.settling import Settled
from index.shares import UNFINISHED, fingerprint, put_in_place

HEAP: Final = 128_000_000
"""Bytes that tantivy gathers before it writes a segment."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share as a shard writes it."""

    folder: str
    entries: int
    replaced: tuple[tuple[int, int | None], ...]
    """As `index.settling.Settled` has it."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What one process writes into segments."""

    folder: str
    """Of all shards."""
    name: str
    parts: tuple[Part, ...]
    merged: str
    clusters: tuple[tuple[str, str], ...]
    """Of the records of its threads."""

    @property
    def path(self) -> Path:
        """Where its segments are."""
        return Path(self.folder) / self.name


def shards(folder: Path, shares: Sequence[Path], settled: Settled, number: int) -> Iterator[Shard]:
    """As many shards as `number`, or fewer: neighbouring shares in each, so that all stays in its order."""
    groups: list[list[tuple[int, Path]]] = [[] for _ in range(number)]
    sizes = [Harvest.about(share).bytes for share in shares]
    before, total = 0, max(1, sum(sizes))
    for at, (share, size) in enumerate(zip(shares, sizes, strict=True)):
        middle = before + size // 2
        groups[min(number - 1, middle * number // total)].append((at, share))
        before += size
    of_threads: dict[str, list[tuple[str, str]]] = {}
    for record, cluster in sorted(settled.clusters.items()):
        of_threads.setdefault(record.partition(".")[0], []).append((record, cluster))
    for group in groups:
        parts: list[Part] = []
        clusters: dict[str, str] = {}
        for at, share in group:
            entries = Harvest.about(share).entries
            parts.append(Part(str(share), len(entries), tuple(sorted(settled.replaced[at].items()))))
            for entry in entries:
                clusters.update(of_threads.get(entry.thread, ()))
        if parts:
            pairs = tuple(clusters.items())
            name = f"shard-{fingerprint((parts, pairs))}"
            yield Shard(str(folder), name, tuple(parts), str(settled.merged), pairs)


def write_shard(shard: Shard) -> str:
    """Write the segments of a shard into its folder, if they are not there; its name.

    Raises:
        IndexDamaged: it can't be written.
    """
    if (shard.path / META).is_file():
        return shard.name
    made = Path(shard.folder) / f"{shard.name}.{uuid4().hex}{UNFINISHED}"
    made.mkdir()
    clusters = dict(shard.clusters)
    try:
        with engine_errors(shard.folder):
            index = tantivy.Index(build_schema(), str(made))
            analysis.register(index)
            # One thread keeps the order of documents, and with it that of equal scores, the same.
            writer = index.writer(HEAP, 1)
            for values in _values(shard):
                cluster = clusters.get(values["id"])
                document = values if cluster is None else clustered(values, cluster)
                writer.add_document(tantivy.Document.from_dict(document, index.schema))
            writer.commit()
            writer.wait_merging_threads()
            del writer, index
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    put_in_place(made, shard.path)
    return shard.name


def _values(shard: Shard) -> Iterator[Values]:
    with Harvest(Path(shard.merged)) as merged:
        for part in shard.parts:
            replaced = dict(part.replaced)
            with Harvest(Path(part.folder)) as harvest:
                for number, records in enumerate(harvest.all(part.entries)):
                    if number not in replaced:
                        yield from records
                    elif (offset := replaced[number]) is not None:
                        yield from merged.at(offset)
