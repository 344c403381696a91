"""The questions that are asked of an index, each with its goal and what was measured."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench import corpora
from bench.index.runs import Figures, run
from bench.tables import Answer


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    name: str
    copies: int
    """Of each HTML page."""
    rounds: int
    """How often what has to do with time is measured, of which the best counts."""
    records: int
    memory: tuple[int, ...]
    """Numbers of records for which memory is measured."""
    files: int
    updates: int
    base: int
    """Records in the index that is updated so often."""


QUICK: Final = Size("quick", 1, 2, 15_000, (5_000, 20_000), 5_000, 100, 3_000)
FULL: Final = Size("full", 4, 2, 100_000, (10_000, 100_000, 209_347, 1_000_000), 100_000, 1_000, 10_000)


def parallel(data: Path, scratch: Path, size: Size) -> Iterator[Answer]:
    """Does reading beside one writer keep two processors busy?"""
    corpus = corpora.pages(data, scratch / "pages", size.copies)
    halves = [scratch / "pages" / half for half in corpora.HALVES]
    runs: dict[int, list[Figures]] = {1: [], 2: []}
    apart = []
    for _ in range(size.rounds):
        for jobs, figures in runs.items():
            figures.append(_built(scratch / "index", [scratch / "pages"], jobs))
        with ThreadPoolExecutor(2) as both:
            done = both.map(lambda half: _built(scratch / half.name, [half], 1), halves)
            apart.append(max(figures["wall"] for figures in done))
    one, two = _best(runs[1], "wall"), _best(runs[2], "wall")
    ratio = one / two
    said = f"{one:.1f} s / {two:.1f} s wall"
    yield Answer("HTML, 2 jobs against 1", corpus, said, ratio, ">= 1.7", ratio >= 1.7)
    said = f"{one:.1f} s / {min(apart):.1f} s: what the machine gave two that share nothing"
    yield Answer("the same, of a half each by two processes", corpus, said, one / min(apart), "", met=True)
    alone, shared = _best(runs[1], "cpu"), _best(runs[2], "cpu")
    said = f"2 x {alone:.1f} s / {shared:.1f} s of processors"
    yield Answer("the most that two free processors can give", corpus, said, 2 * alone / shared, "", met=True)


def bare_rate(data: Path, scratch: Path, size: Size) -> Iterator[Answer]:
    """How near does a file of records come to tantivy by itself, and how large is the index?"""
    posts, corpus = corpora.records(data, size.records)
    yield from _rate(posts, f"{size.records:,} {corpus}", scratch, size)
    articles = corpora.articles(data, size.records)
    yield from _rate(articles, f"the same {size.records:,}, each an article", scratch, size)


def _rate(records: Iterator[dict[str, Any]], corpus: str, scratch: Path, size: Size) -> Iterator[Answer]:
    file = scratch / "records.jsonl"
    corpora.save_records(records, file)
    bare: list[Figures] = []
    runs: dict[int, list[Figures]] = {1: [], 2: []}
    for _ in range(size.rounds):
        shutil.rmtree(scratch / "bare", ignore_errors=True)
        bare.append(run("bare", directory=str(scratch / "bare"), file=str(file)))
        for jobs, figures in runs.items():
            figures.append(_built(scratch / "index", [file], jobs))
    for jobs, measure in ((1, "cpu"), (1, "wall"), (2, "wall")):
        ratio = _best(bare, measure) / _best(runs[jobs], measure)
        said = f"{_best(bare, measure):.1f} s / {_best(runs[jobs], measure):.1f} s"
        what = f"rate against bare tantivy, {measure}, {jobs} job{'s' if jobs > 1 else ''}"
        yield Answer(what, corpus, said, ratio, ">= 0.60", ratio >= 0.6)
    whole, text = runs[1][-1]["bytes"], bare[0]["text"]
    said = f"{whole / 1e6:.1f} MB / {text / 1e6:.1f} MB"
    yield Answer(
        "size of the index against its text", corpus, said, whole / text, "<= 1.6", whole / text <= 1.6
    )


def little_change(data: Path, scratch: Path, size: Size) -> Iterator[Answer]:
    """What does an update cost where nothing has changed, and where one file in a hundred has?"""
    folder = scratch / "texts"
    corpus = corpora.texts(folder, size.files)
    jobs = os.cpu_count() or 1
    full = _built(scratch / "index", [folder], jobs)
    idle = [_built(scratch / "index", [folder], jobs, fresh=False) for _ in range(size.rounds)]
    changed = []
    for again in range(size.rounds):
        for number in range(0, size.files, 100):
            with corpora.text_file(folder, number).open("a", encoding="utf-8") as stream:
                stream.write(f"\nAnd more of it, {again}.\n")
        changed.append(_built(scratch / "index", [folder], jobs, fresh=False))
    for what, runs, goal in (("nothing changed", idle, 0.02), ("1 % changed", changed, 0.03)):
        for measure in ("wall", "cpu"):
            ratio = _best(runs, measure) / full[measure]
            said = f"{_best(runs, measure):.2f} s / {full[measure]:.1f} s"
            yield Answer(f"{what}, {measure}", corpus, said, ratio, f"<= {goal:.2f}", ratio <= goal)


def memory(data: Path, scratch: Path, size: Size) -> Iterator[Answer]:
    """Does memory grow with the number of records?"""
    first = 0.0
    for count in size.memory:
        found, corpus = corpora.records(data, count)
        file = scratch / "records.jsonl"
        corpora.save_records(found, file)
        figures = _built(scratch / "index", [file], 2)
        peak = figures["peak"] + figures["peak_child"]
        first = first or peak
        said = f"{figures['peak']:.0f} MB, and {figures['peak_child']:.0f} MB of the process that reads"
        yield Answer("peak memory", f"{count:,} {corpus}", said, peak / first, "<= 700 MB", peak <= 700)
        file.unlink()
        shutil.rmtree(scratch / "index")


def small_updates(data: Path, scratch: Path, size: Size) -> Iterator[Answer]:
    """Is an index after many small updates as fast as one that is made at once?"""
    folder, new = scratch / "articles", scratch / "new.jsonl"
    folder.mkdir()
    found = corpora.articles(data, size.base + size.updates)
    corpora.save_records((next(found) for _ in range(size.base)), folder / "base.jsonl")
    corpora.save_records(found, new)
    _built(scratch / "updated", [folder], 1)
    figures = run(
        "updates", directory=str(scratch / "updated"), folder=str(folder), source=str(new), count=size.updates
    )
    _built(scratch / "fresh", [folder], 1)
    asked = corpora.queries(folder / "base.jsonl", 50)
    times = run("latency", first=str(scratch / "updated"), second=str(scratch / "fresh"), queries=asked)
    if times["hits_first"] != times["hits_second"]:
        raise AssertionError("the two indexes do not find the same")
    corpus = f"{size.base:,} articles and {size.updates:,} updates of one"
    said = f"{figures['segments']:.0f} segments; an update takes {1e3 * figures['median']:.0f} ms"
    yield Answer("segments", corpus, said, figures["segments"], "<= 30", figures["segments"] <= 30)
    ratio = times["first"] / times["second"]
    said = f"{times['first']:.2f} ms / {times['second']:.2f} ms, the median of 50 queries"
    yield Answer("search against a fresh index", corpus, said, ratio, "<= 1.3", ratio <= 1.3)


Question = Callable[[Path, Path, Size], Iterator[Answer]]

QUESTIONS: Final[tuple[Question, ...]] = (parallel, bare_rate, little_change, memory, small_updates)


def _built(directory: Path, paths: list[Path], jobs: int, *, fresh: bool = True) -> Figures:
    if fresh:
        shutil.rmtree(directory, ignore_errors=True)
    return run("build", directory=str(directory), paths=[str(path) for path in paths], jobs=jobs)


def _best(runs: list[Figures], measure: str) -> float:
    return min(figures[measure] for figures in runs)
