"""Items of Hacker News as its own API and the public data set on BigQuery have them: flat, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from index.layouts import values
from index.layouts.layout import Entry, Layout, Record

TYPES: Final = frozenset({"story", "comment", "job", "poll", "pollopt"})
HOUSE: Final = "Hacker News"


def item_url(item: str) -> str:
    """The address of an item."""
    return f"https://news.ycombinator.com/item?id={item}"


def _recognise(value: dict[str, Any]) -> bool:
    kind = value.get("type")
    return (
        isinstance(kind, str)
        and kind in TYPES
        and "id" in value
        and ("time" in value or "timestamp" in value)
        and any(name in value for name in ("by", "deleted", "dead", "kids", "parent"))
    )


def _read(record: Record) -> Iterator[Entry | None]:
    own, kind = record.id("id"), record.line("type")
    parent = record.id("parent")
    starts = kind != "comment" and not parent
    body, quotes = record.html("text")
    if not own or kind == "pollopt":
        return
    yield Entry(
        id=own,
        parent=None if starts or parent == own else parent or None,
        author=record.name("by"),
        posted=(record.published if starts else record.posted)("time", "timestamp"),
        body=body,
        quotes=quotes,
        title=record.line("title") if starts else "",
        url=item_url(own) if starts else None,
        deleted=values.flag_in(record.value.get("deleted")),
        starts=starts,
        source=record.house(HOUSE),
        place=record.scrape.place,
    )


HACKERNEWS = Layout(
    "hackernews",
    "items of Hacker News: its API, the dumps of BigQuery",
    _recognise,
    _read,
    address=item_url,
    house=HOUSE,
)
