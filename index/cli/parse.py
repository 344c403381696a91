"""The `parse` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.console import ExitCode, add_index_option, jobs, printable, say

if TYPE_CHECKING:
    from index.model import Article, Comment, Dated
    from index.parse import Parsed
    from index.trace import Trace

SHOWN: Final = 70
"""Characters of a text that is shown only for one to see which it is."""
MOST_LEFT_OUT: Final = 40
"""Texts that were left out which are shown; --json has all."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Show what scrapes turn into, without an index: to check how a page is read."
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=Path,
        help="file or folder of scrapes; folders are read with all below",
    )
    parser.add_argument(
        "--explain", action="store_true", help="say what gave each field, and what was left out"
    )
    parser.add_argument("--json", action="store_true", help="print each article as JSON on a line of its own")
    parser.add_argument("--source", metavar="NAME", help="the outlet that the scrapes are from")
    parser.add_argument("--jobs", metavar="N", type=jobs, help="processes that read (default: all)")
    add_index_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print what the scrapes at the paths turn into."""
    from index.model import Rejection
    from index.parse import parse

    found = False
    for outcome in parse(args.paths, source=args.source, index=args.index, jobs=args.jobs):
        if isinstance(outcome, Rejection):
            sys.stdout.flush()
            say(f"rejected: {outcome}")
            continue
        if args.json:
            sys.stdout.buffer.write(_json(outcome, args.explain))
        else:
            print("\n" * found + printable("\n".join(_account(outcome, args.explain))))
        found = True
    return ExitCode.OK if found else ExitCode.NO_HITS


def _json(parsed: Parsed, explain: bool) -> bytes:
    import orjson

    from index.shapes import article_shape

    shape: dict[str, Any] = article_shape(parsed.article)
    if explain:
        shape |= {
            "rules": parsed.trace.rules,
            "left_out": [{"rule": left.rule, "text": left.text} for left in parsed.trace.left_out],
        }
    return orjson.dumps(shape, option=orjson.OPT_APPEND_NEWLINE)


def _account(parsed: Parsed, explain: bool) -> Iterator[str]:
    """An article in lines."""
    article = parsed.article
    scrape = article.scrape
    yield f"{scrape.path}, {scrape.place}" if scrape.place else scrape.path
    source = f"{article.source.name} ({article.source.origin})" if article.source.name else "unknown"
    fields = {
        "format": f"{scrape.format}, read as {scrape.dialect}",
        "id": article.id,
        "url": article.url or "none",
        "title": article.title,
        "authors": ", ".join(article.authors) or "none",
        "source": source,
        "published": _date(article.published),
        "language": article.language or "unknown",
        "body": _extent(article.body),
        "comments": _comments(article),
    }
    for name, value in fields.items():
        rule = parsed.trace.rules.get(name) if explain else None
        yield f"  {name:10} {value}" + (f"   [{rule}]" if rule else "")
    if explain:
        yield from _rules(parsed.trace, set(fields))
    by_id = {comment.id: comment for comment in article.comments}
    for comment in article.comments:
        yield _comment(comment, by_id.get(comment.reply_to or ""))
    if explain and parsed.trace.left_out:
        yield "  left out"
        for left in parsed.trace.left_out[:MOST_LEFT_OUT]:
            yield f"    {_short(left.text)}   [{left.rule}]"
        if len(parsed.trace.left_out) > MOST_LEFT_OUT:
            yield f"    and {len(parsed.trace.left_out) - MOST_LEFT_OUT:,} more, all in --json"


def _rules(trace: Trace, shown: set[str]) -> Iterator[str]:
    """What gave the fields that have no line of their own: those of comments."""
    for name, rule in trace.rules.items():
        if name not in shown:
            yield f"  {name:10} [{rule}]"


def _comments(article: Article) -> str:
    if not article.comments and article.comment_system:
        return f"none in the page: {article.comment_system} shows them by a script"
    dated = sum(comment.posted is not None for comment in article.comments)
    answers = sum(comment.reply_to is not None for comment in article.comments)
    return f"{len(article.comments):,}, of these {dated:,} dated, {answers:,} answers"


def _comment(comment: Comment, answered: Comment | None) -> str:
    """A comment in one line, with whom it answers."""
    to = f" to {answered.author or 'nobody named'} (#{answered.position})" if answered else ""
    who = comment.author or "nobody named"
    text = _short(comment.body) or ("deleted" if comment.deleted else "empty")
    when = f"{_date(comment.posted)}  " if comment.posted else ""
    return f"    {'  ' * min(comment.depth, 8)}#{comment.position} {who}{to}: {when}{text}"


def _date(dated: Dated | None) -> str:
    if dated is None:
        return "undated"
    zone = "" if dated.precision in ("day", "month", "year") else f", zone {dated.zone}"
    return f"{dated.when:%Y-%m-%dT%H:%M:%SZ} (to the {dated.precision}, from {dated.origin}{zone})"


def _extent(text: str) -> str:
    """How long a text is, how it begins and how it ends."""
    words = len(text.split())
    if not words:
        return "empty"
    ending = f" … {' '.join(text[-SHOWN:].split())}" if len(text) > 2 * SHOWN else ""
    return f"{words:,} words: {_short(text).rstrip('…').rstrip()}{ending}"


def _short(text: str) -> str:
    line = " ".join(text[: 4 * SHOWN].split())
    return line if len(line) <= SHOWN else line[:SHOWN].rstrip() + "…"
