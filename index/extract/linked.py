"""The JSON-LD of a page: which of its objects is the article, and what is said of it."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

ARTICLE_TYPE: Final = re.compile(
    r"\w*Article|\w*Posting|Report|\w*Review|\w*NewsItem|Recipe|HowTo|PodcastEpisode|CreativeWork|Chapter"
)
"""Types of schema.org that are articles."""
PAGE_TYPE: Final = re.compile(r"\w*Page|VideoObject|WebSite|\w*Organization|Corporation")
"""Types that say something of the page or its site."""

MOST: Final = 1_000
"""Objects that are looked at."""
MOST_ARTICLES: Final = 3
"""Articles of which the first is taken for that of the page though no headline fits; of more, none is."""
LONGEST: Final = 4_000_000
"""Characters of a script that are read."""

_WRAPPING: Final = re.compile(r"\A\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*\Z|;\s*\Z")
_TRAILING: Final = re.compile(r",(?=\s*+[}\]])")
_ROUGH: Final = re.compile(r'"(headline|datePublished)"\s*+:\s*+"((?:[^"\\]|\\.){1,500}+)"')
_ROUGH_TYPE: Final = re.compile(r'"@type"\s*+:\s*+\[?\s*+"\w*(?:Article|Posting)"')


@dataclass(frozen=True, slots=True)
class Linked:
    """What the JSON-LD of a page says of it."""

    article: dict[str, Any] = field(default_factory=dict)
    """The article; empty where there is none."""
    page: dict[str, Any] = field(default_factory=dict)
    """The page it is on."""
    names: tuple[str, ...] = ()
    """The publisher's name, and that of the site."""
    people: dict[str, str] = field(default_factory=dict)
    """The names of those who are referred to elsewhere, by what they are referred to."""


def read_linked(scripts: Iterable[str], headlines: Sequence[str]) -> Linked:
    """What is in the JSON-LD scripts of a page that has these headlines, in the form of `keyed`."""
    objects = list(_objects(scripts))
    articles = [each for each in objects if _is(each, ARTICLE_TYPE)]
    page = next((each for each in objects if _is(each, PAGE_TYPE) and each.get("datePublished")), {})
    fitting = (each for each in articles if _fits(keyed(text_of(each.get("headline"))), headlines))
    article = next(fitting, None)
    if article is None and len(articles) <= MOST_ARTICLES:
        article = next(iter(articles), None)
    named = [
        name_of(each)
        for each in (
            *((article or {}).get(key) for key in ("publisher", "sourceOrganization")),
            *(each for each in objects if _is(each, PAGE_TYPE) and not _is(each, _WEB_PAGE)),
        )
    ]
    people = {
        each["@id"]: name
        for each in objects
        if isinstance(each.get("@id"), str) and (name := name_of(each)) is not None
    }
    return Linked(article or {}, page, tuple(dict.fromkeys(name for name in named if name)), people)


_WEB_PAGE: Final = re.compile(r"\w*Page|VideoObject")


def keyed(text: str) -> str:
    """What two spellings of a headline have in common."""
    if text.isascii():
        return text.encode("ascii").translate(_LOWER, _SIGNS).decode("ascii")
    return "".join(filter(str.isalnum, text.casefold()))


_LOWER: Final = bytes(range(128)).lower() + bytes(range(128, 256))
_SIGNS: Final = bytes(code for code in range(128) if not chr(code).isalnum())


def text_of(value: object) -> str:
    """A text of JSON-LD on one line, without markup; empty if it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = html.unescape(value)
    if "<" in value:
        value = re.sub(r"<[^<>]{0,500}>", "", value)
    return " ".join(value.split())


def name_of(value: object) -> str | None:
    """The name of a person or organisation, which may be written as a plain text."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    return text_of(value) or None


def _objects(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects that are no property of another, or that say what the page is about."""
    waiting: deque[Any] = deque(filter(None, map(_parsed, scripts)))
    for _ in range(MOST):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting += value[:MOST]
        elif isinstance(value, dict):
            yield value
            for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                if isinstance(value.get(key), (list, dict)):
                    waiting.append(value[key])


def _parsed(text: str) -> Any:
    """What a script holds, with the faults mended that are common."""
    if len(text) > LONGEST:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(_TRAILING.sub("", _WRAPPING.sub("", text)), strict=False)
    except (ValueError, RecursionError):
        pass
    if _ROUGH_TYPE.search(text) is None:
        return None
    rough: dict[str, str] = {"@type": "Article"}
    for match in _ROUGH.finditer(text):
        rough.setdefault(match[1], match[2])
    return rough


def _is(value: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    types = value.get("@type")
    return any(
        isinstance(each, str) and pattern.fullmatch(each.rpartition("/")[2]) is not None
        for each in (types if isinstance(types, list) else [types])
    )


def _fits(headline: str, headlines: Sequence[str]) -> bool:
    return bool(headline) and any(headline in each or each in headline for each in headlines if each)
