"""Words, phrases and patterns as scored tantivy queries.

Scores. A word or phrase scores BM25 in the text (k1 = 1.2, b = 0.75, tantivy's). A match in a
headline adds TITLE_WEIGHT times the inverse document frequency that BM25 gives the word in the texts, which
is what a text of average length has for holding it once: most records are comments, which have no headline,
and against their average of nearly no words any headline would count as too long to matter. A word that
stands in the text in the very form that is asked for adds EXACT_WEIGHT times the BM25 of that form.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final

import tantivy
from tantivy import Occur, Query

from index.analysis import EXACT, SPELLED, STEMMED
from index.frozen import dataclass
from search import sequence
from search.query import Boost, Leaf, Near, Node, Or, Phrase, TextField, Words
from search.sequence import Atom, Begins, Term
from search.vocabulary import Expansion, Vocabulary
from search.wording import is_function_word

TITLE_WEIGHT: Final = 1.0
EXACT_WEIGHT: Final = 0.2
MOST_SCORED: Final = 64
"""Words that a pattern stands for which are scored by their rarity; the others score REST."""
REST: Final = 0.1
MOST_IN_PHRASE: Final = 16_000
"""Words that a beginning can stand for behind other words; tantivy follows 16,384."""
MOST_PAIRS: Final = 64
"""Pairs of words that two clauses near each other may be asked for as."""

NAMES: Final = {
    (STEMMED, TextField.TITLE): "title",
    (STEMMED, TextField.BODY): "body",
    (EXACT, TextField.TITLE): "title_exact",
    (EXACT, TextField.BODY): "body_exact",
    (EXACT, TextField.AUTHOR): "author",
    (EXACT, TextField.URL): "url",
}
"""The fields of the index by analyzer and the field of the query."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a query, and whether it finds just what it should or perhaps more."""

    query: Query
    sure: bool = True
    scores: tuple[tuple[str, Query], ...] = ()
    """Where its score is the sum of those of others of which a record has any: what they are, and these."""


