"""What stands in several shares: threads that more than one scrape gives, and records that have copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final
from uuid import uuid4

from index.clusters import Clusters, Copy, Place
from index.copies import REMEMBERED
from index.harvest import Harvest, Harvester, article_of, text_of
from index.merge import merge
from index.model import Kind
from index.sketch import COMMENTS
from index.writer import NEVER, PastsOf

AT_ONCE: Final = 200_000
"""Records whose keys are looked at together: those of more wait in memory part by part."""
MERGED: Final = "merged"
"""The folder of the threads that were put together of several entries."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be written of shares, and how."""

    merged: Path
    """A harvest of the threads that stand in several entries."""
    replaced: tuple[dict[int, int | None], ...]
    """For each share, by the number of an entry the offset of what is written instead; None for nothing."""
    clusters: dict[str, str]
    """By the ids of records, the clusters that they are in."""


def settle(folders: Sequence[Path], parent: Path, pasts: PastsOf, past: Iterable[str]) -> Settled:
    """Merge threads and find copies over all of the harvests in `folders`.

    What is merged lies in a folder of its own in `parent`. `pasts` tells what is known of a thread from
    earlier contents, which is so of the threads `past`.
    """
    replaced: tuple[dict[int, int | None], ...] = tuple({} for _ in folders)
    merged = parent / f"{MERGED}-{uuid4().hex}"
    merged.mkdir()
    with ExitStack() as stack:
        harvests = [stack.enter_context(Harvest(folder)) for folder in folders]
        harvester = Harvester(merged)
        for thread, places in _shared(folders, set(past)).items():
            versions = [article_of(harvests[share].at(offset)) for share, _, offset in places]
            versions.sort(key=lambda article: (article.last_seen or NEVER, article.scrape.path))
            for share, entry, _ in places:
                replaced[share][entry] = None
            share, entry, _ = places[0]
            harvester.add(merge(versions, pasts(thread)))
            replaced[share][entry] = harvester.entries[-1].offset
        harvester.finish()
        harvests.append(stack.enter_context(Harvest(merged)))
        clusters = _clusters([*folders, merged], harvests, [*replaced, {}])
    return Settled(merged, replaced, clusters)


def _shared(folders: Sequence[Path], past: set[str]) -> dict[str, list[tuple[int, int, int]]]:
    """The threads of several entries, each with where these are: a share, a number in it, an offset."""
    # Of a million threads their hashes are small enough to be sorted in memory.
    hashes = sorted(hash(entry.thread) for folder in folders for entry in Harvest.about(folder).entries)
    twice = {one for one, other in pairwise(hashes) if one == other}
    del hashes
    found: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    if twice or past:
        for share, folder in enumerate(folders):
            for number, entry in enumerate(Harvest.about(folder).entries):
                if hash(entry.thread) in twice or entry.thread in past:
                    found[entry.thread].append((share, number, entry.offset))
    return {thread: places for thread, places in found.items() if len(places) > 1 or thread in past}


def _clusters(
    folders: Sequence[Path], harvests: Sequence[Harvest], replaced: Sequence[dict[int, int | None]]
) -> dict[str, str]:
    offsets: dict[tuple[int, int], int] = {}

    def text(place: Place) -> str:
        share, entry, number = place
        return text_of(records(share, offsets[share, entry])[number])

    records = lru_cache(REMEMBERED)(lambda share, offset: harvests[share].at(offset))
    clusters = Clusters(text)
    parts = 1 + sum(len(Harvest.about(folder).keyed) for folder in folders) // AT_ONCE
    for part in range(parts):
        keys = sorted(_keys(folders, replaced, part, parts))
        twice = {one for one, other in pairwise(keys) if one == other}
        del keys
        under: defaultdict[int, list[Copy]] = defaultdict(list)
        for share, folder in enumerate(folders if twice else ()):
            about = Harvest.about(folder)
            for each in about.keyed:
                if each.entry in replaced[share] or twice.isdisjoint(each.keys):
                    continue
                kind = Kind.COMMENT if each.keys[0] & COMMENTS else Kind.ARTICLE
                offsets[share, each.entry] = about.entries[each.entry].offset
                copy = Copy(each.id, kind, each.outline, each.digest, (share, each.entry, each.number))
                for key in twice.intersection(each.keys):
                    under[key].append(copy)
        for key in sorted(under):
            clusters.add(under[key])
    return clusters.named()


def _keys(
    folders: Sequence[Path], replaced: Sequence[dict[int, int | None]], part: int, parts: int
) -> Iterator[int]:
    """The keys of a part, each as often as records have it."""
    for share, folder in enumerate(folders):
        for each in Harvest.about(folder).keyed:
            if each.entry not in replaced[share]:
                yield from (key for key in each.keys if key % parts == part)
