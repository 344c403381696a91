"""Bring an index up to date with its scrapes.

The files below the roots are compared with the manifest. The new and the changed are read, and what
they give replaces what they gave before, in batches that are each committed whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index import __version__, segments, store
from index.analysis import normalize
from index.engine import Engine, LocalEngine
from index.errors import ConfigError, NothingToIndex
from index.lock import writing
from index.model import Rejection
from index.parallel import WORTHWHILE, gather
from index.plan import Surroundings, make_plan
from index.roots import Root, added
from index.store import Stamp
from index.work import Progress, Work
from index.workers import processors
from index.writer import Writer


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an update did."""

    index: str
    """The folder of the index."""
    scrapes: int
    """Files found below the paths looked at."""
    indexed: int
    """Of these, the new and the changed that gave records."""
    unchanged: int
    moved: int
    """Of the indexed, those that had another name or place before."""
    removed: int
    """Scrapes forgotten because their files are gone or no longer asked for."""
    articles: int
    """Articles written."""
    comments: int
    """Comments written."""
    total_articles: int
    """Articles the index holds now."""
    total_comments: int
    """Comments the index holds now."""
    rejected: tuple[Rejection, ...]
    """All that could not be read, of the scrapes in the index and the paths looked at."""
    passed: Mapping[str, int]
    """Files read now that only come along with pages, such as images, by kind."""
    postponed: int
    """Files that were written a moment ago, and are left for the next update."""
    missing: tuple[str, ...]
    """Remembered paths that are not there; what was indexed from them is kept."""
    rebuilt: bool
    """Whether the index was made again from nothing."""
    interrupted: bool
    """Stopped by Ctrl-C: what was done is committed, and the next update does the rest."""
    seconds: float


def update(
    directory: Path,
    paths: Sequence[Path] = (),
    *,
    source: str | None = None,
    rebuild: bool = False,
    keep_missing: bool = False,
    forget: Sequence[Path] = (),
    jobs: int | None = None,
    engine: Engine | None = None,
    wait: float = 0,
    resting: float = 0,
    progress: Progress | None = None,
) -> BuildReport:
    """Index what is new or changed at `paths` and forget what is gone from them.

    Without paths, at everything the index remembers. Paths are remembered, with their source; those
    in `forget` no longer, and what came from them leaves the index. With `keep_missing`, what came from
    files that are not there any more stays. An index of another schema is made again from everything
    remembered, as with `rebuild`; the new one takes the place of the old only when it is complete.
    Many scrapes are read by `jobs` processes, as many as there are processors unless said otherwise. An
    index that is made from nothing is made by `engine`, so many processes of this machine unless given; to
    others it can't be given.
    Where another process is writing, `wait` seconds are waited for it; if negative, as long as it takes.
    Files that were written in the last `resting` seconds are left for the next update.

    Raises:
        NothingToIndex, IndexLocked, IndexDamaged, ConfigError
    """
    started = time.perf_counter()
    given = [Root(os.path.abspath(path), source and normalize(source)) for path in paths]
    for root in given:
        if not os.path.exists(root.path):
            raise NothingToIndex(f"no such file or folder: {root.path}")
    if not given and not store.exists(directory):
        raise NothingToIndex(f"no index at {directory} yet: type 'dateline index FOLDER' to make one")
    with writing(directory, wait):
        stamp = store.read_stamp(directory) if store.exists(directory) else store.begin(directory)
        roots = added(_without(stamp.roots, forget), given)
        if not roots and not forget:
            raise NothingToIndex("this index remembers no folder: type 'dateline index FOLDER'")
        rebuild = rebuild or not stamp.current
        if rebuild:
            _all_there(roots)
            target = Stamp(store.next_generation(stamp), roots, stamp.created, stamp.updated)
            store.create_generation(directory, target.generation)
        else:
            target = replace(stamp, roots=roots)
            if target != stamp:
                store.write_stamp(directory, target)
        store.sweep(directory, keep={stamp.generation, target.generation})
        surroundings = Surroundings(roots)
        within_reach = [root.path for root in (roots if rebuild or not given else given)]
        replaced = stamp.generation if rebuild else None
        with Writer(directory, target.generation, replaced) as writer:
            known = writer.manifest.known()
            plan = make_plan(
                within_reach, surroundings, known, directory, keep_missing=keep_missing, resting=resting
            )
            contents = writer.manifest.inherit(directory / replaced) if replaced else known
            jobs = jobs or processors()
            gathered = None
            empty = _empty(directory / target.generation)
            if engine is not None and not empty and plan.tasks:
                raise ConfigError(
                    f"the index at {directory} is there, and what changed since is for this machine alone: "
                    "leave --engine out, or make it again with --rebuild"
                )
            if empty and (engine is not None or jobs > 1):
                least = WORTHWHILE if engine is None else 0
                generation = directory / target.generation
                with closing(engine or LocalEngine(jobs)) as engine:
                    gathered = gather(generation, plan, writer, contents, engine, progress, least)
            work = Work(plan, writer, surroundings, contents, jobs, progress, gathered)
            work.run()
            writer.finish()
            total_articles, total_comments = writer.manifest.totals()
            rejected = (*plan.rejected, *work.unreadable, *writer.manifest.rejections())
        if rebuild and work.interrupted:
            store.sweep(directory, keep={stamp.generation})
        elif rebuild or work.indexed or plan.gone:
            target = replace(target, updated=datetime.now(UTC), version=__version__)
            store.write_stamp(directory, target)
            store.sweep(directory, keep={target.generation})
        if not work.interrupted:
            store.sweep_shards(directory)
    return BuildReport(
        index=str(directory),
        scrapes=plan.scrapes,
        indexed=work.indexed,
        unchanged=plan.unchanged + work.same,
        moved=len(work.moved),
        removed=len(set(plan.gone) - work.moved),
        articles=writer.articles,
        comments=writer.comments,
        total_articles=total_articles,
        total_comments=total_comments,
        rejected=rejected,
        passed=dict(sorted(work.passed.items())),
        postponed=plan.postponed,
        missing=plan.missing,
        rebuilt=rebuild,
        interrupted=work.interrupted,
        seconds=time.perf_counter() - started,
    )


def _empty(generation: Path) -> bool:
    """Whether nothing was ever committed; what can't be told is left to who opens it."""
    try:
        return not segments.files(generation)
    except (OSError, ValueError):
        return False


def _without(roots: Sequence[Root], forget: Sequence[Path]) -> tuple[Root, ...]:
    """Roots without those to forget.

    Raises:
        ConfigError: one to forget is not among them.
    """
    dropped = {os.path.abspath(path) for path in forget}
    for path in sorted(dropped - {root.path for root in roots}):
        remembered = ", ".join(root.path for root in roots) or "nothing"
        raise ConfigError(f"cannot forget {path}: this index remembers {remembered}")
    return tuple(root for root in roots if root.path not in dropped)


def _all_there(roots: Sequence[Root]) -> None:
    """See that a rebuild would lose nothing for a path that is out of sight.

    Raises:
        NothingToIndex: one of the paths is not there.
    """
    for root in roots:
        if not os.path.exists(root.path):
            raise NothingToIndex(
                f"{root.path} is not there, and making the index again would lose what came from it: "
                f"bring it back, or type 'dateline index --forget {root.path}'"
            )
