"""Hacker News items as Algolia's search (`/api/v1/search`) finds them: each for itself, in any order."""

from __future__ import annotations

from collections.abc import Iterator

from index.layouts.hackernews import HOUSE, item_url
from index.layouts.layout import Entry, Layout, Record, has


def _read(record: Record) -> Iterator[Entry | None]:
    own = record.id("objectID")
    answers = record.value.get("comment_text") is not None or record.value.get("parent_id") is not None
    thread = record.id("story_id") if answers else own
    body, quotes = record.html("comment_text") if answers else record.html("story_text", "text")
    if not own or not thread:
        return
    yield Entry(
        id=own,
        parent=record.id("parent_id") or None,
        author=record.name("author"),
        posted=(record.posted if answers else record.published)("created_at_i", "created_at"),
        body=body,
        quotes=quotes,
        title=record.line("story_title" if answers else "title"),
        url=item_url(thread),
        thread=thread,
        starts=not answers,
        source=record.house(HOUSE),
        place=record.scrape.place,
    )


HACKERNEWS_HITS = Layout(
    "hackernews-hits",
    "stories and comments of Hacker News: Algolia's search",
    has("objectID", any_of=("_tags", "comment_text", "created_at_i")),
    _read,
    address=item_url,
    house=HOUSE,
)
