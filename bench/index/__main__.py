"""How fast an index is made and kept up to date, and how large it gets: `python -m bench.index [--full]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.index.questions import FULL, QUESTIONS, QUICK, Answer, Size

REPOSITORY: Final = Path(__file__).parents[2]
RESULTS: Final = REPOSITORY / "bench" / "results"
PACKAGES: Final = ("tantivy", "orjson", "selectolax")


def main() -> None:
    """Measure, print one table, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench.index", description=__doc__)
    parser.add_argument("--full", action="store_true", help="at the sizes that are promised; takes an hour")
    names = [question.__name__ for question in QUESTIONS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="these questions alone")
    shared = os.environ.get("DATELINE_SHARED", REPOSITORY.parent / "shared")
    parser.add_argument("--data", type=Path, default=Path(shared) / "data", help="the folder of real data")
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    parser.add_argument(
        "--scratch", type=Path, default=memory if memory.is_dir() else None, help="where to work"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep the table")
    given = parser.parse_args()
    size = FULL if given.full else QUICK
    answers: list[Answer] = []
    started = time.monotonic()
    for question in QUESTIONS:
        if question.__name__ not in given.only:
            continue
        print(f"{time.monotonic() - started:5.0f} s  {question.__doc__}", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="dateline-bench-", dir=given.scratch) as scratch:
            for answer in question(given.data, Path(scratch), size):
                print(f"{time.monotonic() - started:5.0f} s    {_row(answer)}", file=sys.stderr)
                answers.append(answer)
    table = _table(answers, size)
    print(table, end="")
    given.results.mkdir(parents=True, exist_ok=True)
    stem = f"index-{datetime.now(UTC):%Y-%m-%d}" + ("" if given.full else "-quick")
    (given.results / f"{stem}.md").write_text(table, encoding="utf-8")
    kept = {"about": _about(size), "answers": [asdict(answer) for answer in answers]}
    (given.results / f"{stem}.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _about(size: Size) -> dict[str, str]:
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "size": size.name,
        "machine": f"{os.cpu_count()} processors, {_processor()}, {platform.system()} {platform.machine()}",
        "load": f"{load} at the end, this measurement among it",
        "versions": ", ".join(
            [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)]
        ),
    }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")


def _table(answers: list[Answer], size: Size) -> str:
    about = "\n".join(f"{name}: {value}  " for name, value in _about(size).items())
    header = "| what | corpus | measured | ratio | goal | met |\n| --- | --- | --- | --- | --- | --- |"
    return "\n".join([about, "", header, *map(_row, answers)]) + "\n"


def _row(answer: Answer) -> str:
    met = ("yes" if answer.met else "no") if answer.goal else ""
    cells = (answer.what, answer.corpus, answer.measured, f"{answer.ratio:.3g}", answer.goal, met)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
