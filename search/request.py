"""What can be asked of a searcher."""

from __future__ import annotations

import math
from datetime import date, datetime, tzinfo
from enum import StrEnum

from index.frozen import dataclass
from index.model import Kind
from search import days
from search.errors import RequestError
from search.query import Days, Key, KeyField, Node, OfKind, conjunction, disjunction


class Sort(StrEnum):
    """The order of hits."""

    SCORE = "score"
    """The best first."""
    DATE = "date"
    """The oldest first; records without a date come last."""
    NEWEST = "-date"
    """The newest first; records without a date come last."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A query, what narrows it, and which of its hits are wanted.

    What narrows it could as well be written in the query: `docs/queries.md` says how.

    Raises:
        RequestError: one of the values can't be.
    """

    query: str = "*"
    """In the language of docs/queries.md; "*" finds everything."""
    kind: Kind | None = None
    sources: tuple[str, ...] = ()
    """Any of these; a name as a whole, case apart."""
    authors: tuple[str, ...] = ()
    """Any of these; a name as a whole, case apart."""
    languages: tuple[str, ...] = ()
    """Any of these; codes such as en."""
    since: date | str | None = None
    """A day, or what the query language takes for one: "2016-12" is its first day here."""
    until: date | str | None = None
    """Inclusive: "2016-12" is its last day here."""
    sort: Sort = Sort.SCORE
    limit: int = 10
    """At least 1."""
    offset: int = 0
    typing: bool = False
    """The query is being typed: its last word stands for all words that begin with it."""
    loose: bool = False
    """A record needs any of the clauses side by side, not all; "+" and AND say which it must have."""
    strict: bool = False
    """A query of which anything would be left out, or read otherwise than it looks, is an error."""
    expand: bool = False
    """Words that the best hits have in common are looked for, too; so any of the clauses will do."""
    like: str | None = None
    """The id of a record: only what is like it, and none of its copies. It may be cut short."""
    recency: float | None = None
    """Days in which half of the advantage is gone that the newest of the best hits have over old ones."""
    explain: bool = False
    """Each hit says what its score is made of."""
    collapse: bool = True
    """Of hits that are copies of each other only the first is given."""
    within: Node | None = None
    """A tree that narrows it as well."""
    timezone: tzinfo | str | None = None
    """The zone by whose clock days begin and end, or its name; None is that of this machine."""

    def __post_init__(self) -> None:
        for name, words in (("kind", Kind), ("sort", Sort)):
            value = getattr(self, name)
            if value is not None and value not in list(words):
                raise RequestError(f"'{value}' is no {name}: it is one of {', '.join(words)}")
            if value is not None:
                object.__setattr__(self, name, words(value))
        if self.limit < 1:
            raise RequestError(f"a page holds 1 hit or more, not {self.limit}")
        days.zone(self.timezone)
        if self.recency is not None and not 0 < self.recency < math.inf:
            raise RequestError(f"a half-life is more than 0 days, not {self.recency:g}")
        if self.offset < 0:
            raise RequestError(f"an offset is 0 or more, not {self.offset}")

    def narrowing(self) -> Node:
        """All but the query, as a tree.

        Raises:
            RequestError: a day that is none.
        """
        clauses: list[Node] = [] if self.within is None else [self.within]
        if self.kind is not None:
            clauses.append(OfKind(self.kind))
        if self.sources:
            clauses.append(disjunction(*(Key(KeyField.SOURCE, source) for source in self.sources)))
        if self.authors:
            clauses.append(disjunction(*(Key(KeyField.AUTHOR, author) for author in self.authors)))
        if self.languages:
            clauses.append(disjunction(*(Key(KeyField.LANGUAGE, code) for code in self.languages)))
        if self.since is not None or self.until is not None:
            clauses.append(Days(self._day(self.since, 0), self._day(self.until, 1)))
        return conjunction(*clauses)

    @property
    def zone(self) -> tzinfo:
        """The zone by whose clock days begin and end."""
        return days.zone(self.timezone)

    def _day(self, asked: date | str | None, side: int) -> date | None:
        if isinstance(asked, datetime):
            return asked.astimezone(self.zone).date() if asked.tzinfo else asked.date()
        if asked is None or isinstance(asked, date):
            return asked
        span = days.span(asked, days.today(self.zone))
        if span is None:
            raise RequestError(f"'{asked}' is not {days.EXPECTED}")
        return span[side]
