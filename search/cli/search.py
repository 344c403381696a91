"""The `search` command."""

from __future__ import annotations

import argparse

from index.console import say
from search.cli import narrowing
from search.cli.opening import add_opening_options, open_searcher, told
from search.output import FORMATS
from search.request import Sort
from search.terminal import COLOR, style

TABLES = ("hits", "term", "source", "month", "kind", "author")
"""What can be a row of the output; all but "hits" are what `search.tallies` counts by."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Search articles and comments. The words of QUERY must all be there; docs/queries.md has the whole "
        "language. What matched is marked by colour, or by [brackets] where there is none."
    )
    parser.epilog = (
        "Put -- before a QUERY that begins with a dash. Exit status: 0 hits, 1 none, 2 error, 3 incomplete."
    )
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what to find; '*' finds everything")
    add_opening_options(parser)
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
    ranking = parser.add_argument_group("ranking")
    ranking.add_argument(
        "--expand",
        action="store_true",
        help="any of the words will do, and others that the best hits have in common",
    )
    ranking.add_argument(
        "--like", metavar="ID", help="what is like a record, but for its copies; QUERY can narrow it"
    )
    ranking.add_argument(
        "--recency",
        metavar="DAYS",
        type=float,
        help="rank newer records higher; the half-life of their advantage",
    )
    ranking.add_argument(
        "--explain", action="store_true", help="say under each hit what its score is made of"
    )
    shown = parser.add_argument_group("what is shown")
    shown.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.SCORE.value,
        help="the best first (default), the oldest first, the newest first",
    )
    shown.add_argument(
        "--limit", metavar="N", type=int, help="hits shown (default 10; all with --kwic); 0 shows all"
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
    shown.add_argument("--fields", metavar="NAMES", help="these of docs/output.md, as in id,date,body")
    shown.add_argument(
        "--color", choices=COLOR, default="auto", help="colour in text; auto: on a terminal, without NO_COLOR"
    )
    _configure_tables(parser)
    _configure_kwic(parser)


def _configure_tables(parser: argparse.ArgumentParser) -> None:
    many = parser.add_argument_group("many queries, and tables of counts")
    many.add_argument("--batch", metavar="FILE", help="the queries of a file, one a line; - is stdin")
    many.add_argument(
        "--names",
        action="store_true",
        help="the lines of --batch are names, each with other spellings after tabs",
    )
    many.add_argument(
        "--table",
        choices=TABLES,
        help="a row for each hit, or for each query as a whole (term, the default of --batch) or by source, "
        "month, kind or author, with the first and the last record and a sentence",
    )


def _configure_kwic(parser: argparse.ArgumentParser) -> None:
    lines = parser.add_argument_group("key words in context")
    lines.add_argument("--kwic", action="store_true", help="a line for every match of every hit")
    lines.add_argument(
        "--kwic-sort",
        metavar="ORDER",
        default="none",
        help="left, right, none (default), or words beside the match as in 1R,2R,1L; 0 is the match",
    )
    lines.add_argument(
        "--width", metavar="N", type=int, help="columns of context on either side (default 40)"
    )


def run(args: argparse.Namespace) -> int:
    """Search and print."""
    from search.cli import answering

    answering.check(args)
    searcher = open_searcher(args)
    if not len(searcher):
        say(f"the index at {searcher.directory} is empty: type 'dateline index FOLDER' to fill it")
    look = style(args.color)
    if args.kwic:
        from search.cli import lines

        return told(searcher, lines.run(args, searcher, look))
    if answering.counts(args):
        from search.cli import counting

        return told(searcher, counting.run(args, searcher, look))
    return told(searcher, answering.run(args, searcher, look))
