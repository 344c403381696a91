"""The `timeline` command."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from index.console import ExitCode, say
from index.model import Kind
from search.cli import narrowing
from search.cli.opening import add_opening_options, open_searcher, told
from search.output.histogram import FORMATS
from search.periods import Period
from search.terminal import COLOR, style

AUTO: Final = "auto"
"""The shortest period that makes a chart of it, and no more."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Show when the articles and comments that match are dated, apart from each other, as a chart or for "
        "a program. Several queries, each one argument, are shown below each other on one scale."
    )
    parser.epilog = (
        "Put -- before a QUERY that begins with a dash. Exit status: 0 hits, 1 none, 2 error, 3 incomplete."
    )
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what to count; without one, everything")
    add_opening_options(parser)
    narrowing.add_narrowing_options(parser)
    shown = parser.add_argument_group("what is shown")
    shown.add_argument(
        "--by",
        choices=[*(period.value for period in Period), AUTO],
        default=AUTO,
        help="count by the day, the week from Monday on, the month or the year; auto (default): what suits",
    )
    shown.add_argument(
        "--share",
        action="store_true",
        help="as a share of all records of the day, week, month or year that the options leave",
    )
    shown.add_argument(
        "--format",
        choices=list(FORMATS),
        default="text",
        help="; ".join(f"{form.name}: {form.about}" for form in FORMATS.values()),
    )
    shown.add_argument(
        "--color", choices=COLOR, default="auto", help="colour in text; auto: on a terminal, without NO_COLOR"
    )


def run(args: argparse.Namespace) -> int:
    """Count and print."""
    requests = [narrowing.request(args, query or "*") for query in args.query or ["*"]]
    searcher = open_searcher(args)
    if not len(searcher):
        say(f"the index at {searcher.directory} is empty: type 'dateline index FOLDER' to fill it")
    by = None if args.by == AUTO else Period(args.by)
    histograms = searcher.histograms(requests, by, whole=args.share)
    for histogram in histograms:
        for note in histogram.notes if args.format != "json" else ():
            say(f"note: {note}")
    kinds = (Kind(args.kind),) if args.kind else tuple(Kind)
    FORMATS[args.format].write(histograms, kinds, sys.stdout.buffer, style(args.color))
    return told(
        searcher, ExitCode.OK if any(histogram.total for histogram in histograms) else ExitCode.NO_HITS
    )
