"""The options that narrow what is searched, of all commands that have them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from index.model import Kind

if TYPE_CHECKING:
    from search.request import SearchRequest


def add_narrowing_options(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    narrow = parser.add_argument_group("narrowing, each also as a part of QUERY")
    narrow.add_argument("--kind", choices=[kind.value for kind in Kind], help="articles or comments only")
    for name, value, about in (
        ("source", "NAME", "an outlet, as a whole"),
        ("author", "NAME", "a name, as a whole"),
        ("language", "CODE", "a language such as en"),
    ):
        narrow.add_argument(
            f"--{name}",
            metavar=value,
            action="append",
            default=[],
            help=f"{about}; again for another",
        )
    narrow.add_argument("--since", metavar="DAY", help="2016-12-13, 2016-12, 2016, 2w (two weeks ago)")
    narrow.add_argument("--until", metavar="DAY", help="the same, and inclusive")
    narrow.add_argument(
        "--timezone",
        metavar="ZONE",
        help="by whose clock days begin: UTC, Europe/Berlin (default: here)",
    )


def narrows(args: argparse.Namespace) -> bool:
    """Whether any of them was given."""
    return bool(args.kind or args.source or args.author or args.language or args.since or args.until)


def request(args: argparse.Namespace, query: str, **more: Any) -> SearchRequest:
    """A request for a query, narrowed by them.

    Raises:
        RequestError: one of the values can't be.
    """
    from search.request import SearchRequest

    return SearchRequest(
        query=query,
        kind=Kind(args.kind) if args.kind else None,
        sources=tuple(args.source),
        authors=tuple(args.author),
        languages=tuple(args.language),
        since=args.since,
        until=args.until,
        timezone=args.timezone,
        **more,
    )
