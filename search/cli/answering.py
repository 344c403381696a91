"""Hits, of one query or of the many of a file, in any format."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from index.console import ExitCode, printable, say
from search import captions
from search.cli import narrowing
from search.days import today, zone
from search.errors import RequestError
from search.output import FORMATS, Answer, Style
from search.query import Node
from search.request import SearchRequest, Sort
from search.results import SearchPage
from search.searcher import Searcher

LIMIT = 10
"""Hits shown unless another number is asked for."""


def check(args: argparse.Namespace) -> None:
    """Whether the arguments go together.

    Raises:
        RequestError: they do not.
    """
    if not args.query and not args.batch and not narrowing.narrows(args) and not args.like:
        raise RequestError("search for what? '*' finds everything")
    if args.limit is not None and args.limit < 0:
        raise RequestError(f"--limit is 0 or more, not {args.limit}")
    if args.names and not args.batch:
        raise RequestError("--names says what the lines of --batch are: which file?")
    if args.kwic and (args.count or args.table):
        raise RequestError("--kwic prints lines, and --count and --table print numbers: which of them?")
    if args.count and args.table:
        raise RequestError("--count prints one number a query, and --table rows: which of them?")


def counts(args: argparse.Namespace) -> bool:
    """Whether numbers are wanted, and not hits: of a file of queries they are unless hits are asked for."""
    if args.count:
        return True
    if args.table is None:
        return bool(args.batch) and not args.kwic and FORMATS[args.format].rows is not None
    return bool(args.table != "hits")


def run(args: argparse.Namespace, searcher: Searcher, look: Style) -> int:
    """Print hits."""
    from search.output.writing import choose, marked, write

    form = FORMATS[args.format]
    names = choose(form, args.fields)
    if args.explain and names and not args.fields and not form.columns:
        names += ("explain",)
    answers = Answers(args, searcher, marked=marked(form, names), limit=LIMIT)
    write(form, answers, names, sys.stdout.buffer, look, head=answers.head)
    if args.format == "text" and look.terminal:
        answers.sum_up(look)
    return answers.status


class Answers:
    """The answers to the query of the command line, or to those of a file, one by one."""

    def __init__(
        self, args: argparse.Namespace, searcher: Searcher, *, marked: bool = True, limit: int = 0
    ) -> None:
        """With `limit` hits each where the command line does not say how many; 0 is all."""
        self._args = args
        self._searcher = searcher
        self._marked = marked
        self._limit = limit if args.limit is None else args.limit
        self._requests = list(requests(args, self._limit or 1))
        self._first = None if args.batch else self._answer(*self._requests[0])
        self.total = 0
        """How many hits there were."""

    @property
    def head(self) -> dict[str, Any] | None:
        """What is said of the answers to many queries; None where there is one, whose page says it."""
        return None if self._first else head(self._searcher, self._args)

    @property
    def page(self) -> SearchPage | None:
        """That of the one query, without its hits."""
        return self._first.page if self._first else None

    @property
    def status(self) -> ExitCode:
        """What the command ends with."""
        return ExitCode.OK if self.total else ExitCode.NO_HITS

    def __iter__(self) -> Iterator[Answer]:
        for asked in self._requests:
            answer = self._first or self._answer(*asked)
            self.total += answer.page.total
            if self._args.format != "json" or not self._first:
                for note in answer.page.notes:
                    say(f"note: {note}" if answer.id is None else f"note on {answer.id}: {note}")
            yield answer

    def _answer(self, request: SearchRequest, number: str | None, name: str | None) -> Answer:
        page, found = self._searcher.stream(request, whole=not self._limit, marked=self._marked)
        return Answer(page, found, number, name)

    def sum_up(self, look: Style) -> None:
        """What a person wants to know of the hits, on stderr: stdout is the hits alone."""
        sys.stdout.flush()
        page = self.page
        if page is None:
            return
        reading = printable(page.reading)
        if not page.total:
            say(f"no hits for {reading}")
            for clause in page.clauses:
                if clause.blocks:
                    say(printable(captions.blocked(clause)))
            return
        left = max(0, page.length - page.offset)
        shown = min(self._limit, left) if self._limit else left
        which = f"{page.offset + 1:,} to {page.offset + shown:,} of " if shown < page.length else ""
        dim, plain = ("\x1b[2m", "\x1b[0m") if look.color else ("", "")
        for clause in page.clauses:
            if clause.words:
                print(f"{dim}{printable(captions.expanded(clause))}{plain}", file=sys.stderr)
        print(f"\n{dim}{which}{captions.total(page)} for {reading}{plain}", file=sys.stderr)


def requests(
    args: argparse.Namespace, limit: int = 1
) -> Iterator[tuple[SearchRequest, str | None, str | None]]:
    """What is asked, with the id and the name of each query of a file.

    Raises:
        RequestError: the file can't be read.
        QueryError: the query of the command line, by which those of the file are narrowed, is too strict.
    """
    typed = " ".join(args.query)
    if not args.batch:
        yield _request(args, typed or "*", limit), None, None
        return
    from search import batch

    within = _node(args, typed) if typed else None
    for entry in batch.read(args.batch, names=args.names):
        yield _request(args, entry.query, limit, within), entry.id, entry.name


def head(searcher: Searcher, args: argparse.Namespace) -> dict[str, Any]:
    """What JSON says above the rows of many queries."""
    from index.shapes import time_shape
    from search.output.shape import VERSION, index_shape

    return {
        "version": VERSION,
        "timezone": str(zone(args.timezone)),
        "asked": time_shape(datetime.now(UTC)),
        "index": index_shape(searcher.identity),
    }


def _node(args: argparse.Namespace, text: str) -> Node:
    from search.parser import parse_query

    parsed = parse_query(text, strict=args.strict, loose=args.any, now=today(zone(args.timezone)))
    for note in parsed.notes:
        say(f"note: {note}")
    return parsed.node


def _request(args: argparse.Namespace, query: str, limit: int, within: Node | None = None) -> SearchRequest:
    return narrowing.request(
        args,
        query,
        sort=Sort(args.sort),
        limit=limit,
        offset=args.offset,
        loose=args.any,
        strict=args.strict,
        expand=args.expand,
        like=args.like,
        recency=args.recency,
        explain=args.explain,
        collapse=not args.no_collapse,
        within=within,
    )
