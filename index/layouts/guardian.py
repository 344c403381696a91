"""Articles of the Guardian's content API."""

from __future__ import annotations

from collections.abc import Iterator

from index.layouts.layout import Layout, Record, has
from index.model import NO_SOURCE, Article


def _read(record: Record) -> Iterator[Article | None]:
    source = record.source("fields.publication")
    yield record.article(
        title=record.line("fields.headline", "webTitle"),
        body=record.html("fields.body", "blocks.body.bodyHtml")[0] or record.text("fields.bodyText"),
        url=record.url("webUrl"),
        authors=record.names("fields.byline"),
        published=record.published("webPublicationDate", "fields.firstPublicationDate"),
        source=source if source != NO_SOURCE else record.house("The Guardian"),
    )


GUARDIAN = Layout("guardian", "articles of the Guardian: its API", has("webTitle", "webUrl"), _read)
