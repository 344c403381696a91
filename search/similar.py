"""Records that speak of what a record speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.documents import StoredRecord
from search.keywords import keywords
from search.leaves import Leaves
from search.query import Boost, Key, KeyField, Node, Words, conjunction, disjunction, negation

MOST: Final = 25
"""Words of a record that others are looked for by."""
LEAST: Final = 0.001
"""Weights are given to so much."""


def similar(stored: StoredRecord, leaves: Leaves, copies: Sequence[str] = ()) -> Node:
    """A tree that finds records with the words that tell most of one, but neither itself nor its copies.

    The words weigh as much as they are said in it; how rare they are, the ranking counts itself. `copies` are
    the ids of these.
    """
    found = keywords([(stored, 1.0)], leaves, MOST, known=1 + len(copies))
    words = [Boost(Words(each.text), max(LEAST, round(each.share, 3))) for each in found]
    others = [negation(Key(KeyField.ID, each)) for each in (stored.record.id, *copies)]
    return conjunction(disjunction(*words), *others)
