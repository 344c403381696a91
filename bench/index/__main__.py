"""How fast an index is made and kept up to date, and how large it gets: `python -m bench.index [--full]`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Final

from bench.index.questions import FULL, QUESTIONS, QUICK
from bench.tables import RESULTS, Table, data

PACKAGES: Final = ("tantivy", "orjson", "selectolax")


def main() -> None:
    """Measure, print one table, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench.index", description=__doc__)
    parser.add_argument("--full", action="store_true", help="at the sizes that are promised; takes an hour")
    names = [question.__name__ for question in QUESTIONS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="these questions alone")
    parser.add_argument("--data", type=Path, default=data(), help="the folder of real data")
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    parser.add_argument(
        "--scratch", type=Path, default=memory if memory.is_dir() else None, help="where to work"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep the table")
    given = parser.parse_args()
    size = FULL if given.full else QUICK
    table = Table("index", size.name, PACKAGES)
    for question in QUESTIONS:
        if question.__name__ not in given.only:
            continue
        table.say(question.__doc__ or "")
        with tempfile.TemporaryDirectory(prefix="dateline-bench-", dir=given.scratch) as scratch:
            for answer in question(given.data, Path(scratch), size):
                table.add(answer)
    table.keep(given.results, full=given.full)


if __name__ == "__main__":
    main()
