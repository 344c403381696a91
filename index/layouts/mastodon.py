"""Statuses of Mastodon and its like: each names the one it answers."""

from __future__ import annotations

from collections.abc import Iterator

from index.layouts.layout import Entry, Layout, Record, has


def _read(record: Record) -> Iterator[Entry | None]:
    parent = record.id("in_reply_to_id")
    body, quotes = record.html("content")
    own = record.id("id")
    if not own:
        return
    yield Entry(
        id=own,
        parent=parent or None,
        author=record.name("account.acct", "account.username"),
        posted=(record.posted if parent else record.published)("created_at"),
        body=body,
        quotes=quotes,
        url=None if parent else record.url("url", "uri"),
        starts=not parent,
        language=None,
        place=record.scrape.place,
    )


MASTODON = Layout(
    "mastodon", "statuses of Mastodon: its API", has("in_reply_to_id", "account", "content", "uri"), _read
)
