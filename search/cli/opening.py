"""Which index a command searches, and by whom it is searched: this process, or a cluster."""

from __future__ import annotations

import argparse

from index.console import ExitCode, add_index_option, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from search.searcher import Searcher

ENGINES = ("local", "ray")
"""Who searches."""


def add_opening_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which index, and who searches it."""
    add_index_option(parser)
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="who searches: this process, or a cluster (needs dateline[ray], and 'dateline serve-search')",
    )
    add_cluster_options(parser)
    parser.add_argument(
        "--deadline",
        metavar="SECONDS",
        type=float,
        help="how long a cluster has for an answer (default 10)",
    )


def add_cluster_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which cluster."""
    parser.add_argument(
        "--address", metavar="HEAD", help="the head of the cluster, and its port (default: 127.0.0.1:6379)"
    )
    parser.add_argument(
        "--unprotected", action="store_true", help="use a cluster that lets in whoever reaches it"
    )


def open_searcher(args: argparse.Namespace) -> Searcher:
    """What the arguments say.

    Raises:
        ConfigError: they do not go together, or the cluster can't be used.
        IndexNotFound, IndexOutdated, IndexDamaged, NoAnswer
    """
    if args.engine == "local":
        from search.searcher import Searcher

        if args.address is not None or args.unprotected or args.deadline is not None:
            from index.errors import ConfigError

            raise ConfigError(
                "--address, --deadline and --unprotected are about a cluster: give --engine ray with them"
            )
        return Searcher.open(args.index)
    from index.errors import ConfigError
    from search.ray_replicas import connect
    from search.routing import DEADLINE

    deadline = DEADLINE if args.deadline is None else args.deadline
    if not 0 < deadline < 1e6:
        raise ConfigError(f"--deadline is more than 0 seconds, not {deadline:g}")
    return connect(args.address, args.index, deadline=deadline, unprotected=args.unprotected)


def told(searcher: Searcher, status: int) -> int:
    """What the command ends with, once it has said what its answers may lack."""
    for each in searcher.missing:
        say(f"incomplete: {each}")
    return ExitCode.INCOMPLETE if searcher.missing else status
