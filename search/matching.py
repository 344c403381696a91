"""What in a record satisfied a query: the same decisions as the index's, taken on one record's text.

The index answers which records match; it can't say where, but for single words and in bytes, and of
some clauses not even that (`search.compiler`). Here a record's words are found again, as the analyzers
find them, and each word or phrase of the query gives the places where all of it stands. Only clauses
that hold are marked: of `a OR (b AND c)` not the b in a text without c, of `a w/5 b` no a without a b
near, and nothing of what stands under a NOT.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import UTC, tzinfo
from itertools import count
from typing import Final, TypeAlias, assert_never

from index.analysis import key
from index.documents import StoredRecord
from index.frozen import dataclass
from index.model import Kind, Origin
from search import query as tree
from search.compiler import DAYS_AND_MORE
from search.finding import Finder, finder, marks
from search.query import (
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
    Layer,
    Lead,
    Near,
    Node,
    Not,
    Nothing,
    Number,
    NumberField,
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
from search.results import Span
from search.texts import Mark, Subject

ALL_TEXTS: Final = tuple(TextField)


@dataclass(frozen=True, slots=True)
class Marks:
    """The places in a record that satisfied a query, sorted; they may overlap."""

    title: tuple[Mark, ...]
    body: tuple[Mark, ...]


Places: TypeAlias = tuple[list[Mark], list[Mark]]
"""What satisfied a clause in a headline, and in a text; perhaps nothing one can point to."""
Test: TypeAlias = Callable[[Subject], Places | None]
"""Where in a record a clause holds; None where it does not."""
Crossed: TypeAlias = Callable[[Across], Container[str]]
"""The ids of the threads in which a clause holds in the other layer."""


class Matcher:
    """A query, ready to be held against records."""

    def __init__(self, node: Node, zone: tzinfo = UTC, crossed: Crossed = lambda _: ()) -> None:
        self._numbers = count()
        self._zone = zone
        self._crossed = crossed
        self._test = self._compiled(node)

    def match(self, stored: StoredRecord) -> Marks | None:
        """Where a record satisfies the query; None if it does not."""
        places = self._test(Subject(stored))
        if places is None:
            return None
        title, body = places
        return Marks(tuple(sorted(title)), tuple(sorted(body)))

    def _compiled(self, node: Node) -> Test:
        match node:
            case All():
                return lambda _: ([], [])
            case Nothing():
                return lambda _: None
            case (
                Words()
                | Phrase()
                | Spelled()
                | Prefix()
                | Wildcard()
                | Regex()
                | Fuzzy()
                | Typed()
                | Near()
                | Within()
                | Caps()
            ):
                return _at_least(1, finder(node, self._numbers), _fields(node))
            case AtLeast(times, clause):
                return _at_least(times, finder(clause, self._numbers), _fields(clause))
            case Lead(clause):
                test = self._compiled(clause)
                return lambda subject: test(subject.lead())
            case Boost(clause):
                return self._compiled(clause)
            case Key() | Number() | Has() | DateFrom() | OfKind() | Days():
                return _decided(_filter(node, self._zone))
            case Across(layer, _):
                return _decided(self._across(node, Kind.COMMENT if layer is Layer.UNDER else Kind.ARTICLE))
            case Not(clause):
                negated = self._compiled(clause)
                return _decided(lambda subject: negated(subject) is None)
            case And(clauses):
                return _all([self._compiled(clause) for clause in clauses])
            case Or(clauses):
                return _any([self._compiled(clause) for clause in clauses])
            case _:
                assert_never(node)

    def _across(self, node: Across, kind: Kind) -> Callable[[Subject], bool]:
        threads = self._crossed(node)
        return lambda subject: subject.stored.kind is kind and subject.stored.thread in threads


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
    return lambda subject: ([], []) if holds(subject) else None


def _fields(node: Node) -> tuple[TextField, ...]:
    """The fields in which a clause may hold."""
    named: set[TextField] = set()
    for each in tree.walk(node):
        if isinstance(each, tree.Leaf | Typed):
            named |= {TextField.TITLE, TextField.BODY} if each.field is None else {each.field}
    return tuple(field for field in ALL_TEXTS if field in named)


def _at_least(times: int, find: Finder, fields: Sequence[TextField]) -> Test:
    """A clause that holds at so many places; those in names and addresses are not marked."""

    def test(subject: Subject) -> Places | None:
        title: list[Mark] = []
        body: list[Mark] = []
        number = 0
        for field in fields:
            for text in subject.texts(field):
                occurrences = find(field, text)
                number += len(occurrences)
                if field is TextField.TITLE:
                    title += marks(text, occurrences)
                elif field is TextField.BODY:
                    body += marks(text, occurrences)
        return (title, body) if number >= times else None

    return test


def _all(tests: Sequence[Test]) -> Test:
    def test(subject: Subject) -> Places | None:
        every: list[Places] = []
        for clause in tests:
            found = clause(subject)
            if found is None:
                return None
            every.append(found)
        return _together(every)

    return test


def _any(tests: Sequence[Test]) -> Test:
    def test(subject: Subject) -> Places | None:
        found = [places for clause in tests if (places := clause(subject)) is not None]
        return _together(found) if found else None

    return test


def _together(every: Sequence[Places]) -> Places:
    return [mark for title, _ in every for mark in title], [mark for _, body in every for mark in body]


def _filter(node: tree.Filter, zone: tzinfo) -> Callable[[Subject], bool]:
    match node:
        case Key():
            return _key(node)
        case Number(field, least, most):
            return lambda subject: (
                (least is None or least <= _count(subject, field))
                and (most is None or _count(subject, field) <= most)
            )
        case Has(part):
            return lambda subject: _has(subject.stored, part)
        case DateFrom(origin):
            return lambda subject: (
                (subject.stored.dated.origin if subject.stored.dated else Origin.NONE) is origin
            )
        case OfKind(kind):
            return lambda subject: subject.stored.kind is kind
        case Days():
            return _days(node, zone)
        case _:
            assert_never(node)


def _origin(stored: StoredRecord) -> Origin:
    return stored.dated.origin if stored.dated else Origin.NONE


def _key(node: Key) -> Callable[[Subject], bool]:
    wanted = key(node.value)

    def holds(subject: Subject) -> bool:
        values = map(key, _values(subject.stored, node.field))
        return any(value.startswith(wanted) if node.prefix else value == wanted for value in values)

    return holds


def _values(stored: StoredRecord, field: KeyField) -> tuple[str, ...]:
    match field:
        case KeyField.ID:
            return (stored.record.id,)
        case KeyField.SOURCE:
            return (stored.source.name,) if stored.source.name else ()
        case KeyField.AUTHOR:
            from index.text import mended  # slow to load for who asks for no author

            return tuple(map(mended, stored.authors))
        case KeyField.LANGUAGE:
            return (stored.language,) if stored.language else ()
        case _:
            assert_never(field)


def _count(subject: Subject, field: NumberField) -> int:
    match field:
        case NumberField.WORDS:
            return sum(text.length for text in subject.texts(TextField.BODY))
        case NumberField.REPLIES:
            return subject.stored.replies
        case _:
            assert_never(field)


def _has(stored: StoredRecord, part: tree.Part) -> bool:
    match part:
        case tree.Part.DATE:
            borrowed = stored.kind is Kind.ARTICLE and _origin(stored) is Origin.COMMENT
            return stored.dated is not None and not borrowed
        case tree.Part.AUTHOR:
            return bool(stored.authors)
        case tree.Part.SOURCE:
            return stored.source.name is not None
        case tree.Part.URL:
            return stored.url is not None and stored.url.startswith(("http://", "https://"))
        case tree.Part.REPLIES:
            return stored.replies > 0
        case tree.Part.COPIES:
            return stored.cluster is not None
        case _:
            assert_never(part)


def _days(node: Days, zone: tzinfo) -> Callable[[Subject], bool]:
    def holds(subject: Subject) -> bool:
        dated = subject.stored.dated
        if dated is None:
            return False
        day = dated.when.astimezone(UTC if dated.precision in DAYS_AND_MORE else zone).date()
        return (node.first is None or node.first <= day) and (node.last is None or day <= node.last)

    return holds
