"""What an update has to do: the files below the roots against the manifest."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.manifest import Known
from index.model import Rejection
from index.roots import Found, Root, owner, walk, within
from index.settings import Scrape, Settings


@dataclass(frozen=True, slots=True)
class Task:
    """A file to look into."""

    found: Found
    scrape: Scrape
    before: Known | None
    """What the index has of it."""

    def unchanged_with(self, digest: bytes) -> bool:
        """Whether the index has its records already if this is its digest."""
        return (
            self.before is not None
            and bool(self.before.whole)
            and self.before.fingerprint == self.scrape.fingerprint
            and self.before.digest == digest
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What an update has to do."""

    tasks: tuple[Task, ...]
    gone: tuple[str, ...]
    """Scrapes to forget: their files are not there any more, or no longer asked for."""
    kept: tuple[str, ...]
    """Scrapes whose files are not there any more, and that are kept nevertheless."""
    postponed: int
    """Files that were written a moment ago, and may not be whole."""
    scrapes: int
    """Files found."""
    rejected: tuple[Rejection, ...]
    """Folders and files that could not be looked at."""
    missing: tuple[str, ...]
    """Roots that are not there."""

    @property
    def unchanged(self) -> int:
        """Files that need not be opened."""
        return self.scrapes - len(self.tasks) - self.postponed


class Surroundings:
    """The roots, and what is said about scrapes from outside by where they lie."""

    def __init__(self, roots: Sequence[Root]) -> None:
        self.roots = roots
        self._settings = {
            root: Settings(
                Path(min((other.path for other in roots if within(root.path, other.path)), key=len)),
                root.source,
            )
            for root in roots
        }

    def scrape(self, path: str) -> Scrape | None:
        """The file at `path` with what is said about it; None when it lies under no root.

        Raises:
            ConfigError: a dateline.toml that applies to it can't be used.
        """
        root = owner(self.roots, path)
        return self._settings[root].at(path) if root else None

    def reach(self, paths: Iterable[str]) -> set[str]:
        """`paths`, and the roots below them: a walk from above does not come to all of these."""
        return {*paths, *(root.path for root in self.roots if any(within(root.path, path) for path in paths))}

    def out_of_sight(self, path: str) -> bool:
        """Whether a file may be missing only because its root is: an unplugged disk."""
        root = owner(self.roots, path)
        return root is not None and not os.path.exists(root.path)


def make_plan(
    paths: Sequence[str],
    surroundings: Surroundings,
    known: Mapping[str, Known],
    index: Path,
    *,
    keep_missing: bool = False,
    resting: float = 0,
) -> Plan:
    """Compare the files at or below `paths` with those `known`.

    Scrapes of a batch that was announced and not settled are taken up wherever they lie. The folder
    `index` holds none. With `keep_missing`, a scrape whose file is not there any more is not forgotten. A
    file that was written in the last `resting` seconds is left for later.

    Raises:
        ConfigError: a dateline.toml can't be used.
    """
    unsettled = {path for path, scrape in known.items() if not scrape.whole}
    reach = surroundings.reach(paths)
    found = walk(reach | {path for path in unsettled if os.path.exists(path)}, without=str(index))
    tasks: list[Task] = []
    gone: list[str] = []
    kept: list[str] = []
    postponed = 0
    settled: set[str] = set()
    """Files that are there and asked for."""
    now = time.time()
    for file in found.files.values():
        scrape = surroundings.scrape(file.path)
        if scrape is None:
            continue
        settled.add(file.path)
        before = known.get(file.path)
        as_it_was = (
            before is not None
            and before.whole
            and before.fingerprint == scrape.fingerprint
            and (before.size, before.modified) == (file.size, file.modified)
        )
        if not as_it_was and 0 <= now - file.modified / 1e9 < resting:
            postponed += 1
        elif not as_it_was:
            tasks.append(Task(file, scrape, before))
    for path in known:
        if path in settled:
            continue
        looked_for = path in unsettled or any(within(path, folder) for folder in reach)
        if owner(surroundings.roots, path) is None:
            gone.append(path)
        elif looked_for and found.knows_gone(path) and not surroundings.out_of_sight(path):
            (kept if keep_missing and path not in unsettled else gone).append(path)
    return Plan(
        tasks=tuple(tasks),
        gone=tuple(gone),
        kept=tuple(kept),
        postponed=postponed,
        scrapes=len(found.files),
        rejected=tuple(found.rejected),
        missing=tuple(found.missing),
    )
