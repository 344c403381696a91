"""The block above a Markdown text that says what it is: YAML between "---", TOML between "+++"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any, Final

from index.dialects.opening import FIELD, KEYS

LARGEST: Final = 64 * 1024
"""Characters of a block. A longer one is text."""
MOST_NAMES: Final = 20

FENCE: Final = re.compile(r"\s{0,80}(?P<fence>---|\+\+\+|;;;)[ \t]*\n")
OPENING: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,80}(?:---[ \t]*\r?\n(?:#.{0,200}\n|\s*\n){0,5}"
    rb"[\w\"'-]{1,40}[ \t]*:|\+\+\+[ \t]*\r?\n)"
)
"""How a file of any suffix shows that it begins with such a block."""


def front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    """The fields of the block above a text, by kind as in `index.dialects.words`, and the text below it."""
    fence = FENCE.match(text)
    if fence is None:
        return [], text
    end = re.compile(rf"^{re.escape(fence['fence'])}[ \t]*$|^\.\.\.[ \t]*$", re.MULTILINE).search(
        text, fence.end(), fence.end() + LARGEST
    )
    if end is None:
        return [], text
    block, below = text[fence.end() : end.start()], text[end.end() :].lstrip("\n")
    loaded = _toml(block) if fence["fence"] == "+++" else _yaml(block)
    if isinstance(loaded, dict):
        return list(_fields(loaded)), below
    lines = [match for line in block.split("\n") if (match := FIELD.fullmatch(line.strip()[:2_000]))]
    if not lines:
        return [], text  # two rules with a text between them
    return [
        (KEYS[match["key"].lower()], match["value"]) for match in lines if match["key"].lower() in KEYS
    ], below


def _toml(block: str) -> Any:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _yaml(block: str) -> Any:
    """What YAML says; None if it is none or refers to itself: a few lines of references can mean billions."""
    import yaml

    try:
        for event in yaml.parse(block, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                return None
        return yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError, AttributeError):
        return None


def _fields(loaded: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for key, value in loaded.items():
        field = KEYS.get(str(key)[:40].lower().replace("_", " ").replace("-", " "))
        if field is None or field == "other":
            continue
        for text in _texts(value):
            yield field, text


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value: of a list all, of a table its name."""
    for each in value[:MOST_NAMES] if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            each = next(
                (each[key] for key in ("name", "title", "url") if isinstance(each.get(key), str)), None
            )
        if isinstance(each, datetime):
            yield each.isoformat(" ")
        elif isinstance(each, date):
            yield each.isoformat()
        elif isinstance(each, str | int | float) and not isinstance(each, bool):
            yield " ".join(unescape(str(each)).split())
