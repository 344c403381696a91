"""A thread of Isso as its API gives it, and as its import takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote_plus

from index.layouts import tree
from index.layouts.layout import Layout, Record
from index.model import Article
from index.posts import Post


def _recognise(value: dict[str, Any]) -> bool:
    if "replies" in value and ("total_replies" in value or "hidden_replies" in value):
        return True
    found = value.get("comments")
    first = found[0] if isinstance(found, list) and found else None
    return isinstance(first, dict) and "remote_addr" in first and "id" in value


def _read(record: Record) -> Iterator[Article | None]:
    roots = record.items("comments", "replies")
    title = record.line("title")
    path = values if isinstance(values := record.value.get("id"), str) else ""
    yield record.article(
        title=(unquote_plus(title) if " " not in title else title)
        or path
        or f"thread {PurePath(record.scrape.path).stem}",
        body="",
        url=record.url("uri", "url", "id"),
        thread=tree.posts_of(roots, _post, lambda comment: comment.items("replies")),
    )


def _post(record: Record) -> Post | None:
    body, quotes = record.html("text")
    return Post(
        id=record.id("id"),
        parent=record.id("parent") or None,
        author=record.name("author"),
        posted=record.posted("created"),
        body=body,
        quotes=quotes,
        deleted=record.value.get("mode") == 4,
    )


ISSO = Layout("isso", "threads of Isso: its API, its import", _recognise, _read)
