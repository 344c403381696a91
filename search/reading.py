"""A query's tree as text, with every operator written out."""

from __future__ import annotations

import re
from typing import Final, assert_never

from search.query import (
    QUOTES,
    Across,
    All,
    And,
    AtLeast,
    Boost,
    Caps,
    DateFrom,
    Days,
    Fuzzy,
    Has,
    Key,
    KeyField,
    Lead,
    Near,
    Node,
    Not,
    Nothing,
    Number,
    OfKind,
    Or,
    Phrase,
    Prefix,
    Regex,
    Spelled,
    TextField,
    Typed,
    Wildcard,
    Within,
    Words,
)

PLAIN: Final = re.compile(r"[^\W_]+")
"""A text that means itself before a star or after an equals sign, without quotes."""


def format_query(node: Node) -> str:
    """The query as text, which `search.parser` reads as the same tree.

    All but Typed, which no text means once it is typed.
    """
    match node:
        case All():
            return "*"
        case Nothing():
            return "NOT *"
        case Words(text, field) | Wildcard(text, field):
            return f"{_prefix(field)}{text}"
        case Phrase(text, field, slop):
            return f"{_prefix(field)}{_quoted(text)}{f'~{slop}' if slop else ''}"
        case Spelled(text, field):
            return f"{_prefix(field)}={text if PLAIN.fullmatch(text) else _quoted(text)}"
        case Prefix(text, field):
            return f"{_prefix(field)}{text if PLAIN.fullmatch(text) else _quoted(text)}*"
        case Regex(text, field):
            return f"{_prefix(field)}/{text}/"
        case Fuzzy(text, distance, field):
            return f"{_prefix(field)}{text}~{distance}"
        case Typed(text, field):
            return f"{_prefix(field)}{text}…"
        case Near(left, right, distance, ordered):
            between = f"{'pre' if ordered else 'w'}/{distance}"
            first = format_query(left) if isinstance(left, Near) else _grouped(left)
            return f"{first} {between} {_grouped(right)}"
        case Within(clauses, scope):
            return f" /{scope} ".join(map(_grouped, clauses))
        case AtLeast(times, clause):
            return f"atleast{times}({format_query(clause)})"
        case Caps(clause):
            return f"allcaps({format_query(clause)})"
        case Lead(clause):
            return f"lead({format_query(clause)})"
        case Boost(clause, factor):
            return f"{_grouped(clause)}^{factor:g}"
        case Key(field, value, prefix):
            whole = "=" if field is KeyField.AUTHOR else ""
            return f"{field}:{whole}{_value(value)}{'*' if prefix else ''}"
        case Number(field, least, most):
            if least is not None and most is not None:
                return f"{field}:{least}..{most}"
            return f"{field}>={least}" if most is None else f"{field}<={most}"
        case Has(part):
            return f"has:{part}"
        case DateFrom(origin):
            return f"date-from:{origin}"
        case OfKind(kind):
            return f"kind:{kind}"
        case Days(first, last):
            if first == last and first is not None:
                return f"date:{first}"
            return f"date:{first or ''}..{last or ''}"
        case Across(layer, clause):
            return f"{layer}:({format_query(clause)})"
        case Not(clause):
            return f"NOT {_grouped(clause)}"
        case And(clauses):
            return " AND ".join(map(_grouped, clauses))
        case Or(clauses):
            return " OR ".join(map(_grouped, clauses))
        case _:
            assert_never(node)


def _prefix(field: TextField | None) -> str:
    return f"{field}:" if field else ""


def _value(value: str) -> str:
    return value if not value or (value.replace("_", "").isalnum() and value.isascii()) else _quoted(value)


def _quoted(text: str) -> str:
    """A text in quotes of a kind that it does not hold; where it holds all kinds, without those."""
    for opening, closing in (('"', '"'), ("“", "”"), ("«", "»")):
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return '"' + "".join(" " if character in QUOTES else character for character in text) + '"'


def _grouped(clause: Node) -> str:
    text = format_query(clause)
    return f"({text})" if isinstance(clause, And | Or | Near | Within) else text
