"""The folders and files an index is made of, and the walk through them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator

from index.frozen import dataclass, replace
from index.model import Rejection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SETTINGS: Final = "dateline.toml"
"""What is said about the scrapes of a folder, and no scrape itself: see `index.settings`."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder or file given to `dateline index`, which remembers it."""

    path: str
    """Absolute; symbolic links in it are left as given."""
    source: str | None = None
    """What was given with it for --source."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a scrape."""

    path: str
    size: int
    modified: int
    """Nanoseconds since 1970."""


class Walk:
    """What was found below some roots."""

    def __init__(self) -> None:
        self.files: dict[str, Found] = {}
        """By path, in the order of the walk."""
        self.rejected: list[Rejection] = []
        """Folders that could not be listed."""
        self.missing: list[str] = []
        """Roots that are not there: an unplugged disk, or a folder that was deleted."""

    def knows_gone(self, path: str) -> bool:
        """Whether a file that was not found is gone, and not merely out of sight."""
        hidden = [rejection.path for rejection in self.rejected] + self.missing
        return path not in self.files and not any(within(path, folder) for folder in hidden)


def within(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies below it."""
    if not path.startswith(folder):
        return False
    return len(path) == len(folder) or path[len(folder)] == os.sep or folder.endswith(os.sep)


def added(roots: Iterable[Root], given: Iterable[Root]) -> tuple[Root, ...]:
    """Roots with the given ones among them; one that is known keeps its source unless given another."""
    by_path = {root.path: root for root in roots}
    for root in given:
        known = by_path.get(root.path)
        by_path[root.path] = replace(root, source=root.source or known.source) if known else root
    return tuple(sorted(by_path.values(), key=lambda root: root.path))


def owner(roots: Iterable[Root], path: str) -> Root | None:
    """The root that speaks for `path`: the nearest above it."""
    nearest: Root | None = None
    for root in roots:
        if (nearest is None or len(root.path) > len(nearest.path)) and within(path, root.path):
            nearest = root
    return nearest


def walk(paths: Iterable[str], without: str = "") -> Walk:
    """Every file at or below `paths`, sorted, but hidden ones, dateline.toml, and what is below `without`.

    Links to folders are not followed, unless they are among `paths`, so a loop of them has no end to
    reach. A folder below another of `paths` is gone through once.
    """
    found = Walk()
    seen: set[str] = set()
    for path in sorted(set(paths)):
        if os.path.isdir(path):
            for file in _files(path, found.rejected, seen, without):
                _look(file, found)
        elif os.path.lexists(path):
            _look(path, found)
        else:
            found.missing.append(path)
    return found


def _files(folder: str, rejected: list[Rejection], seen: set[str], without: str) -> Iterator[str]:
    def unlisted(error: OSError) -> None:
        rejected.append(Rejection(str(error.filename), "", error.strerror or str(error)))

    for parent, folders, files in os.walk(folder, onerror=unlisted):
        if parent in seen or parent == without:
            folders.clear()
            continue
        seen.add(parent)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        above = os.path.join(parent, "")
        for name in sorted(files):
            if not name.startswith(".") and name != SETTINGS:
                yield above + name


def _look(path: str, found: Walk) -> None:
    try:
        status = os.stat(path)
    except OSError as error:
        found.rejected.append(Rejection(path, "", error.strerror or str(error)))
        return
    if not stat.S_ISREG(status.st_mode):
        found.rejected.append(Rejection(path, "", "neither a file nor a folder"))
        return
    found.files[path] = Found(path, status.st_size, status.st_mtime_ns)
