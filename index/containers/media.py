"""What a server says of the type of what it sends."""

from __future__ import annotations

import re
from typing import Final

from index.foreign import PAGE

SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/feed+json": ".json",
    "text/json": ".json",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
"""How a file of that type is called."""

CHARSET: Final = re.compile(r"""charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)


def media(content_type: str) -> str:
    """The type itself, without its parameters, in small letters."""
    return content_type.partition(";")[0].partition(",")[0].strip().lower()


def suffix(content_type: str, head: bytes) -> str | None:
    """The suffix under which something with these first bytes is to be read; None if it is no scrape."""
    if PAGE.match(head):
        return ".html"
    return SUFFIXES.get(media(content_type))


def charset(content_type: str) -> str | None:
    """The encoding that is named beside the type."""
    match = CHARSET.search(content_type)
    return match[1] if match else None
