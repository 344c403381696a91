"""Where in a text a clause of words holds: alone, near others, in one sentence with them.

An occurrence is a stretch of words, from the first to the last that make up a clause, and the parts of it
that are to be marked: of `a w/5 b` the a and the b, not what stands between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from itertools import chain, pairwise
from typing import Final, TypeAlias

from index.analysis import EXACT, STEMMED, UNSPACED, Forms
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
from search.sequence import Atom, Begins, Sequence, beginning, predicate, sequence
from search.texts import Mark, Text

FORMS: Final = {STEMMED: Forms(STEMMED), EXACT: Forms(EXACT)}
"""Shared by all queries: words recur from record to record."""
MOST_KNOWN: Final = 100_000
"""Words of which is remembered whether they are the one that is looked for."""
FEW_WORDS: Final = 20
"""Different words that are looked for one by one in a text; for more, all its words are looked at."""
MOST_PAIRS: Final = 20_000
"""Pairs of occurrences near each other that are told apart in one text."""


Part: TypeAlias = tuple[int, int, int, int]
"""The places of the first and the last word, the number of the leaf they satisfy, and how many characters of
the last word are not part of that: a character that stands for pairs is marked without the other."""

Occurrence: TypeAlias = tuple[int, int, tuple[Part, ...]]
"""The places of the first and the last of the words where a clause holds, and what of it is to be marked."""

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
    each = dict.fromkeys(chain.from_iterable(parts for _, _, parts in found))
    found_marks: list[Mark] = []
    for first, last, leaf, beyond in each:
        start, end = text.span(first, last)
        found_marks.append(Mark(start, end - beyond, leaf))
    return found_marks


def _leaf(leaf: Leaf, number: int) -> Finder:
    wanted = sequence(leaf)
    fields = (TextField.TITLE, TextField.BODY) if leaf.field is None else (leaf.field,)
    ends = _ends(wanted)
    final = wanted.atoms[-1][1] if wanted.atoms else None
    single = isinstance(final, Begins) and len(final.text) == 1 and UNSPACED.match(final.text)

    def find(field: TextField, text: Text) -> list[Occurrence]:
        if field not in fields:
            return []
        found = ends(text)
        if single and found:
            lengths = [len(word) for word in text.written(last for _, last in found)]
            return [
                (first, last, ((first, last, number, length - 1),))
                for (first, last), length in zip(found, lengths, strict=True)
            ]
        return [(first, last, ((first, last, number, 0),)) for first, last in found]

    return find


class _Word:
    """One word of a leaf, ready to be looked for in texts."""

    def __init__(self, analyzer: str, atom: Atom, spelling: str | None) -> None:
        self.beginning = beginning(analyzer, atom)
        self._forms = FORMS[analyzer]
        self._test = predicate(atom)
        self._known: dict[str, bool] = {}
        self._spelling = spelling

    def places(self, text: Text) -> list[int]:
        """Where it stands in a text, in order."""
        if self.beginning:
            return self.among(text, text.words(self.beginning))
        distinct = text.distinct()
        self._learn(distinct)
        held = [word for word in distinct if self._known[word]]
        return self.among(text, text.words(*held) if len(held) <= FEW_WORDS else text.every())

    def among(self, text: Text, places: list[int]) -> list[int]:
        """Those of some places where it stands."""
        if not places:
            return places
        words = text.written(places)
        self._learn(words)
        known = self._known
        return [place for place, word in zip(places, words, strict=True) if known[word]]

    def _learn(self, words: Collection[str]) -> None:
        """Find out of which of some words it holds."""
        known = self._known
        if len(known) > MOST_KNOWN:
            known.clear()
        new = {word for word in words if word not in known}
        if new:
            forms = self._forms.of(new)
            for word in new:
                form = forms[word]
                known[word] = form is not None and self._test(form) and self._spelling in (None, word.lower())


def _ends(wanted: Sequence) -> Callable[[Text], list[tuple[int, int]]]:
    """What gives the first and last words of where a sequence stands, in order."""
    spelling = dict(wanted.spelling)
    words = [_Word(wanted.analyzer, atom, spelling.get(at)) for at, atom in wanted.atoms]
    places = [at for at, _ in wanted.atoms]
    if not words:
        return lambda _: []
    if wanted.slop and len(words) > 1:
        return lambda text: _loose(text, [word.places(text) for word in words], places, wanted.slop)
    # The longest beginning is that of the rarest word, mostly: only that one is looked for in the whole text.
    anchor = max(range(len(words)), key=lambda number: len(words[number].beginning))
    ahead, back = (
        [(words[number], places[number] - places[before]) for before, number in pairwise(numbers)]
        for numbers in (range(anchor, len(words)), range(anchor, -1, -1))
    )

    def find(text: Text) -> list[tuple[int, int]]:
        found = words[anchor].places(text)
        if len(words) == 1 or not found:
            return [(place, place) for place in found]
        lasts = _followed(text, dict(zip(found, found, strict=True)), ahead)
        firsts = _followed(text, dict(zip(lasts, lasts, strict=True)), back)
        return [(first, lasts[place]) for place, first in firsts.items()]

    return find


def _followed(text: Text, places: dict[int, int], steps: list[tuple[_Word, int]]) -> dict[int, int]:
    """Where one gets from some places, at each step so many words on or back, if the right one is there."""
    for word, distance in steps:
        reached = {start: text.moved(place, distance) for start, place in places.items()}
        held = frozenset(word.among(text, [place for place in reached.values() if place is not None]))
        places = {start: place for start, place in reached.items() if place is not None and place in held}
    return places


def _loose(text: Text, found: list[list[int]], apart: list[int], slop: int) -> list[tuple[int, int]]:
    """Where words stand in their order with others between them, no more than `slop` all together.

    From every first word the nearest next, and so on: that leaves the most room.
    """
    if not all(found):
        return []
    numbers = text.numbers(chain.from_iterable(found))
    places = {number: place for place, number in numbers.items()}
    rows = [[numbers[place] for place in each] for each in found]
    results: dict[int, tuple[int, int]] = {}
    far = apart[-1] - apart[0] + slop
    for first in rows[0]:
        at = first
        for row, (before, after) in zip(rows[1:], pairwise(apart), strict=True):
            index = bisect_left(row, at + after - before)
            if index == len(row):
                return sorted(results.values())
            at = row[index]
        if at - first <= far:
            results[at] = places[first], places[at]  # of two that end together the shorter
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
        numbers = text.numbers(chain.from_iterable(each[:2] for each in chain(ones, others)))
        found = list(_after(ones, others, distance, numbers))
        if not ordered:
            found += _after(others, ones, distance, numbers)
        return sorted(dict.fromkeys(found))[:MOST_PAIRS]

    return find


def _after(
    ones: list[Occurrence], others: list[Occurrence], distance: int, numbers: dict[int, int]
) -> Iterator[Occurrence]:
    """Each of `ones` with each of `others` that begins behind it and no farther than `distance`."""
    begins = [numbers[first] for first, _, _ in others]
    for first, last, parts in ones:
        least = bisect_right(begins, numbers[last])
        most = bisect_right(begins, numbers[last] + distance)
        for _, other_last, other_parts in others[least:most]:
            yield first, max(last, other_last), parts + other_parts


def _within(finders: list[Finder], scope: Scope) -> Finder:
    def find(field: TextField, text: Text) -> list[Occurrence]:
        stretches: list[dict[int, list[Occurrence]]] = []
        for each in finders:
            by_number: dict[int, list[Occurrence]] = {}
            for occurrence in each(field, text):
                first, last, _ = occurrence
                number = text.stretch(first, scope)
                if text.stretch(last, scope) == number:
                    by_number.setdefault(number, []).append(occurrence)
            stretches.append(by_number)
            if not by_number:
                return []
        common = set(stretches[0]).intersection(*stretches[1:])
        return [
            (
                min(first for first, _, _ in together),
                max(last for _, last, _ in together),
                tuple(dict.fromkeys(part for _, _, parts in together for part in parts)),
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
                word.isupper()
                for first, last, *_ in occurrence[2]
                for word in text.written(text.between(first, last))
            )
        ]

    return find
