"""Records as the plain values that JSON is made of; `docs/output.md` tells users of them."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from index.model import Article, Comment, Dated, Origin, Sourced

if TYPE_CHECKING:
    from index.build import BuildReport


def article_shape(article: Article) -> dict[str, Any]:
    """An article with its comments."""
    return {
        "path": path_shape(article.scrape.path),
        "place": article.scrape.place,
        "format": article.scrape.format,
        "dialect": article.scrape.dialect,
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        **source_shape(article.source),
        **date_shape("published", article.published),
        "language": article.language,
        "comment_system": article.comment_system,
        "first_seen": time_shape(article.first_seen),
        "last_seen": time_shape(article.last_seen),
        "body": article.body,
        "comments": [comment_shape(comment) for comment in article.comments],
    }


def comment_shape(comment: Comment) -> dict[str, Any]:
    """A comment."""
    return {
        "id": comment.id,
        "author": comment.author,
        "registered": comment.registered,
        **date_shape("date", comment.posted),
        "reply_to": comment.reply_to,
        "reply_to_name": comment.reply_to_name,
        "depth": comment.depth,
        "position": comment.position,
        "deleted": comment.deleted,
        "gone": comment.gone,
        "first_seen": time_shape(comment.first_seen),
        "last_seen": time_shape(comment.last_seen),
        "body": comment.body,
        "quotes": [list(span) for span in comment.quotes],
    }


def source_shape(source: Sourced) -> dict[str, Any]:
    """A source, and where it was learned from beside it."""
    return {"source": source.name, "source_origin": source.origin.value}


def date_shape(name: str, dated: Dated | None) -> dict[str, Any]:
    """A date under `name`, and what to believe of it beside it."""
    return {
        name: time_shape(dated.local if dated else None),
        f"{name}_origin": dated.origin.value if dated else Origin.NONE.value,
        f"{name}_precision": dated.precision.value if dated else None,
        f"{name}_zone": dated.zone.value if dated else None,
    }


def time_shape(when: datetime | None) -> str | None:
    """A moment, with its distance from UTC."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z") if when else None


def path_shape(path: str) -> str:
    """A path as text; bytes in it that are not UTF-8 become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def report_shape(report: BuildReport) -> dict[str, Any]:
    """What an update did."""
    return {
        "version": 1,
        "index": path_shape(report.index),
        "scrapes": report.scrapes,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "removed": report.removed,
        "articles": report.articles,
        "comments": report.comments,
        "total_articles": report.total_articles,
        "total_comments": report.total_comments,
        "rejected": [
            {"path": path_shape(bad.path), "where": bad.where, "reason": bad.reason}
            for bad in report.rejected
        ],
        "passed": dict(report.passed),
        "postponed": report.postponed,
        "missing": [path_shape(path) for path in report.missing],
        "rebuilt": report.rebuilt,
        "interrupted": report.interrupted,
        "seconds": round(report.seconds, 3),
    }
