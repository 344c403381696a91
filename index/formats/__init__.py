"""The forms a scrape can have, one module a form.

Which one it has is told by `sniff`, in the order of FORMATS. Before that, a scrape that is a container
(`index.containers`) is opened, and what lies in it is read in the same way.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from index.containers import CONTAINERS
from index.containers.bounds import DEEPEST, Bounds, TooMuch
from index.containers.container import Container, Member
from index.foreign import document, foreign
from index.formats.csv import CSV
from index.formats.disqus import DISQUS
from index.formats.feed import FEED
from index.formats.format import HEAD, ScrapeFormat
from index.formats.html import HTML, is_plainly_page
from index.formats.json import JSON
from index.formats.jsonl import JSONL
from index.formats.mail import MAIL
from index.formats.markdown import MARKDOWN
from index.formats.mbox import MBOX
from index.formats.reuters import REUTERS
from index.formats.text import TEXT
from index.formats.wxr import WXR
from index.language import spoken
from index.model import Article, Rejection, ScrapeRef
from index.settings import Scrape
from index.streams import peek
from index.text import cleaned

FORMATS: Final[tuple[ScrapeFormat, ...]] = (
    WXR,
    DISQUS,
    FEED,
    REUTERS,
    HTML,
    JSONL,
    JSON,
    MBOX,
    MAIL,
    MARKDOWN,
    CSV,
    TEXT,
)


def read(scrape: Scrape, passed: Counter[str] | None = None) -> Iterator[Article | Rejection]:
    """The articles in a scrape, without ids, and what in it could not be read.

    Never raises for what a file holds or for a file that can't be opened: that is a Rejection. Files that
    only come along with pages, such as images, give nothing; `passed` counts them, each kind by its name.
    """
    passed = Counter() if passed is None else passed
    try:
        with open(scrape.path, "rb") as stream:
            bounds = Bounds(os.fstat(stream.fileno()).st_size)
            yield from _read(scrape, stream, _Opened(bounds, passed), 0)
    except OSError as error:
        yield Rejection(scrape.path, scrape.place, error.strerror or str(error))


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is known of the file on disk in which everything lies that is read."""

    bounds: Bounds
    passed: Counter[str]


def _read(scrape: Scrape, stream: BinaryIO, file: _Opened, depth: int) -> Iterator[Article | Rejection]:
    """What a file, or something in one, holds.

    Raises:
        OSError: the file can't be read.
    """
    try:
        name = scrape.name
        head, stream = peek(stream, HEAD)
        kind = foreign(name, head)
        if kind is not None:
            file.passed[kind] += 1
            return
        unread = document(head)
        if unread is not None:
            yield Rejection(scrape.path, scrape.place, f"{unread}, which is not read")
            return
        for container in CONTAINERS:
            if container.sniff(name, head):
                yield from _open(container, scrape, stream, file, depth)
                return
        for form in (HTML,) if is_plainly_page(name, head) else FORMATS:
            if form.sniff(name, head):
                for record in form.read(scrape, stream):
                    yield record if isinstance(record, Rejection) else _finished(record, name, scrape)
                return
    except TooMuch as error:
        yield Rejection(scrape.path, scrape.place, str(error))
        return
    except MemoryError:
        yield Rejection(scrape.path, scrape.place, "needs more memory than there is")
        return
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


def _finished(article: Article, name: str, scrape: Scrape) -> Article:
    """An article in the one form of text that is kept, with its file and when that was fetched."""
    where = article.scrape
    article = cleaned(article)
    return replace(  # once: it takes as long as to clean one
        article,
        scrape=ScrapeRef(where.path, where.format, where.dialect, where.place, name),
        language=spoken(article),
        last_seen=scrape.fetched if scrape.fetched is not None else article.last_seen,
    )


def _open(
    container: Container, scrape: Scrape, stream: BinaryIO, file: _Opened, depth: int
) -> Iterator[Article | Rejection]:
    if depth >= DEEPEST:
        raise TooMuch(f"more than {DEEPEST} archives within one another")
    for member in container.members(scrape, stream, file.bounds):
        if isinstance(member, Rejection):
            yield member
            continue
        file.bounds.count()
        yield from _member(member, file, depth + 1)
        if file.bounds.stopped:
            return


def _member(member: Member, file: _Opened, depth: int) -> Iterator[Article | Rejection]:
    """What a member holds, and its damage. What was last rejected in a damaged one is but a sign of that."""
    last: Rejection | None = None
    for record in _read(member.scrape, member.stream, file, depth):
        if last is not None:
            yield last
        last = None
        if isinstance(record, Article) or file.bounds.stopped:
            yield record
        elif member.damage() is not None:
            last = record
        elif member.sure:
            yield record
        else:
            file.passed["other files"] += 1
    damage = member.damage()
    if damage is not None:
        yield Rejection(member.scrape.path, member.scrape.place, damage)
