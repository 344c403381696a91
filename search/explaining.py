"""Why a hit ranks where it does: what each clause of the query adds to its score."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import tantivy
from tantivy import Query

from index.frozen import dataclass
from search.leaves import Part, all_of, filtering
from search.query import And, Node, Not, Or
from search.reading import format_query
from search.results import Reason
from search.scoring import Scoring

Asked = Callable[[Node], Part]
"""What the index is asked for a clause."""


@dataclass(frozen=True, slots=True)
class _Share:
    """Something that a score is made of."""

    what: str
    query: Query
    weight: float
    within: tuple[Query, ...]
    """What must hold for it to count: of `a OR (b AND c)`, b says nothing of a record without c."""


def explained(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    scoring: Scoring,
    node: Node,
    asked: Asked,
    identifier: str,
) -> tuple[Reason, ...]:
    """What the score of a record that a query finds is made of; the greatest first."""
    record = filtering(Query.term_query(schema, "id", identifier))
    reasons = []
    for share in _shares(scoring, node, asked, 1.0, ()):
        query = all_of([record, *map(filtering, share.within), share.query])
        hits = searcher.search(query, 1).hits
        if hits and (score := float(hits[0][0]) * share.weight):
            reasons.append(Reason(share.what, score))
    return tuple(sorted(reasons, key=lambda reason: -reason.score))


def aged(reasons: tuple[Reason, ...], score: float) -> tuple[Reason, ...]:
    """Reasons, with what is missing from them to a score that fell with age."""
    lost = score - sum(reason.score for reason in reasons)
    return (*reasons, Reason("its age", lost)) if reasons else ()


def _shares(
    scoring: Scoring, node: Node, asked: Asked, weight: float, within: tuple[Query, ...]
) -> Iterator[_Share]:
    if not isinstance(node, And | Or):
        part = asked(node)
        what = format_query(node)
        if not part.scores:
            yield _Share(what, part.query, weight, within)
        for where, query in part.scores:
            yield _Share(f"{what} {where}", query, weight, within)
        return
    clauses = [clause for clause in node.clauses if not isinstance(clause, Not)]
    together = scoring.together(clauses)
    for clause, counted in zip(clauses, together.weights, strict=True):
        if counted:
            inside = within
            if isinstance(node, Or) and isinstance(clause, And):
                inside = (*within, asked(clause).query)
            yield from _shares(scoring, clause, asked, weight * counted, inside)
    for pair in together.pairs:
        yield _Share(f"{' '.join(pair.words)} near each other", pair.query, weight, within)
