"""What a scrape holds: an article, its comments, and how each fact about them was learned.

Plain frozen values with no behaviour to speak of. Everything else in dateline is built on them,
so this module imports only the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from index.frozen import dataclass, field, replace


class Kind(StrEnum):
    """What a record is. The value is what is indexed, printed and typed in a query."""

    ARTICLE = "article"
    COMMENT = "comment"


class Origin(StrEnum):
    """Where a date or a source was learned from."""

    PAGE = "page"
    """The page, or the record in a file of many, states it."""
    URL = "url"
    """The page's address names it."""
    DIALECT = "dialect"
    """The way the page is written gives it away."""
    CONFIG = "config"
    """A dateline.toml beside the scrape says it."""
    OPTION = "option"
    """It was given on the command line or by the caller."""
    COMMENT = "comment"
    """It stands on a comment. For an article this is a bound on its date, not its date."""
    NONE = "none"
    """Nothing says it."""


class Precision(StrEnum):
    """The smallest unit of a date that its origin states."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Zone(StrEnum):
    """How the time zone of a date is known."""

    PAGE = "page"
    CONFIG = "config"
    ASSUMED = "assumed"
    """Nothing states it, and UTC was taken."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment, and how much of it to believe."""

    when: datetime
    """Always aware, always in UTC; what lies below `precision` is zero."""
    precision: Precision
    origin: Origin
    zone: Zone
    offset: int | None = None
    """Minutes east of UTC of the clock that shows it so; None where nothing tells, and for a day or more."""

    @property
    def local(self) -> datetime:
        """The moment by that clock, else in UTC."""
        return self.when.astimezone(timezone(timedelta(minutes=self.offset))) if self.offset else self.when


@dataclass(frozen=True, slots=True)
class Sourced:
    """The outlet a record is shown and filtered under."""

    name: str | None
    origin: Origin


NO_SOURCE = Sourced(None, Origin.NONE)


@dataclass(frozen=True, slots=True)
class ScrapeRef:
    """The file a record came from and what read it."""

    path: str
    """Absolute."""
    format: str
    """The name of a scrape format, as in `index.formats`."""
    dialect: str
    """The name of the dialect or site profile that told article from comments."""
    place: str = ""
    """Where in the file it is, such as "line 17" or "pages/a.html"; empty where it is the whole file."""
    file: str = field(default="", compare=False)
    """The name of the file that it is in, within whatever archives. It makes ids and is not kept."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader comment."""

    id: str
    """Empty until `index.identity` gives it one; a maker's own id of it may stand here before."""
    author: str | None
    registered: bool | None
    """Whether the site knew its author; None where the page does not say."""
    posted: Dated | None
    body: str
    """As written, paragraphs kept; empty where the page shows an empty comment."""
    reply_to: str | None
    """The id of the comment it answers."""
    reply_to_name: str | None
    """The author it answers, as the page names them."""
    depth: int
    """0 for a comment on the article, 1 for an answer to one, and so on."""
    position: int
    """Its place in the page, from 1."""
    quotes: tuple[tuple[int, int], ...] = ()
    """The spans of `body`, in characters, that the page marks as somebody else's words; sorted, disjoint."""
    deleted: bool = False
    """Whether the page says that the comment was taken away; of its text, what is left is kept."""
    first_seen: datetime | None = None
    """The time of the first scrape that shows it, in UTC, to the second."""
    last_seen: datetime | None = None
    """The time of the last scrape that shows it."""
    gone: bool = False
    """Whether a later scrape of the same page no longer shows it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article and the comments under it: a thread."""

    id: str
    """Empty until `index.identity` gives it one; its record's own, in a file of many, may stand here."""
    url: str | None
    """The canonical URL, where the page states one."""
    source: Sourced
    title: str
    authors: tuple[str, ...]
    """The byline, a name each, as written."""
    published: Dated | None
    """The article's own date; never a comment's."""
    body: str
    """Paragraphs kept, as lines with an empty line between."""
    comments: tuple[Comment, ...]
    """In the order of the page."""
    scrape: ScrapeRef
    language: str | None = None
    """A code of ISO 639-1, such as "en", as the page states it or else as guessed by the text."""
    comment_system: str | None = None
    """Who renders the comments by a script, such as "Disqus", where the page holds none itself."""
    first_seen: datetime | None = None
    """The time of the first scrape of it, in UTC, to the second: when it was saved, not published."""
    last_seen: datetime | None = None
    """The time of the scrape that its text is from."""

    @property
    def dated(self) -> Dated | None:
        """Its own date, else its first dated comment's, whose origin then says so.

        An article is older than the comments under it, so where the page gives no date the
        earliest of theirs is the latest day it can be from. It is good for a time filter and
        for sorting; it must not be shown as the day the article appeared.
        """
        if self.published is not None:
            return self.published
        posted = [comment.posted for comment in self.comments if comment.posted is not None]
        earliest = min(posted, key=lambda dated: dated.when, default=None)
        return replace(earliest, origin=Origin.COMMENT) if earliest else None

    def walk(self) -> Iterator[Article | Comment]:
        """The article, then its comments in the order of the page."""
        yield self
        yield from self.comments


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not be read, and why; the rest of the scrape may still be fine."""

    path: str
    """Absolute."""
    where: str
    """The place in the file, such as "byte 17"; empty when it is the whole file."""
    reason: str
    """One clause without a full stop, fit to follow a colon."""

    def __str__(self) -> str:
        place = f", {self.where}" if self.where else ""
        return f"{self.path}{place}: {self.reason}"
