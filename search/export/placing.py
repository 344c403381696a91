"""How an export gets to its place: whole or not at all, and over nothing that was not an export."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.errors import RequestError
from search.export.format import ExportFormat


@contextmanager
def placed(form: ExportFormat, path: Path, *, force: bool) -> Iterator[Path]:
    """Where to write what is to be at `path`: beside it, from where it is moved there once it is whole.

    Args:
        form: what is written; only what it may have written before is replaced.
        path: the file or folder.
        force: replace what is there.

    Raises:
        RequestError: something is there, or the file system says no.
    """
    path = path.absolute()
    _check(form, path, force)
    try:
        waiting = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield waiting / "new"
        _settle(waiting / "new")
        if form.files and path.is_dir():
            path.rename(waiting / "old")
            try:
                (waiting / "new").rename(path)
            except OSError:
                (waiting / "old").rename(path)
                raise
        else:
            (waiting / "new").replace(path)
        _sync(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _check(form: ExportFormat, path: Path, force: bool) -> None:
    if not os.path.lexists(path):
        return
    if not force:
        raise RequestError(f"{path} exists already: choose another name, or replace it with --force")
    if path.is_dir() != bool(form.files) or path.is_symlink():
        kind = "a folder" if form.files else "a file"
        raise RequestError(f"{path} is not {kind}, so --force does not replace it: choose another name")
    if form.files:
        others = sorted(each.name for each in path.iterdir() if not re.fullmatch(form.files, each.name))
        if others:
            raise RequestError(
                f"{path} holds {others[0]}, which is not of an export, so --force does not replace it: "
                "choose another name"
            )


def _unwritable(path: Path, error: OSError) -> RequestError:
    return RequestError(f"{path} can't be written: {error.strerror or error}")


def _settle(new: Path) -> None:
    """Have all of it on the disk before it gets its name."""
    for each in sorted(new.iterdir()) if new.is_dir() else ():
        _sync(each)
    _sync(new)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle of a folder to do it with
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        with suppress(PermissionError):
            os.fsync(handle)
    finally:
        os.close(handle)
