"""Comments that a page gives as linked data (JSON-LD of schema.org), whoever made it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final

import orjson
from selectolax.lexbor import LexborHTMLParser

from index import dates
from index.extract.blocks import quoted_text_of
from index.model import Comment, Dated, Origin
from index.settings import Scrape
from index.sites.posts import SitePost
from index.sites.reader import linked
from index.text import Spans

TYPES: Final = frozenset({"Comment", "UserComments", "Answer", "CorrectionComment"})
HOLDING: Final = ("comment", "comments", "acceptedAnswer", "suggestedAnswer")
"""The properties that hold comments, in the order of the page."""
MOST: Final = 100_000
"""Objects that are looked at."""
TAG: Final = re.compile(
    r"</?(?:p|br|div|a|blockquote|em|strong|i|b|ul|ol|li|span|code|pre|img)\b[^<>]{0,500}>"
)


def linked_comments(tree: LexborHTMLParser, scrape: Scrape) -> tuple[Comment, ...]:
    """The comments in a page's JSON-LD."""
    for script in tree.css('script[type="application/ld+json"]'):
        text = script.text()
        if "omment" not in text and "Answer" not in text:
            continue
        try:
            data = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        comments = linked(list(_posts(data, scrape)))
        if comments:
            scrape.gave("comments", "json-ld")
            return comments
    return ()


def _posts(data: object, scrape: Scrape) -> Iterator[SitePost]:
    """The comments in some data, each before those that it holds."""
    waiting: list[tuple[object, int | None]] = [(data, None)]
    count = 0
    for _ in range(MOST):
        if not waiting:
            return
        value, within = waiting.pop()
        if isinstance(value, list):
            waiting += ((each, within) for each in reversed(value))
        elif isinstance(value, dict):
            if _is_comment(value):
                post = _post(value, scrape, within)
                within = count
                count += 1
                yield post
            keys = HOLDING if within is not None else (*HOLDING, "@graph", "mainEntity")
            waiting += ((value[key], within) for key in reversed(keys) if key in value)


def _is_comment(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    return any(
        isinstance(kind, str) and kind in TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _post(value: dict[str, Any], scrape: Scrape, within: int | None) -> SitePost:
    body, quotes = _text(value.get("text") or value.get("commentText") or value.get("description"))
    parent = value.get("parentItem")
    return SitePost(
        own=_string(value.get("@id")) or _string(value.get("identifier")) or _string(value.get("url")),
        author=_name(value.get("author") or value.get("creator")),
        registered=None,
        posted=_date(value, scrape),
        body=body,
        quotes=quotes,
        parent=_string(parent.get("@id")) if isinstance(parent, dict) and _is_comment(parent) else None,
        parent_name=None,
        within=within,
        depth=None,
        deleted=False,
        number=None,
    )


def _date(value: dict[str, Any], scrape: Scrape) -> Dated | None:
    stated = (_string(value.get(key)) for key in ("dateCreated", "datePublished", "commentTime"))
    read = (dates.read(text, Origin.COMMENT, scrape.timezone) for text in stated if text)
    return next((dated for dated in read if dated is not None), None)


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _text(value: object) -> tuple[str, Spans]:
    text = value if isinstance(value, str) else ""
    if TAG.search(text):
        body = LexborHTMLParser(text).body
        return quoted_text_of(body) if body is not None else ("", ())
    return html.unescape(text).strip(), ()


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
