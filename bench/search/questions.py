"""The questions that are asked of a search, each with its goal and what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from bench.search import pages, shell, streams
from bench.search.corpus import Corpus, corpus
from bench.search.peers import BARE, OURS, Peer, opened
from bench.search.queries import KINDS
from bench.tables import Answer


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    name: str
    records: int
    queries: int
    """Of each kind."""
    rounds: int
    """How often each query is asked, of which the best counts."""
    starts: int
    """How often each process is started."""
    growth: tuple[int, ...]
    """Numbers of records."""


QUICK: Final = Size("quick", 10_000, 12, 2, 10, (2_000, 10_000))
FULL: Final = Size("full", 340_000, 50, 4, 40, (10_000, 100_000, 1_000_000))
SLOW: Final = 0.1
"""Seconds of a query that is asked only once: what else the machine does weighs little there."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all questions share."""

    data: Path
    folder: Path
    """Where corpora are built."""
    size: Size
    peers: list[Peer]

    def corpus(self, records: int, peers: list[Peer] | None = None) -> Corpus:
        """A corpus of so many records, built for some engines, or for all."""
        folder = self.folder / f"{records}"
        return corpus(self.data, folder, records, self.size.queries, self.peers if peers is None else peers)


def building(setting: Setting) -> Iterator[Answer]:
    """How long does it take to make an index of the corpus, and how large is it?"""
    found = setting.corpus(setting.size.records)
    ours, about = found.builds[OURS], _about(found)
    for name, took in found.builds.items():
        for measure, unit in (("cpu", "s of processors"), ("bytes", "bytes of index")):
            ratio = took[measure] / ours[measure]
            said = f"{took[measure]:,.0f} / {ours[measure]:,.0f} {unit}"
            if name == OURS:
                text = found.bytes if measure == "bytes" else 1
                ratio, said = ours[measure] / text, f"{ours[measure]:,.0f} {unit}, {found.bytes:,} of text"
                if measure == "cpu":
                    continue
            yield Answer(
                f"building: {name} / {OURS if name != OURS else 'text'}", about, said, ratio, "", met=True
            )


def latency(setting: Setting) -> Iterator[Answer]:
    """How long does a page of ten hits with snippets take, by kind of query?"""
    found = setting.corpus(setting.size.records)
    times, last = _asked(setting, found, setting.peers)
    about = _about(found)
    ours = times[OURS]
    for name in (peer.name for peer in setting.peers if peer.name != OURS):
        ratios = []
        for kind in KINDS:
            if kind not in ours or kind not in times[name]:
                continue
            mine, other = (_Spread.of(each[kind]) for each in (ours, times[name]))
            figures = {OURS: mine.figures(), name: other.figures()}
            if name == BARE:
                ratio = mine.p50 / other.p50
                said = f"{mine} / {other}"
                yield Answer(f"{kind}: {OURS} / bare", about, said, ratio, "<= 1.5", ratio <= 1.5, figures)
            else:
                ratios.append(other.p50 / mine.p50)
                said = f"{other} / {mine}"
                yield Answer(
                    f"{kind}: {name} / {OURS}", about, said, ratios[-1], "", met=True, figures=figures
                )
        goal = {"fts5": 10.0, "xapian": 2.0}.get(name)
        if ratios and goal:
            ratio = median(ratios)
            said = f"the median of {len(ratios)} kinds"
            yield Answer(f"all: {name} / {OURS}", about, said, ratio, f">= {goal:.0f}", ratio >= goal)
    for name, memory in last.items():
        said = f"{memory['own']:.0f} MB of its own, {memory['peak']:.0f} MB with mapped files, at the most"
        ratio = memory["peak"] / last[BARE]["peak"]
        yield Answer(f"memory after all queries: {name} / bare", about, said, ratio, "", met=True)


