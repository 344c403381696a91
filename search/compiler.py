"""A query's tree to a tantivy query.

Some clauses the index can't decide: whether two words stand in one sentence, how often, or in capitals.
They are asked for as what they are part of, and the plan says that its hits have yet to be checked
(`search.checking`). For that to work under a NOT, too, every clause can be had from both sides: what
holds at least the records that it should, and what holds none that it should not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final, TypeAlias, assert_never

import tantivy
from tantivy import FieldType, Occur, Query

from index.analysis import key
from index.frozen import dataclass
from index.model import Kind, Origin, Precision
from index.schema import EARLIEST, LATEST
from search import query as tree
from search.leaves import Leaves, Part, all_of, any_of, filtering
from search.query import (
    Across,
    All,
    And,
    AtLeast,
    Boost,
    Caps,
    DateFrom,
    Days,
    Fuzzy,
    Has,
    Key,
    KeyField,
    Layer,
    Lead,
    Near,
    Node,
    Not,
    Nothing,
    Number,
    OfKind,
    Or,
    Phrase,
    Prefix,
    Regex,
    Spelled,
    Typed,
    Wildcard,
    Within,
    Words,
    conjunction,
)
from search.scoring import Scoring, Together
from search.sequence import Begins

BEGUN: Final = 0.5
"""What a word that begins with one being typed is worth beside that one itself."""
LONGEST_PATTERN: Final = 100
"""Bytes of a beginning that are asked for as a pattern: long ones grow beyond what tantivy takes."""
MOST_KEYS: Final = 16_000
"""Keys that a longer beginning can stand for."""
LARGEST: Final = 1 << 62
"""More than any number in the index."""

KEY_FIELDS: Final = {
    KeyField.ID: "id",
    KeyField.SOURCE: "source_key",
    KeyField.AUTHOR: "author_key",
    KeyField.LANGUAGE: "language",
}

Crossing: TypeAlias = Callable[[Across], Mapping[str, float]]
"""The threads in which a clause holds in the other layer, by their ids, each with its best score there."""
MOST_CROSSED: Final = 200
"""Threads that are ranked by what was found in their other layer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the index for."""

    query: Query
    sure: bool
    """Whether every record that it finds is one; else they must be checked."""
    constant: bool
    """Whether all its hits score the same."""


class Compiler:
    """Makes queries for one snapshot of an index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self.leaves = Leaves(schema, searcher)
        self.scoring = Scoring(schema, self.leaves)
        self._unscored = self.leaves.unscored()

    def compile(self, node: Node, zone: tzinfo, crossing: Crossing) -> Plan:
        """The plan of a tree; `zone` says when days begin."""
        part = self.part(node, zone, crossing)
        return Plan(part.query, part.sure, constant=not _scores(node))

    def finding(self, node: Node, zone: tzinfo, crossing: Crossing) -> Query:
        """What finds the records of a tree as its plan does, but says nothing of scores, and is faster."""
        return _Compilation(self._schema, self._unscored, None, zone, crossing).part(node, upper=True).query

    def part(self, node: Node, zone: tzinfo, crossing: Crossing) -> Part:
        """What finds at least the records of a tree, with what their scores are made of."""
        return _Compilation(self._schema, self.leaves, self.scoring, zone, crossing).part(node, upper=True)


