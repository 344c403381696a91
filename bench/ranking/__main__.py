"""How good the order of the hits is, beside Lucene's: `python -m bench.ranking`."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Final

import ir_measures
from ir_measures import AP, R, nDCG

from bench.ranking import layers
from bench.ranking.collections import Collection, collections, document_of
from search.request import SearchRequest
from search.searcher import Searcher

REPOSITORY: Final = Path(__file__).parents[2]
DEPTH: Final = 1_000
"""Hits that are looked at of each question."""
MEASURES: Final = (nDCG @ 10, AP, R @ 100)

Figures = tuple[float, ...]
"""One for each of MEASURES."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What another engine reaches."""

    name: str
    figures: dict[str, Figures]


LUCENE: Final = Peer(
    "Lucene",
    {
        "adi": (0.485, 0.412, 0.910),
        "cacm": (0.498, 0.359, 0.713),
        "cisi": (0.377, 0.210, 0.432),
        "cranfield": (0.337, 0.305, 0.737),
        "med": (0.690, 0.526, 0.791),
    },
)
LUCENE_EXPANDED: Final = Peer(
    "Lucene, RM3",
    {
        "adi": (0.443, 0.380, 0.946),
        "cacm": (0.451, 0.329, 0.689),
        "cisi": (0.394, 0.230, 0.439),
        "cranfield": (0.350, 0.320, 0.731),
        "med": (0.696, 0.594, 0.858),
    },
)
"""Lucene 10 through Anserini 1.7: BM25 with k1 = 1.2 and b = 0.75; RM3 with k1 = 0.9 and b = 0.4."""

MODES: Final = {
    "dateline": (SearchRequest(loose=True, collapse=False), LUCENE),
    "dateline --expand": (SearchRequest(expand=True, collapse=False), LUCENE_EXPANDED),
}


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    shared = Path(os.environ.get("DATELINE_SHARED", REPOSITORY.parent / "shared"))
    parser.add_argument(
        "--data",
        type=Path,
        default=shared / "data" / "ranking",
        help="a folder of docs.jsonl, queries.jsonl and qrels.tsv, or a folder of such folders",
    )
    parser.add_argument(
        "--beside", type=Path, metavar="INDEX", help="say instead how articles and comments compare there"
    )
    given = parser.parse_args()
    if given.beside:
        print(layers.told(layers.measured(given.beside)))
        return
    found = collections(given.data)
    if not found:
        parser.error(f"no collection at {given.data}")
    print(_row("", [str(measure) for measure in MEASURES] * 2))
    print(_row("---", ["---"] * (2 * len(MEASURES))))
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        indexes = {each.name: each.index(Path(scratch) / each.name) for each in found}
        for name, (request, peer) in MODES.items():
            reached = {each.name: _reached(each, indexes[each.name], request) for each in found}
            known = [peer.figures[each] for each in reached if each in peer.figures]
            print(_row(f"**{name}**, {peer.name}", [""] * (2 * len(MEASURES))))
            for each, figures in sorted(reached.items()):
                beside = [peer.figures[each]] if each in peer.figures else []
                print(_row(each, [*_told([figures]), *_told(beside)]))
            print(_row("mean", [*_told(list(reached.values())), *_told(known)]))


def _reached(collection: Collection, index: Path, request: SearchRequest) -> Figures:
    searcher = Searcher.open(index)
    scored = []
    for number, text in collection.queries().items():
        page = searcher.search(replace(request, query=text, limit=DEPTH))
        for rank, hit in enumerate(page.hits):
            # By rank: what measures has an order of its own for what scores the same.
            scored.append(ir_measures.ScoredDoc(number, document_of(hit.url), float(DEPTH - rank)))
    judged = [
        ir_measures.Qrel(number, document, grade)
        for number, grades in collection.judgements().items()
        for document, grade in grades.items()
    ]
    found = ir_measures.calc_aggregate(MEASURES, judged, scored)
    return tuple(float(found[measure]) for measure in MEASURES)


def _told(figures: Sequence[Figures]) -> list[str]:
    """The means of some figures; nothing where there are none."""
    if not figures:
        return [""] * len(MEASURES)
    return [f"{fmean(column):.4f}" for column in zip(*figures, strict=True)]


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
