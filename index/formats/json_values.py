"""The bytes of one JSON value, to the value."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import orjson

from index import text
from index.text import BROKEN

LONE: Final = re.compile("[\ud800-\udfff]")
LONGEST_INTEGER: Final = 20
"""Digits from which on an integer is a floating number: more are in no field that is read."""


class BadValue(Exception):
    """What can't be read as JSON; the message is a clause without a full stop."""


def load(data: bytes, charset: str | None = None) -> Any:
    """The value in some bytes.

    What is not JSON by the letter and yet written by many is read: NaN, control characters in texts, halves
    of surrogate pairs, another encoding than UTF-8.

    Raises:
        BadValue
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        strict = error
    try:
        value = json.loads(
            text.decode(data, charset), strict=False, parse_int=_integer, parse_constant=lambda _: None
        )
    except RecursionError as error:
        raise BadValue("nested too deep") from error
    except ValueError as error:
        said = str(strict).partition(":")[0]
        raise BadValue(f"broken JSON: {said}, at byte {strict.pos}") from error
    return _mended(value) if b"\\u" in data else value


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < LONGEST_INTEGER else float(digits)


def _mended(value: Any) -> Any:
    """A value in whose texts no half of a surrogate pair is left: none of them can be written anywhere."""
    if isinstance(value, str):
        return LONE.sub(BROKEN, value)
    waiting = [value]
    while waiting:
        each = waiting.pop()
        pairs = list(
            enumerate(each) if isinstance(each, list) else each.items() if isinstance(each, dict) else ()
        )
        for key, inner in pairs:
            if isinstance(inner, str):
                each[key] = LONE.sub(BROKEN, inner)
            else:
                waiting.append(inner)
            if isinstance(key, str) and LONE.search(key):
                each[LONE.sub(BROKEN, key)] = each.pop(key)
    return value
