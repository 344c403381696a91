"""Records to tantivy documents, and back.

The `record` field holds the record as it is in `index.model` without the parts that other documents
hold: an article without its comments, a comment with its thread's id and headline, so that a hit can be
shown without fetching its article. It is one JSON object in a line, and then the text as it stands: most of
a record is text, which is read so at no cost.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from json import JSONDecoder

import tantivy

from index.analysis import key, prepared, spelled, word_spans
from index.frozen import dataclass, replace
from index.model import Article, Comment, Dated, Kind, Origin, Precision, ScrapeRef, Sourced, Zone
from index.schema import EARLIEST, MOVABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, Self

ORDER_BITS: Final = 28
"""Bits of the field `order` below those of the date."""
NOTHING: Final[tuple[object, ...]] = (None, ())
"""What a packed record leaves out."""
FARTHEST: Final = timedelta(hours=24)
"""No zone is so far from UTC."""

# Ten times as fast as asking an enumeration for the member of a value.
ORIGINS: Final = {origin.value: origin for origin in Origin}
PRECISIONS: Final = {precision.value: precision for precision in Precision}
ZONES: Final = {zone.value: zone for zone in Zone}

_read_json: Final = JSONDecoder().raw_decode
"""orjson is faster by a few microseconds, and takes milliseconds to import."""


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
    replies: int
    """How many comments the article has; on a comment, how many answer it."""
    language: str | None = None
    """That of the article."""
    cluster: str | None = None
    """What it and its copies have in common, and nothing else: the least of their ids. See `index.copies`."""

    @classmethod
    def of(
        cls, record: Article | Comment, article: Article, cluster: str | None = None, answers: int = 0
    ) -> Self:
        """What the document of `record`, which is `article` or stands under it, would give back.

        `answers` is how many of the article's comments answer the record, if that is a comment.
        """
        comment = record if isinstance(record, Comment) else None
        return cls(
            record=record,
            thread=article.id,
            headline=article.title,
            source=article.source,
            url=article.url,
            dated=comment.posted if comment else article.dated,
            scrape=article.scrape,
            replies=answers if comment else len(article.comments),
            language=article.language,
            cluster=cluster,
        )

    @property
    def kind(self) -> Kind:
        """Article or comment."""
        return Kind.ARTICLE if isinstance(self.record, Article) else Kind.COMMENT

    @property
    def authors(self) -> tuple[str, ...]:
        """Whoever wrote it, as written."""
        return _authors(self.record)

    @property
    def comments(self) -> int:
        """How many comments the article has; 0 on a comment."""
        return self.replies if self.kind is Kind.ARTICLE else 0


def to_documents(
    article: Article,
    schema: tantivy.Schema,
    copy_keys: Mapping[str, tuple[int, ...]] | None = None,
    clusters: Mapping[str, str] | None = None,
) -> Iterator[tantivy.Document]:
    """One document for the article, then one for each comment.

    By their ids, `copy_keys` are what copies of them are found by, made here where not given, and
    `clusters` the clusters that they are in.
    """
    for stored in stored_records(article, clusters or {}):
        record = stored.record
        yield to_document(stored, schema, None if copy_keys is None else copy_keys.get(record.id, ()))


def stored_records(article: Article, clusters: Mapping[str, str]) -> Iterator[StoredRecord]:
    """What the documents of a thread would give back."""
    answers = Counter(comment.reply_to for comment in article.comments)
    for record in article.walk():
        yield StoredRecord.of(record, article, clusters.get(record.id), answers[record.id])


def to_document(
    stored: StoredRecord, schema: tantivy.Schema, copy_keys: tuple[int, ...] | None = None
) -> tantivy.Document:
    """The document that gives back a record."""
    return tantivy.Document.from_dict(to_values(stored, copy_keys), schema)


def to_values(stored: StoredRecord, copy_keys: tuple[int, ...] | None = None) -> dict[str, Any]:
    """The values of its fields."""
    from index.text import mended  # only who writes needs it, and a search from the shell starts without

    record = stored.record
    comment = record if isinstance(record, Comment) else None
    body = prepared(record.body)
    values: dict[str, Any] = {
        "id": record.id,
        "thread": stored.thread,
        "kind": stored.kind,
        "position": comment.position if comment else 0,
        "body": body,
        "body_exact": body,
        "words": len(word_spans(record.body)),
        "replies": stored.replies,
        "order": _order(stored),
        "author": list(map(mended, stored.authors)),
        "author_key": [key(mended(author)) for author in stored.authors],
        "author_name": list(stored.authors),
        "date_origin": stored.dated.origin if stored.dated else Origin.NONE,
        "copy_keys": list(_copy_keys(stored) if copy_keys is None else copy_keys),
        "record": _packed(stored),
    }
    if comment is None:
        title = prepared(stored.headline)
        values |= {"title": title, "title_exact": title}
    if folded := spelled(record.body if comment else f"{stored.headline} {record.body}"):
        values["spelled"] = folded
    if stored.dated is not None:
        values |= {"date": stored.dated.when, "precision": stored.dated.precision}
    if stored.source.name is not None:
        values |= {"source_key": key(stored.source.name), "source_name": stored.source.name}
    if stored.url is not None:
        values["url"] = stored.url
    if stored.language is not None:
        values["language"] = stored.language
    if stored.cluster is not None:
        values |= _of_cluster(stored.cluster)
    if (month := _month(stored)) is not None:
        values["month"] = month
    return values


def clustered(values: Mapping[str, Any], cluster: str) -> dict[str, Any]:
    """The values of the fields of a record without a cluster, once it is in one."""
    import orjson  # see _read_json

    head, _, text = values["record"].partition(b"\n")
    packed = orjson.loads(head) | {"cluster": cluster}
    return {**values, **_of_cluster(cluster), "record": orjson.dumps(packed) + b"\n" + text}


def _of_cluster(cluster: str) -> dict[str, Any]:
    import hashlib  # as above

    digest = hashlib.blake2b(cluster.encode(), digest_size=8).digest()
    return {"cluster": cluster, "cluster_number": int.from_bytes(digest) >> 1}


def _order(stored: StoredRecord) -> int:
    """A number by which records are newest first, those without a date last; then by thread and position.

    Seconds since EARLIEST, from 1 (35 bits), the thread's id's beginning (16), the place from the end (12).
    """
    import base64
    import binascii

    seconds = 0 if stored.dated is None else 1 + int((stored.dated.when - EARLIEST).total_seconds())
    try:
        thread = int.from_bytes(base64.b32decode(stored.thread[:8].upper())[:2])
    except binascii.Error:
        thread = 0
    position = stored.record.position if isinstance(stored.record, Comment) else 0
    return (max(0, seconds) << ORDER_BITS) | ((0xFFFF - thread) << 12) | (0xFFF - min(position, 0xFFF))


def _month(stored: StoredRecord) -> str | None:
    """What the field `month` holds: that of the record's own date, if it has one.

    By it months are counted many times faster than by dates.
    """
    dated = stored.dated
    if dated is None or (stored.kind is Kind.ARTICLE and dated.origin is Origin.COMMENT):
        return None
    month = f"{dated.when:%Y-%m}"
    if dated.precision in (Precision.SECOND, Precision.MINUTE):  # a day is the same day in all zones
        around = (dated.when - FARTHEST, dated.when + FARTHEST)
        if any(f"{when:%Y-%m}" != month for when in around):
            return MOVABLE
    return month


def _copy_keys(stored: StoredRecord) -> tuple[int, ...]:
    from index.sketch import outline, told

    found = outline(told(stored.record), stored.kind)
    return found.keys if found else ()


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
    """What the `record` field of an article, or of a comment under it, holds where there are no copies."""
    return _packed(StoredRecord.of(comment or article, article))


def unpacked(blob: bytes) -> tuple[dict[str, Any], str]:
    """What a `record` field says of a record, and its text."""
    head, _, text = blob.partition(b"\n")
    return _read_json(head.decode())[0], text.decode()


def from_blob(blob: bytes) -> StoredRecord:
    """The record a document's `record` field holds."""
    packed, body = unpacked(blob)
    source = Sourced(packed.get("source"), ORIGINS[packed["source_origin"]])
    scrape = ScrapeRef(
        os.fsdecode(packed["path"].encode("latin-1")),
        packed.get("format", ""),
        packed.get("dialect", ""),
        packed.get("place", ""),
    )
    thread, headline, url = packed["thread"], packed.get("headline", ""), packed.get("url")
    dated = _dated(packed.get("dated"))
    language, cluster = packed.get("language"), packed.get("cluster")
    if packed["kind"] == Kind.COMMENT:
        comment = Comment(
            id=packed["id"],
            author=packed.get("author"),
            registered=packed.get("registered"),
            posted=dated,
            body=body,
            reply_to=packed.get("reply_to"),
            reply_to_name=packed.get("reply_to_name"),
            depth=packed["depth"],
            position=packed["position"],
            quotes=tuple((start, stop) for start, stop in packed.get("quotes", ())),
            deleted=packed.get("deleted", False),
            first_seen=_time(packed.get("first_seen")),
            last_seen=_time(packed.get("last_seen")),
            gone=packed.get("gone", False),
        )
        replies = packed.get("replies", 0)
        return StoredRecord(comment, thread, headline, source, url, dated, scrape, replies, language, cluster)
    article = Article(
        id=packed["id"],
        url=url,
        source=source,
        title=headline,
        authors=tuple(packed.get("authors", ())),
        published=dated if dated and dated.origin is not Origin.COMMENT else None,
        body=body,
        comments=(),
        scrape=scrape,
        language=language,
        comment_system=packed.get("comment_system"),
        first_seen=_time(packed.get("first_seen")),
        last_seen=_time(packed.get("last_seen")),
    )
    comments = packed["comments"]
    return StoredRecord(article, thread, headline, source, url, dated, scrape, comments, language, cluster)


