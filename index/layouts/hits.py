"""What `dateline search` writes as JSON: of each record the passage that was found."""

from __future__ import annotations

from collections.abc import Iterator

from index.layouts.layout import Entry, Layout, Record, has
from index.model import NO_SOURCE


def _read(record: Record) -> Iterator[Entry | None]:
    starts = record.value.get("kind") == "article"
    yield Entry(
        id=record.id("id"),
        parent=None,
        author=record.name("authors", "author"),
        posted=record.published("date")
        if starts or record.value.get("date_origin") == "page"
        else record.posted("date"),
        body=record.line("snippet.text"),
        title=record.line("title"),
        url=record.url("url"),
        thread=record.id("thread", "id"),
        starts=starts,
        source=record.source("source") if record.scrape.source.name is None else NO_SOURCE,
        place=record.scrape.place,
    )


HITS = Layout(
    "dateline-hits",
    "the JSON of `dateline search`",
    has("snippet", "thread", "score", "source_origin"),
    _read,
)
