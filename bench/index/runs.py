"""What is measured, each in a process of its own: `run` starts one, and what it prints is the figures."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

import tantivy

from bench.clock import Clock
from index import analysis, store
from index.build import update
from index.documents import StoredRecord, to_values
from index.model import Article
from index.reading import read
from index.schema import build_schema
from index.settings import Scrape
from index.writer import HEAP

Figures = dict[str, float]

ROUNDS: Final = 7
"""How often each query is asked."""


def run(name: str, **given: Any) -> Figures:
    """The figures of one of RUNS in a new process."""
    command = [sys.executable, "-m", "bench.index.runs", name, json.dumps(given)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures: Figures = json.loads(done.stdout)
    return figures


def build(directory: str, paths: list[str], jobs: int) -> Figures:
    """Bring an index up to date."""
    clock = Clock()
    report = update(Path(directory), [Path(path) for path in paths], jobs=jobs)
    return clock.figures() | {
        "scrapes": report.scrapes,
        "indexed": report.indexed,
        "records": report.total_articles + report.total_comments,
        "rejected": len(report.rejected),
        "bytes": store.size(Path(directory)),
    }


def bare(directory: str, file: str) -> Figures:
    """Feed tantivy what dateline would, field by field, as dicts that are ready before the clock starts."""
    values: list[dict[str, Any]] = []
    size = 0
    for record in read(Scrape(file), 0, Path(file).name):
        if isinstance(record, Article):
            size += len(record.title.encode()) + sum(len(each.body.encode()) for each in record.walk())
            values += [to_values(StoredRecord.of(each, record)) for each in record.walk()]
    schema = build_schema()
    Path(directory).mkdir(parents=True)
    clock = Clock()
    index = tantivy.Index(schema, path=directory)
    analysis.register(index)
    writer = index.writer(HEAP, 1)
    for each in values:
        writer.add_document(tantivy.Document.from_dict(each, schema))
    writer.commit()
    writer.wait_merging_threads()
    return clock.figures() | {"records": len(values), "text": size}


def updates(directory: str, folder: str, source: str, count: int) -> Figures:
    """Update an index once for each of so many new files, which hold a line each of `source`."""
    seconds = []
    with open(source, encoding="utf-8") as lines:
        for number, line in zip(range(count), lines, strict=False):
            (Path(folder) / f"new-{number:05}.jsonl").write_text(line, encoding="utf-8")
            started = time.perf_counter()
            update(Path(directory), jobs=1)
            seconds.append(time.perf_counter() - started)
    index, _ = store.open_index(Path(directory))
    return {"median": median(seconds), "segments": index.searcher().num_segments}


def latency(first: str, second: str, queries: list[str]) -> Figures:
    """What the queries take in two indexes, asked in turns: the medians of their best, in milliseconds."""
    # Not above: the processes that an update starts import this module too.
    from search.request import SearchRequest
    from search.searcher import Searcher

    searchers = [Searcher.open(first), Searcher.open(second)]
    best = [[float("inf")] * len(queries) for _ in searchers]
    for _ in range(ROUNDS):
        for number, query in enumerate(queries):
            for searcher, times in zip(searchers, best, strict=True):
                started = time.perf_counter()
                searcher.search(SearchRequest(query))
                times[number] = min(times[number], time.perf_counter() - started)
    hits = [sum(searcher.search(SearchRequest(query)).total for query in queries) for searcher in searchers]
    return {
        "first": 1e3 * median(best[0]),
        "second": 1e3 * median(best[1]),
        "hits_first": hits[0],
        "hits_second": hits[1],
    }


RUNS: Final[tuple[Callable[..., Figures], ...]] = (build, bare, updates, latency)


if __name__ == "__main__":
    chosen = next(each for each in RUNS if each.__name__ == sys.argv[1])
    print(json.dumps(chosen(**json.loads(sys.argv[2]))))
