"""What the pieces of a query look like."""

from __future__ import annotations

import re
from typing import Final

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

CHUNK: Final = re.compile(rf"[^\s(){ANY_QUOTE}]+")
FIELD: Final = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)?):")
FUNCTION: Final = re.compile(
    r"(?:(?P<times>atleast)(?P<number>\d{1,9})|(?P<caps>allcaps)|(?P<lead>lead))\(", re.I
)
SIGNS: Final = re.compile(r"[+-]+")
SLOP: Final = re.compile(r"~(\d{0,9})")
BOOST: Final = re.compile(r"\^(\d{1,9}(?:\.\d{1,9})?)")
OPERATOR: Final = re.compile(rf"({'|'.join(OPERATORS)}){END}")
NEAR: Final = re.compile(rf"(?:(?P<how>w|pre)/(?P<far>\d{{1,9}})|/(?P<scope>[sp])){END}", re.I)
NUMBER: Final = re.compile(
    rf"(?P<field>{'|'.join(NumberField)})"
    r"(?:(?P<sign>:?(?:>=|<=|>|<)|=|:)(?P<value>\d{1,9})|:(?P<least>\d{0,9})\.\.(?P<most>\d{0,9}))"
    rf"(?:{END}|(?=\^))",
    re.I,
)
LAST: Final = re.compile(rf"last\s+({AGO.pattern}){END}", re.I)
REGEX: Final = re.compile(rf"/((?:[^\s/\\]|\\\S)+)/(?:(?=\^\d)|{END})")
"""A regular expression; one with brackets or quotes in it, too."""

WILDCARD: Final = re.compile(r"(?=.*[^\W_*?])(?:[^\W_]|[*?])+")
"""A word with "*" or "?" in it."""
FUZZY: Final = re.compile(r"([^\W_]+)~(\d{0,9})")
BOOSTED: Final = re.compile(r"(?:\^\d{1,9}(?:\.\d{1,9})?)+$")
SPACE: Final = re.compile(r"\s+")
