"""The text of an article as its page states it for search engines, in JSON-LD."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

import orjson
from selectolax.lexbor import LexborHTMLParser

KEY: Final = "articleBody"
MOST_VALUES: Final = 10_000
"""Values of a page's JSON-LD that are looked at."""
TAG: Final = re.compile(r"<[/a-zA-Z!][^<>]*+>")
PARAGRAPH: Final = re.compile(r"(?:</?(?:p|div|li|h[1-6]|br)\b[^<>]*+>\s*+|\n\s*+)++", re.IGNORECASE)


def stated_body(tree: LexborHTMLParser) -> str:
    """The longest text that a page's JSON-LD says is an article's, as it is written there."""
    longest = ""
    for script in tree.css('[type="application/ld+json"]'):
        text = script.text()
        if KEY in text:
            longest = max(longest, _longest_in(text), key=len)
    return longest


def plain(stated: str) -> str:
    """Such a text without tags, paragraphs with an empty line between."""
    return TAG.sub("", PARAGRAPH.sub("\n\n", html.unescape(stated))).strip()


def _longest_in(text: str) -> str:
    try:
        waiting: list[Any] = [orjson.loads(text)]
    except orjson.JSONDecodeError:
        try:
            waiting = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            return ""
    longest = ""
    for _ in range(MOST_VALUES):
        if not waiting:
            break
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            body = value.get(KEY)
            if isinstance(body, str):
                longest = max(longest, body, key=len)
            waiting += value.values()
    return longest