def snippets(setting: Setting) -> Iterator[Answer]:
    """What do the snippets of a page of ten cost beside those of tantivy's SnippetGenerator?"""
    found = setting.corpus(setting.size.records)
    for long, what, most in ((False, "the page", 1.5), (True, "texts of 100 KB", 1.0)):
        for kind, times in pages.snippets(found, setting.size.rounds, long=long).items():
            mine, other = map(_Spread.of, times)
            ratio = mine.p50 / other.p50
            yield Answer(
                f"snippets of {what}, {kind}: {OURS} / bare",
                _about(found),
                f"{mine} / {other}",
                ratio,
                f"<= {most}",
                ratio <= most,
            )


def facets(setting: Setting) -> Iterator[Answer]:
    """What do facets and months add to a search?"""
    found = setting.corpus(setting.size.records)
    for kind, (searches, counts) in pages.facets(found, setting.size.rounds).items():
        mine, other = _Spread.of(counts), _Spread.of(searches)
        ratio = mine.p50 / other.p50
        yield Answer(
            f"facets and months, {kind}: / search",
            _about(found),
            f"{mine} / {other}",
            ratio,
            "<= 1",
            ratio <= 1,
        )


def cold_start(setting: Setting) -> Iterator[Answer]:
    """What does a search from the shell take, the whole process?"""
    found = setting.corpus(setting.size.records)
    times = shell.starts(found, setting.size.starts)
    nothing, ours = times["python -c pass"], times["dateline search"]
    for name, took in times.items():
        if name == "python -c pass":
            continue
        for measure in ("cpu", "wall"):
            said = f"{1e3 * took[measure]:.0f} ms / {1e3 * nothing[measure]:.0f} ms"
            ratio = took[measure] / nothing[measure]
            ours_here = took is ours
            goal = "<= 3" if ours_here else ""
            yield Answer(
                f"{name}: / python -c pass, {measure}",
                _about(found),
                said,
                ratio,
                goal,
                ratio <= 3 or not goal,
            )
    if "ripgrep" in times:
        ratio = times["ripgrep"]["wall"] / ours["wall"]
        said = f"{1e3 * times['ripgrep']['wall']:.0f} ms / {1e3 * ours['wall']:.0f} ms wall"
        large = found.bytes >= 200_000_000
        yield Answer(
            "ripgrep / dateline search, whole processes",
            _about(found),
            said,
            ratio,
            "> 1" if large else "",
            ratio > 1 or not large,
        )


def growth(setting: Setting) -> Iterator[Answer]:
    """How do building, the index, a page of ten and memory grow with the number of records?"""
    both = [peer for peer in setting.peers if peer.name in (OURS, BARE)]
    for records in setting.size.growth:
        found = setting.corpus(records, both)
        yield from _built(found)
        times, last = _asked(setting, found, both)
        for kind in KINDS:
            if kind in times[OURS]:
                mine, other = (_Spread.of(times[name][kind]) for name in (OURS, BARE))
                yield Answer(
                    f"growth, {kind}: {OURS} / bare",
                    _about(found),
                    f"{mine} / {other}",
                    mine.p50 / other.p50,
                    "",
                    met=True,
                )
        said = f"{last[OURS]['own']:.0f} MB / {last[BARE]['own']:.0f} MB of its own"
        yield Answer(
            "growth, memory: dateline / bare",
            _about(found),
            said,
            last[OURS]["own"] / last[BARE]["own"],
            "",
            met=True,
        )


