"""What the user has asked to see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from index.model import Kind
from search.errors import RequestError
from search.inert import inert_line
from search.request import SearchRequest, Sort

SORTS: Final = {Sort.SCORE: "best first", Sort.NEWEST: "newest first", Sort.DATE: "oldest first"}
"""In the order in which one key goes through them."""

KINDS: Final = {None: "articles and comments", Kind.ARTICLE: "articles", Kind.COMMENT: "comments"}


@dataclass(frozen=True, slots=True)
class View:
    """A query, what narrows it, and an order."""

    query: str = ""
    kind: Kind | None = None
    sources: tuple[str, ...] = ()
    since: str = ""
    """A day as the query language has it; empty where there is none."""
    until: str = ""
    sort: Sort = Sort.SCORE

    @property
    def narrowed(self) -> bool:
        """Whether anything but the query narrows it."""
        return bool(self.kind or self.sources or self.since or self.until)

    def cleared(self) -> View:
        """The same query and order with nothing that narrows it."""
        return View(query=self.query, sort=self.sort)

    def resorted(self) -> View:
        """The same in the next order."""
        sorts = list(SORTS)
        return replace(self, sort=sorts[(sorts.index(self.sort) + 1) % len(sorts)])

    def request(self, limit: int, offset: int = 0) -> SearchRequest:
        """What to ask a searcher for; the query is taken as one that is being typed."""
        return SearchRequest(
            query=self.query,
            kind=self.kind,
            sources=self.sources,
            since=self.since or None,
            until=self.until or None,
            sort=self.sort,
            limit=limit,
            offset=offset,
            typing=True,
        )

    def problem(self) -> str | None:
        """What is wrong with the days, if anything."""
        try:
            self.request(1).narrowing()
        except RequestError as error:
            return str(error)
        return None

    def chips(self) -> tuple[str, ...]:
        """What narrows the query and orders it, a few words each."""
        chips = [KINDS[self.kind]]
        if self.sources:
            chips.append("from " + inert_line(" or ".join(self.sources)))
        if self.since:
            chips.append(f"since {inert_line(self.since)}")
        if self.until:
            chips.append(f"until {inert_line(self.until)}")
        return (*chips, SORTS[self.sort])