def _authors(record: Article | Comment) -> tuple[str, ...]:
    if isinstance(record, Article):
        return record.authors
    return (record.author,) if record.author else ()


def _packed(stored: StoredRecord) -> bytes:
    """Without what holds nothing: there is a great deal of that."""
    import orjson  # see _read_json

    head = {name: value for name, value in _pack(stored).items() if value not in NOTHING}
    return orjson.dumps(head) + b"\n" + stored.record.body.encode()


def _pack(stored: StoredRecord) -> dict[str, Any]:
    record, scrape = stored.record, stored.scrape
    packed: dict[str, Any] = {
        "thread": stored.thread,
        "headline": stored.headline,
        "source": stored.source.name,
        "source_origin": stored.source.origin,
        "url": stored.url,
        "path": os.fsencode(scrape.path).decode("latin-1"),  # a file name need not be UTF-8
        "format": scrape.format,
        "dialect": scrape.dialect,
        "place": scrape.place,
        "language": stored.language,
        "cluster": stored.cluster,
        "kind": stored.kind,
        "id": record.id,
        "dated": _undated(stored.dated),
        "first_seen": _seconds(record.first_seen),
        "last_seen": _seconds(record.last_seen),
    }
    if isinstance(record, Article):
        return packed | {
            "authors": record.authors,
            "comments": stored.comments,
            "comment_system": record.comment_system,
        }
    comment = record
    return packed | {
        "author": comment.author,
        "registered": comment.registered,
        "replies": stored.replies or None,
        "reply_to": comment.reply_to,
        "reply_to_name": comment.reply_to_name,
        "depth": comment.depth,
        "position": comment.position,
        "quotes": comment.quotes,
        "deleted": comment.deleted or None,
        "gone": comment.gone or None,
    }


def _seconds(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp())


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _undated(dated: Dated | None) -> list[Any] | None:
    if dated is None:
        return None
    when = dated.when.astimezone(UTC).isoformat()
    return [when, dated.precision, dated.origin, dated.zone, dated.offset]


def _dated(packed: list[Any] | None) -> Dated | None:
    if packed is None:
        return None
    when, precision, origin, zone, offset = packed
    return Dated(datetime.fromisoformat(when), PRECISIONS[precision], ORIGINS[origin], ZONES[zone], offset)
