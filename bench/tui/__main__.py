"""How soon the terminal app answers, in a pseudo-terminal: `python -m bench.tui [--quick]`."""

from __future__ import annotations

import argparse
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from bench.tables import RESULTS, Table, data
from bench.tui.questions import FULL, QUESTIONS, QUICK, setting

PACKAGES: Final = ("textual", "rich", "tantivy")


def main() -> None:
    """Measure, print one table, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench.tui", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 records and fewer keys")
    names = [question.__name__ for question in QUESTIONS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="these questions alone")
    parser.add_argument("--data", type=Path, default=data(), help="the folder of real data")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep what is built there, and use what is there already"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep the table")
    given = parser.parse_args()
    size = QUICK if given.quick else FULL
    table = Table("tui", size.name, PACKAGES)
    made = tempfile.TemporaryDirectory(prefix="dateline-bench-") if given.keep is None else None
    with made or nullcontext(str(given.keep)) as folder:
        found = setting(given.data, Path(folder), size)
        for question in QUESTIONS:
            if question.__name__ in given.only:
                table.say(question.__doc__ or "")
                for answer in question(found):
                    table.add(answer)
    table.keep(given.results, full=not given.quick)


if __name__ == "__main__":
    main()
