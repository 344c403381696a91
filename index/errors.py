"""Everything a caller of dateline can catch.

    DatelineError
    ├── IndexNotFound       there is no index there
    ├── IndexOutdated       an index written by another version
    ├── IndexDamaged        an index that cannot be read
    ├── IndexLocked         somebody else is writing it
    ├── NothingToIndex      no path given and none remembered, or a path that is not there
    ├── ConfigError         a dateline.toml or an option that cannot be used
    └── search.errors
        ├── DocumentNotFound
        ├── RequestError
        ├── QueryError      a query that can't be taken as it stands, where that was asked for
        ├── NoAnswer        no replica of a cluster answered in time
        └── Incomplete      some was given, and the rest can't be had any more

A message is one sentence without the program's name: what is wrong, where, what to do next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike


class DatelineError(Exception):
    """Base of every error dateline raises on purpose."""


class IndexNotFound(DatelineError):
    """There is no index where one was looked for."""


class IndexOutdated(DatelineError):
    """The index was written by a version of dateline with another schema."""


class IndexDamaged(DatelineError):
    """The index is there and cannot be read."""


class IndexLocked(DatelineError):
    """Another process is writing the index."""


class NothingToIndex(DatelineError):
    """No path was given and none is remembered, or a given path does not exist."""


class ConfigError(DatelineError):
    """A setting, in a file or an option, cannot be used."""


@contextmanager
def engine_errors(directory: str | PathLike[str]) -> Iterator[None]:
    """Turn what tantivy raises about the index at `directory` into one of ours.

    tantivy raises ValueError for nearly everything, and a panic in its Rust code arrives as
    pyo3's PanicException, which derives from BaseException and can be told only by its name.

    Raises:
        IndexLocked: a writer is open elsewhere.
        IndexDamaged: anything else.
    """
    try:
        yield
    except BaseException as error:
        if not isinstance(error, ValueError) and type(error).__name__ != "PanicException":
            raise
        raise _translated(" ".join(str(error).split()), directory) from error


def _translated(message: str, directory: str | PathLike[str]) -> DatelineError:
    if "LockBusy" in message:
        return IndexLocked(f"another process is writing {directory}: try again when it is done")
    if "PermissionDenied" in message or "ReadOnly" in message:
        return IndexDamaged(
            f"{directory} cannot be used: the folder is read-only, and even a search writes a lock there"
        )
    if "No space left" in message:
        return IndexDamaged(f"no space is left on the disk of {directory}: the index stands as it was before")
    return IndexDamaged(f"the index at {directory} is damaged: type 'dateline index --rebuild' ({message})")