class Leaves:
    """Makes queries of leaves for one snapshot of an index, whose words it asks for their frequencies."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._vocabularies: dict[str, Vocabulary] = {}
        self._scored = True

    def unscored(self) -> Leaves:
        """The same that say nothing of scores: what they make finds the same records sooner."""
        others = Leaves(self._schema, self._searcher)
        others._vocabularies = self._vocabularies
        others._scored = False
        return others

    def leaf(self, leaf: Leaf) -> Part:
        """The records with words in a row."""
        wanted = sequence.sequence(leaf)
        if not wanted.atoms:
            return Part(Query.empty_query())
        found = self._anywhere(wanted, leaf.field)
        if isinstance(leaf, Words) and leaf.field in (None, TextField.BODY):
            return self._formed(found, leaf) if self._scored else found
        return self._spelled(found, wanted, leaf) if wanted.spelling else found

    def near(self, node: Near) -> Part | None:
        """The records with two words near each other; None where that can't be asked for in one go."""
        left, right = _words(node.left), _words(node.right)
        if left is None or right is None or len(left) * len(right) > MOST_PAIRS:
            return None
        pairs = list(product(left, right))
        if any(a.analyzer != b.analyzer or a.field is not b.field or a.text == b.text for a, b in pairs):
            return None
        slop = node.distance - 1
        analyzer, field = pairs[0][0].analyzer, pairs[0][0].field
        parts = []
        for each in _fields(field):
            name = NAMES[analyzer, each]
            either = [
                Query.phrase_query(self._schema, name, [(0, a), (1, b)], slop)
                for one, other in pairs
                for a, b in ([(one.text, other.text)] if node.ordered else _orders(one.text, other.text))
            ]
            found = any_of(either)
            if each is TextField.TITLE:
                body = NAMES[analyzer, TextField.BODY]
                weight = TITLE_WEIGHT * sum(
                    min(self.rarity(body, word.text) for word in side) for side in (left, right)
                )
                found = Query.const_score_query(found, weight)
            elif each is not TextField.BODY:
                found = filtering(found)
            parts.append(found)
        # Two words with up to N between them in one order: tantivy lets them change places for two of these.
        return Part(any_of(parts), sure=not node.ordered or slop < 2)

    def expand(self, atom: Atom, name: str) -> Expansion:
        """The words of a field of the index that an atom stands for."""
        return self.vocabulary(name).expand(atom)

    def vocabulary(self, name: str) -> Vocabulary:
        """The words of a field of the index."""
        if name not in self._vocabularies:
            self._vocabularies[name] = Vocabulary(self._searcher, name)
        return self._vocabularies[name]

    def holding(self, name: str, word: str) -> int:
        """How many records hold a word in a field of the index."""
        return int(self._searcher.doc_freq(name, word))

    def rarity(self, name: str, word: str) -> float:
        """The inverse document frequency of a word in a field of the index."""
        return self._rarity_of(self.holding(name, word))

    def _anywhere(self, wanted: sequence.Sequence, field: TextField | None) -> Part:
        if field in (TextField.AUTHOR, TextField.URL):
            found = self._in(NAMES[EXACT, field], wanted)
            return Part(filtering(found.query), found.sure)
        body = NAMES[wanted.analyzer, TextField.BODY]
        sure = True
        scores = []
        if field is not TextField.TITLE:
            text = self._in(body, wanted)
            sure = text.sure
            scores.append(("text", text.query))
        if field is not TextField.BODY:
            title = self._in(NAMES[wanted.analyzer, TextField.TITLE], wanted)
            sure = sure and title.sure
            headline = title.query
            if self._scored:
                headline = Query.const_score_query(headline, TITLE_WEIGHT * self._rarity(body, wanted))
            scores.append(("headline", headline))
        return Part(any_of([query for _, query in scores]), sure, tuple(scores))

    def _formed(self, found: Part, leaf: Words) -> Part:
        """A word in any form, which scores more in the form that is asked for."""
        forms = sequence.sequence(Phrase(leaf.text)).terms or []
        stems = sequence.sequence(leaf).terms or []
        if len(forms) != 1 or len(stems) != 1 or is_function_word(leaf.text):
            return found
        (_, form), (_, stem) = forms[0], stems[0]
        holding = self.holding("body_exact", form)
        if not holding:
            return found
        if holding == self.holding("body", stem):  # there is no other form
            (about, text), *others = found.scores
            scores = [(about, Query.boost_query(text, 1 + EXACT_WEIGHT)), *others]
        else:
            exact = Query.term_query(self._schema, "body_exact", form)
            scores = [*found.scores, ("form", Query.boost_query(exact, EXACT_WEIGHT))]
        return Part(any_of([query for _, query in scores]), found.sure, tuple(scores))

    def _in(self, name: str, wanted: sequence.Sequence) -> Part:
        """Words in a row in one field of the index."""
        atoms = wanted.atoms
        if len(atoms) == 1:
            return Part(self._word(name, atoms[0][1]))
        terms = wanted.terms
        if terms is None:
            return self._beginning_behind(name, wanted)
        if not wanted.slop:
            return Part(Query.phrase_query(self._schema, name, list(terms)))
        # With other words between, tantivy's phrases find words in other orders, too, and of three and more
        # miss some: each two neighbours can be no farther apart than all of them.
        neighbours = [
            Query.phrase_query(self._schema, name, [(0, a), (1, b)], wanted.slop + there - here - 1)
            if a != b
            else Query.term_query(self._schema, name, a)
            for (here, a), (there, b) in pairwise(terms)
        ]
        sure = len(terms) == 2 and wanted.slop < 2 and terms[0][1] != terms[1][1]
        return Part(neighbours[0] if len(neighbours) == 1 else all_of(neighbours), sure)

    def _beginning_behind(self, name: str, wanted: sequence.Sequence) -> Part:
        """Words in a row of which some are only beginnings."""
        beginnings = [atom for _, atom in wanted.atoms if isinstance(atom, Begins)]
        if wanted.slop or any(len(self.expand(atom, name).words) >= MOST_IN_PHRASE for atom in beginnings):
            return Part(all_of([self._word(name, atom) for _, atom in wanted.atoms]), sure=False)
        patterns: list[str | tuple[int, str]] = [
            (at, re.escape(atom.text) + ".*" * isinstance(atom, Begins))
            for at, atom in wanted.atoms
            if isinstance(atom, Term | Begins)
        ]
        return Part(Query.regex_phrase_query(self._schema, name, patterns))

    def _word(self, name: str, atom: Atom) -> Query:
        if isinstance(atom, Term):
            return Query.term_query(self._schema, name, atom.text)
        return self._pattern(name, atom)

    def _pattern(self, name: str, atom: Atom) -> Query:
        """Words a pattern stands for. All count as rare as the commonest: rarer ones are no better."""
        if not self._scored:
            return self._any_word(name, atom)
        found = self.vocabulary(name).commonest(atom, MOST_SCORED + 1)
        if not found:
            return Query.empty_query()
        rarity = self._rarity_of(found[0][1])
        words = [
            Query.boost_query(Query.term_query(self._schema, name, word), rarity / self._rarity_of(records))
            for word, records in found[:MOST_SCORED]
        ]
        best = Query.disjunction_max_query(words)
        if len(found) <= MOST_SCORED:
            return best
        return any_of([best, Query.const_score_query(self._any_word(name, atom), REST)])

    def _any_word(self, name: str, atom: Atom) -> Query:
        """All words a pattern stands for, as one."""
        if isinstance(atom, Begins):
            return Query.regex_query(self._schema, name, re.escape(atom.text) + ".*")
        return Query.term_set_query(self._schema, name, [word for word, _ in self.expand(atom, name).words])

    def _spelled(self, found: Part, wanted: sequence.Sequence, leaf: Leaf) -> Part:
        """Of records with words those where they are spelled so.

        Records hold the spellings that are folded away as terms of a field of their own. Where a word has no
        other spelling in the index, nothing has to be looked at.
        """
        sure = found.sure
        needed = [found.query]
        forms = dict(wanted.atoms)
        for at, spelling in wanted.spelling:
            atom = forms[at]
            folded = atom.text if isinstance(atom, Term | Begins) else spelling
            if folded != spelling:
                term = f"{folded}{SPELLED}{spelling}"
                needed.append(filtering(Query.term_query(self._schema, "spelled", term)))
                sure = sure and len(wanted.spelling) == 1 and leaf.field is None
            elif self._searcher.terms_with_prefix("spelled", folded + SPELLED, limit=1):
                sure = False
        return Part(needed[0] if len(needed) == 1 else all_of(needed), sure)

    def _rarity(self, name: str, wanted: sequence.Sequence) -> float:
        """The sum of the words' rarities in a field of the index; a pattern counts as one."""
        return sum(
            self.rarity(name, atom.text) if isinstance(atom, Term) else 1.0 for _, atom in wanted.atoms
        )

    def _rarity_of(self, holding: int) -> float:
        """The inverse document frequency of a word that `holding` records hold, as BM25 has it.

        ln(1 + (N - n + 0.5) / (n + 0.5)), of N records of which n hold the word (Robertson and
        Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
        """
        records = self._searcher.num_docs
        holding = min(holding, records)  # deleted records count among the holders until a merge
        return math.log(1 + (records - holding + 0.5) / (holding + 0.5))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that may stand near another."""

    analyzer: str
    field: TextField | None
    text: str


def any_of(queries: Sequence[Query]) -> Query:
    """Any of these."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Sequence[Query]) -> Query:
    """All of these."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def filtering(query: Query) -> Query:
    """A query that decides and does not score: added plainly it would add its rarity."""
    return Query.const_score_query(query, 0.0)


def _words(node: Node) -> list[_Word] | None:
    """The words that a clause is any of; None where it is not of single words."""
    match node:
        case Words() | Phrase():
            found = sequence.sequence(node)
            terms = found.terms
            return [_Word(found.analyzer, node.field, terms[0][1])] if terms and len(terms) == 1 else None
        case Or(clauses):
            sides = [_words(clause) for clause in clauses]
            return [word for side in sides if side for word in side] if all(sides) else None
        case Boost(clause):
            return _words(clause)
        case _:
            return None


def _fields(field: TextField | None) -> tuple[TextField, ...]:
    return (TextField.BODY, TextField.TITLE) if field is None else (field,)


def _orders(one: str, other: str) -> Iterator[tuple[str, str]]:
    yield one, other
    yield other, one
