"""Posts and pages of WordPress (`/wp-json/wp/v2/posts`), with what `?_embed` adds."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from index.layouts.layout import Layout, Record
from index.layouts.wordpress_comments import post_of
from index.model import Article


def _recognise(value: dict[str, Any]) -> bool:
    return isinstance(value.get("title"), dict) and isinstance(value.get("content"), dict) and "link" in value


def _read(record: Record) -> Iterator[Article | None]:
    answers = record.value.get("_embedded")
    found = answers.get("replies") if isinstance(answers, dict) else None
    lists = [each for each in found if isinstance(each, list)] if isinstance(found, list) else []
    replies = [reply for each in lists for reply in record.within(each)]
    yield record.article(
        title=html.unescape(record.html("title")[0]),
        body=record.html("content.rendered", "content.raw", "excerpt.rendered")[0],
        url=record.url("link", "guid.rendered"),
        authors=record.names("_embedded.author", "author_name", "yoast_head_json.author"),
        published=record.published("date_gmt", utc=True) or record.published("date"),
        source=record.source("yoast_head_json.og_site_name", "site_name"),
        thread=[made for reply in replies if (made := post_of(reply)) is not None],
    )


WORDPRESS = Layout("wordpress", "posts and pages of WordPress: its REST API", _recognise, _read)
