"""The `search` command."""

from __future__ import annotations

import argparse
import sys

from index.console import ExitCode, add_index_option, printable, say
from index.model import Kind
from search.output import FORMATS, Style
from search.request import Sort
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
    narrow = parser.add_argument_group("narrowing, each also as a part of QUERY")
    narrow.add_argument("--kind", choices=[kind.value for kind in Kind], help="articles or comments only")
    for name, about in (("source", "an outlet"), ("author", "a name")):
        narrow.add_argument(
            f"--{name}",
            metavar="NAME",
            action="append",
            default=[],
            help=f"{about}, as a whole; again for another",
        )
    narrow.add_argument(
        "--since", metavar="DAY", help="2016-12-13, 2016-12, 2016, 2w (two weeks ago); in UTC"
    )
    narrow.add_argument("--until", metavar="DAY", help="the same, and inclusive")
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
        "--limit", metavar="N", type=int, default=10, help="hits shown (default 10); 0 shows all"
    )
    shown.add_argument(
        "--offset", metavar="N", type=int, default=0, help="hits left out before the first shown"
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
    from search.parser import parse_query
    from search.request import SearchRequest
    from search.searcher import Searcher

    narrowed = args.kind or args.source or args.author or args.since or args.until
    if not args.query and not narrowed and not args.like:
        raise RequestError("search for what? '*' finds everything")
    if args.limit < 0:
        raise RequestError(f"--limit is 0 or more, not {args.limit}")
    request = SearchRequest(
        query=" ".join(args.query) or "*",
        kind=Kind(args.kind) if args.kind else None,
        sources=tuple(args.source),
        authors=tuple(args.author),
        since=args.since,
        until=args.until,
        sort=Sort(args.sort),
        limit=args.limit or 1,
        offset=args.offset,
        expand=args.expand,
        like=args.like,
        recency=args.recency,
        explain=args.explain,
    )
    searcher = Searcher.open(args.index)
    if not len(searcher):
        say(f"the index at {searcher.directory} is empty: type 'dateline index FOLDER' to fill it")
    if args.count:
        for note in parse_query(request.query).notes:
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
        _sum_up(page.total, len(page.hits) if args.limit else page.total, args.offset, page.reading, look)
    return ExitCode.OK if page.total else ExitCode.NO_HITS


def _sum_up(total: int, shown: int, offset: int, reading: str, look: Style) -> None:
    """What a person wants to know of the hits, on stderr: stdout is the hits alone."""
    sys.stdout.flush()
    if not total:
        say(f"no hits for {reading}")
        return
    which = f"{offset + 1:,} to {offset + shown:,} of " if shown < total else ""
    dim, plain = ("\x1b[2m", "\x1b[0m") if look.color else ("", "")
    noun = "hit" if total == 1 else "hits"
    print(f"\n{dim}{which}{total:,} {noun} for {printable(reading)}{plain}", file=sys.stderr)
