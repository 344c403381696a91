"""What a leaf of a query asks for, word by word: decided here for the index and the matcher alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, assert_never

from index.analysis import EXACT, STEMMED, UNSPACED, Forms, normalize, terms, word_spans
from index.frozen import dataclass
from index.lazy import compiled
from search import patterns
from search.query import Fuzzy, Leaf, Phrase, Prefix, Regex, Spelled, TextField, Wildcard, Words

EXACT_FORMS: Final = Forms(EXACT)
RESTORED: Final = compiled(r"(?<=.)(?:ie|[eiy]|(?<=b)l)$", re.DOTALL)
"""What at the end of a stem of Snowball's English stemmer need not be in the word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is this one."""

    text: str


@dataclass(frozen=True, slots=True)
class Begins:
    """A word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Looks:
    """A word that an expression matches as a whole."""

    pattern: str
    """Of RE2."""
    begins: str
    """What every such word begins with."""


@dataclass(frozen=True, slots=True)
class Resembles:
    """A word that is this one but for so many characters."""

    text: str
    distance: int


Atom = Term | Begins | Looks | Resembles
"""What one word must be."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Atoms that must hold of words in a row."""

    analyzer: str
    atoms: tuple[tuple[int, Atom], ...]
    """Each with its place; places that are left out may hold any word."""
    slop: int = 0
    """How many other words may stand between them, all together."""
    spelling: tuple[tuple[int, str], ...] = ()
    """How the words must be spelled, lower-cased, by their places."""

    @property
    def terms(self) -> list[tuple[int, str]] | None:
        """The places and terms, if there are only terms."""
        found = [(at, atom.text) for at, atom in self.atoms if isinstance(atom, Term)]
        return found if len(found) == len(self.atoms) else None


@lru_cache(maxsize=1024)
def sequence(leaf: Leaf) -> Sequence:
    """What a leaf asks for; names and addresses have no stems."""
    match leaf:
        case Words(text, field):
            analyzer = EXACT if field in (TextField.AUTHOR, TextField.URL) else STEMMED
            return Sequence(analyzer, _atoms(analyzer, text))
        case Phrase(text, _, slop):
            return Sequence(EXACT, _atoms(EXACT, text), slop)
        case Spelled(text):
            text = normalize(text)
            words = [text[start:end].lower() for start, end in word_spans(text)]
            atoms = _atoms(EXACT, text)
            return Sequence(EXACT, atoms, spelling=tuple((at, words[at]) for at, _ in atoms))
        case Prefix(text):
            return Sequence(EXACT, _atoms(EXACT, text, open_ended=True))
        case Wildcard(text):
            folded = "".join(_folded(part) for part in patterns.parts(text))
            looks = Looks(patterns.wildcard(folded), patterns.literal(folded))
            return Sequence(EXACT, ((0, looks),))
        case Regex(text):
            folded = "".join(_folded(character) for character in text)
            return Sequence(EXACT, ((0, Looks(folded, "")),))
        case Fuzzy(text, distance):
            return Sequence(EXACT, ((0, Resembles(_folded(text), distance)),))
        case _:
            assert_never(leaf)


def predicate(atom: Atom) -> Callable[[str], bool]:
    """Whether the indexed form of a word satisfies an atom."""
    match atom:
        case Term(text):
            return text.__eq__
        case Begins(text):
            return lambda form: form.startswith(text)
        case Looks(pattern):
            fullmatch = patterns.expression(pattern).fullmatch
            return lambda form: fullmatch(form) is not None
        case Resembles(text, distance):
            return patterns.resembles(text, distance)
        case _:
            assert_never(atom)


def beginning(analyzer: str, atom: Atom) -> str:
    """What every word of ASCII letters begins with, in lower case, that satisfies an atom.

    Its stem is the beginning of a word, but for what the stemmer writes there anew: happy, happi;
    hoping, hope; ability, abl; dying, die; skies, sky.
    """
    match atom:
        case Term(text):
            return RESTORED.sub("", text) if analyzer == STEMMED else text
        case Begins(text) | Looks(begins=text):
            return text
        case Resembles():
            return ""
        case _:
            assert_never(atom)


def _atoms(analyzer: str, text: str, *, open_ended: bool = False) -> tuple[tuple[int, Atom], ...]:
    """A text's words.

    In runs without spaces the last character is a word of its own: with others before it it says nothing
    more, and alone it stands for the words that begin so.
    """
    found = terms(analyzer, text)
    atoms: list[tuple[int, Atom]] = []
    for number, (at, word) in enumerate(found):
        if len(word) == 1 and UNSPACED.fullmatch(word):
            if number and found[number - 1][0] == at - 1 and _pair(found[number - 1][1], word):
                continue
            atoms.append((at, Begins(word)))
        else:
            atoms.append((at, Term(word)))
    if open_ended and atoms and isinstance(atoms[-1][1], Term):
        atoms[-1] = atoms[-1][0], Begins(atoms[-1][1].text)
    return tuple(atoms)


def _pair(before: str, character: str) -> bool:
    return len(before) == 2 and before[1] == character and UNSPACED.fullmatch(before) is not None


def _folded(part: str) -> str:
    """A part of a word in the indexed form."""
    return EXACT_FORMS.of([part])[part] or "" if part[:1].isalnum() else part
