"""What is told of a record, whatever it is exported to: each column with its type and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from index.documents import StoredRecord
from index.model import Article, Comment, Kind
from index.shapes import path_shape


class Type(Enum):
    """What the values of a column are."""

    KEY = "key"
    """A text that is found as a whole."""
    NAME = "name"
    """The same, whose words are looked for as well."""
    NAMES = "names"
    """Any number of these."""
    TEXT = "text"
    """Prose."""
    LABEL = "label"
    """A text to be shown, which another record is found by."""
    NUMBER = "number"
    FLAG = "flag"
    MOMENT = "moment"
    """A time, in UTC."""
    SPANS = "spans"
    """Pairs of numbers: where something begins and ends in the body, in characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is known of a record."""

    name: str
    type: Type
    about: str
    value: Callable[[StoredRecord], Any]
    """None where nothing is known."""
    kind: Kind | None = None
    """Which records have it; None is both."""
    of_thread: bool = False
    """Whether all records of a thread have the same."""


def _own(name: str) -> Callable[[StoredRecord], Any]:
    """An attribute of the record itself; None where records of its kind have none."""

    def value(stored: StoredRecord) -> Any:
        return getattr(stored.record, name, None)

    return value


def _date(name: str) -> Callable[[StoredRecord], Any]:
    def value(stored: StoredRecord) -> Any:
        found = getattr(stored.dated, name) if stored.dated else None
        return getattr(found, "value", found)

    return value


def _position(stored: StoredRecord) -> int:
    return stored.record.position if isinstance(stored.record, Comment) else 0


def _title(stored: StoredRecord) -> str | None:
    return stored.headline if isinstance(stored.record, Article) else None


COLUMNS: Final = tuple(
    Column(*given)
    for given in (
        ("id", Type.KEY, "the record's id", _own("id")),
        ("kind", Type.KEY, "`article` or `comment`", lambda stored: stored.kind.value),
        ("thread", Type.KEY, "the id of the article that it is or stands under", lambda s: s.thread),
        ("position", Type.NUMBER, "0 for an article, else the comment's place under it, from 1", _position),
        ("title", Type.TEXT, "an article's headline", _title, Kind.ARTICLE),
        ("headline", Type.LABEL, "the headline of its thread", lambda s: s.headline, None, True),
        ("body", Type.TEXT, "the text", _own("body")),
        ("authors", Type.NAMES, "who wrote it, as written", lambda stored: list(stored.authors)),
        ("registered", Type.FLAG, "whether the site knew its author", _own("registered"), Kind.COMMENT),
        ("source", Type.NAME, "the outlet", lambda stored: stored.source.name, None, True),
        (
            *("source_origin", Type.KEY, "where that was learned from"),
            *(lambda stored: stored.source.origin.value, None, True),
        ),
        ("date", Type.MOMENT, "its date; for an article without one, its first comment's", _date("when")),
        (
            *("date_origin", Type.KEY, "where that was learned from: `comment` on an article is a bound"),
            lambda stored: _date("origin")(stored) or "none",
        ),
        ("date_precision", Type.KEY, "the smallest unit that it states", _date("precision")),
        ("date_zone", Type.KEY, "how its time zone is known", _date("zone")),
        ("date_offset", Type.NUMBER, "minutes east of UTC of the clock that shows it so", _date("offset")),
        ("url", Type.NAME, "the canonical address of its page", lambda stored: stored.url, None, True),
        (
            "language",
            Type.KEY,
            "the language of its thread, as in ISO 639-1",
            lambda s: s.language,
            None,
            True,
        ),
        (
            *("replies", Type.NUMBER, "the comments under an article, the answers to a comment"),
            lambda stored: stored.replies,
        ),
        ("reply_to", Type.KEY, "the id of the comment that it answers", _own("reply_to"), Kind.COMMENT),
        (
            *("reply_to_name", Type.NAME, "whom it answers, as the page names them"),
            *(_own("reply_to_name"), Kind.COMMENT),
        ),
        (
            "depth",
            Type.NUMBER,
            "0 for a comment on the article, 1 for an answer",
            _own("depth"),
            Kind.COMMENT,
        ),
        (
            *("quotes", Type.SPANS, "what in its body the page marks as somebody else's words"),
            *(lambda stored: [list(span) for span in getattr(stored.record, "quotes", ())], Kind.COMMENT),
        ),
        ("deleted", Type.FLAG, "whether the page says that it was taken away", _own("deleted"), Kind.COMMENT),
        ("gone", Type.FLAG, "whether a later scrape no longer shows it", _own("gone"), Kind.COMMENT),
        ("cluster", Type.KEY, "the same on all copies of a text, and on nothing else", lambda s: s.cluster),
        (
            *("comment_system", Type.KEY, "who renders the comments that the page itself does not hold"),
            *(_own("comment_system"), Kind.ARTICLE),
        ),
        ("first_seen", Type.MOMENT, "when the first scrape that shows it was saved", _own("first_seen")),
        ("last_seen", Type.MOMENT, "and when the last", _own("last_seen")),
        ("path", Type.KEY, "the scrape", lambda stored: path_shape(stored.scrape.path), None, True),
        ("place", Type.KEY, "where in it", lambda stored: stored.scrape.place or None, None, True),
        ("format", Type.KEY, "what read it", lambda stored: stored.scrape.format, None, True),
        (
            *("dialect", Type.KEY, "what told article from comments"),
            *(lambda stored: stored.scrape.dialect or None, None, True),
        ),
    )
)
"""In the order in which they are told."""


def values(stored: StoredRecord) -> dict[str, Any]:
    """All columns of a record, None where it has nothing."""
    return {column.name: column.value(stored) for column in COLUMNS}
