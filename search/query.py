"""A query as a tree.

Plain frozen values: `search.parser` makes them of text, `search.compiler` makes a tantivy query of
them, `search.matching` finds in a record what satisfied them, and `format_query` writes them as text
again. Whoever adds a node is told by the type checker which of these forgot it.

Build trees with `conjunction`, `disjunction` and `negation`: they keep to the one shape that a
query's text is read as.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias, assert_never

from index.model import Kind

OPERATORS: Final = ("AND", "OR", "NOT")
"""What joins clauses, written so."""

QUOTES: Final = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
"""What opens a phrase, and what closes one that is opened so."""


class TextField(StrEnum):
    """A field whose words are searched, as it is typed in a query."""

    TITLE = "title"
    BODY = "body"
    AUTHOR = "author"
    URL = "url"


class KeyField(StrEnum):
    """A field that is compared as a whole, as it is typed in a query."""

    ID = "id"
    SOURCE = "source"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class All:
    """Every record."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No record."""


@dataclass(frozen=True, slots=True)
class Words:
    """A word in any of its forms; where the analyzer sees several in it, these one after the other."""

    text: str
    field: TextField | None = None
    """None is the headline or the text."""

    @property
    def stemmed(self) -> bool:
        """Whether it is looked for by its stem; names and addresses have none."""
        return self.field not in (TextField.AUTHOR, TextField.URL)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order and in these forms."""

    text: str
    field: TextField | None = None
    stemmed: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so; of several, the last begins so and stands behind the others."""

    text: str
    field: TextField | None = None
    stemmed: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A word that is being typed: it in any of its forms, or words that begin so."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """Records whose field is this, or begins so; case and runs of white space apart."""

    field: KeyField
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class OfKind:
    """Records of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Days:
    """Records dated from one day to another, in UTC; those without a date are in no span."""

    first: date | None
    """None is the beginning of time."""
    last: date | None
    """Inclusive; None is the end of it."""


@dataclass(frozen=True, slots=True)
class Not:
    """Records that `clause` does not match."""

    clause: Node


@dataclass(frozen=True, slots=True)
class And:
    """Records that every clause matches; there are two or more."""

    clauses: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Records that any clause matches; there are two or more."""

    clauses: tuple[Node, ...]


Leaf: TypeAlias = Words | Phrase | Prefix
"""A node that asks for words one after the other."""

Node: TypeAlias = All | Nothing | Leaf | Typed | Key | OfKind | Days | Not | And | Or


def conjunction(*clauses: Node) -> Node:
    """All of `clauses`."""
    flat: list[Node] = []
    for clause in clauses:
        match clause:
            case Nothing():
                return clause
            case All():
                continue
            case And(inner):
                flat += inner
            case _:
                flat.append(clause)
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else All()


def disjunction(*clauses: Node) -> Node:
    """Any of `clauses`."""
    flat: list[Node] = []
    for clause in clauses:
        match clause:
            case All():
                return clause
            case Nothing():
                continue
            case Or(inner):
                flat += inner
            case _:
                flat.append(clause)
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else Nothing()


def negation(clause: Node) -> Node:
    """What `clause` is not."""
    match clause:
        case All():
            return Nothing()
        case Nothing():
            return All()
        case Not(inner):
            return inner
        case _:
            return Not(clause)


def format_query(node: Node) -> str:
    """The query as text with every operator written out, which `search.parser` reads as the same tree.

    All but Typed, which no text means once it is typed.
    """
    match node:
        case All():
            return "*"
        case Nothing():
            return "NOT *"
        case Words(text, field):
            return f"{_prefix(field)}{text}"
        case Phrase(text, field):
            return f"{_prefix(field)}{_quoted(text)}"
        case Prefix(text, field):
            return f"{_prefix(field)}{text if PLAIN.fullmatch(text) else _quoted(text)}*"
        case Typed(text, field):
            return f"{_prefix(field)}{text}…"
        case Key(field, value, prefix):
            whole = "=" if field is KeyField.AUTHOR else ""
            return f"{_prefix(field)}{whole}{_value(value)}{'*' if prefix else ''}"
        case OfKind(kind):
            return f"kind:{kind}"
        case Days(first, last):
            if first == last and first is not None:
                return f"date:{first}"
            return f"date:{first or ''}..{last or ''}"
        case Not(clause):
            return f"NOT {_grouped(clause)}"
        case And(clauses):
            return " AND ".join(map(_grouped, clauses))
        case Or(clauses):
            return " OR ".join(map(_grouped, clauses))
        case _:
            assert_never(node)


PLAIN: Final = re.compile(r"[^\s()*:=+\-\"“”„«»][^\s()*:\"“”„«»]*")
"""A text that means itself before a star, without quotes."""


def _prefix(field: TextField | KeyField | None) -> str:
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
    return f"({text})" if isinstance(clause, And | Or) else text
