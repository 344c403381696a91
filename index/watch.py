"""Keep an index current while scrapes arrive."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from index import store
from index.build import BuildReport, update
from index.errors import ConfigError, NothingToIndex
from index.roots import within

RESTING: Final = 2.0
"""Seconds that a file must have been left alone before it is read: a scraper may be writing it."""
GATHER: Final = 1_000
"""Milliseconds in which changes are gathered into one update."""
LOOK: Final = 3_000
"""Milliseconds after which it is looked again for files that were not at rest."""


def watch(
    directory: Path,
    paths: Sequence[Path] = (),
    *,
    source: str | None = None,
    jobs: int | None = None,
    told: Callable[[BuildReport], object],
) -> None:
    """Bring the index up to date, and again whenever something changes below its roots, without end.

    `told` is given the report of every update that did something, the first in any case.

    Raises:
        ConfigError: the library that watches folders is not there.
        DatelineError: as `update` does, at the first one; later ones wait for another writer.
    """
    try:
        import watchfiles
    except ImportError as error:
        raise ConfigError("--watch needs a further package: pip install 'dateline[watch]'") from error

    def worth_a_look(_change: object, path: str) -> bool:
        return not within(path, str(directory))

    report = update(directory, paths, source=source, jobs=jobs, resting=RESTING)
    told(report)
    roots = [root.path for root in store.read_stamp(directory).roots if os.path.exists(root.path)]
    if not roots:
        raise NothingToIndex("none of the remembered paths is there to be watched")
    changes = watchfiles.watch(
        *roots,
        watch_filter=worth_a_look,
        debounce=GATHER,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for changed in changes:
        if changed or report.postponed:
            report = update(directory, jobs=jobs, wait=-1, resting=RESTING)
            if report.indexed or report.removed or report.interrupted:
                told(report)
            if report.interrupted:
                raise KeyboardInterrupt
