"""Where a query holds in a record, found slowly and plainly.

Every word is looked at, and every way to choose words for a leaf is tried. The tree of the query and the
analysis of words are all that is shared with what is tested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise, product
from operator import ge

from index.analysis import EXACT, STEMMED, UNSPACED, analyzer, terms, word_spans
from search.query import (
    All,
    And,
    AtLeast,
    Boost,
    Caps,
    Fuzzy,
    Lead,
    Near,
    Node,
    Not,
    Nothing,
    Number,
    Or,
    Phrase,
    Prefix,
    Regex,
    Scope,
    Spelled,
    TextField,
    Typed,
    Wildcard,
    Within,
    Words,
)

Place = tuple[int, int, frozenset[tuple[int, int, int]]]
"""The numbers of the first and the last word, and what is to be marked: from, to, number of the leaf."""
Marks = set[tuple[TextField, int, int, int]]


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    written: str
    exact: str | None
    stem: str | None

    def form(self, name: str) -> str | None:
        return self.stem if name == STEMMED else self.exact


def words(text: str) -> list[Word]:
    found = []
    for start, end in word_spans(text):
        exact, stem = ([*analyzer(name).analyze(text[start:end]), None][0] for name in (EXACT, STEMMED))
        found.append(Word(start, end, text[start:end], exact, stem))
    return found


@dataclass(frozen=True)
class Record:
    texts: dict[TextField, tuple[str, ...]]
    lead: int
    """How many words of its body are its beginning."""
    cut: bool = False

    def words(self, named: TextField, text: str) -> list[Word]:
        return words(text)[: self.lead] if self.cut and named is TextField.BODY else words(text)


def marks(node: Node, record: Record) -> Marks | None:
    """What is marked; None if the query does not hold."""
    return _holds(node, record, count())


def _holds(node: Node, record: Record, numbers: Iterator[int]) -> Marks | None:
    match node:
        case All():
            return set()
        case Nothing():
            return None
        case Not(clause):
            return set() if _holds(clause, record, numbers) is None else None
        case Boost(clause):
            return _holds(clause, record, numbers)
        case Lead(clause):
            return _holds(clause, Record(record.texts, record.lead, cut=True), numbers)
        case And(clauses):
            found = [_holds(clause, record, numbers) for clause in clauses]
            return None if None in found else {mark for each in found for mark in each or ()}
        case Or(clauses):
            found = [_holds(clause, record, numbers) for clause in clauses]
            held = [each for each in found if each is not None]
            return {mark for each in held for mark in each} if held else None
        case Number(_, least, most):
            number = sum(len(record.words(TextField.BODY, text)) for text in record.texts[TextField.BODY])
            return set() if (least or 0) <= number <= (number if most is None else most) else None
        case AtLeast(times, clause):
            return _often(times, clause, record, numbers)
        case _:
            return _often(1, node, record, numbers)


def _often(times: int, node: Node, record: Record, numbers: Iterator[int]) -> Marks | None:
    find = _places(node, numbers)
    found: Marks = set()
    number = 0
    for named, texts in record.texts.items():
        for text in texts:
            places = find(named, text, record.words(named, text))
            number += len(places)
            if named in (TextField.TITLE, TextField.BODY):
                found |= {(named, *mark) for _, _, parts in places for mark in parts}
    return found if number >= times else None


Find = Callable[[TextField, str, list[Word]], list[Place]]


def _places(node: Node, numbers: Iterator[int]) -> Find:
    match node:
        case Or(clauses):
            finds = [_places(clause, numbers) for clause in clauses]
            return lambda named, text, found: [place for each in finds for place in each(named, text, found)]
        case Boost(clause):
            return _places(clause, numbers)
        case Typed(text, field):
            number = next(numbers)
            whole, begun = _leaf(Words(text, field), number), _leaf(Prefix(text, field), number)
            return lambda *given: [*whole(*given), *begun(*given)]
        case Near(left, right, distance, ordered):
            return _near(_places(left, numbers), _places(right, numbers), distance, ordered)
        case Within(clauses, scope):
            return _within([_places(clause, numbers) for clause in clauses], scope)
        case Caps(clause):
            return _capitals(_places(clause, numbers))
        case _:
            return _leaf(node, next(numbers))


def _near(left: Find, right: Find, distance: int, ordered: bool) -> Find:
    def find(named: TextField, text: str, found: list[Word]) -> list[Place]:
        places = set()
        for one, other in product(left(named, text, found), right(named, text, found)):
            ways = [(one, other)] if ordered else [(one, other), (other, one)]
            for before, after in ways:
                if 0 < after[0] - before[1] <= distance:
                    places.add((before[0], max(before[1], after[1]), before[2] | after[2]))
        return sorted(places, key=lambda place: place[:2])

    return find


def _within(finds: list[Find], scope: Scope) -> Find:
    def find(named: TextField, text: str, found: list[Word]) -> list[Place]:
        places = []
        for start, end in _stretches(text, scope):
            inside = [
                [
                    place
                    for place in each(named, text, found)
                    if start <= found[place[0]].start < end and start <= found[place[1]].start < end
                ]
                for each in finds
            ]
            if all(inside):
                together = [place for each in inside for place in each]
                parts = frozenset[tuple[int, int, int]]().union(*(place[2] for place in together))
                places.append((min(place[0] for place in together), max(p[1] for p in together), parts))
        return places

    return find


def _stretches(text: str, scope: Scope) -> list[tuple[int, int]]:
    """Sentences end in a stop and white space, or with their line, as long as no abbreviation does."""
    if scope is Scope.PARAGRAPH:
        blank = re.search(r"\n[^\S\n]*\n", text) is not None
        cuts = [m.end() for m in re.finditer(r"\n[^\S\n]*\n\s*" if blank else r"\n\s*", text)]
    else:
        cuts = []
        for at in range(1, len(text) + 1):
            before = text[:at]
            closed = re.match("[\"'”’»)\\]]*", text[at:])
            space = re.match(r"\s*", text[at + len(closed[0] if closed else "") :])
            width = len(closed[0] if closed else "") + len(space[0] if space else "")
            if before[-1] in ".!?…" and space and space[0]:
                short = re.search(r"(?:^|[\s(\"'“‘])((?:[A-Za-z]\.)*[A-Za-z]|Mr|Dr)\.$", before[-13:])
                if not (short and "\n" not in space[0]):
                    cuts.append(at + width)
            if before[-1] in "。！？":
                closed = re.match("[」』”’）]*", text[at:])
                cuts.append(at + len(closed[0] if closed else ""))
            if before[-1] == "\n":
                space = re.match(r"\s*", text[at:])
                cuts.append(at + len(space[0] if space else ""))
    edges = [0, *sorted(set(cuts)), len(text) + 1]
    return list(pairwise(edges))


def _capitals(inner: Find) -> Find:
    def find(named: TextField, text: str, found: list[Word]) -> list[Place]:
        return [
            place
            for place in inner(named, text, found)
            if all(
                word.written.isupper()
                for start, end, _ in place[2]
                for word in found
                if start <= word.start and word.start < end
            )
        ]

    return find


Test = Callable[[str], bool]
"""Of the form of a word."""


@dataclass(frozen=True)
class Asked:
    """What a leaf asks for."""

    name: str
    """The analyzer whose forms are tested."""
    tests: list[tuple[int, Test]]
    """For the words in a row, by their places."""
    slop: int = 0
    spelling: dict[int, str] = field(default_factory=dict)
    single: bool = False
    """Whether the last word is one character for all the pairs that it begins; it is marked alone."""


def _leaf(node: Node, number: int) -> Find:
    asked = _asked(node)
    own = node.field  # type: ignore[union-attr]
    fields = (TextField.TITLE, TextField.BODY) if own is None else (own,)

    def holds(word: Word, at: int, test: Test) -> bool:
        form = word.form(asked.name)
        spelled = asked.spelling.get(at)
        return form is not None and test(form) and spelled in (None, word.written.lower())

    def find(named: TextField, text: str, found: list[Word]) -> list[Place]:
        if named not in fields or not asked.tests:
            return []
        places = [at for at, _ in asked.tests]
        ways = set()
        for way in product(*([n for n, w in enumerate(found) if holds(w, *each)] for each in asked.tests)):
            gaps = [b - a for a, b in pairwise(way)]
            least = [b - a for a, b in pairwise(places)]
            if all(map(ge, gaps, least)) and sum(gaps) <= sum(least) + asked.slop:
                ways.add((way[0], way[-1]))
        nearest = {min(way for way in ways if way[0] == first) for first, _ in ways}
        shortest = {max(way for way in nearest if way[1] == last) for _, last in nearest}
        return [
            (first, last, frozenset({(found[first].start, end(found[last]), number)}))
            for first, last in sorted(shortest)
        ]

    def end(word: Word) -> int:
        return word.start + 1 if asked.single else word.end

    return find


def _asked(node: Node) -> Asked:
    match node:
        case Words(text, own):
            name = EXACT if own in (TextField.AUTHOR, TextField.URL) else STEMMED
            return Asked(name, _tests(_terms(name, text)), single=_single(_terms(name, text)))
        case Phrase(text, _, slop):
            found = _terms(EXACT, text)
            return Asked(EXACT, _tests(found), slop, single=_single(found))
        case Spelled(text):
            found = _terms(EXACT, text)
            written = [word.written.lower() for word in words(text)]
            spelling = {at: written[at] for at, _ in found}
            return Asked(EXACT, _tests(found), spelling=spelling, single=_single(found))
        case Prefix(text):
            found = _terms(EXACT, text)
            last = [(at, _begins(term)) for at, term in found[-1:]]
            return Asked(EXACT, _tests(found)[:-1] + last, single=_single(found))
        case Wildcard(text):
            signs = {"*": ".*", "?": "."}
            parts = re.findall(r"[*?]|[^*?]+", text)
            return Asked(EXACT, [(0, _looks("".join(signs.get(p) or re.escape(_folded(p)) for p in parts)))])
        case Regex(text):
            return Asked(EXACT, [(0, _looks("".join(map(_folded, text))))])
        case Fuzzy(text, distance):
            word = _folded(text)
            return Asked(EXACT, [(0, lambda form: _distance(word, form) <= distance)])
        case _:
            raise TypeError(node)


def _terms(name: str, text: str) -> list[tuple[int, str]]:
    """The words of a text, but for a last character that a pair has told already."""
    found = terms(name, text)
    return [
        (at, term)
        for number, (at, term) in enumerate(found)
        if not (
            _single([(at, term)])
            and number
            and found[number - 1][0] == at - 1
            and re.fullmatch(UNSPACED.pattern, found[number - 1][1])
            and found[number - 1][1][1:] == term
        )
    ]


def _single(found: list[tuple[int, str]]) -> bool:
    return bool(found) and len(found[-1][1]) == 1 and UNSPACED.fullmatch(found[-1][1]) is not None


def _tests(found: list[tuple[int, str]]) -> list[tuple[int, Test]]:
    return [(at, _begins(term) if _single([(at, term)]) else term.__eq__) for at, term in found]


def _begins(beginning: str) -> Test:
    return lambda form: form.startswith(beginning)


def _looks(pattern: str) -> Test:
    return lambda form: re.fullmatch(pattern, form, re.IGNORECASE) is not None


def _folded(part: str) -> str:
    return "".join(analyzer(EXACT).analyze(part)) if part[:1].isalnum() else part


def _distance(one: str, other: str) -> int:
    """Characters wrong, missing, too many or swapped: the optimal string alignment distance."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, j in product(range(len(one) + 1), range(len(other) + 1)):
        if not i or not j:
            rows[i][j] = i + j
            continue
        wrong = one[i - 1] != other[j - 1]
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + wrong)
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
