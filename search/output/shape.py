"""A hit as the plain values that JSON is made of, and JSON as bytes that no terminal obeys."""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

from index.shapes import date_shape, path_shape, source_shape
from search.results import Clause, Hit, SearchPage

VERSION: Final = 1
"""Of the shapes below: goes up when one of their keys goes or changes its meaning."""

UNESCAPED: Final = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
"""In UTF-8, what a terminal obeys and JSON need not escape: DEL, C1 controls, the order of writing."""


def hit_shape(hit: Hit) -> dict[str, Any]:
    """A hit; spans are in characters."""
    reasons = [{"what": reason.what, "score": round(reason.score, 6)} for reason in hit.reasons]
    return {
        "id": hit.id,
        "kind": hit.kind.value,
        "title": hit.title,
        "title_spans": hit.title_spans,
        **source_shape(hit.source),
        **date_shape("date", hit.date),
        "author": ", ".join(hit.authors) or None,
        "authors": hit.authors,
        "url": hit.url,
        "score": round(hit.score, 6),
        "thread": hit.thread,
        "position": hit.position,
        "comments": hit.comments,
        "cluster": hit.cluster,
        "copies": hit.copies,
        "path": path_shape(hit.path),
        "snippet": {"text": hit.snippet.text, "spans": hit.snippet.spans},
        **({"explain": reasons} if reasons else {}),
    }


def page_shape(page: SearchPage, hits: list[dict[str, Any]]) -> dict[str, Any]:
    """A page with hits."""
    return {
        "version": VERSION,
        "query": page.query,
        "reading": page.reading,
        "notes": page.notes,
        "clauses": [_clause_shape(clause) for clause in page.clauses],
        "timezone": page.timezone,
        "total": page.total,
        "complete": page.complete,
        "more": page.more,
        "offset": page.offset,
        "elapsed_ms": round(page.elapsed * 1000, 3),
        "hits": hits,
    }


def _clause_shape(clause: Clause) -> dict[str, Any]:
    return {
        "text": clause.text,
        "hits": clause.hits,
        "words": clause.words,
        "more": clause.more,
        "cut": clause.cut,
        "blocks": clause.blocks,
        "instead": dict(clause.instead),
    }


def json_bytes(value: Any, *, indent: bool = False) -> bytes:
    """`value` as one JSON text with a line feed at its end."""
    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if indent else 0)
    return UNESCAPED.sub(
        lambda match: b"\\u%04x" % ord(match[0].decode()), orjson.dumps(value, option=option)
    )
