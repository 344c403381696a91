"""What in a record satisfied a query: the same decisions as the index's, taken on one record's text.

The index answers which records match; it can't say where, but for single words and in bytes. Here
a record's words are found again (as the analyzers find them), and each word or phrase of the query
gives the places where all of it stands. Only clauses that hold are marked: of `a OR (b AND c)` not
the b in a text without c, and nothing of what stands under a NOT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, NamedTuple, TypeAlias, assert_never

from index.analysis import EXACT, STEMMED, Forms, key, terms, word_spans
from index.documents import StoredRecord
from index.model import Article
from search.query import (
    All,
    And,
    Days,
    Key,
    KeyField,
    Leaf,
    Node,
    Not,
    Nothing,
    OfKind,
    Or,
    Phrase,
    Prefix,
    TextField,
    Typed,
    Words,
)
from search.results import Span

FORMS: Final = {STEMMED: Forms(STEMMED), EXACT: Forms(EXACT)}
"""Shared by all matchers: words recur from record to record."""


class Mark(NamedTuple):
    """A place in a text that satisfied a leaf of the query."""

    start: int
    end: int
    leaf: int
    """The number of the leaf, as the query has them."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The places in a record that satisfied a query, sorted; they may overlap."""

    title: tuple[Mark, ...]
    body: tuple[Mark, ...]


class Text:
    """A text as its words."""

    def __init__(self, text: str) -> None:
        self.spans = word_spans(text)
        self._words = [text[start:end] for start, end in self.spans]
        self._places: dict[str, dict[str, list[int]]] = {}

    def places(self, analyzer: str) -> dict[str, list[int]]:
        """By the form that `analyzer` gives them, the numbers of the words that have it."""
        places = self._places.get(analyzer)
        if places is None:
            forms = FORMS[analyzer].of(self._words)
            places = self._places[analyzer] = {}
            for number, word in enumerate(self._words):
                form = forms[word]
                if form is not None:
                    places.setdefault(form, []).append(number)
        return places


class Pattern:
    """A leaf of a query, ready to be looked for in texts."""

    def __init__(self, leaf: Leaf, number: int) -> None:
        self._number = number
        self._analyzer = STEMMED if leaf.stemmed else EXACT
        self._words = terms(self._analyzer, leaf.text)
        self._prefix = isinstance(leaf, Prefix)

    def find(self, text: Text) -> list[Mark]:
        """Where it stands in `text`."""
        if not self._words:
            return []
        places = text.places(self._analyzer)
        *whole, (last_at, last) = self._words
        if self._prefix:
            ends = sorted(end for form, found in places.items() if form.startswith(last) for end in found)
        else:
            ends = places.get(last, [])
        for at, word in reversed(whole):
            there = frozenset(places.get(word, ()))
            ends = [end for end in ends if end - (last_at - at) in there]
        before = last_at - self._words[0][0]
        return [Mark(text.spans[end - before][0], text.spans[end][1], self._number) for end in ends]


class Subject:
    """A record as the texts and values that queries ask about."""

    def __init__(self, stored: StoredRecord) -> None:
        self.stored = stored
        self._texts: dict[TextField, list[Text]] = {}

    def texts(self, field: TextField) -> list[Text]:
        """The texts of a field; a comment has no headline of its own."""
        if field not in self._texts:
            record = self.stored.record
            texts: tuple[str, ...]
            match field:
                case TextField.TITLE:
                    texts = (record.title,) if isinstance(record, Article) else ()
                case TextField.BODY:
                    texts = (record.body,)
                case TextField.AUTHOR:
                    texts = self.stored.authors
                case TextField.URL:
                    texts = (self.stored.url,) if self.stored.url else ()
                case _:
                    assert_never(field)
            self._texts[field] = list(map(Text, texts))
        return self._texts[field]

    def values(self, field: KeyField) -> tuple[str, ...]:
        """The values of a field that is compared as a whole."""
        match field:
            case KeyField.ID:
                return (self.stored.record.id,)
            case KeyField.SOURCE:
                return (self.stored.source.name,) if self.stored.source.name else ()
            case KeyField.AUTHOR:
                return self.stored.authors
            case _:
                assert_never(field)


Places: TypeAlias = list[tuple[TextField, Mark]]
Test: TypeAlias = Callable[[Subject], Places | None]
"""Where in a record a clause holds, perhaps nowhere one can point to; None where it does not hold."""


class Matcher:
    """A query, ready to be held against records."""

    def __init__(self, node: Node) -> None:
        self._numbers = count()
        self._test = self._compiled(node)

    def match(self, stored: StoredRecord) -> Marks | None:
        """Where a record satisfies the query; None if it does not."""
        places = self._test(Subject(stored))
        if places is None:
            return None
        return Marks(
            tuple(sorted(mark for field, mark in places if field is TextField.TITLE)),
            tuple(sorted(mark for field, mark in places if field is TextField.BODY)),
        )

    def _compiled(self, node: Node) -> Test:
        match node:
            case All():
                return lambda _: []
            case Nothing():
                return lambda _: None
            case Words(field=field) | Phrase(field=field) | Prefix(field=field):
                return _leaf(Pattern(node, next(self._numbers)), field)
            case Typed(text, field):
                return _any([self._compiled(Words(text, field)), self._compiled(Prefix(text, field))])
            case Key():
                return _decided(_key(node))
            case OfKind(kind):
                return _decided(lambda subject: subject.stored.kind is kind)
            case Days():
                return _decided(_days(node))
            case Not(clause):
                test = self._compiled(clause)
                return _decided(lambda subject: test(subject) is None)
            case And(clauses):
                return _all([self._compiled(clause) for clause in clauses])
            case Or(clauses):
                return _any([self._compiled(clause) for clause in clauses])
            case _:
                assert_never(node)


def merged(marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Marks as spans, sorted and disjoint: those that overlap are one."""
    spans: list[Span] = []
    for start, end, _ in sorted(marks):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _decided(holds: Callable[[Subject], bool]) -> Test:
    return lambda subject: [] if holds(subject) else None


def _leaf(pattern: Pattern, field: TextField | None) -> Test:
    def test(subject: Subject) -> Places | None:
        if field in (TextField.AUTHOR, TextField.URL):
            return [] if any(pattern.find(text) for text in subject.texts(field)) else None
        fields = (TextField.TITLE, TextField.BODY) if field is None else (field,)
        places = [
            (each, mark) for each in fields for text in subject.texts(each) for mark in pattern.find(text)
        ]
        return places or None

    return test


def _all(tests: Sequence[Test]) -> Test:
    def test(subject: Subject) -> Places | None:
        places: Places = []
        for clause in tests:
            found = clause(subject)
            if found is None:
                return None
            places += found
        return places

    return test


def _any(tests: Sequence[Test]) -> Test:
    def test(subject: Subject) -> Places | None:
        found = [places for clause in tests if (places := clause(subject)) is not None]
        return [place for places in found for place in places] if found else None

    return test


def _key(node: Key) -> Callable[[Subject], bool]:
    wanted = key(node.value)

    def holds(subject: Subject) -> bool:
        values = map(key, subject.values(node.field))
        return any(value.startswith(wanted) if node.prefix else value == wanted for value in values)

    return holds


def _days(node: Days) -> Callable[[Subject], bool]:
    def holds(subject: Subject) -> bool:
        if subject.stored.dated is None:
            return False
        day = subject.stored.dated.when.date()
        return (node.first is None or node.first <= day) and (node.last is None or day <= node.last)

    return holds
