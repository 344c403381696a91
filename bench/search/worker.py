"""A process in which one engine builds or answers: `python -m bench.search.worker NAME build|ask ..`.

It imports no more than the engine does, for some run in another Python than the rest.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path

from bench.clock import Clock, own, peak


def main(name: str, task: str, *paths: str) -> None:
    """Build, or answer the queries that come on stdin, a line each."""
    engine = importlib.import_module(f"bench.search.engines.{name}")
    if task == "build":
        rows, folder = map(Path, paths)
        clock = Clock()
        engine.build(rows, folder)
        print(json.dumps(clock.figures() | {"bytes": _size(folder)}))
        return
    opened = engine.Engine(Path(paths[0]))
    print(json.dumps({"kinds": sorted(engine.KINDS)}), flush=True)
    for line in sys.stdin:
        kind, words = json.loads(line)
        wall, cpu = time.perf_counter(), _cpu()
        hits = opened.ask(kind, words)
        print(
            json.dumps(
                {
                    "cpu": _cpu() - cpu,
                    "wall": time.perf_counter() - wall,
                    "hits": hits,
                    "own": own() / 1024,
                    "peak": peak() / 1024,
                }
            ),
            flush=True,
        )


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _size(folder: Path) -> int:
    return sum(
        os.path.getsize(os.path.join(parent, name)) for parent, _, files in os.walk(folder) for name in files
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
