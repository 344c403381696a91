"""A topic of Discourse (`/t/ID.json`): posts in the order of time, each with the number it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from index import urls
from index.layouts import values
from index.layouts.layout import Layout, Record
from index.model import Article
from index.posts import Post


def _recognise(value: dict[str, Any]) -> bool:
    stream = value.get("post_stream")
    return isinstance(stream, dict) and isinstance(stream.get("posts"), list)


def _read(record: Record) -> Iterator[Article | None]:
    posts = record.items("post_stream.posts")
    start = next((post for post in posts if post.id("post_number") == "1"), None)
    thread = [made for post in posts if post is not start and (made := _post(post)) is not None]
    yield record.article(
        title=record.line("title", "fancy_title"),
        body=start.html("cooked", "raw")[0] if start is not None else "",
        url=_url(record),
        authors=start.names("username", "name") if start is not None else (),
        published=(start or record).published("created_at"),
        source=record.source("site_name"),
        thread=thread,
        own=record.id("id"),
    )


def _post(record: Record) -> Post | None:
    body, quotes = record.html("cooked", "raw")
    if not body and record.value.get("action_code"):
        return None  # "closed this topic"
    return Post(
        id=record.id("post_number"),
        parent=record.id("reply_to_post_number") or None,
        author=record.name("username", "name"),
        posted=record.posted("created_at"),
        body=body,
        quotes=quotes,
        deleted=any(
            values.flag_in(record.value.get(name)) for name in ("deleted_at", "user_deleted", "hidden")
        ),
        parent_name=values.name_in(record.first("reply_to_user.username")),
    )


def _url(record: Record) -> str | None:
    """The topic's address: its host is known only where something has fetched it from there."""
    found = record.url("url", "topic_url")
    if found is None and record.scrape.url:
        parts = urlsplit(record.scrape.url)
        slug, number = record.line("slug") or "-", record.id("id")
        found = urls.canonical(f"{parts.scheme}://{parts.netloc}/t/{slug}/{number}") if number else None
    return found


DISCOURSE = Layout("discourse", "a topic of Discourse: `/t/ID.json`", _recognise, _read)
