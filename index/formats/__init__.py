"""The forms a scrape can have on disk, one module a form.

Which one a file has is told by `sniff`, in the order of FORMATS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.formats.format import HEAD, ScrapeFormat
from index.formats.html import HTML
from index.formats.text import TEXT
from index.model import Article, Rejection
from index.settings import Scrape
from index.text import cleaned

FORMATS: Final[tuple[ScrapeFormat, ...]] = (HTML, TEXT)


def read(scrape: Scrape) -> Iterator[Article | Rejection]:
    """The articles in a scrape, without ids, and what in it could not be read.

    Never raises for what a file holds or for a file that can't be opened: that is a Rejection.
    """
    try:
        with open(scrape.path, "rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        yield Rejection(scrape.path, "", error.strerror or str(error))
        return
    for form in FORMATS:
        if form.sniff(scrape.path, head):
            try:
                for record in form.read(scrape):
                    yield cleaned(record) if isinstance(record, Article) else record
            except OSError as error:
                yield Rejection(scrape.path, "", error.strerror or str(error))
            except Exception as error:  # a fault of ours in one scrape must not cost all the others
                yield Rejection(scrape.path, "", f"could not be read: {type(error).__name__}: {error}")
            return
    known = ", ".join(form.name for form in FORMATS)
    yield Rejection(scrape.path, "", f"of none of the forms that are read: {known}")
