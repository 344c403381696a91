"""Records to tantivy documents, and back.

The `record` field holds one JSON object, the record as it is in `index.model` without the parts
that other documents hold: an article without its comments, a comment with its thread's id and
headline, so that a hit can be shown without fetching its article.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

import orjson
import tantivy

from index.analysis import key
from index.model import Article, Comment, Dated, Kind, Origin, Precision, ScrapeRef, Sourced, Zone


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What one document gives back: a record and the thread it belongs to."""

    record: Article | Comment
    """An article comes without its comments: they are documents of their own."""
    thread: str
    """The article's id."""
    headline: str
    """The article's title."""
    source: Sourced
    url: str | None
    dated: Dated | None
    """The record's date; for an article without one, its first comment's."""
    scrape: ScrapeRef
    comments: int
    """How many comments the article has; 0 on a comment."""

    @classmethod
    def of(cls, record: Article | Comment, article: Article) -> Self:
        """What the document of `record`, which is `article` or stands under it, would give back."""
        comment = record if isinstance(record, Comment) else None
        return cls(
            record=record,
            thread=article.id,
            headline=article.title,
            source=article.source,
            url=article.url,
            dated=comment.posted if comment else article.dated,
            scrape=article.scrape,
            comments=0 if comment else len(article.comments),
        )

    @property
    def kind(self) -> Kind:
        """Article or comment."""
        return Kind.ARTICLE if isinstance(self.record, Article) else Kind.COMMENT

    @property
    def authors(self) -> tuple[str, ...]:
        """Whoever wrote it, as written."""
        return _authors(self.record)


def to_documents(article: Article, schema: tantivy.Schema) -> Iterator[tantivy.Document]:
    """One document for the article, then one for each comment."""
    for values in to_values(article):
        yield tantivy.Document.from_dict(values, schema)


def to_values(article: Article) -> Iterator[dict[str, Any]]:
    """The values of their fields."""
    for record in article.walk():
        comment = record if isinstance(record, Comment) else None
        dated = comment.posted if comment else article.dated
        authors = _authors(record)
        values: dict[str, Any] = {
            "id": record.id,
            "thread": article.id,
            "kind": Kind.COMMENT if comment else Kind.ARTICLE,
            "position": comment.position if comment else 0,
            "body": record.body,
            "body_exact": record.body,
            "author": list(authors),
            "author_key": [key(author) for author in authors],
            "author_name": list(authors),
            "date_origin": dated.origin if dated else Origin.NONE,
            "record": to_blob(article, comment),
        }
        if comment is None:
            values |= {"title": article.title, "title_exact": article.title}
        if dated is not None:
            values["date"] = dated.when
        if article.source.name is not None:
            values |= {"source_key": key(article.source.name), "source_name": article.source.name}
        if article.url is not None:
            values["url"] = article.url
        if article.language is not None:
            values["language"] = article.language
        yield values


def from_documents(documents: Iterable[tantivy.Document]) -> Article | None:
    """The thread that these are the documents of, in any order; None if its article is not among them."""
    records = [stored_record(document).record for document in documents]
    comments = sorted(
        (record for record in records if isinstance(record, Comment)), key=lambda comment: comment.position
    )
    article = next((record for record in records if isinstance(record, Article)), None)
    return replace(article, comments=tuple(comments)) if article else None


def stored_record(document: tantivy.Document) -> StoredRecord:
    """The record of a document.

    Raises:
        ValueError: the document holds none.
    """
    blob = document.get_first("record")
    if not isinstance(blob, bytes):
        raise ValueError("a document without a record")
    return from_blob(blob)


def to_blob(article: Article, comment: Comment | None) -> bytes:
    """What the `record` field of the article's document holds, or of that of a comment under it."""
    return orjson.dumps(_pack(article, comment))


def from_blob(blob: bytes) -> StoredRecord:
    """The record a document's `record` field holds."""
    packed = orjson.loads(blob)
    source = Sourced(packed["source"], Origin(packed["source_origin"]))
    scrape = ScrapeRef(
        os.fsdecode(packed["path"].encode("latin-1")), packed["format"], packed["dialect"], packed["place"]
    )
    thread, headline, url = packed["thread"], packed["headline"], packed["url"]
    dated = _dated(packed["dated"])
    if packed["kind"] == Kind.COMMENT:
        comment = Comment(
            id=packed["id"],
            author=packed["author"],
            registered=packed["registered"],
            posted=dated,
            body=packed["body"],
            reply_to=packed["reply_to"],
            reply_to_name=packed["reply_to_name"],
            depth=packed["depth"],
            position=packed["position"],
            quotes=tuple((start, stop) for start, stop in packed["quotes"]),
            deleted=packed["deleted"],
            first_seen=_time(packed["first_seen"]),
            last_seen=_time(packed["last_seen"]),
            gone=packed["gone"],
        )
        return StoredRecord(comment, thread, headline, source, url, dated, scrape, 0)
    article = Article(
        id=packed["id"],
        url=url,
        source=source,
        title=headline,
        authors=tuple(packed["authors"]),
        published=dated if dated and dated.origin is not Origin.COMMENT else None,
        body=packed["body"],
        comments=(),
        scrape=scrape,
        language=packed["language"],
        comment_system=packed["comment_system"],
        first_seen=_time(packed["first_seen"]),
        last_seen=_time(packed["last_seen"]),
    )
    return StoredRecord(article, thread, headline, source, url, dated, scrape, packed["comments"])


def _authors(record: Article | Comment) -> tuple[str, ...]:
    if isinstance(record, Article):
        return record.authors
    return (record.author,) if record.author else ()


def _pack(article: Article, comment: Comment | None) -> dict[str, Any]:
    packed: dict[str, Any] = {
        "thread": article.id,
        "headline": article.title,
        "source": article.source.name,
        "source_origin": article.source.origin,
        "url": article.url,
        "path": os.fsencode(article.scrape.path).decode("latin-1"),  # a file name need not be UTF-8
        "format": article.scrape.format,
        "dialect": article.scrape.dialect,
        "place": article.scrape.place,
    }
    if comment is None:
        return packed | {
            "kind": Kind.ARTICLE,
            "id": article.id,
            "authors": article.authors,
            "body": article.body,
            "dated": _undated(article.dated),
            "comments": len(article.comments),
            "language": article.language,
            "comment_system": article.comment_system,
            "first_seen": _seconds(article.first_seen),
            "last_seen": _seconds(article.last_seen),
        }
    return packed | {
        "kind": Kind.COMMENT,
        "id": comment.id,
        "author": comment.author,
        "registered": comment.registered,
        "body": comment.body,
        "dated": _undated(comment.posted),
        "reply_to": comment.reply_to,
        "reply_to_name": comment.reply_to_name,
        "depth": comment.depth,
        "position": comment.position,
        "quotes": comment.quotes,
        "deleted": comment.deleted,
        "first_seen": _seconds(comment.first_seen),
        "last_seen": _seconds(comment.last_seen),
        "gone": comment.gone,
    }


def _seconds(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp())


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _undated(dated: Dated | None) -> list[str] | None:
    if dated is None:
        return None
    return [dated.when.astimezone(UTC).isoformat(), dated.precision, dated.origin, dated.zone]


def _dated(packed: list[str] | None) -> Dated | None:
    if packed is None:
        return None
    when, precision, origin, zone = packed
    return Dated(datetime.fromisoformat(when), Precision(precision), Origin(origin), Zone(zone))
