"""A query's tree to a tantivy query; the only place that builds one.

Scores. A word or phrase scores BM25 in the text (k1 = 1.2, b = 0.75, tantivy's). A match in a
headline adds TITLE_WEIGHT times the inverse document frequency that BM25 gives the word in the texts:
most records are comments, which have no headline, and against their average of nearly no words any
headline would count as too long to matter. Filters score nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final, assert_never

import tantivy
from tantivy import FieldType, Occur, Query

from index.analysis import EXACT, STEMMED, key, terms
from index.schema import EARLIEST, LATEST
from search.query import (
    All,
    And,
    Days,
    Key,
    KeyField,
    Leaf,
    Node,
    Not,
    Nothing,
    OfKind,
    Or,
    Phrase,
    Prefix,
    TextField,
    Typed,
    Words,
)

TITLE_WEIGHT: Final = 2.0
MOST_EXPANSIONS: Final = 64
"""Words that a prefix stands for which are scored by their rarity; the others score REST."""
REST: Final = 0.1
BEGUN: Final = 0.5
"""What a word that begins with one being typed is worth beside that one itself."""
MOST_IN_PHRASE: Final = 16_000
"""Words that a beginning can stand for behind other words; tantivy follows 16,384."""
LONGEST_PATTERN: Final = 100
"""Bytes of a beginning that are asked for as a pattern: long ones grow beyond what tantivy takes."""

KEY_FIELDS: Final = {KeyField.ID: "id", KeyField.SOURCE: "source_key", KeyField.AUTHOR: "author_key"}


class Compiler:
    """Makes queries for one snapshot of an index, whose words it asks for their frequencies."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def compile(self, node: Node) -> Query:
        """The tantivy query of a tree."""
        match node:
            case All():
                return Query.const_score_query(Query.all_query(), 1.0)
            case Nothing():
                return Query.empty_query()
            case Words() | Phrase() | Prefix():
                return self._leaf(node)
            case Typed(text, field):
                begun = Query.boost_query(self._leaf(Prefix(text, field)), BEGUN)
                return Query.disjunction_max_query([self._leaf(Words(text, field)), begun])
            case Key(field, value, prefix):
                return _filter(self._key(KEY_FIELDS[field], value, prefix))
            case OfKind(kind):
                return _filter(Query.term_query(self._schema, "kind", kind.value))
            case Days():
                return _filter(self._days(node))
            case Not(clause):
                return _without(Query.all_query(), [self.compile(clause)])
            case And(clauses):
                return self._conjunction(clauses)
            case Or(clauses):
                return Query.boolean_query([(Occur.Should, self.compile(clause)) for clause in clauses])
            case _:
                assert_never(node)

    def _conjunction(self, clauses: Sequence[Node]) -> Query:
        wanted = [self.compile(clause) for clause in clauses if not isinstance(clause, Not)]
        unwanted = [self.compile(clause.clause) for clause in clauses if isinstance(clause, Not)]
        if not wanted:
            return _without(Query.all_query(), unwanted)
        return Query.boolean_query(
            [(Occur.Must, query) for query in wanted] + [(Occur.MustNot, query) for query in unwanted]
        )

    def _leaf(self, leaf: Leaf) -> Query:
        words = terms(STEMMED if leaf.stemmed else EXACT, leaf.text)
        if not words:
            return Query.empty_query()
        if leaf.field in (TextField.AUTHOR, TextField.URL):
            return _filter(self._sequence(leaf.field.value, words, leaf))
        body, title = ("body", "title") if leaf.stemmed else ("body_exact", "title_exact")
        parts = []
        if leaf.field is not TextField.TITLE:
            parts.append(self._sequence(body, words, leaf))
        if leaf.field is not TextField.BODY:
            weight = TITLE_WEIGHT * self._rarity(body, words, leaf)
            parts.append(Query.const_score_query(self._sequence(title, words, leaf), weight))
        if len(parts) == 1:
            return parts[0]
        return Query.boolean_query([(Occur.Should, part) for part in parts])

    def _sequence(self, field: str, words: list[tuple[int, str]], leaf: Leaf) -> Query:
        """These terms, one after the other, in one field."""
        if isinstance(leaf, Prefix):
            *whole, (at, last) = words
            if not whole:
                return self._begins(field, last)
            if len(self._searcher.terms_with_prefix(field, last, limit=MOST_IN_PHRASE + 1)) > MOST_IN_PHRASE:
                # More than tantivy follows through a phrase: the words, and a word that begins so anywhere.
                apart = [self._begins(field, last), *(self._term(field, word) for _, word in whole)]
                return Query.boolean_query([(Occur.Must, query) for query in apart])
            patterns = [(position, re.escape(word)) for position, word in whole]
            return Query.regex_phrase_query(self._schema, field, [*patterns, (at, re.escape(last) + ".*")])
        if len(words) == 1:
            return self._term(field, words[0][1])
        return Query.phrase_query(self._schema, field, list(words))

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word)

    def _begins(self, field: str, beginning: str) -> Query:
        """Words that begin so. All count as rare as the commonest: a rarer one is no better an answer."""
        found = self._searcher.terms_with_prefix(field, beginning, limit=MOST_EXPANSIONS + 1)
        if not found:
            return Query.empty_query()
        rarity = self._rarity_of(max(records for _, records in found))
        words = [
            Query.boost_query(self._term(field, word), rarity / self._rarity_of(records))
            for word, records in found[:MOST_EXPANSIONS]
        ]
        best = Query.disjunction_max_query(words)
        if len(found) <= MOST_EXPANSIONS:
            return best
        rest = Query.const_score_query(
            Query.regex_query(self._schema, field, re.escape(beginning) + ".*"), REST
        )
        return Query.boolean_query([(Occur.Should, best), (Occur.Should, rest)])

    def _rarity(self, field: str, words: list[tuple[int, str]], leaf: Leaf) -> float:
        """The sum of the words' rarities in `field`; the beginning of a word counts as one."""
        whole = words[:-1] if isinstance(leaf, Prefix) else words
        rarities = (self._rarity_of(self._searcher.doc_freq(field, word)) for _, word in whole)
        return sum(rarities) + (len(words) - len(whole))

    def _rarity_of(self, holding: int) -> float:
        """The inverse document frequency of a word that `holding` records hold, as BM25 has it.

        ln(1 + (N - n + 0.5) / (n + 0.5)), of N records of which n hold the word (Robertson and
        Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
        """
        records = self._searcher.num_docs
        holding = min(holding, records)  # deleted records count among the holders until a merge
        return math.log(1 + (records - holding + 0.5) / (holding + 0.5))

    def _key(self, field: str, value: str, prefix: bool) -> Query:
        if prefix:
            if not value:
                return Query.exists_query(field)
            beginning = key(value)
            if len(beginning.encode()) > LONGEST_PATTERN:
                found = self._searcher.terms_with_prefix(field, beginning, limit=MOST_IN_PHRASE)
                return Query.term_set_query(self._schema, field, [word for word, _ in found])
            return Query.regex_query(self._schema, field, re.escape(beginning) + "(?s:.*)")
        return Query.term_query(self._schema, field, key(value))

    def _days(self, days: Days) -> Query:
        midnight = time(tzinfo=UTC)
        first = datetime.combine(days.first, midnight) if days.first else EARLIEST
        try:
            after = datetime.combine(days.last + timedelta(1), midnight) if days.last else LATEST
        except OverflowError:
            after = LATEST
        first, after = (max(EARLIEST, min(LATEST, when)) for when in (first, after))
        if first >= after:
            return Query.empty_query()
        return Query.range_query(self._schema, "date", FieldType.Date, first, after, True, False)


def _filter(query: Query) -> Query:
    """A query that decides and does not score: added plainly it would add its rarity."""
    return Query.const_score_query(query, 0.0)


def _without(query: Query, unwanted: list[Query]) -> Query:
    """`query` without what `unwanted` match; alone, clauses that must not match find nothing."""
    return Query.boolean_query(
        [(Occur.Must, _filter(query))] + [(Occur.MustNot, clause) for clause in unwanted]
    )
