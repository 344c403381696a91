"""What the pieces of a query look like."""

from __future__ import annotations

import re
from typing import Final

from index.lazy import compiled
from search.days import AGO
from search.query import OPERATORS, QUOTES, NumberField

LONGEST: Final = 4_000
"""Characters of a query that are read."""
DEEPEST: Final = 50
"""Brackets within brackets that are told apart."""
MOST: Final = 200
"""Words and values that are looked for."""
FARTHEST: Final = 100
"""Words that w/N and pre/N reach, and that "~N" lets in between."""
MOST_TIMES: Final = 1_000
"""What atleastN can ask for."""
HEAVIEST: Final = 1_000.0
"""What ^N can multiply by."""

ANY_QUOTE: Final = "".join(QUOTES)
"""What opens a phrase, and closes one that its own kind does not close."""

END: Final = rf"(?=[\s(){ANY_QUOTE}]|$)"
"""What may come behind an operator."""

CHUNK: Final = compiled(rf"[^\s(){ANY_QUOTE}]+")
FIELD: Final = compiled(r"([A-Za-z]+(?:-[A-Za-z]+)?):")
FUNCTION: Final = compiled(
    r"(?:(?P<times>atleast)(?P<number>\d{1,9})|(?P<caps>allcaps)|(?P<lead>lead))\(", re.I
)
SIGNS: Final = compiled(r"[+-]+")
SLOP: Final = compiled(r"~(\d{0,9})")
BOOST: Final = compiled(r"\^(\d{1,9}(?:\.\d{1,9})?)")
OPERATOR: Final = compiled(rf"({'|'.join(OPERATORS)}){END}")
NEAR: Final = compiled(rf"(?:(?P<how>w|pre)/(?P<far>\d{{1,9}})|/(?P<scope>[sp])){END}", re.I)
NUMBER: Final = compiled(
    rf"(?P<field>{'|'.join(NumberField)})"
    r"(?:(?P<sign>:?(?:>=|<=|>|<)|=|:)(?P<value>\d{1,9})|:(?P<least>\d{0,9})\.\.(?P<most>\d{0,9}))"
    rf"(?:{END}|(?=\^))",
    re.I,
)
LAST: Final = compiled(rf"last\s+({AGO.pattern}){END}", re.I)
REGEX: Final = compiled(rf"/((?:[^\s/\\]|\\\S)+)/(?:(?=\^\d)|{END})")
"""A regular expression; one with brackets or quotes in it, too."""

WILDCARD: Final = compiled(r"(?=.*[^\W_*?])(?:[^\W_]|[*?])+")
"""A word with "*" or "?" in it."""
FUZZY: Final = compiled(r"([^\W_]+)~(\d{0,9})")
BOOSTED: Final = compiled(r"(?:\^\d{1,9}(?:\.\d{1,9})?)+$")
SPACE: Final = compiled(r"\s+")
