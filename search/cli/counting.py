"""How many hits there are, of many queries and by what they have in common: --count and --table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from index.console import ExitCode, say
from index.model import Precision
from search.output import FORMATS, Sheet, Style
from search.searcher import Searcher

if TYPE_CHECKING:
    from search.tallies import By, Seen, Tally

QUERY = ("query_id", "query")
SEEN = ("complete", "first", "first_id", "last", "last_id", "id", "sentence")
OF_TERM = ("hits", "articles", "comments", "sources")

SCRIPTS = frozenset(("query_id", "complete", "first_id", "last_id", "id"))
"""Columns that a person is not shown unless they are asked for: the sentence needs the room."""


def run(args: argparse.Namespace, searcher: Searcher, look: Style) -> int:
    """Print numbers."""
    from search.cli.answering import head, requests
    from search.output.fields import chosen
    from search.output.writing import require_rows
    from search.tallies import By

    form = FORMATS[args.format]
    if args.count and not args.batch and args.format == "text":
        ((request, _, _),) = requests(args)
        for note in searcher.notes(request):
            say(f"note: {note}")
        total = searcher.count(request)
        print(total)
        return ExitCode.OK if total else ExitCode.NO_HITS
    require_rows(
        form, "--count" if args.count else "--table" if args.table else "--batch without --table hits"
    )
    table = "count" if args.count else args.table or By.TERM.value
    columns: tuple[str, ...] = (*QUERY, "hits")
    if table == By.TERM:
        columns = (*QUERY, *OF_TERM, *SEEN)
    elif not args.count:
        columns = (*QUERY, table, "hits", *SEEN)
    if args.fields:
        columns = chosen(args.fields, columns)
    elif args.format == "text":
        columns = tuple(column for column in columns if column not in SCRIPTS)
    counted = Counted(args, searcher, None if args.count else By(table))
    sheet = Sheet({**head(searcher, args), "table": table}, "rows", columns, counted.rows(columns))
    if form.rows is not None:
        form.rows(sheet, sys.stdout.buffer, look)
    return ExitCode.OK if counted.total else ExitCode.NO_HITS


class Counted:
    """The rows of a table, counted as they are asked for."""

    def __init__(self, args: argparse.Namespace, searcher: Searcher, by: By | None) -> None:
        self._args = args
        self._searcher = searcher
        self._by = by
        self.total = 0

    def rows(self, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """One for each query, or one for each value that its hits have."""
        from search.cli.answering import requests

        for request, number, name in requests(self._args):
            for note in self._searcher.notes(request):
                say(f"note: {note}" if number is None else f"note on {number}: {note}")
            own = {"query_id": number, "query": request.query if name is None else name}
            if self._by is None:
                count = self._searcher.count(request)
                self.total += count
                row = own | {"hits": count}
                yield {column: row[column] for column in columns}
                continue
            for tally in self._searcher.tally(request, self._by):
                self.total += tally.count
                row = own | {self._by.value: tally.value} | _shape(tally, request.zone)
                yield {column: row[column] for column in columns}


def _shape(tally: Tally, zone: tzinfo) -> dict[str, Any]:
    best = tally.best
    return {
        "hits": tally.count,
        "articles": tally.articles,
        "comments": tally.comments,
        "sources": tally.sources,
        "complete": tally.complete,
        "first": _day(tally.first, zone),
        "first_id": tally.first.id if tally.first else None,
        "last": _day(tally.last, zone),
        "last_id": tally.last.id if tally.last else None,
        "id": best.id if best else None,
        "sentence": {"text": best.text, "spans": best.spans} if best else None,
    }


def _day(seen: Seen | None, zone: tzinfo) -> str | None:
    """A day by the clock of a zone, or as much of it as is known."""
    if seen is None:
        return None
    form = DAYS.get(seen.date.precision)  # what is dated by the day has it everywhere
    return f"{seen.date.when.astimezone(zone):%Y-%m-%d}" if form is None else seen.date.when.strftime(form)


DAYS = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}
