"""How fast a page of hits is there, beside other engines: `python -m bench.search [--full]`."""

from __future__ import annotations

import argparse
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from bench.search.peers import BARE, OURS, peers
from bench.search.questions import FULL, QUESTIONS, QUICK, Setting
from bench.tables import RESULTS, Table, data

PACKAGES: Final = ("tantivy", "orjson")
NAMED: Final = (OURS, BARE)
"""Engines whose version is among those of PACKAGES, or is the repository's."""


def main() -> None:
    """Measure, print one table, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="the small size, which is taken anyway")
    size.add_argument("--full", action="store_true", help="340,000 records; takes an hour")
    names = [question.__name__ for question in QUESTIONS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="these questions alone")
    parser.add_argument("--data", type=Path, default=data(), help="the folder of real data")
    parser.add_argument(
        "--python", action="append", default=[], help="another Python that may have an engine; again for more"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep what is built there, and use what is there already"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep the table")
    given = parser.parse_args()
    chosen = FULL if given.full else QUICK
    found = peers(given.python)
    table = Table(
        "search", chosen.name, PACKAGES, *(peer.version for peer in found if peer.name not in NAMED)
    )
    table.say(f"engines: {', '.join(peer.name for peer in found)}")
    made = tempfile.TemporaryDirectory(prefix="dateline-bench-") if given.keep is None else None
    with made or nullcontext(str(given.keep)) as folder:
        setting = Setting(given.data, Path(folder), chosen, found)
        for question in QUESTIONS:
            if question.__name__ in given.only:
                table.say(question.__doc__ or "")
                for answer in question(setting):
                    table.add(answer)
    table.keep(given.results, full=given.full)


if __name__ == "__main__":
    main()
