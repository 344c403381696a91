"""What each clause of a query finds by itself: its hits, the words it stands for, and what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo
from typing import Final

from tantivy import Query

from index.analysis import EXACT, terms
from search import query as tree
from search.query import (
    And,
    Fuzzy,
    Node,
    Not,
    Phrase,
    Prefix,
    Regex,
    Spelled,
    TextField,
    Typed,
    Wildcard,
    Words,
    conjunction,
)
from search.reading import format_query
from search.results import Clause
from search.sequence import sequence
from search.snapshot import Snapshot
from search.vocabulary import Expansion

SHOWN: Final = 20
"""Words that are told of those that a pattern stands for."""
SHORTEST: Final = 4
"""Letters of a word for which another is proposed; below, nearly any word resembles any."""
LONGEST: Final = 40
"""Letters of a word for which another is proposed; above, it is hardly a word."""
SAMPLE: Final = 50
"""Records in which words that resemble another are looked for."""
MOST_READ: Final = 20_000
"""Characters of each that are looked through."""
FEW_LETTERS: Final = 7
"""In words of so many letters, one may be wrong; in longer ones two."""

Pattern = Prefix | Wildcard | Regex | Fuzzy | Typed


def clauses(snapshot: Snapshot, node: Node, total: int, zone: tzinfo) -> tuple[Clause, ...]:
    """The clauses of a query that has `total` hits, in their order."""
    parts = node.clauses if isinstance(node, And) else (node,)
    alone = [total] if len(parts) == 1 else [snapshot.ask(part, zone).candidates for part in parts]
    blocking = _blocking(snapshot, parts, alone, zone) if not total else set()
    return tuple(
        _clause(snapshot, part, hits, number in blocking)
        for number, (part, hits) in enumerate(zip(parts, alone, strict=True))
    )


def _clause(snapshot: Snapshot, node: Node, hits: int, blocking: bool) -> Clause:
    words: dict[str, None] = {}
    cut = False
    for found in _expansions(snapshot, node):
        words |= dict.fromkeys(word for word, _ in found.words)
        cut = cut or found.cut
    return Clause(
        text=format_query(node),
        hits=hits,
        words=tuple(words)[:SHOWN],
        more=max(0, len(words) - SHOWN),
        cut=cut,
        blocks=blocking,
        instead=tuple(_instead(snapshot, node)) if blocking and not hits else (),
    )


def _expansions(snapshot: Snapshot, node: Node) -> Iterator[Expansion]:
    """What the patterns in a clause stand for."""
    for each in tree.walk(node):
        if not isinstance(each, Pattern):
            continue
        leaf = Prefix(each.text, each.field) if isinstance(each, Typed) else each
        atom = sequence(leaf).atoms[-1:]
        for name in _names(each.field):
            yield from (snapshot.compiler.leaves.expand(found, name) for _, found in atom)


def _names(field: TextField | None) -> tuple[str, ...]:
    match field:
        case None:
            return "body_exact", "title_exact"
        case TextField.TITLE | TextField.BODY:
            return (f"{field}_exact",)
        case _:
            return (field.value,)


def _blocking(snapshot: Snapshot, parts: tuple[Node, ...], alone: list[int], zone: tzinfo) -> set[int]:
    """The numbers of the clauses that leave no hits: those with none, else the one that costs the most."""
    none = {number for number, hits in enumerate(alone) if not hits}
    if none or len(parts) == 1:
        return none
    without = [
        snapshot.ask(conjunction(*parts[:number], *parts[number + 1 :]), zone).candidates
        for number in range(len(parts))
    ]
    most = max(without)
    return {without.index(most)} if most else set()


def _instead(snapshot: Snapshot, node: Node) -> Iterator[tuple[str, str]]:
    """Words of a clause that the index does not have, each with the most likely one that it has."""
    for each in tree.walk(node):
        if isinstance(each, Not):
            return
        if not isinstance(each, Words | Phrase | Spelled | Typed):
            continue
        for name in _names(each.field)[:1]:
            for _, word in terms(EXACT, each.text):
                if SHORTEST <= len(word) <= LONGEST and not snapshot.searcher.doc_freq(name, word):
                    distances = (1, 2) if len(word) > FEW_LETTERS else (1,)
                    near = next(filter(None, (_near(snapshot, name, word, far) for far in distances)), None)
                    if near:
                        yield word, near


def _near(snapshot: Snapshot, field: str, word: str, distance: int) -> str | None:
    """The commonest word near another that is in some of the records with such words.

    A walk through all words of a large index would take longer than the search itself.
    """
    from rapidfuzz.distance import OSA

    query = Query.fuzzy_term_query(snapshot.index.schema, field, word, distance, True)
    found: Counter[str] = Counter()
    for _, address in snapshot.searcher.search(query, SAMPLE, count=False).hits:
        stored = snapshot.record(address)
        text = stored.headline if field.startswith(TextField.TITLE) else stored.record.body
        found.update(each for _, each in terms(EXACT, text[:MOST_READ]))
    near = [each for each in found if OSA.distance(each, word, score_cutoff=distance) <= distance]
    return min(near, key=lambda each: (-snapshot.searcher.doc_freq(field, each), each), default=None)
