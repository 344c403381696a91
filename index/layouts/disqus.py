"""Posts of Disqus as its API lists them (`posts/list`, `threads/listPosts`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.layouts import values
from index.layouts.layout import Entry, Layout, Record


def _recognise(value: dict[str, Any]) -> bool:
    return "thread" in value and "author" in value and ("raw_message" in value or "isSpam" in value)


def _read(record: Record) -> Iterator[Entry | None]:
    body, quotes = record.html("message") if record.value.get("message") else (record.text("raw_message"), ())
    if values.flag_in(record.value.get("isSpam")):
        if record.scrape.trace is not None:
            record.scrape.trace.leaves_out("marked as spam", body)
        return
    anonymous = record.value.get("author")
    known = None
    if isinstance(anonymous, dict) and isinstance(anonymous.get("isAnonymous"), bool):
        known = not anonymous["isAnonymous"]
    yield Entry(
        id=record.id("id"),
        parent=record.id("parent") or None,
        author=record.name("author.name", "author.username", "author"),
        posted=record.posted("createdAt", utc=True),
        body=body,
        quotes=quotes,
        title=record.line("thread.clean_title", "thread.title", "threadTitle"),
        url=record.url("thread.link", "threadLink"),
        registered=known,
        deleted=values.flag_in(record.value.get("isDeleted")),
        thread=record.id("thread.id", "thread"),
        source=record.source("forum.name", "forum"),
        place=record.scrape.place,
    )


DISQUS = Layout("disqus", "posts of Disqus: its API", _recognise, _read)
