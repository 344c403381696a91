"""What a search gives: plain frozen values without anything of the engine in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from index.frozen import dataclass
from index.model import Dated, Kind, Sourced

if TYPE_CHECKING:
    import datetime

    from search.periods import Period

Span: TypeAlias = tuple[int, int]
"""Where something begins and ends in a text, in characters; the end is not part of it."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a record's text, with what in it satisfied the query."""

    text: str
    """One line: runs of white space are single spaces."""
    spans: tuple[Span, ...]
    """Sorted, disjoint, in `text`."""
    begins: bool
    """Whether nothing of the record's text comes before it."""
    ends: bool
    """Whether nothing comes after it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a hit's score."""

    what: str
    """Which clause of the query adds it, and where it holds."""
    score: float
    """Below 0 for what takes away from it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that matched."""

    id: str
    kind: Kind
    thread: str
    """The id of the article that it is, or stands under."""
    title: str
    """The article's headline: for a comment, that of the article it stands under."""
    title_spans: tuple[Span, ...]
    """What in the headline satisfied the query; nothing on a comment."""
    source: Sourced
    authors: tuple[str, ...]
    date: Dated | None
    """For an article that gives none, its first comment's, whose origin says so."""
    url: str | None
    path: str
    """The scrape it was read from."""
    comments: int
    """How many comments an article has; 0 on a comment."""
    cluster: str | None
    """What it and its copies have in common, and nothing else; None where it has none."""
    position: int
    """0 for an article; the place of a comment under its article, from 1."""
    score: float
    snippet: Snippet
    copies: int = 0
    """How many of its copies match, too, and are not shown beside it."""
    reasons: tuple[Reason, ...] = ()
    """What its score is the sum of, where that was asked for."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a query, and what it finds by itself."""

    text: str
    """As it was understood."""
    hits: int
    """How many records match it alone; of a clause that had to be checked, how many may."""
    words: tuple[str, ...] = ()
    """The commonest words that its patterns stand for."""
    more: int = 0
    """How many more they stand for."""
    cut: bool = False
    """Whether even that is not all: only the commonest were looked for."""
    blocks: bool = False
    """Whether it is why there are no hits."""
    instead: tuple[tuple[str, str], ...] = ()
    """Words of it that no record has, each with one that is much like it."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which index was searched, and as it was when."""

    path: str
    """The folder of the index."""
    fingerprint: str
    """The same as long as the index is: pages of one query with the same fingerprint fit together."""
    updated: datetime.datetime
    """When it was last brought up to date."""
    records: int
    """How many it holds."""
    schema: int
    version: str
    """The dateline that wrote it."""
    missing: tuple[str, ...] = ()
    """What an answer through a cluster may lack of it, in sentences; of an index on a disk, nothing."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of the hits of a request, and what is to be said about all of them."""

    query: str
    """As it was given."""
    reading: str
    """As it was understood, with every operator and filter written out."""
    notes: tuple[str, ...]
    """What of the query was left out or read otherwise than it looks."""
    clauses: tuple[Clause, ...]
    """What each of its clauses finds by itself."""
    timezone: str
    """The clock by which days begin and end."""
    total: int
    """How many records matched, copies of others and all; at least so many, if not `complete`."""
    complete: bool
    """Whether all were checked that had to be. Some clauses the index can't decide: their hits are checked
    one by one, and for a page no more than the best few thousand."""
    length: int
    """How many hits there are to page through: fewer than `total` by the copies that are not shown."""
    offset: int
    """How many of them come before `hits`."""
    elapsed: float
    """Seconds it took."""
    hits: tuple[Hit, ...]
    asked: datetime.datetime | None = None
    """When it was answered."""
    index: IndexState | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Why the page may lack hits, in sentences; nothing where it is whole."""
        return self.index.missing if self.index else ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the matching records have a value."""

    value: str | None
    """None counts the records without one."""
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """How many of the matching records are dated in one day, week, month or year."""

    first: datetime.date
    """The day it begins."""
    articles: int
    comments: int
    all_articles: int | None = None
    """How many articles there are in it whatever the query; None where nobody asked."""
    all_comments: int | None = None
    """The same of comments."""

    @property
    def total(self) -> int:
        """How many of both."""
        return self.articles + self.comments


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many of the matching records are dated when, articles and comments apart.

    An article counts by its own date, never by that of a comment.
    """

    query: str
    """As it was given."""
    reading: str
    """As it was understood, with every operator and filter written out."""
    notes: tuple[str, ...]
    """What of the query was left out or read otherwise than it looks."""
    by: Period
    zone: str
    """The time zone whose days these are; a record dated by the day is in the same day in all of them."""
    bins: tuple[Bin, ...]
    """One after the other without a gap, the earliest first."""
    undated_articles: int
    """How many match that are in none of the bins, for they have no date of their own."""
    undated_comments: int
    coarse: int
    """How many are in the bin with the first day of a month or year, for that is all their date says."""

    @property
    def articles(self) -> int:
        """How many articles are in the bins."""
        return sum(each.articles for each in self.bins)

    @property
    def comments(self) -> int:
        """How many comments are in the bins."""
        return sum(each.comments for each in self.bins)

    @property
    def total(self) -> int:
        """How many records match, dated or not."""
        return self.articles + self.comments + self.undated_articles + self.undated_comments
