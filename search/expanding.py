"""A query with the words that its best answers have in common: pseudo-relevance feedback.

The best records of a query are taken for good ones, and their words that tell most are looked for, too. That
finds records which speak of the same in other words. Words are added as by Rocchio ("Relevance Feedback in
Information Retrieval", 1971) with the weights of BM25, each record counting by its score as in RM3 (Lavrenko
and Croft, "Relevance-Based Language Models", 2001). `bench/ranking` has what it gains, beside RM3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.documents import StoredRecord
from search.keywords import keywords
from search.leaves import Leaves
from search.query import And, Boost, Node, Not, Or, Words, conjunction, disjunction
from search.scoring import Scoring

BEST: Final = 7
"""Records whose words are looked at."""
ADDED: Final = 30
"""Words that are added. Together they weigh as much as the query itself."""
LEAST: Final = 0.001
"""Weights are given to so much."""


def expanded(
    node: Node, best: Sequence[tuple[float, StoredRecord]], leaves: Leaves, scoring: Scoring
) -> Node:
    """A tree, with other words that its best records have; a record needs any of those that none must hold.

    `best` are the first of these with their scores.
    """
    total = sum(score for score, _ in best)
    if total <= 0:
        return node
    found = keywords([(stored, score / total) for score, stored in best], leaves, ADDED)
    clauses = node.clauses if isinstance(node, And) else (node,)
    negative = [clause for clause in clauses if isinstance(clause, Not)]
    positive: list[Node] = [clause for clause in clauses if not isinstance(clause, Not)]
    if not found or not positive:
        return node
    *musts, last = positive
    if musts and not isinstance(last, Or):
        musts, last = [], conjunction(*positive)
    factor = _weight(last, scoring) / sum(keyword.weight for keyword in found)
    added = [Boost(Words(each.text), max(LEAST, round(factor * each.weight, 3))) for each in found]
    return conjunction(*musts, disjunction(last, *added), *negative)


def _weight(node: Node, scoring: Scoring) -> float:
    """What the clauses of a node weigh together."""
    match node:
        case Or(clauses) | And(clauses):
            weights = scoring.together(clauses).weights
            return sum(
                weight * (clause.factor if isinstance(clause, Boost) else 1.0)
                for weight, clause in zip(weights, clauses, strict=True)
            )
        case Boost(_, factor):
            return factor
        case _:
            return 1.0
