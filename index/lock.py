"""Who writes an index: one process at a time, and the others can say which.

The lock is the operating system's, on a file that stays: it goes with the process that holds it, however
that ends, so there is never one to remove by hand. Beside it the holder notes who it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import filelock

from index.errors import IndexDamaged, IndexLocked

LOCK: Final = "lock"
HOLDER: Final = "writer.json"


@contextmanager
def writing(directory: Path, wait: float = 0) -> Iterator[None]:
    """Hold the right to write the index, which is made a folder if it is none yet.

    For it, `wait` seconds are waited; if negative, however long it takes.

    Raises:
        IndexLocked: somebody else holds it.
        IndexDamaged: the folder can't be written.
    """
    lock = filelock.FileLock(directory / LOCK, timeout=wait)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        ignored = directory / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        lock.acquire()
        _note(directory)
    except filelock.Timeout as error:
        raise IndexLocked(
            f"another dateline{_holder(directory)} is writing {directory}: try again when it is done, or "
            "type 'dateline index --wait'"
        ) from error
    except OSError as error:
        lock.release()
        raise IndexDamaged(f"{directory} cannot be written: {error.strerror or error}") from error
    try:
        yield
    finally:
        with suppress(OSError):
            (directory / HOLDER).unlink()
        lock.release()


def _note(directory: Path) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    (directory / HOLDER).write_text(json.dumps({"pid": os.getpid(), "since": since}), encoding="ascii")


def _holder(directory: Path) -> str:
    """Who holds the lock, in brackets, if that can be told."""
    try:
        holder = json.loads((directory / HOLDER).read_bytes())
        since = datetime.fromisoformat(holder["since"])
        return f" (process {int(holder['pid'])}, since {since:%Y-%m-%d %H:%M:%S} UTC)"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
