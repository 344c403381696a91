"""Comments of Remark42: a backup, one comment a line, or its API, flat or as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.layouts import values
from index.layouts.layout import MOST_ITEMS, Entry, Layout, Record


def _recognise(value: dict[str, Any]) -> bool:
    if isinstance(value.get("comment"), dict):
        value = value["comment"]
    locator = value.get("locator")
    header = "version" in value and value.get("users") == value.get("posts") == []
    return header or (isinstance(locator, dict) and "url" in locator and "user" in value)


def _read(record: Record) -> Iterator[Entry | None]:
    waiting = [record]
    for _ in range(MOST_ITEMS):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node.value.get("comment"), dict):
            waiting += reversed(node.items("replies"))
            (node,) = node.within([node.value["comment"]])
        thread = node.line("locator.url")
        if thread:  # not in a backup's first line
            yield _entry(node, thread)


def _entry(record: Record, thread: str) -> Entry:
    body, quotes = record.html("text", "orig")
    deleted = values.flag_in(record.value.get("delete"))
    return Entry(
        id=record.id("id"),
        parent=record.id("pid") or None,
        author=None if deleted else record.name("user.name"),
        posted=record.posted("time"),
        body=body,
        quotes=quotes,
        title=record.line("title"),
        url=record.url("locator.url"),
        deleted=deleted,
        thread=thread,
        source=record.source("locator.site"),
        place=record.scrape.place,
    )


REMARK42 = Layout("remark42", "comments of Remark42: backups, its API", _recognise, _read)
