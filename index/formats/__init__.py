"""The forms a scrape can have, one module a form.

Which one it has is told by `sniff`, in the order of FORMATS. Before that, a scrape that is a container
(`index.containers`) is opened, and what lies in it is read in the same way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from index.containers import CONTAINERS
from index.containers.bounds import DEEPEST, Bounds, TooMuch
from index.containers.container import Container
from index.formats.format import HEAD, ScrapeFormat
from index.formats.html import HTML
from index.formats.markdown import MARKDOWN
from index.formats.text import TEXT
from index.model import Article, Rejection
from index.settings import Scrape
from index.streams import peek
from index.text import cleaned

FORMATS: Final[tuple[ScrapeFormat, ...]] = (HTML, MARKDOWN, TEXT)


def read(scrape: Scrape) -> Iterator[Article | Rejection]:
    """The articles in a scrape, without ids, and what in it could not be read.

    Never raises for what a file holds or for a file that can't be opened: that is a Rejection.
    """
    try:
        with open(scrape.path, "rb") as stream:
            yield from _read(scrape, stream, Bounds(os.fstat(stream.fileno()).st_size), 0)
    except OSError as error:
        yield Rejection(scrape.path, scrape.place, error.strerror or str(error))
    except TooMuch as error:
        yield Rejection(scrape.path, scrape.place, str(error))


def _read(scrape: Scrape, stream: BinaryIO, bounds: Bounds, depth: int) -> Iterator[Article | Rejection]:
    """What a file, or something in one, holds.

    Raises:
        OSError: the file can't be read.
        TooMuch: the file unpacks to more than it may.
    """
    try:
        head, stream = peek(stream, HEAD)
        for container in CONTAINERS:
            if container.sniff(scrape.name, head):
                yield from _open(container, scrape, stream, bounds, depth)
                return
        for form in FORMATS:
            if form.sniff(scrape.name, head):
                for record in form.read(scrape, stream):
                    yield cleaned(record) if isinstance(record, Article) else record
                return
    except (TooMuch, MemoryError):
        raise
    except OSError as error:
        if not scrape.place:
            raise
        yield Rejection(scrape.path, scrape.place, error.strerror or str(error))
        return
    except Exception as error:  # a fault of ours in one scrape must not cost all the others
        yield Rejection(scrape.path, scrape.place, f"could not be read: {type(error).__name__}: {error}")
        return
    known = ", ".join([container.name for container in CONTAINERS] + [form.name for form in FORMATS])
    yield Rejection(scrape.path, scrape.place, f"of none of the forms that are read: {known}")


def _open(
    container: Container, scrape: Scrape, stream: BinaryIO, bounds: Bounds, depth: int
) -> Iterator[Article | Rejection]:
    if depth >= DEEPEST:
        raise TooMuch(f"more than {DEEPEST} archives within one another")
    for member in container.members(scrape, stream, bounds):
        if isinstance(member, Rejection):
            yield member
        else:
            bounds.count()
            yield from _read(member.scrape, member.stream, bounds, depth + 1)
