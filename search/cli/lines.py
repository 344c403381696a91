"""Key words in context: `dateline search --kwic`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from search.cli.answering import Answers
from search.errors import RequestError
from search.kwic import REACH, Order, lines, order
from search.output import FORMATS, Answer, Sheet, Style, concordance, fields
from search.output.shape import page_shape
from search.output.writing import require_rows
from search.searcher import Searcher
from search.spill import Keyed, ordered

OF_HIT = ("id", "kind", "source", "date", "author", "title")
"""The fields of a hit that are told with each line unless others are chosen."""
OF_LINE = ("field", "start", "end", "left", "match", "right")


def run(args: argparse.Namespace, searcher: Searcher, look: Style) -> int:
    """Print the lines of a concordance."""
    form = FORMATS[args.format]
    require_rows(form, "--kwic")
    if args.width is not None and args.width < 0:
        raise RequestError(f"--width is 0 or more, not {args.width}")
    wanted = order(args.kwic_sort)
    text = form.name == "text" and args.fields is None
    width = (concordance.reach(look) if text else REACH) if args.width is None else args.width
    answers = Answers(args, searcher)
    known = (*("query_id", "query") * bool(args.batch), *fields.FIELDS, *OF_LINE)
    columns = (
        fields.chosen(args.fields, known)
        if args.fields
        else (*known[: 2 * bool(args.batch)], *OF_HIT, *OF_LINE)
    )
    keyed = _rows(answers, columns, width, wanted)
    rows = ordered(keyed) if wanted else (row for _, row in keyed)
    head = answers.head or (page_shape(answers.page) if answers.page else {})
    sheet = Sheet(head, "lines", columns, rows)
    if text:
        concordance.rows(sheet, sys.stdout.buffer, look, width)
    elif form.rows is not None:
        form.rows(sheet, sys.stdout.buffer, look)
    if text and look.terminal:
        answers.sum_up(look)
    return answers.status


def _rows(answers: Iterable[Answer], columns: tuple[str, ...], width: int, order: Order) -> Iterator[Keyed]:
    of_hit = [column for column in columns if column in fields.FIELDS]
    for answer in answers:
        own: dict[str, Any] = {"query_id": answer.id, "query": answer.name}
        for found in answer.found:
            shared = own | fields.values(found, of_hit)
            for line in lines(found, width, order):
                start, end = line.span
                row = {
                    **shared,
                    "field": line.field.value,
                    "start": start,
                    "end": end,
                    "left": line.left,
                    "match": line.match,
                    "right": line.right,
                }
                yield line.key, {column: row[column] for column in columns}
