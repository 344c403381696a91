"""What fundus writes as JSON: the text as a summary and sections, each with headlines and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.layouts import values
from index.layouts.layout import Layout, Record
from index.model import Article


def _recognise(value: dict[str, Any]) -> bool:
    body = value.get("body")
    nested = isinstance(body, dict) and "sections" in body
    return nested or ("publishing_date" in value and ("plaintext" in value or "body" in value))


def _read(record: Record) -> Iterator[Article | None]:
    paragraphs = [values.text_in(record.first("body.summary"))]
    for section in record.items("body.sections"):
        paragraphs += (values.text_in(section.first(part)) for part in ("headline", "paragraphs"))
    yield record.article(
        title=record.line("title", "headline"),
        body="\n\n".join(filter(None, paragraphs)) or record.text("plaintext", "body"),
        url=record.url("html.responded_url", "html.requested_url", "url"),
        authors=record.names("authors"),
        published=record.published("publishing_date"),
        source=record.source("publisher", "html.source_info.publisher", "html.source_info.source_name"),
        language=values.language_in(record.first("lang", "language")),
    )


FUNDUS = Layout("fundus", "the JSON of fundus", _recognise, _read)