def streaming(setting: Setting) -> Iterator[Answer]:
    """How fast are all hits of a query written as JSON lines, and in how much memory?"""
    both = [peer for peer in setting.peers if peer.name in (OURS, BARE)]
    least: dict[str, float] = {}
    for records in setting.size.growth:
        found = setting.corpus(records, both)
        common = [
            query.words[0] for query in found.queries if (query.kind, query.origin) == ("term", "common")
        ]
        times = streams.everything(found.folder / OURS, found.folder / BARE, common)
        other = times.pop(BARE)
        for name, took in times.items():
            rates = [each["lines"] / each["cpu"] for each in (took, other)]
            said = f"{took['lines']:,.0f} hits: {rates[0]:,.0f} / {rates[1]:,.0f} a second of processors"
            what = f"all hits {name}: {OURS} / bare"
            yield Answer(f"{what}, rate", _about(found), said, rates[0] / rates[1], "", True, took)
            said = f"{took['own']:.0f} MB / {other['own']:.0f} MB of its own, at the most"
            yield Answer(f"{what}, memory", _about(found), said, took["own"] / other["own"], "", met=True)
            ratio = took["own"] / least.setdefault(name, took["own"])
            said = f"{took['own']:.0f} MB / {least[name]:.0f} MB of its own, at the most"
            what = f"all hits {name}: memory / that of {setting.size.growth[0]:,} records"
            yield Answer(what, _about(found), said, ratio, "<= 2", ratio <= 2)


Question = Callable[[Setting], Iterator[Answer]]

QUESTIONS: Final[tuple[Question, ...]] = (building, latency, snippets, facets, cold_start, growth, streaming)


def _built(found: Corpus) -> Iterator[Answer]:
    """What the index took, beside bare tantivy's."""
    ours, bare = found.builds[OURS], found.builds[BARE]
    rates = [found.records / each["cpu"] for each in (ours, bare)]
    said = f"{rates[0]:,.0f} / {rates[1]:,.0f} records a second of processors"
    yield Answer(f"growth, rate: {OURS} / bare", _about(found), said, rates[0] / rates[1], "", met=True)
    sizes = [each["bytes"] / 1e6 for each in (ours, bare)]
    said = f"{sizes[0]:,.1f} MB / {sizes[1]:,.1f} MB"
    yield Answer(f"growth, size: {OURS} / bare", _about(found), said, sizes[0] / sizes[1], "", met=True)
    memory = [each["peak"] for each in (ours, bare)]
    said = f"{memory[0]:.0f} MB / {memory[1]:.0f} MB, at the most"
    yield Answer(
        f"growth, memory to build: {OURS} / bare", _about(found), said, memory[0] / memory[1], "", True
    )


@dataclass(frozen=True, slots=True)
class _Spread:
    """Times of queries, in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> _Spread:
        """The middle of them, and what one in twenty is above."""
        cuts = quantiles([1e3 * each for each in seconds], n=20, method="inclusive")
        return cls(cuts[9], cuts[18])

    def figures(self) -> dict[str, float]:
        """For the JSON."""
        return {"p50_ms": self.p50, "p95_ms": self.p95}

    def __str__(self) -> str:
        return f"{self.p50:.2f} ms (p95 {self.p95:.2f})"


def _asked(
    setting: Setting, found: Corpus, peers: list[Peer]
) -> tuple[dict[str, dict[str, list[float]]], dict[str, dict[str, float]]]:
    """The best time of every query by engine and kind, and what each engine said last.

    Every engine is asked a query in turn, so that whatever else the machine does hits all alike.
    """
    with opened(peers, found.folder) as engines:
        best: dict[tuple[str, int], float] = {}
        last: dict[str, dict[str, float]] = {}
        for _ in range(setting.size.rounds):
            for number, query in enumerate(found.queries):
                for engine in engines:
                    at = engine.name, number
                    if query.kind in engine.kinds and best.get(at, 0.0) < SLOW:
                        last[engine.name] = figures = engine.ask(query)
                        best[at] = min(best.get(at, figures["cpu"]), figures["cpu"])
    times: dict[str, dict[str, list[float]]] = {peer.name: {} for peer in peers}
    for (name, number), seconds in best.items():
        times[name].setdefault(found.queries[number].kind, []).append(seconds)
    return times, last


def _about(found: Corpus) -> str:
    return f"{found.records:,} records, {found.bytes / 1e6:.0f} MB: {found.about}"
