"""All that is measured of speed, size and memory: `bench/run [--quick]`, or `python -m bench.run`.

One table a question; every figure is a ratio against a peer that was measured in the same run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.corpora import RECORDS
from bench.index import questions as of_index
from bench.search import questions as of_search
from bench.search.__main__ import NAMED, PACKAGES
from bench.search.peers import peers
from bench.tables import RESULTS, Answer, Table, data

QUICK_INDEX: Final = of_index.Size("quick", 1, 1, 2_000, (2_000, 4_000), 1_000, 20, 1_000)
QUICK_SEARCH: Final = of_search.Size("quick", 4_000, 6, 1, 5, (1_000, 4_000))
LEFT_OUT: Final = ("parallel",)
"""Questions that a quick run does not ask: whole pages, many times over."""


def main() -> None:
    """Measure, print the tables, and keep them."""
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, in less than three minutes")
    names = [question.__name__ for question in (*of_index.QUESTIONS, *of_search.QUESTIONS)]
    parser.add_argument("--only", nargs="+", choices=names, default=[], help="these questions alone")
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=int,
        metavar="N",
        help="records for which growth and streaming are measured",
    )
    parser.add_argument("--data", type=Path, default=data(), help="the folder of real data")
    parser.add_argument("--python", action="append", default=[], help="as of python -m bench.search")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="as of python -m bench.search")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep the tables")
    given = parser.parse_args()
    found = peers(given.python)
    chosen = [name for name in names if not given.quick or name not in LEFT_OUT]
    asked = given.only or chosen
    size = QUICK_SEARCH if given.quick else of_search.FULL
    if given.sizes:
        size = replace(size, growth=tuple(sorted(given.sizes)))
    versions = [peer.version for peer in found if peer.name not in NAMED]
    table = Table("run", size.name, (*PACKAGES, "selectolax"), *versions)
    if not (given.data / RECORDS).is_file():
        table.say(f"there is no {given.data / RECORDS}: all texts are made up from a seed")
    for answer in _of_index(table, given.data, asked, QUICK_INDEX if given.quick else of_index.FULL):
        table.add(answer)
    made = tempfile.TemporaryDirectory(prefix="dateline-bench-") if given.keep is None else None
    with made or nullcontext(str(given.keep)) as folder:
        setting = of_search.Setting(given.data, Path(folder), size, found)
        for question in of_search.QUESTIONS:
            if question.__name__ in asked:
                table.begin(question.__doc__ or "")
                for answer in question(setting):
                    table.add(answer)
    table.keep(given.results, full=not given.quick)


def _of_index(table: Table, given: Path, asked: list[str], size: of_index.Size) -> Iterator[Answer]:
    for question in of_index.QUESTIONS:
        if question.__name__ in asked:
            table.begin(question.__doc__ or "")
            with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
                yield from question(given, Path(scratch), size)


if __name__ == "__main__":
    main()