@dataclass(frozen=True, slots=True)
class _Compilation:
    """One run over one tree."""

    schema: tantivy.Schema
    leaves: Leaves
    scoring: Scoring | None
    """None where scores do not matter."""
    zone: tzinfo
    crossing: Crossing

    def part(self, node: Node, *, upper: bool) -> Part:
        """What finds at least the records of `node`, or with `upper` false at most these."""
        match node:
            case All():
                return Part(Query.const_score_query(Query.all_query(), 1.0))
            case Nothing():
                return Part(Query.empty_query())
            case Words() | Phrase() | Spelled() | Prefix() | Wildcard() | Regex() | Fuzzy():
                return _sided(self.leaves.leaf(node), upper=upper)
            case Typed(text, field):
                whole, begun = self.leaves.leaf(Words(text, field)), self.leaves.leaf(Prefix(text, field))
                if self.scoring is None:
                    either = any_of([whole.query, begun.query])
                else:
                    better = [whole.query, Query.boost_query(begun.query, BEGUN)]
                    either = Query.disjunction_max_query(better)
                return _sided(Part(either, whole.sure and begun.sure), upper=upper)
            case Near(left, right):
                pairs = self.leaves.near(node)
                return _sided(pairs or self._unsure(left, right), upper=upper)
            case Within(clauses):
                return _sided(self._unsure(*clauses), upper=upper)
            case AtLeast(clause=clause) | Caps(clause):
                return _sided(self._unsure(clause), upper=upper)
            case Lead(clause):
                # What is not in the lead may stand farther on: a NOT there says nothing of the whole text.
                negative = any(isinstance(each, Not) for each in tree.walk(clause))
                return _sided(self._unsure(*(() if negative else (clause,))), upper=upper)
            case Boost(clause, factor):
                inner = self.part(clause, upper=upper)
                return Part(Query.boost_query(inner.query, factor), inner.sure)
            case Key() | Number() | Has() | DateFrom() | OfKind() | Days():
                return Part(filtering(self._filter(node)))
            case Across(layer, _):
                return Part(self._across(node, Kind.COMMENT if layer is Layer.UNDER else Kind.ARTICLE))
            case Not(clause):
                inner = self.part(clause, upper=not upper)
                return Part(_without(Query.all_query(), [inner.query]), inner.sure)
            case And(clauses):
                return self._conjunction(clauses, upper)
            case Or(clauses):
                return self._disjunction(clauses, upper)
            case _:
                assert_never(node)

    def _unsure(self, *clauses: Node) -> Part:
        """Where the clauses hold somewhere, perhaps not as they should."""
        return Part(self.part(conjunction(*clauses), upper=True).query, sure=False)

    def _conjunction(self, clauses: Sequence[Node], upper: bool) -> Part:
        wanted = [clause for clause in clauses if not isinstance(clause, Not)]
        unwanted = [
            self.part(clause.clause, upper=not upper) for clause in clauses if isinstance(clause, Not)
        ]
        others = [part.query for part in unwanted]
        sure = all(part.sure for part in unwanted)
        if not wanted:
            return Part(_without(Query.all_query(), others), sure)
        together = self._together(wanted)
        occurs = []
        for clause, weight in zip(wanted, together.weights, strict=True):
            if weight:
                part = self.part(clause, upper=upper)
                sure = sure and part.sure
                occurs.append((Occur.Must, _weighted(part.query, weight)))
        occurs += [(Occur.Should, pair.query) for pair in together.pairs if upper]
        occurs += [(Occur.MustNot, query) for query in others]
        return Part(Query.boolean_query(occurs), sure)

    def _disjunction(self, clauses: Sequence[Node], upper: bool) -> Part:
        together = self._together(clauses)
        sure = True
        queries = []
        for clause, weight in zip(clauses, together.weights, strict=True):
            if weight:
                part = self.part(clause, upper=upper)
                sure = sure and part.sure
                # All on one level: tantivy looks through one list faster than through a list of lists.
                queries += [_weighted(query, weight) for _, query in part.scores or (("", part.query),)]
        queries += [pair.query for pair in together.pairs if upper]
        return Part(any_of(queries), sure)

    def _together(self, clauses: Sequence[Node]) -> Together:
        if self.scoring is None:
            return Together((1.0,) * len(clauses), ())
        return self.scoring.together(clauses)

    def _filter(self, node: tree.Filter) -> Query:
        match node:
            case Key(field, value, prefix):
                return self._key(KEY_FIELDS[field], value, prefix)
            case Number(field, least, most):
                return self._range(
                    field.value, 0 if least is None else least, LARGEST if most is None else most
                )
            case Has(part):
                return self._has(part)
            case DateFrom(origin):
                return self._term("date_origin", origin.value)
            case OfKind(kind):
                return self._term("kind", kind.value)
            case Days():
                return self._days(node)
            case _:
                assert_never(node)

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value)

    def _range(self, field: str, least: int, most: int) -> Query:
        if least > most:
            return Query.empty_query()
        return Query.range_query(self.schema, field, FieldType.Integer, least, most, True, True)

    def _key(self, field: str, value: str, prefix: bool) -> Query:
        if not prefix:
            return self._term(field, key(value))
        if not value:
            return Query.exists_query(field)
        beginning = key(value)
        if len(beginning.encode()) > LONGEST_PATTERN:
            found = self.leaves.vocabulary(field).expand(Begins(beginning)).words
            return Query.term_set_query(self.schema, field, [word for word, _ in found])
        return Query.regex_query(self.schema, field, re.escape(beginning) + "(?s:.*)")

    def _has(self, part: tree.Part) -> Query:
        match part:
            case tree.Part.DATE:
                borrowed = [
                    self._term("kind", Kind.ARTICLE.value),
                    self._term("date_origin", Origin.COMMENT.value),
                ]
                return _without(Query.exists_query("date"), [all_of(borrowed)])
            case tree.Part.AUTHOR:
                return Query.exists_query("author_key")
            case tree.Part.SOURCE:
                return Query.exists_query("source_key")
            case tree.Part.URL:
                return Query.term_set_query(self.schema, "url", ["http", "https"])
            case tree.Part.REPLIES:
                return self._range("replies", 1, LARGEST)
            case tree.Part.COPIES:
                return Query.exists_query("cluster")
            case _:
                assert_never(part)

    def _days(self, days: Days) -> Query:
        """Moments by the clock of the zone; what is dated by the day has its day there and everywhere."""
        coarse = Query.term_set_query(self.schema, "precision", [each.value for each in DAYS_AND_MORE])
        moments = self._between(days, self.zone)
        if self.zone is UTC:
            return moments
        return any_of([_without(moments, [coarse]), all_of([self._between(days, UTC), coarse])])

    def _between(self, days: Days, zone: tzinfo) -> Query:
        midnight = time(tzinfo=zone)
        first = datetime.combine(days.first, midnight) if days.first else EARLIEST
        try:
            after = datetime.combine(days.last + timedelta(1), midnight) if days.last else LATEST
        except OverflowError:
            after = LATEST
        first, after = (max(EARLIEST, min(LATEST, when)).astimezone(UTC) for when in (first, after))
        if first >= after:
            return Query.empty_query()
        return Query.range_query(self.schema, "date", FieldType.Date, first, after, True, False)

    def _across(self, node: Across, kind: Kind) -> Query:
        threads = self.crossing(node)
        if not threads:
            return Query.empty_query()
        within = Query.term_set_query(self.schema, "thread", list(threads))
        found = Query.boolean_query(
            [(Occur.Must, filtering(within)), (Occur.Must, filtering(self._term("kind", kind.value)))]
        )
        ranked = sorted(threads.items(), key=lambda each: -each[1])[:MOST_CROSSED]
        best = [
            (Occur.Should, Query.const_score_query(self._term("thread", thread), score))
            for thread, score in ranked
            if score > 0
        ]
        return Query.boolean_query([(Occur.Must, found), *best])


DAYS_AND_MORE: Final = (Precision.DAY, Precision.MONTH, Precision.YEAR)
"""What states no time of day."""


def _scores(node: Node) -> bool:
    """Whether records that match a node may score differently."""
    if isinstance(node, tree.Leaf | Typed | Across):
        return True
    return not isinstance(node, Not) and any(map(_scores, tree.children(node)))


def _weighted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _sided(part: Part, *, upper: bool) -> Part:
    """A part that may find too much, from the side that is asked for."""
    return part if part.sure or upper else Part(Query.empty_query(), sure=False)


def _without(query: Query, unwanted: list[Query]) -> Query:
    """`query` without what `unwanted` match; alone, clauses that must not match find nothing."""
    return Query.boolean_query(
        [(Occur.Must, filtering(query))] + [(Occur.MustNot, clause) for clause in unwanted]
    )
