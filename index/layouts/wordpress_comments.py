"""Comments of WordPress (`/wp-json/wp/v2/comments`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from index.layouts import values
from index.layouts.layout import Entry, Layout, Record, has
from index.posts import Post

PAGE: Final = re.compile(r"/comment-page-\d{1,6}(?=/?$)")
"""What a comment's address has between that of the post and its own mark."""


def post_of(record: Record) -> Post | None:
    """A comment; None if it is a pingback, or was never shown."""
    if record.value.get("type") in ("pingback", "trackback"):
        return None
    if record.value.get("status", "approved") not in ("approved", "approve", "publish", 1, "1"):
        return None
    body, quotes = record.html("content.rendered", "content.raw", "content")
    author = values.id_in(record.value.get("author"))
    return Post(
        id=record.id("id"),
        parent=parent if (parent := record.id("parent")) != "0" else None,
        author=record.name("author_name"),
        posted=record.posted("date_gmt", utc=True) or record.posted("date"),
        body=body,
        quotes=quotes,
        registered=author != "0" if author else None,
    )


def _read(record: Record) -> Iterator[Entry | None]:
    post = post_of(record)
    thread = record.id("post")
    if post is None or not thread:
        return
    link = values.url_in(record.value.get("link"))
    own = {field.name: getattr(post, field.name) for field in fields(Post)}
    own |= {"title": record.html("_embedded.up.0.title")[0], "url": PAGE.sub("", link) if link else None}
    yield Entry(**own, thread=thread, source=record.source("site_name"), place=record.scrape.place)


WORDPRESS_COMMENTS = Layout(
    "wordpress-comments",
    "comments of WordPress: its REST API",
    has("post", "author_name", "content", any_of=("date", "date_gmt")),
    _read,
)
