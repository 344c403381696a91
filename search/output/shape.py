"""What all JSON has in common: what it says of a search, and bytes that no terminal obeys."""

from __future__ import annotations

import re
from typing import Any, Final

from index.shapes import path_shape, time_shape
from search.results import Clause, IndexState, SearchPage

VERSION: Final = 1
"""Of what `docs/output.schema.json` describes: goes up when a key goes or changes its meaning."""

UNESCAPED: Final = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
"""In UTF-8, what a terminal obeys and JSON need not escape: DEL, C1 controls, the order of writing."""


def page_shape(page: SearchPage) -> dict[str, Any]:
    """All of a page but its hits."""
    return {
        "version": VERSION,
        "query": page.query,
        "reading": page.reading,
        "notes": page.notes,
        "clauses": [_clause_shape(clause) for clause in page.clauses],
        "timezone": page.timezone,
        "asked": time_shape(page.asked),
        "index": index_shape(page.index) if page.index else None,
        "length": page.length,
        "total": page.total,
        "complete": page.complete,
        "offset": page.offset,
        "elapsed_ms": round(page.elapsed * 1000, 3),
    }


def index_shape(index: IndexState) -> dict[str, Any]:
    """Which index was searched, and as it was when."""
    return {
        "path": path_shape(index.path),
        "fingerprint": index.fingerprint,
        "updated": time_shape(index.updated),
        "records": index.records,
        "schema": index.schema,
        "dateline": index.version,
        "missing": index.missing,
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
    import orjson  # takes milliseconds, and most searches from the shell print text

    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if indent else 0)
    return UNESCAPED.sub(
        lambda match: b"\\u%04x" % ord(match[0].decode()), orjson.dumps(value, option=option)
    )
