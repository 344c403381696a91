"""What a layout of records is, and what it reads them with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from index import posts
from index.dialects.dialect import shortened
from index.fields import find
from index.layouts import values
from index.layouts.markup import fragment, guessed
from index.model import NO_SOURCE, Article, Comment, Dated, Origin, Sourced
from index.posts import Post
from index.settings import Scrape

MOST_ITEMS: Final = 1_000_000
"""Objects of one list, or comments of one thread, that are read."""

ZONELESS: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?")


@dataclass(frozen=True, slots=True)
class Entry(Post):
    """A post of a thread whose other posts lie elsewhere in the file, before it or after it."""

    thread: str = ""
    """What all posts of the thread share; empty where only its parents lead to what starts the thread."""
    starts: bool = False
    """Whether it is what starts the thread: the article."""
    source: Sourced = NO_SOURCE
    language: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a file, with the means to read it whatever is in it."""

    value: dict[str, Any]
    scrape: Scrape
    """With the record's place in the file."""
    form: str
    """The name of the file's format."""
    layout: str
    """The name of its layout."""

    def first(self, *paths: str) -> Any:
        """The value at the first path where there is one that is not empty."""
        for path in paths:
            value = find(self.value, path)
            if value not in (None, "", [], {}):
                return value
        return None

    def line(self, *paths: str) -> str:
        """A text on one line."""
        return values.line_in(self.first(*paths))

    def text(self, *paths: str) -> str:
        """A text, of which HTML is turned into text where it shows."""
        return guessed(values.text_in(self.first(*paths)))[0]

    def html(self, *paths: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text of a field that holds HTML, and what of it is quoted."""
        return fragment(values.text_in(self.first(*paths)))

    def id(self, *paths: str) -> str:
        """An id; empty if there is none."""
        return values.id_in(self.first(*paths))

    def name(self, *paths: str) -> str | None:
        """The name of one who wrote."""
        return values.name_in(self.first(*paths))

    def names(self, *paths: str) -> tuple[str, ...]:
        """Names, each once."""
        return values.names_in(self.first(*paths))

    def url(self, *paths: str) -> str | None:
        """The first address among these that names a page."""
        found = (values.url_in(find(self.value, path)) for path in paths)
        return next((url for url in found if url is not None), None)

    def published(self, *paths: str, utc: bool = False) -> Dated | None:
        """The date of an article; `utc` if the layout has times in UTC without saying so in each."""
        return self._dated(Origin.PAGE, paths, utc)

    def posted(self, *paths: str, utc: bool = False) -> Dated | None:
        """The date of a comment."""
        return self._dated(Origin.COMMENT, paths, utc)

    def _dated(self, origin: Origin, paths: Sequence[str], utc: bool) -> Dated | None:
        """The first that is a date: libraries write "None" for one they don't know."""
        for path in paths:
            value = find(self.value, path)
            if utc and isinstance(value, str) and ZONELESS.fullmatch(value):
                value += "+00:00"
            dated = values.date_in(value, origin, self.scrape)
            if dated is not None:
                return dated
        return None

    def flag(self, *paths: str) -> bool:
        """Whether one of these says yes."""
        return any(values.flag_in(find(self.value, path)) for path in paths)

    def items(self, *paths: str) -> list[Record]:
        """The objects of a list."""
        found = self.first(*paths)
        return self.within(found) if isinstance(found, list) else []

    def within(self, found: list[Any]) -> list[Record]:
        """Objects of a list as records that lie where this one does."""
        return [
            Record(each, self.scrape, self.form, self.layout)
            for each in found[:MOST_ITEMS]
            if isinstance(each, dict)
        ]

    def source(self, *paths: str) -> Sourced:
        """The outlet: what is said from outside, else what the record says."""
        if self.scrape.source.name is not None:
            return self.scrape.source
        name = values.outlet_in(self.first(*paths))
        return Sourced(name, Origin.PAGE) if name else NO_SOURCE

    def house(self, name: str) -> Sourced:
        """The outlet that a layout gives away, unless something is said from outside."""
        given = self.scrape.source
        return given if given.name is not None else Sourced(name, Origin.DIALECT)

    def article(
        self,
        *,
        title: str,
        body: str,
        url: str | None = None,
        authors: tuple[str, ...] = (),
        published: Dated | None = None,
        source: Sourced = NO_SOURCE,
        language: str | None = None,
        thread: Sequence[Post] = (),
        comments: tuple[Comment, ...] = (),
        own: str = "",
    ) -> Article | None:
        """The record as an article over the posts of its thread; None if there is nothing in it.

        `own` is the id it has in its file.
        """
        if not title and not body and not thread and not comments:
            return None
        article = Article(
            id=own,
            url=url,
            source=source if source.name is not None else self.scrape.source,
            title=title or shortened(body),
            authors=authors,
            published=published,
            body=body,
            comments=comments or posts.comments(thread[:MOST_ITEMS]),
            scrape=self.scrape.ref(self.form, self.layout),
            language=language,
        )
        if self.scrape.trace is not None:
            for name in ("title", "authors", "published", "url", "source", "language", "body", "comments"):
                if getattr(article, name) not in (None, "", (), NO_SOURCE, self.scrape.source):
                    self.scrape.gave(name, f"the layout {self.layout}")
        return article


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which records of articles or comments are laid out."""

    name: str
    about: str
    recognise: Callable[[dict[str, Any]], bool]
    """Whether a record is one: by its fields, and cheaply."""
    read: Callable[[Record], Iterator[Article | Entry | None]]
    """What it holds: articles, or posts whose thread is put together when the file is at its end."""
    address: Callable[[str], str] | None = None
    """The address of a thread of which only answers are known, by what its posts share."""
    house: str | None = None
    """The outlet of such a thread."""


def has(*names: str, any_of: tuple[str, ...] = ()) -> Callable[[dict[str, Any]], bool]:
    """Tells a record that has all of these keys, and one of others."""
    needed = frozenset(names)
    if not any_of:
        return lambda value: value.keys() >= needed
    return lambda value: value.keys() >= needed and not value.keys().isdisjoint(any_of)
