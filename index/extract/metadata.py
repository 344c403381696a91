"""What a page says of itself: headline, authors, date, address, the site's name.

In the order of trust: schema.org data in JSON-LD, then <meta> and <link>, then the page's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson
from selectolax.lexbor import LexborHTMLParser

from index import dates, urls
from index.model import Dated, Origin
from index.settings import Scrape

ARTICLE_TYPE: Final = re.compile(r"\w*Article|BlogPosting|Report|Review|\w*NewsItem")
"""Types of schema.org that are articles."""

MOST_HEADINGS: Final = 30
"""Headings of a page that may be its headline."""

MOST_LINKED_DATA: Final = 1_000
"""Objects of a page's JSON-LD that are looked at."""

BY: Final = re.compile(r"(?:posted |written |published )?by[:\s]+", re.IGNORECASE)

SEPARATORS: Final = re.compile(r"\s+[|•·»:–—-]\s+")
"""What stands between a headline and a site's name in a <title>."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None or empty where it says nothing."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    url: str | None
    site: str | None


def read_metadata(tree: LexborHTMLParser, scrape: Scrape) -> Metadata:
    """The metadata of a page."""
    linked = next(_linked_articles(tree), {})
    meta = _meta(tree)
    link = tree.css_first('link[rel="canonical"][href]')
    addresses = (link.attributes.get("href") if link else None, meta.get("og:url"), linked.get("url"))
    site = _name(linked.get("publisher")) or meta.get("og:site_name")
    stated = (
        linked.get("datePublished"),
        *map(
            meta.get,
            ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "pubdate"),
        ),
        *(
            node.attributes.get("datetime")
            for node in tree.css("time[pubdate], time[itemprop=datePublished]")
        ),
    )
    published = (
        dates.read(text, Origin.PAGE, scrape.timezone)
        for text in stated
        if isinstance(text, str) and text.strip()
    )
    return Metadata(
        title=_title(tree, linked, meta, site),
        authors=_authors(linked, meta),
        published=next((dated for dated in published if dated is not None), None),
        url=next((url for url in map(urls.canonical, filter(None, map(_text, addresses))) if url), None),
        site=site,
    )


def _linked_articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The articles among a page's JSON-LD."""
    waiting: list[Any] = []
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting.append(orjson.loads(script.text()))
        except orjson.JSONDecodeError:
            continue
    for _ in range(MOST_LINKED_DATA):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            types = value.get("@type")
            if any(
                ARTICLE_TYPE.fullmatch(str(each)) for each in (types if isinstance(types, list) else [types])
            ):
                yield value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The first content of each <meta>, by its name or property."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = _text(attributes.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _title(tree: LexborHTMLParser, linked: dict[str, Any], meta: dict[str, str], site: str | None) -> str:
    """The headline, without the site's name."""
    tag = tree.css_first("title")
    full = _text(tag.text()) if tag else ""
    headings = [
        text for text in (_text(node.text()) for node in tree.css("h1, h2, h3")[:MOST_HEADINGS]) if text
    ]
    for heading in headings:
        if full.startswith(heading) and len(heading) * 2 >= len(full):
            return heading
    title = _text(linked.get("headline")) or meta.get("og:title") or full or next(iter(headings), "")
    before, _, ending = SEPARATORS.sub("\0", title).rpartition("\0")
    if not before or ending.casefold() not in {name.casefold() for name in (site, *headings) if name}:
        return title
    if ending != site and len(ending) > len(before):
        return ending  # "Opinion | The headline"
    return title[: -len(ending)].rstrip(" |•·»:–—-")


def _authors(linked: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    people = linked.get("author")
    names = [_name(person) for person in (people if isinstance(people, list) else [people])]
    if not any(names):
        names = [meta.get("author") or meta.get("dc.creator") or meta.get("parsely-author")]
    cleaned = (BY.sub("", name, count=1) if BY.match(name) else name for name in names if name)
    return tuple(dict.fromkeys(name for name in cleaned if name and not name.startswith("http")))


def _name(value: object) -> str | None:
    """The name of a person or organisation of schema.org, which may be written as a plain text."""
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value) or None


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
