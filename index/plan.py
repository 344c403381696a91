"""What an update has to do: the files below the roots against the manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """What is said about scrapes from outside, by the roots they lie under."""

    def __init__(self, roots: Sequence[Root]) -> None:
        self._roots = roots
        self._settings = {root: Settings(Path(root.path), root.source) for root in roots}

    def scrape(self, path: str) -> Scrape | None:
        """The file at `path` with what is said about it; None when it lies under no root.

        Raises:
            ConfigError: a dateline.toml that applies to it can't be used.
        """
        root = owner(self._roots, path)
        return self._settings[root].scrape(Path(path)) if root else None


def make_plan(paths: Sequence[str], surroundings: Surroundings, known: Mapping[str, Known]) -> Plan:
    """Compare the files at or below `paths` with those `known`.

    Scrapes of a batch that was announced and not settled are taken up wherever they lie.

    Raises:
        ConfigError: a dateline.toml can't be used.
    """
    unsettled = [path for path, scrape in known.items() if not scrape.whole]
    found = walk(_outermost([*paths, *(path for path in unsettled if Path(path).exists())]))
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
    for path, before in known.items():
        looked_at = not before.whole or any(within(path, folder) for folder in paths)
        if surroundings.scrape(path) is None or (looked_at and found.knows_gone(path)):
            gone.append(path)
    return Plan(tuple(tasks), tuple(gone), len(found.files), tuple(found.rejected), tuple(found.missing))


def _outermost(paths: Sequence[str]) -> list[str]:
    """Paths without those that lie below another, in order."""
    chosen: list[str] = []
    for path in sorted(set(paths)):
        if not any(within(path, folder) for folder in chosen):
            chosen.append(path)
    return chosen
