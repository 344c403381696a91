"""A Hacker News item of Algolia's API (`/api/v1/items/ID`): answers lie in `children`, however deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from index.layouts import tree
from index.layouts.hackernews import HOUSE, item_url
from index.layouts.layout import Entry, Layout, Record
from index.posts import Post


def _read(record: Record) -> Iterator[Entry | None]:
    thread = record.id("story_id", "id")
    starts = record.value.get("type") != "comment" and not record.value.get("parent_id")
    source = record.house(HOUSE)
    for at, post in enumerate(tree.posts_of([record], _post, lambda item: item.items("children"))):
        first = starts and at == 0
        values = {field.name: getattr(post, field.name) for field in fields(Post)}
        entry = Entry(**values, thread=thread, starts=first, source=source, place=record.scrape.place)
        if first:
            posted = record.published("created_at_i", "created_at")
            entry = replace(entry, title=record.line("title"), url=item_url(post.id), posted=posted)
        yield entry


def _post(record: Record) -> Post | None:
    body, quotes = record.html("text")
    author = record.name("author")
    return Post(
        id=record.id("id"),
        parent=record.id("parent_id") or None,
        author=author,
        posted=record.posted("created_at_i", "created_at"),
        body=body,
        quotes=quotes,
        deleted=author is None and not body,
    )


HACKERNEWS_ITEM = Layout(
    "hackernews-item",
    "an item of Hacker News with all answers: Algolia's API",
    lambda value: "created_at_i" in value and "children" in value and "objectID" not in value,
    _read,
    address=item_url,
    house=HOUSE,
)
