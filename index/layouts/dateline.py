"""What dateline itself writes: `parse --json` and `show --json`, read back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from index.layouts import values
from index.layouts.layout import Layout, Record, has
from index.model import Article, Comment, Dated, Origin, Precision, Sourced, Zone

Value = TypeVar("Value", bound=StrEnum)


def _read(record: Record) -> Iterator[Article | None]:
    given = record.scrape.source
    name = values.name_in(record.value.get("source"))
    known = given.name is not None or name is None
    yield record.article(
        title=record.line("title"),
        body=_text(record, "body"),
        url=record.url("url"),
        authors=_names(record),
        published=_dated(record, "published"),
        source=given if known else Sourced(name, _one(Origin, record, "source_origin", Origin.PAGE)),
        language=values.language_in(record.value.get("language")),
        comments=tuple(_comment(each, at) for at, each in enumerate(record.items("comments"), start=1)),
    )


def _comment(record: Record, position: int) -> Comment:
    body = _text(record, "body")
    depth = record.value.get("depth")
    registered = record.value.get("registered")
    author, answered = record.value.get("author"), record.value.get("reply_to_name")
    return Comment(
        id=record.id("id"),
        author=author if isinstance(author, str) else None,
        registered=registered if isinstance(registered, bool) else None,
        posted=_dated(record, "date"),
        body=body,
        reply_to=record.id("reply_to") or None,
        reply_to_name=answered if isinstance(answered, str) else None,
        depth=depth if isinstance(depth, int) and 0 <= depth < 1_000_000 else 0,
        position=position,
        quotes=_spans(record.value.get("quotes"), len(body)),
        deleted=record.value.get("deleted") is True,
    )


def _text(record: Record, name: str) -> str:
    """A text as it stands: it may be one that speaks of HTML."""
    value = record.value.get(name)
    return value if isinstance(value, str) else ""


def _names(record: Record) -> tuple[str, ...]:
    found = record.value.get("authors")
    return tuple(name for name in found if isinstance(name, str)) if isinstance(found, list) else ()


def _dated(record: Record, name: str) -> Dated | None:
    own = Origin.COMMENT if name == "date" else Origin.PAGE
    found = values.date_in(record.value.get(name), own, record.scrape)
    if found is None:
        return None
    zone = _one(Zone, record, f"{name}_zone", found.zone)
    return replace(
        found,
        origin=_one(Origin, record, f"{name}_origin", own),
        precision=_one(Precision, record, f"{name}_precision", found.precision),
        zone=zone,
        offset=None if zone is Zone.ASSUMED else found.offset,
    )


def _one(kind: type[Value], record: Record, name: str, otherwise: Value) -> Value:
    value = record.value.get(name)
    return kind(value) if isinstance(value, str) and value in set(kind) else otherwise


def _spans(value: object, length: int) -> tuple[tuple[int, int], ...]:
    """Spans of a text, if they are sorted, disjoint and within it."""
    spans: list[tuple[int, int]] = []
    end = 0
    for span in value if isinstance(value, list) else ():
        if not (isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span)):
            return ()
        if not end <= span[0] < span[1] <= length:
            return ()
        end = span[1]
        spans.append((span[0], span[1]))
    return tuple(spans)


DATELINE = Layout(
    "dateline",
    "the JSON of `dateline parse` and `dateline show`",
    has("source_origin", "published_origin", "body", "comments"),
    _read,
)
