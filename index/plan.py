"""What an update has to do: the files below the roots against the manifest."""

from __future__ import annotations

import os
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
    same_if: bytes | None
    """The digest with which its content is what the index has of it already."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an update has to do."""

    tasks: tuple[Task, ...]
    gone: tuple[str, ...]
    """Scrapes to forget."""
    scrapes: int
    """Files found."""
    rejected: tuple[Rejection, ...]
    """Folders and files that could not be looked at."""
    missing: tuple[str, ...]
    """Roots that are not there."""

    @property
    def unchanged(self) -> int:
        """Files that need not be opened."""
        return self.scrapes - len(self.tasks)


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
        return self._settings[root].scrape(Path(path)) if root else None

    def reach(self, paths: Iterable[str]) -> set[str]:
        """`paths`, and the roots below them: a walk from above does not come to all of these."""
        return {*paths, *(root.path for root in self.roots if any(within(root.path, path) for path in paths))}

    def out_of_sight(self, path: str) -> bool:
        """Whether a file may be missing only because its root is: an unplugged disk."""
        root = owner(self.roots, path)
        return root is not None and not os.path.exists(root.path)


def make_plan(
    paths: Sequence[str], surroundings: Surroundings, known: Mapping[str, Known], index: Path
) -> Plan:
    """Compare the files at or below `paths` with those `known`.

    Scrapes of a batch that was announced and not settled are taken up wherever they lie. The folder
    `index` holds none.

    Raises:
        ConfigError: a dateline.toml can't be used.
    """
    unsettled = {path for path, scrape in known.items() if not scrape.whole}
    reach = surroundings.reach(paths)
    found = walk(reach | {path for path in unsettled if os.path.exists(path)}, without=str(index))
    tasks, gone = [], []
    for file in found.files.values():
        scrape = surroundings.scrape(file.path)
        if scrape is None:
            continue
        before = known.get(file.path)
        if before is None or not before.whole or before.fingerprint != scrape.fingerprint:
            tasks.append(Task(file, scrape, None))
        elif (before.size, before.modified) != (file.size, file.modified):
            tasks.append(Task(file, scrape, before.digest))
    for path in known:
        looked_for = path in unsettled or any(within(path, folder) for folder in reach)
        forgotten = surroundings.scrape(path) is None
        if forgotten or (looked_for and found.knows_gone(path) and not surroundings.out_of_sight(path)):
            gone.append(path)
    return Plan(tuple(tasks), tuple(gone), len(found.files), tuple(found.rejected), tuple(found.missing))
