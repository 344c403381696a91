"""Articles of posts that lie anywhere in a file, when the file is at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self, cast

from index import posts
from index.dialects.dialect import shortened
from index.layouts.forest import Forest
from index.layouts.layout import MOST_ITEMS, Entry, Layout
from index.model import Article, Origin, Sourced
from index.posts import Threads
from index.settings import Scrape


class Gathered:
    """The posts of one file, by thread. A context manager: they are on disk while it is open."""

    def __init__(self, scrape: Scrape, form: str) -> None:
        self._scrape = scrape
        self._form = form
        self._open = ExitStack()
        self._threads: dict[str, tuple[Layout, Threads]] = {}
        self._forests: dict[str, tuple[Layout, Forest]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, entry: Entry, layout: Layout) -> None:
        """Put a post, as this layout has given it, to the others of its thread."""
        if entry.thread:
            if layout.name not in self._threads:
                self._threads[layout.name] = layout, self._open.enter_context(Threads())
            self._threads[layout.name][1].add(entry.thread, entry)
        elif entry.id:
            if layout.name not in self._forests:
                self._forests[layout.name] = layout, self._open.enter_context(Forest())
            self._forests[layout.name][1].add(entry)

    def articles(self) -> Iterator[Article]:
        """An article for each thread."""
        for layout, threads in self._threads.values():
            for thread, found in threads.threads():
                yield self._article(layout, thread, cast(list[Entry], found))
        for layout, forest in self._forests.values():
            for thread, entries in forest.threads():
                yield self._article(layout, thread, entries)

    def _article(self, layout: Layout, thread: str, entries: list[Entry]) -> Article:
        start = _start(thread, entries)
        first = start or entries[0]
        url = first.url or _first(entry.url for entry in entries)
        if url is None and layout.address is not None:
            url = layout.address(thread)
        title = first.title or _first(entry.title for entry in entries) or ""
        if not title:
            title = shortened(start.body) if start is not None and start.body else f"thread {thread}"
        source = self._scrape.source
        if source.name is None:
            source = next((entry.source for entry in (first, *entries) if entry.source.name), source)
        if source.name is None and layout.house is not None:
            source = Sourced(layout.house, Origin.DIALECT)
        answers = [entry for entry in _once(entries) if entry is not start][:MOST_ITEMS]
        if start is not None and start.id:
            answers = [
                replace(entry, parent=None) if entry.parent == start.id else entry for entry in answers
            ]
        scrape = replace(self._scrape, place=start.place) if start is not None else self._scrape
        if scrape.trace is not None:
            scrape.gave("comments", f"the layout {layout.name}: posts of one thread")
        return Article(
            id=thread,
            url=url,
            source=source,
            title=title,
            authors=(start.author,) if start is not None and start.author else (),
            published=start.posted if start is not None else None,
            body=start.body if start is not None else "",
            comments=posts.comments(answers),
            scrape=scrape.ref(self._form, layout.name),
            language=first.language,
        )


def _start(thread: str, entries: list[Entry]) -> Entry | None:
    """The post that is the article: it says so, and of several its id is the thread's or it is the first."""
    starting = [entry for entry in entries if entry.starts]
    return next((entry for entry in starting if entry.id == thread), next(iter(starting), None))


def _once(entries: list[Entry]) -> Iterator[Entry]:
    """Posts without those that are in the file again, as they are where pages of a listing overlap."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if not entry.id or (entry.id, entry.body) not in seen:
            seen.add((entry.id, entry.body))
            yield entry


def _first(texts: Iterable[str | None]) -> str | None:
    return next((text for text in texts if text), None)
