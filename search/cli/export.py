"""The `export` command."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from index.console import ExitCode, add_index_option, say
from index.errors import ConfigError
from search.cli import narrowing
from search.export import EXPORTS, Records
from search.inert import inert_line

if TYPE_CHECKING:
    from pathlib import Path

    from search.export.format import ExportFormat
    from search.searcher import Searcher


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Give the whole index, or all that QUERY finds, to another program: every record with all that is "
        "known of it, copies too. docs/exports.md tells what is written."
    )
    parser.epilog = (
        "Put -- before a QUERY that begins with a dash. Exit status: 0 written, 1 nothing found, 2 error."
    )
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what to export; without one, everything")
    add_index_option(parser)
    narrowing.add_narrowing_options(parser)
    written = parser.add_argument_group("what is written")
    written.add_argument(
        "--format",
        choices=list(EXPORTS),
        required=True,
        help="; ".join(f"{form.name}: {form.about}" for form in EXPORTS.values()),
    )
    written.add_argument(
        "--output",
        metavar="PATH",
        required=True,
        help="the folder or file that is made; it must not be there yet",
    )
    written.add_argument("--force", action="store_true", help="replace an earlier export there")


def run(args: argparse.Namespace) -> int:
    """Export."""
    from itertools import chain
    from pathlib import Path

    from search.export.placing import placed
    from search.searcher import Searcher

    form = EXPORTS[args.format]
    _require(form)
    request = narrowing.request(args, " ".join(args.query) or "*")
    searcher = Searcher.open(args.index)
    for note in searcher.notes(request):
        say(f"note: {note}")
    reading = searcher.reading(request)
    found = searcher.records(request)
    first = next(found, None)
    if first is None:
        say(f"nothing is written: no records are found by {reading}")
        return ExitCode.NO_HITS
    path = Path(args.output)
    records = Records(chain([first], found), searcher.articles, reading, searcher.identity)
    with placed(form, path, force=args.force) as place:
        written = form.write(records, place)
    beside = f", and {written.beside:,} articles for the comments under them" if written.beside else ""
    told = f"{written.articles:,} articles and {written.comments:,} comments{beside}: {path.absolute()}"
    sys.stdout.buffer.write(f"{inert_line(told)}\n".encode())
    _warn(searcher, path)
    return ExitCode.OK


def _require(form: ExportFormat) -> None:
    """Whether the libraries that a form needs are there.

    Raises:
        ConfigError: they are not.
    """
    from importlib.util import find_spec

    if not all(map(find_spec, form.needs)):
        raise ConfigError(f"--format {form.name} needs a library: pip install 'dateline[{form.name}]'")


def _warn(searcher: Searcher, path: Path) -> None:
    """Say so where the next update would take the export for a scrape."""
    from index.roots import within

    for root in searcher.stamp.roots:
        if within(str(path.absolute()), root.path):
            say(
                f"note: {path} lies below {root.path}, which 'dateline index' reads: better move it elsewhere"
            )
            return
