"""The fields that can be named in a query, one row each.

The names, and what is expected after them, are those of docs/queries.md (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from index.model import Kind
from search.days import EXPECTED, span, spans
from search.query import (
    OPERATORS,
    All,
    Days,
    Key,
    KeyField,
    Node,
    OfKind,
    Phrase,
    Prefix,
    TextField,
    Typed,
    Words,
    conjunction,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a field's name, or alone."""

    text: str
    """Without quotes, "=" and "*"."""
    quoted: bool = False
    exact: bool = False
    """It began with "="."""
    prefix: bool = False
    """It ended with "*"."""
    unfinished: bool = False
    """It may be still being typed."""

    @property
    def has_word(self) -> bool:
        """Whether there is anything in it that an analyzer takes for a word."""
        return any(character.isalnum() for character in self.text)


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field as it can be named in a query."""

    name: str
    expects: str
    read: Callable[[Value], Node | None]
    """The clause that a value stands for; None when it stands for none."""


PLAIN_WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


def plain_words(text: str) -> list[str]:
    """The words of `text` that mean nothing else in a query."""
    words = PLAIN_WORD.findall(text)
    return [word.lower() if word in OPERATORS else word for word in words]


def _text(field: TextField | None) -> Callable[[Value], Node | None]:
    def read(value: Value) -> Node | None:
        if not value.has_word:
            return All() if value.prefix and not value.text and field is None else None
        if value.quoted and value.unfinished:
            *whole, last = plain_words(value.text)
            return conjunction(*(Words(word, field) for word in whole), _growing(last, field))
        if value.exact and field is TextField.AUTHOR:
            return Key(KeyField.AUTHOR, value.text.strip(), value.prefix)
        if value.prefix:
            return Prefix(value.text, field)
        if value.quoted or value.exact:
            return Phrase(value.text, field)
        return _growing(value.text, field) if value.unfinished else Words(value.text, field)

    return read


def _growing(word: str, field: TextField | None) -> Node:
    """A word that may be the beginning of another."""
    return Typed(word, field) if word[-1].isalnum() else Words(word, field)


def _key(field: KeyField) -> Callable[[Value], Node | None]:
    def read(value: Value) -> Node | None:
        text = value.text.strip()
        return Key(field, text, value.prefix) if text or value.prefix else None

    return read


def _kind(value: Value) -> Node | None:
    name = value.text.lower().removesuffix("s")
    return OfKind(Kind(name)) if name in list(Kind) else None


def _date(value: Value) -> Node | None:
    days = spans(value.text)
    return Days(*days) if days else None


def _since(value: Value) -> Node | None:
    days = span(value.text)
    return Days(days[0], None) if days else None


def _until(value: Value) -> Node | None:
    days = span(value.text)
    return Days(None, days[1]) if days else None


ANYWHERE: Final = QueryField("", "a word", _text(None))
"""What is read where no field is named."""

FIELDS: Final = {
    field.name: field
    for field in (
        QueryField("title", "words of the headline", _text(TextField.TITLE)),
        QueryField("body", "words of the text", _text(TextField.BODY)),
        QueryField("author", "words of a name, or =NAME for a whole name", _text(TextField.AUTHOR)),
        QueryField("url", "words of an address", _text(TextField.URL)),
        QueryField("source", "the name of an outlet", _key(KeyField.SOURCE)),
        QueryField("id", "the id of a record", _key(KeyField.ID)),
        QueryField("kind", "article or comment", _kind),
        QueryField("date", f"{EXPECTED}, or two of these with .. between", _date),
        QueryField("since", EXPECTED, _since),
        QueryField("until", EXPECTED, _until),
    )
}
