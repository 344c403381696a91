"""The words of an index: which of them a pattern stands for."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from index.frozen import dataclass
from search import patterns
from search.sequence import Atom, Begins, Looks, Resembles, Term

if TYPE_CHECKING:
    import tantivy

MOST_WORDS: Final = 2_000_000
"""Words of a field that are looked through for a pattern; an index of 30 GB of prose has fewer."""
MOST_FOUND: Final = 16_000
"""Words that a pattern can stand for; tantivy follows 16,384 through a phrase."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words that an atom stands for in a field, the commonest first."""

    words: tuple[tuple[str, int], ...]
    """Each with the number of records that hold it."""
    cut: bool = False
    """There are more."""


class Vocabulary:
    """The words of one field in one snapshot of an index."""

    def __init__(self, searcher: tantivy.Searcher, field: str) -> None:
        self._searcher = searcher
        self._field = field
        self._words: dict[str, int] | None = None
        self._text = ""
        self._known: dict[Atom, Expansion] = {}

    def expand(self, atom: Atom) -> Expansion:
        """What an atom stands for."""
        found = self._known.get(atom)
        if found is None:
            found = self._known[atom] = self._expanded(atom)
        return found

    def commonest(self, atom: Atom, most: int) -> list[tuple[str, int]]:
        """The commonest words that an atom stands for, each with the number of records that hold it."""
        if isinstance(atom, Begins) and atom not in self._known:
            # All words that begin with one letter take longer to bring here than to look for.
            return self._searcher.terms_with_prefix(self._field, atom.text, limit=most)
        return list(self.expand(atom).words[:most])

    def _expanded(self, atom: Atom) -> Expansion:
        match atom:
            case Term(text):
                records = self._searcher.doc_freq(self._field, text)
                return Expansion(((text, records),) if records else ())
            case Begins(text):
                return self._cut(self._searcher.terms_with_prefix(self._field, text, limit=MOST_FOUND + 1))
            case Looks(pattern, begins):
                words, text = self._beginning(begins)
                lines = patterns.expression(pattern, lines=True)
                found = islice(lines.finditer(text), MOST_FOUND + 1)  # the text begins with the commonest
                return self._counted([match.group() for match in found], words)
            case Resembles(text, distance):
                words, _ = self._beginning("")
                close = patterns.resembles(text, distance)
                return self._counted([word for word in words if close(word)], words)

    def _counted(self, found: list[str], words: dict[str, int]) -> Expansion:
        return self._cut(
            sorted(((word, words[word]) for word in found), key=lambda each: (-each[1], each[0]))
        )

    @staticmethod
    def _cut(words: list[tuple[str, int]]) -> Expansion:
        return Expansion(tuple(words[:MOST_FOUND]), len(words) > MOST_FOUND)

    def _beginning(self, begins: str) -> tuple[dict[str, int], str]:
        """The words that begin so with the numbers of their records, and all of them as lines."""
        if begins:
            some = dict(self._searcher.terms_with_prefix(self._field, begins, limit=MOST_WORDS))
            return some, "\n".join(some)
        if self._words is None:
            self._words = dict(self._searcher.terms_with_prefix(self._field, "", limit=MOST_WORDS))
            self._text = "\n".join(self._words)
        return self._words, self._text
