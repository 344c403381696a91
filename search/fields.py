"""The fields that can be named in a query, one row each.

The names, and what is expected after them, are those of docs/queries.md (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from index.analysis import UNSPACED
from index.frozen import dataclass
from index.model import Kind, Origin
from search.days import EXPECTED, span, spans
from search.query import (
    OPERATORS,
    All,
    DateFrom,
    Days,
    Fuzzy,
    Has,
    Key,
    KeyField,
    Node,
    OfKind,
    Part,
    Phrase,
    Prefix,
    Regex,
    Spelled,
    TextField,
    Typed,
    Wildcard,
    Words,
    conjunction,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a field's name, or alone."""

    text: str
    """Without quotes, "=", slashes, and what follows it."""
    today: date
    quoted: bool = False
    exact: bool = False
    """It began with "="."""
    prefix: bool = False
    """It ended with "*"."""
    wildcard: bool = False
    """There are "*" or "?" in it that stand for characters."""
    regex: bool = False
    """It stood between slashes."""
    slop: int = 0
    """The number after "~" behind quotes."""
    distance: int = 0
    """The number after "~" behind a word."""
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
        if value.regex:
            return Regex(value.text, field)
        if not value.has_word:
            return All() if value.prefix and not value.text and field is None else None
        if value.quoted and value.unfinished:
            *whole, last = plain_words(value.text)
            return conjunction(*(Words(word, field) for word in whole), _growing(last, field))
        if value.exact and field is TextField.AUTHOR:
            return Key(KeyField.AUTHOR, value.text.strip(), value.prefix)
        if value.wildcard:
            return Wildcard(value.text, field)
        if value.distance:
            return Fuzzy(value.text, value.distance, field)
        if value.prefix:
            return Prefix(value.text, field)
        if value.exact:
            return Spelled(value.text, field)
        if value.quoted:
            return Phrase(value.text, field, value.slop)
        return _growing(value.text, field) if value.unfinished else Words(value.text, field)

    return read


def _growing(word: str, field: TextField | None) -> Node:
    """A word that may be the beginning of another."""
    return Typed(word, field) if word[-1].isalnum() and not UNSPACED.search(word) else Words(word, field)


def _key(field: KeyField) -> Callable[[Value], Node | None]:
    def read(value: Value) -> Node | None:
        text = value.text.strip()
        return Key(field, text, value.prefix) if text or value.prefix else None

    return read


def _kind(value: Value) -> Node | None:
    name = value.text.lower().removesuffix("s")
    return OfKind(Kind(name)) if name in list(Kind) else None


def _has(value: Value) -> Node | None:
    name = value.text.lower()
    return Has(Part(name)) if name in list(Part) else None


def _origin(value: Value) -> Node | None:
    name = value.text.lower()
    return DateFrom(Origin(name)) if name in list(Origin) else None


def _date(value: Value) -> Node | None:
    days = spans(value.text, value.today)
    return Days(*days) if days else None


def _since(value: Value) -> Node | None:
    days = span(value.text, value.today)
    return Days(days[0], None) if days else None


def _until(value: Value) -> Node | None:
    days = span(value.text, value.today)
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
        QueryField("lang", "the code of a language such as en", _key(KeyField.LANGUAGE)),
        QueryField("id", "the id of a record", _key(KeyField.ID)),
        QueryField("kind", "article or comment", _kind),
        QueryField("has", f"one of {', '.join(Part)}", _has),
        QueryField("date", f"{EXPECTED}, or two of these with .. between", _date),
        QueryField("since", EXPECTED, _since),
        QueryField("until", EXPECTED, _until),
        QueryField("date-from", f"one of {', '.join(Origin)}", _origin),
    )
}
