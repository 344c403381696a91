"""A query as a tree.

Plain frozen values: `search.parser` makes them of text, `search.compiler` makes a tantivy query of
them, `search.matching` finds in a record what satisfied them, and `search.reading` writes them as text
again. Whoever adds a node is told by the type checker which of these forgot it.

Build trees with `conjunction`, `disjunction`, `negation` and `near`: they keep to the one shape that a
query's text is read as.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from index.frozen import dataclass
from index.model import Kind, Origin

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
    LANGUAGE = "lang"


class NumberField(StrEnum):
    """A field that is a number, as it is typed in a query."""

    WORDS = "words"
    REPLIES = "replies"


class Part(StrEnum):
    """What a record may have or lack, as it is typed after `has:`."""

    DATE = "date"
    AUTHOR = "author"
    SOURCE = "source"
    URL = "url"
    REPLIES = "replies"
    COPIES = "copies"


class Scope(StrEnum):
    """A stretch of text in which words may stand together, as it is typed after a slash."""

    SENTENCE = "s"
    PARAGRAPH = "p"


class Layer(StrEnum):
    """Where the other records of a thread are looked at, as it is typed in a query."""

    UNDER = "under"
    """Comments whose article matches."""
    THREAD = "thread"
    """Articles that have a comment which matches."""


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


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in these forms and this order."""

    text: str
    field: TextField | None = None
    slop: int = 0
    """How many other words may stand between them, all together."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Words in these forms, this order and this spelling, diacritics and all; case does not matter."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so; of several, the last begins so and stands behind the others."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words that look so: `*` stands for any characters or none, `?` for one."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Regex:
    """Words that a regular expression of RE2 matches as a whole, case and diacritics apart."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that are this one but for so many characters wrong, missing, too many or swapped."""

    text: str
    distance: int
    """1 or 2."""
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """A word that is being typed: it in any of its forms, or words that begin so."""

    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Places where two clauses hold with at most `distance - 1` words between them, in one text."""

    left: Node
    right: Node
    distance: int
    ordered: bool
    """The left one comes first."""


@dataclass(frozen=True, slots=True)
class Within:
    """Places where all clauses hold in one sentence or paragraph; there are two or more."""

    clauses: tuple[Node, ...]
    scope: Scope


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Records in which a clause holds at so many places."""

    times: int
    clause: Node


@dataclass(frozen=True, slots=True)
class Caps:
    """Places where a clause holds and every word is written in capitals."""

    clause: Node


@dataclass(frozen=True, slots=True)
class Lead:
    """Records whose headline or first LEAD_WORDS words a clause matches."""

    clause: Node


@dataclass(frozen=True, slots=True)
class Boost:
    """A clause that counts so many times as much."""

    clause: Node
    factor: float


@dataclass(frozen=True, slots=True)
class Key:
    """Records whose field is this, or begins so; case and runs of white space apart."""

    field: KeyField
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """Records whose field is a number from `least` to `most`, both inclusive; None is open."""

    field: NumberField
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Has:
    """Records that have something."""

    part: Part


@dataclass(frozen=True, slots=True)
class DateFrom:
    """Records whose date was learned there."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class OfKind:
    """Records of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Days:
    """Records dated from one day to another; those without a date are in no span."""

    first: date | None
    """None is the beginning of time."""
    last: date | None
    """Inclusive; None is the end of it."""


@dataclass(frozen=True, slots=True)
class Across:
    """Records of threads where a clause holds in the other layer."""

    layer: Layer
    clause: Node


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


LEAD_WORDS: Final = 100
"""Words of a text that are its beginning."""

Leaf: TypeAlias = Words | Phrase | Spelled | Prefix | Wildcard | Regex | Fuzzy
"""A node that asks for words one after the other."""

Placed: TypeAlias = Leaf | Typed | Near | Within | Caps
"""A node that holds at places in a text. So does an Or or a Boost of such, see `placed`."""

Filter: TypeAlias = Key | Number | Has | DateFrom | OfKind | Days
"""A node that holds of a record as a whole, and does not score."""

Node: TypeAlias = All | Nothing | Placed | AtLeast | Lead | Boost | Filter | Across | Not | And | Or


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


def placed(node: Node) -> bool:
    """Whether a node holds at places in a text, so that it can stand near another."""
    match node:
        case Or(clauses):
            return all(map(placed, clauses))
        case Boost(clause):
            return placed(clause)
        case _:
            return isinstance(node, Placed)


def near(left: Node, right: Node, distance: int, *, ordered: bool) -> Node | None:
    """Two clauses near each other; of several that must all hold, each. None where one has no places."""
    if isinstance(left, And):
        parts = [near(each, right, distance, ordered=ordered) for each in left.clauses]
    elif isinstance(right, And):
        parts = [near(left, each, distance, ordered=ordered) for each in right.clauses]
    else:
        return Near(left, right, distance, ordered) if placed(left) and placed(right) else None
    told = [part for part in parts if part is not None]
    return conjunction(*told) if len(told) == len(parts) else None


def within(left: Node, right: Node, scope: Scope) -> Node | None:
    """Two clauses in one sentence or paragraph. None where one has no places."""
    sides = [each for side in (left, right) for each in (side.clauses if isinstance(side, And) else (side,))]
    if not all(map(placed, sides)):
        return None
    flat: list[Node] = []
    for side in sides:
        flat += side.clauses if isinstance(side, Within) and side.scope is scope else (side,)
    return Within(tuple(flat), scope)


def children(node: Node) -> tuple[Node, ...]:
    """The clauses that a node is made of."""
    match node:
        case And(clauses) | Or(clauses) | Within(clauses=clauses):
            return clauses
        case Near(left, right):
            return left, right
        case (
            Not(clause)
            | Boost(clause)
            | Caps(clause)
            | Lead(clause)
            | AtLeast(clause=clause)
            | Across(clause=clause)
        ):
            return (clause,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)
