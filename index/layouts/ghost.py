"""An export of Ghost: tables of posts, users, and who wrote what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.fields import find
from index.layouts.layout import Layout, Record
from index.layouts.values import id_in, line_in
from index.model import Article


def _recognise(value: dict[str, Any]) -> bool:
    tables = _tables(value)
    return tables is not None and isinstance(tables.get("posts"), list) and "users" in tables


def _tables(value: dict[str, Any]) -> dict[str, Any] | None:
    data = find(value, "db.0.data") or value.get("data")
    return data if isinstance(data, dict) else None


def _read(record: Record) -> Iterator[Article | None]:
    (tables,) = record.within([_tables(record.value)])
    users = {user.id("id"): user.line("name") for user in tables.items("users")}
    wrote: dict[str, list[str]] = {}
    for row in tables.items("posts_authors"):
        wrote.setdefault(row.id("post_id"), []).append(users.get(row.id("author_id"), ""))
    settings = {line_in(row.value.get("key")): row.value.get("value") for row in tables.items("settings")}
    (said,) = record.within([settings])
    for post in tables.items("posts"):
        if post.value.get("status", "published") != "published":
            continue
        names = wrote.get(id_in(post.value.get("id"))) or [users.get(post.id("author_id"), "")]
        yield post.article(
            title=post.line("title"),
            body=post.html("html")[0] or post.text("plaintext", "custom_excerpt"),
            url=post.url("canonical_url", "url"),
            authors=tuple(filter(None, names)),
            published=post.published("published_at", "created_at", utc=True),
            source=said.source("title"),
        )


GHOST = Layout("ghost", "an export of Ghost", _recognise, _read)
