"""Where in a text a clause of words holds: alone, near others, in one sentence with them.

An occurrence is a stretch of words, from the first to the last that make up a clause, and the parts of it
that are to be marked: of `a w/5 b` the a and the b, not what stands between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from index.analysis import UNSPACED
from search.query import (
    Boost,
    Caps,
    Leaf,
    Near,
    Node,
    Or,
    Prefix,
    Scope,
    TextField,
    Typed,
    Within,
    Words,
)
from search.sequence import Begins, Sequence, Term, predicate, sequence
from search.texts import Mark, Text

MOST_PAIRS: Final = 20_000
"""Pairs of occurrences near each other that are told apart in one text."""


class Occurrence(NamedTuple):
    """Words of a text, by number, where a clause holds."""

    first: int
    last: int
    parts: tuple[Part, ...]


Part: TypeAlias = tuple[int, int, int, int]
"""The first and the last word, the number of the leaf they satisfy, and how many characters of the last word
are not part of that: a character that stands for pairs is marked without the other."""


Finder: TypeAlias = Callable[[TextField, Text], list[Occurrence]]
"""The occurrences of a clause in a text of a field, by where they begin."""


def finder(node: Node, numbers: Iterator[int]) -> Finder:
    """What finds a clause for which `search.query.placed` holds; its leaves are numbered from `numbers`.

    Raises:
        TypeError: it holds of records as wholes.
    """
    match node:
        case Typed(text, field):
            number = iter((next(numbers),) * 2)
            return _either([finder(Words(text, field), number), finder(Prefix(text, field), number)])
        case Near(left, right, distance, ordered):
            return _near(finder(left, numbers), finder(right, numbers), distance, ordered)
        case Within(clauses, scope):
            return _within([finder(clause, numbers) for clause in clauses], scope)
        case Caps(clause):
            return _capitals(finder(clause, numbers))
        case Boost(clause):
            return finder(clause, numbers)
        case Or(clauses):
            return _either([finder(clause, numbers) for clause in clauses])
        case _ if isinstance(node, Leaf):
            return _leaf(node, next(numbers))
        case _:
            raise TypeError(f"{type(node).__name__} has no places")


def marks(text: Text, found: list[Occurrence]) -> list[Mark]:
    """The parts of occurrences as places in the text, each once."""
    spans = text.spans
    parts = dict.fromkeys(chain.from_iterable(occurrence.parts for occurrence in found))
    return [Mark(spans[first][0], spans[last][1] - beyond, leaf) for first, last, leaf, beyond in parts]


def _leaf(leaf: Leaf, number: int) -> Finder:
    wanted = sequence(leaf)
    fields = (TextField.TITLE, TextField.BODY) if leaf.field is None else (leaf.field,)
    ends = _ends(wanted)
    final = wanted.atoms[-1][1] if wanted.atoms else None
    single = isinstance(final, Begins) and len(final.text) == 1 and UNSPACED.match(final.text)

    def find(field: TextField, text: Text) -> list[Occurrence]:
        if field not in fields:
            return []
        return [
            Occurrence(first, last, ((first, last, number, len(text.word(last)) - 1 if single else 0),))
            for first, last in ends(text)
        ]

    return find


def _ends(wanted: Sequence) -> Callable[[Text], list[tuple[int, int]]]:
    """What gives the first and last words of where a sequence stands, in order."""
    words = [_word(wanted.analyzer, atom) for _, atom in wanted.atoms]
    places = [at for at, _ in wanted.atoms]
    spelling = [(at - places[0], spelled) for at, spelled in wanted.spelling] if places else []

    def find(text: Text) -> list[tuple[int, int]]:
        if not words:
            return []
        if len(words) == 1:
            found = [(at, at) for at in words[0](text)]
        elif wanted.slop:
            found = _loose([words[i](text) for i in range(len(words))], places, wanted.slop)
        else:
            starts = words[-1](text)
            far = places[-1] - places[0]
            for at, word in zip(reversed(places[:-1]), reversed(words[:-1]), strict=True):
                if not starts:
                    return []
                there = frozenset(word(text))
                starts = [last for last in starts if last - (places[-1] - at) in there]
            found = [(last - far, last) for last in starts]
        if spelling:
            found = [
                each
                for each in found
                if all(text.word(each[0] + at).lower() == word for at, word in spelling)
            ]
        return found

    return find


def _word(analyzer: str, atom: object) -> Callable[[Text], list[int]]:
    """What gives the numbers of the words that an atom holds of, in order."""
    if isinstance(atom, Term):
        form = atom.text
        return lambda text: text.places(analyzer).get(form, [])
    test = predicate(atom)  # type: ignore[arg-type]
    known: dict[str, bool] = {}

    def find(text: Text) -> list[int]:
        found: list[int] = []
        for form, numbers in text.places(analyzer).items():
            holds = known.get(form)
            if holds is None:
                holds = known[form] = test(form)
            if holds:
                found += numbers
        return sorted(found)

    return find


def _loose(found: list[list[int]], places: list[int], slop: int) -> list[tuple[int, int]]:
    """Where words stand in their order with others between them, no more than `slop` all together.

    From every first word the nearest next, and so on: that leaves the most room.
    """
    results: dict[int, tuple[int, int]] = {}
    far = places[-1] - places[0] + slop
    for first in found[0]:
        at = first
        for number in range(1, len(found)):
            needed = at + places[number] - places[number - 1]
            index = bisect_left(found[number], needed)
            if index == len(found[number]):
                return sorted(results.values())
            at = found[number][index]
        if at - first <= far:
            results[at] = first, at  # of two that end together the shorter
    return sorted(results.values())


def _either(finders: list[Finder]) -> Finder:
    def find(field: TextField, text: Text) -> list[Occurrence]:
        return sorted(chain.from_iterable(each(field, text) for each in finders))

    return find


def _near(left: Finder, right: Finder, distance: int, ordered: bool) -> Finder:
    def find(field: TextField, text: Text) -> list[Occurrence]:
        ones = left(field, text)
        others = right(field, text) if ones else []
        if not others:
            return []
        found = list(_after(ones, others, distance))
        if not ordered:
            found += _after(others, ones, distance)
        return sorted(dict.fromkeys(found))[:MOST_PAIRS]

    return find


def _after(ones: list[Occurrence], others: list[Occurrence], distance: int) -> Iterator[Occurrence]:
    """Each of `ones` with each of `others` that begins behind it and no farther than `distance`."""
    begins = [other.first for other in others]
    for one in ones:
        first = bisect_right(begins, one.last)
        last = bisect_right(begins, one.last + distance)
        for other in others[first:last]:
            yield Occurrence(one.first, max(one.last, other.last), one.parts + other.parts)


def _within(finders: list[Finder], scope: Scope) -> Finder:
    def find(field: TextField, text: Text) -> list[Occurrence]:
        stretches: list[dict[int, list[Occurrence]]] = []
        for each in finders:
            by_number: dict[int, list[Occurrence]] = {}
            for occurrence in each(field, text):
                number = text.stretch(occurrence.first, scope)
                if text.stretch(occurrence.last, scope) == number:
                    by_number.setdefault(number, []).append(occurrence)
            stretches.append(by_number)
            if not by_number:
                return []
        common = set(stretches[0]).intersection(*stretches[1:])
        return [
            Occurrence(
                min(occurrence.first for occurrence in together),
                max(occurrence.last for occurrence in together),
                tuple(dict.fromkeys(part for occurrence in together for part in occurrence.parts)),
            )
            for number in sorted(common)
            if (together := [occurrence for found in stretches for occurrence in found[number]])
        ]

    return find


def _capitals(inner: Finder) -> Finder:
    def find(field: TextField, text: Text) -> list[Occurrence]:
        return [
            occurrence
            for occurrence in inner(field, text)
            if all(
                text.word(number).isupper()
                for first, last, *_ in occurrence.parts
                for number in range(first, last + 1)
            )
        ]

    return find
