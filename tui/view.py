"""What the user has asked to see."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, assert_never

from index.model import Kind
from search.errors import RequestError
from search.facets import Facet
from search.inert import inert_line
from search.periods import ONE_DAY
from search.query import Days, walk
from search.request import SearchRequest, Sort

SORTS: Final = {Sort.SCORE: "best first", Sort.NEWEST: "newest first", Sort.DATE: "oldest first"}
"""In the order in which one key goes through them."""

KINDS: Final = {None: "articles and comments", Kind.ARTICLE: "articles", Kind.COMMENT: "comments"}

CONVERSATIONS: Final = "conversations"


@dataclass(frozen=True, slots=True)
class View:
    """A query, what narrows it, and an order."""

    query: str = ""
    kind: Kind | None = None
    grouped: bool = False
    """Whether the threads are listed that the hits stand in, and not the hits."""
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    """A day as the query language has it; empty where there is none."""
    until: str = ""
    sort: Sort = Sort.SCORE
    like: str = ""
    """The id of a record: only what is like it; empty where that does not matter."""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the query narrows it."""
        lists = (self.sources, self.authors, self.languages)
        return any((self.kind, *lists, self.since, self.until, self.like))

    @property
    def asks(self) -> bool:
        """Whether it asks for anything but all records."""
        return self.narrowed or self.query.strip() not in ("", "*")

    def cleared(self) -> View:
        """The same query and order with nothing that narrows it."""
        return View(query=self.query, grouped=self.grouped, sort=self.sort)

    def resorted(self) -> View:
        """The same in the next order."""
        sorts = list(SORTS)
        return replace(self, sort=sorts[(sorts.index(self.sort) + 1) % len(sorts)])

    def turned(self) -> View:
        """The same with what is listed turned on: both kinds, articles, comments, conversations."""
        if self.grouped:
            return replace(self, grouped=False, kind=None)
        if self.kind is Kind.COMMENT:
            return replace(self, grouped=True, kind=None)
        return replace(self, kind=Kind.COMMENT if self.kind is Kind.ARTICLE else Kind.ARTICLE)

    def shifted(self, by: int) -> View | None:
        """The same in the days before or after its own, as many as these, or as many whole months.

        None where it has no first or no last day.
        """
        try:
            days = next(each for each in walk(self.request(1).narrowing()) if isinstance(each, Days))
            first, last = days.first, days.last
            if first is None or last is None or last < first:
                return None
            months = (last.year - first.year) * 12 + last.month - first.month + 1
            if first.day == 1 and (last + ONE_DAY).day == 1:
                begin, after = _months_on(first, by * months), _months_on(last + ONE_DAY, by * months)
            else:
                begin, after = (
                    first + by * (last + ONE_DAY - first),
                    last + ONE_DAY + by * (last + ONE_DAY - first),
                )
            return replace(self, since=begin.isoformat(), until=(after - ONE_DAY).isoformat())
        except (StopIteration, RequestError, ValueError, OverflowError):
            return None

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """What it is narrowed to of a facet."""
        match facet:
            case Facet.KIND:
                return (self.kind.value,) if self.kind else ()
            case Facet.SOURCE:
                return self.sources
            case Facet.AUTHOR:
                return self.authors
            case Facet.LANGUAGE:
                return self.languages
            case _:
                assert_never(facet)

    def toggled(self, facet: Facet, value: str) -> View:
        """The same with a value of a facet chosen, or no more; case apart, as a search takes it."""
        kept = tuple(each for each in self.chosen(facet) if each.casefold() != value.casefold())
        if kept == self.chosen(facet):
            kept = (*kept, value)
        match facet:
            case Facet.KIND:
                return replace(self, kind=Kind(kept[-1]) if kept else None)
            case Facet.SOURCE:
                return replace(self, sources=kept)
            case Facet.AUTHOR:
                return replace(self, authors=kept)
            case Facet.LANGUAGE:
                return replace(self, languages=kept)
            case _:
                assert_never(facet)

    def request(self, limit: int, offset: int = 0) -> SearchRequest:
        """What to ask a searcher for; the query is taken as one that is being typed."""
        return SearchRequest(
            query=self.query,
            kind=self.kind,
            sources=self.sources,
            authors=self.authors,
            languages=self.languages,
            like=self.like or None,
            since=self.since or None,
            until=self.until or None,
            sort=self.sort,
            limit=limit,
            offset=offset,
            typing=True,
        )

    def command(self, index: Sequence[str]) -> str:
        """What to type in a shell to find the same in the index that these arguments open."""
        words = ["dateline", "search", *index]
        for name, values in (
            ("--kind", [self.kind.value] if self.kind else []),
            ("--source", self.sources),
            ("--author", self.authors),
            ("--language", self.languages),
            ("--like", [self.like] if self.like else []),
            ("--since", [self.since] if self.since else []),
            ("--until", [self.until] if self.until else []),
            ("--sort", [self.sort.value] if self.sort is not Sort.SCORE else []),
        ):
            words += [f"{name}={value}" for value in values]
        return shlex.join([*words, "--", self.query.strip() or "*"])

    def problem(self) -> str | None:
        """What is wrong with the days, if anything."""
        try:
            self.request(1).narrowing()
        except RequestError as error:
            return str(error)
        return None

    def chips(self) -> tuple[str, ...]:
        """What narrows the query and orders it, a few words each."""
        chips = [CONVERSATIONS if self.grouped and self.kind is None else KINDS[self.kind]]
        if self.grouped and self.kind is not None:
            chips.append("by conversation")
        if self.sources:
            chips.append("from " + inert_line(" or ".join(self.sources)))
        if self.authors:
            chips.append("by " + inert_line(" or ".join(self.authors)))
        if self.languages:
            chips.append("in " + inert_line(" or ".join(self.languages)))
        if self.like:
            chips.append(f"like {inert_line(self.like)}")
        if self.since:
            chips.append(f"since {inert_line(self.since)}")
        if self.until:
            chips.append(f"until {inert_line(self.until)}")
        return (*chips, SORTS[self.sort])


def _months_on(first: date, months: int) -> date:
    """The first day of a month, so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
