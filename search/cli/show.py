"""The `show` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.console import ExitCode
from search.cli.opening import add_opening_options, open_searcher, told
from search.terminal import COLOR, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import Article
    from search.output import Style
    from search.results import Hit

INDENT: Final = "    "
DEEPEST: Final = 6
"""Comments answered deeper than this are not indented further."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Print a record whole, with its thread: the article and all comments under it."
    parser.add_argument(
        "id", metavar="ID", help="the id of an article or a comment, as 'search' shows it, or its beginning"
    )
    add_opening_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--color", choices=COLOR, default="auto", help="colour; auto: on a terminal, without NO_COLOR"
    )


def run(args: argparse.Namespace) -> int:
    """Print a thread."""
    from index.shapes import article_shape
    from search.output.shape import VERSION, json_bytes

    searcher = open_searcher(args)
    identifier = searcher.resolve(args.id)
    article = searcher.thread(identifier)
    copies = searcher.copies(article.id)
    look = style(args.color)
    if args.json:
        shape = {"version": VERSION, "found": identifier, **article_shape(article)}
        shape["copies"] = [copy.id for copy in copies]
        sys.stdout.buffer.write(json_bytes(shape, indent=look.terminal))
    else:
        lines = _lines(article, copies, identifier, look)
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    return told(searcher, ExitCode.OK)


def _lines(article: Article, copies: Sequence[Hit], identifier: str, look: Style) -> Iterator[str]:
    from search import captions
    from search.inert import inert_line

    bold, dim, plain = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if look.color else ("", "", "")
    yield f"{bold}{inert_line(article.title)}{plain}"
    yield f"{dim}{captions.article(article)}{plain}"
    if article.url:
        yield f"{dim}{inert_line(article.url)}{plain}"
    place = f", {article.scrape.place}" if article.scrape.place else ""
    yield f"{dim}{article.id} in {inert_line(article.scrape.path + place)}{plain}"
    if copies:
        yield f"{dim}{captions.copies(copies)}{plain}"
    yield ""
    yield from _wrapped(article.body, "", look)
    for comment in article.comments:
        yield ""
        indent = INDENT * (1 + min(comment.depth, DEEPEST))
        asked = "> " if comment.id == identifier else "  "
        yield f"{indent[:-2]}{asked}{bold}{captions.comment(comment)}{plain} {dim}{comment.id}{plain}"
        yield from _wrapped(comment.body, indent, look)


def _wrapped(text: str, indent: str, look: Style) -> Iterator[str]:
    from search.inert import inert
    from search.wrapping import wrap

    text = inert(text).expandtabs(4)
    width = max(20, look.width - len(indent)) if look.width else 2 * len(text) + 2
    for start, end in wrap(text, width):
        yield (indent + text[start:end]).rstrip(" ")
