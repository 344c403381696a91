"""How articles and comments stand beside each other: `python -m bench.ranking --beside INDEX`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from index.model import Kind
from search.request import SearchRequest
from search.searcher import Searcher
from search.snapshot import Snapshot

WORDS: Final = 100
"""Words that are asked for."""
BEST: Final = 10
"""Of each kind so many of the best are looked at."""
DEPTH: Final = 500
"""Hits of both kinds that are looked through for them."""
COMMONEST: Final = 0.1
"""Words in more records than this part of all are function words."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The mean score of the best of each kind, as so many times the rarity of what was asked."""

    words: int
    articles: float
    comments: float


def measured(index: Path) -> Beside:
    """What records score that have single words."""
    snapshot, searcher = Snapshot(index), Searcher.open(index)
    means: dict[Kind, list[float]] = {kind: [] for kind in Kind}
    for word in _words(snapshot):
        rarity = snapshot.compiler.leaves.rarity("body_exact", word)
        best = {kind: _best(searcher, word, kind) for kind in Kind}
        if any(len(scores) < BEST for scores in best.values()):
            continue
        for kind, scores in best.items():
            means[kind].append(fmean(scores) / rarity)
        if len(means[Kind.ARTICLE]) == WORDS:
            break
    articles, comments = (fmean(means[kind] or [0.0]) for kind in (Kind.ARTICLE, Kind.COMMENT))
    return Beside(len(means[Kind.ARTICLE]), articles, comments)


def told(found: Beside) -> str:
    """It as a sentence."""
    return (
        f"{found.words} words: the best {BEST} articles score {found.articles:.2f} times the word's rarity, "
        f"the best {BEST} comments {found.comments:.2f}"
    )


def _best(searcher: Searcher, word: str, kind: Kind) -> list[float]:
    page = searcher.search(SearchRequest(word, collapse=False, limit=DEPTH), told=False)
    return [hit.score for hit in page.hits if hit.kind is kind][:BEST]


def _words(snapshot: Snapshot) -> Iterator[str]:
    words = snapshot.searcher.terms_with_prefix("body_exact", "", limit=50_000)
    most = COMMONEST * snapshot.searcher.num_docs
    some = [word for word, records in words if 2 * BEST <= records <= most and word.isalpha()]
    random.Random(7).shuffle(some)
    yield from some
