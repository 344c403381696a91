"""The `search` command."""

from __future__ import annotations

import argparse
import sys

from index.console import ExitCode, add_index_option, printable, say
from search import captions
from search.cli import narrowing
from search.output import FORMATS, Style
from search.request import Sort
from search.results import SearchPage
from search.terminal import COLOR, style


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Search articles and comments. The words of QUERY must all be there; docs/queries.md has the whole "
        "language. What matched is marked by colour, or by [brackets] where there is none."
    )
    parser.epilog = "Put -- before a QUERY that begins with a dash. Exit status: 0 hits, 1 none, 2 error."
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what to find; '*' finds everything")
    add_index_option(parser)
    narrowing.add_narrowing_options(parser)
    reading = parser.add_argument_group("how QUERY is read")
    reading.add_argument(
        "--any",
        action="store_true",
        help="any of the words will do; +word must be there, -word must not",
    )
    reading.add_argument(
        "--strict", action="store_true", help="a query of which anything would be left out is an error"
    )
    shown = parser.add_argument_group("what is shown")
    shown.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.SCORE.value,
        help="the best first (default), the oldest first, the newest first",
    )
    shown.add_argument(
        "--limit", metavar="N", type=int, default=10, help="hits shown (default 10); 0 shows all"
    )
    shown.add_argument(
        "--offset", metavar="N", type=int, default=0, help="hits left out before the first shown"
    )
    shown.add_argument(
        "--no-collapse", action="store_true", help="show copies of a record, too, not only the first"
    )
    shown.add_argument("--count", action="store_true", help="print only how many hits there are")
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
    """Search and print."""
    from search.errors import RequestError
    from search.searcher import Searcher

    if not args.query and not narrowing.narrows(args):
        raise RequestError("search for what? '*' finds everything")
    if args.limit < 0:
        raise RequestError(f"--limit is 0 or more, not {args.limit}")
    request = narrowing.request(
        args,
        " ".join(args.query) or "*",
        sort=Sort(args.sort),
        limit=args.limit or 1,
        offset=args.offset,
        loose=args.any,
        strict=args.strict,
        collapse=not args.no_collapse,
    )
    searcher = Searcher.open(args.index)
    if not len(searcher):
        say(f"the index at {searcher.directory} is empty: type 'dateline index FOLDER' to fill it")
    if args.count:
        for note in searcher.notes(request):
            say(f"note: {note}")
        total = searcher.count(request)
        print(total)
        return ExitCode.OK if total else ExitCode.NO_HITS
    page = searcher.search(request)
    look = style(args.color)
    if args.format != "json":
        for note in page.notes:
            say(f"note: {note}")
    hits = page.hits if args.limit else searcher.walk(request)
    FORMATS[args.format].write(page, hits, sys.stdout.buffer, look)
    if args.format == "text" and look.terminal:
        _sum_up(page, len(page.hits) if args.limit else page.length, look)
    return ExitCode.OK if page.total else ExitCode.NO_HITS


def _sum_up(page: SearchPage, shown: int, look: Style) -> None:
    """What a person wants to know of the hits, on stderr: stdout is the hits alone."""
    sys.stdout.flush()
    reading = printable(page.reading)
    if not page.total:
        say(f"no hits for {reading}")
        for clause in page.clauses:
            if clause.blocks:
                say(printable(captions.blocked(clause)))
        return
    which = f"{page.offset + 1:,} to {page.offset + shown:,} of " if shown < page.length else ""
    dim, plain = ("\x1b[2m", "\x1b[0m") if look.color else ("", "")
    for clause in page.clauses:
        if clause.words:
            print(f"{dim}{printable(captions.expanded(clause))}{plain}", file=sys.stderr)
    print(f"\n{dim}{which}{captions.total(page)} for {reading}{plain}", file=sys.stderr)
