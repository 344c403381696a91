"""How much each word of a query counts beside the others, and what words near each other add.

BM25 takes the words of a query for a bag. What is asked in a sentence is none, so each word is weighted, and
the heaviest of a query counts as BM25 has it:

- by its rarity among all words, to the power RARITY: of a long query what is rare decides;
- n times n (REPEATED + 1) / (n + REPEATED) if it is said n times, as BM25 itself has it for long queries
  (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, k3);
- FUNCTION if it is a word of grammar;
- in a long query, which is prose, REQUEST if it is a word of asking ("stop structure" in Huston and Croft,
  "Evaluating Verbose Query Processing Techniques", 2010), and 1 / (1 + ORDER ln(1 + r)) if r telling words
  are said before it: one says first what it is about. In short ones the order of the words does not matter.

Two neighbours add PAIR times the BM25 of both within REACH words, by the lesser of their weights: sequential
dependence (Metzler and Croft, "A Markov Random Field Model for Term Dependencies", 2005) with one kind of
window. `bench/ranking` measures all of it, and what was tried.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

import tantivy
from tantivy import Query

from index.frozen import dataclass
from search.leaves import Leaves
from search.query import Node, Words
from search.sequence import sequence
from search.wording import is_function_word, request_stems

RARITY: Final = 0.25
REPEATED: Final = 4.0
FUNCTION: Final = 0.3
REQUEST: Final = 0.6
LONG: Final = 5
"""Telling words from which on a query is long."""
ORDER: Final = 0.15
PAIR: Final = 0.1
REACH: Final = 8
MOST_PAIRS: Final = 16
"""Pairs of a query that are asked for: the first."""


@dataclass(frozen=True, slots=True)
class Together:
    """How the clauses of an AND or an OR count beside each other."""

    weights: tuple[float, ...]
    """One for each clause; 0 for a word that was there before, which is counted there."""
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What two words near each other add to the score of a record that has both."""

    words: tuple[str, str]
    """As they are asked for."""
    query: Query


@dataclass(frozen=True, slots=True)
class _Word:
    """A word among the clauses."""

    number: int
    """Of its clause."""
    text: str
    terms: tuple[str, ...]
    telling: bool
    request: bool


class Scoring:
    """Weighs the words of queries for one snapshot of an index."""

    def __init__(self, schema: tantivy.Schema, leaves: Leaves) -> None:
        self._schema = schema
        self._leaves = leaves

    def together(self, clauses: Sequence[Node]) -> Together:
        """How these count beside each other: words are weighted, all other clauses count once."""
        words = list(_words(clauses))
        if len(words) < 2:
            return Together((1.0,) * len(clauses), ())
        weights = self._weights(words)
        counted = [1.0] * len(clauses)
        for word in words:
            counted[word.number] = 0.0
        for word in {word.terms: word for word in reversed(words)}.values():
            counted[word.number] = weights[word.terms]
        return Together(tuple(counted), tuple(self._pairs(words, weights)))

    def _weights(self, words: Sequence[_Word]) -> dict[tuple[str, ...], float]:
        """The weights of words by their terms; the greatest is 1."""
        weights: dict[tuple[str, ...], float] = {}
        times = Counter(word.terms for word in words)
        long = sum(word.telling for word in words) >= LONG
        before = 0
        for word in words:
            if word.terms in weights:
                continue
            rarity = max(self._leaves.rarity("body", term) for term in word.terms)
            said = times[word.terms]
            weight = rarity**RARITY * said * (REPEATED + 1) / (said + REPEATED)
            if long:
                weight /= 1 + ORDER * math.log1p(before)
            if not word.telling:
                weight *= FUNCTION
            elif long and word.request:
                weight *= REQUEST
            else:
                before += 1
            weights[word.terms] = weight
        heaviest = max(weights.values())
        return {terms: weight / heaviest for terms, weight in weights.items()}

    def _pairs(self, words: Sequence[_Word], weights: dict[tuple[str, ...], float]) -> Iterator[Pair]:
        """The first neighbours among single words that tell something."""
        neighbours = {
            (one.terms, other.terms): (one.text, other.text)
            for one, other in pairwise(word for word in words if word.telling)
            if one.terms != other.terms and len(one.terms) == len(other.terms) == 1
        }
        for (one, other), texts in islice(neighbours.items(), MOST_PAIRS):
            near = Query.phrase_query(self._schema, "body", [*one, *other], REACH)
            yield Pair(texts, Query.boost_query(near, PAIR * min(weights[one], weights[other])))


def _words(clauses: Sequence[Node]) -> Iterator[_Word]:
    for number, clause in enumerate(clauses):
        if not isinstance(clause, Words) or clause.field is not None:
            continue
        terms = tuple(term for _, term in sequence(clause).terms or ())
        if terms:
            request = len(terms) == 1 and terms[0] in request_stems()
            yield _Word(number, clause.text, terms, not is_function_word(clause.text), request)
