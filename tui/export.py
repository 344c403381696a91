"""Hits into a file, in any form of --format."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from search.errors import RequestError
from search.output import FORMATS, Style
from search.results import Hit, SearchPage


def export(page: SearchPage, hits: Iterable[Hit], form: str, path: Path) -> None:
    """Write hits, which belong to a page, to a file that does not exist yet; whole, or not at all.

    Raises:
        RequestError: the file is there, or can't be written.
        IndexDamaged: the hits can't be read.
    """
    try:
        stream = path.open("xb")
    except FileExistsError as error:
        raise RequestError(f"{path} exists already: choose another name") from error
    except OSError as error:
        raise RequestError(f"{path} can't be written: {error.strerror}") from error
    try:
        with stream:
            FORMATS[form].write(page, hits, stream, Style())
    except BaseException as error:
        with suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise RequestError(f"{path} can't be written: {error.strerror}") from error
        raise
