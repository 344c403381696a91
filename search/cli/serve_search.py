"""The `serve-search` command."""

from __future__ import annotations

import argparse

from index.console import ExitCode, add_index_option, jobs, printable
from search.cli.opening import ENGINES, add_cluster_options


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Keep copies of an index on machines of a cluster, which answer 'dateline search --engine ray' and "
        "follow every update of the index. Runs until Ctrl-C. docs/cluster.md says how to start a cluster."
    )
    add_index_option(parser)
    parser.add_argument(
        "--engine", choices=ENGINES[1:], default=ENGINES[1], help="the cluster (needs dateline[ray])"
    )
    add_cluster_options(parser)
    parser.add_argument(
        "--replicas", metavar="N", type=jobs, default=2, help="how many copies answer (default 2)"
    )
    parser.add_argument(
        "--copies",
        metavar="DIR",
        help="folder on a local disk of each machine, for the copies (default: that for temporary files)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until it is ended."""
    import os
    import signal
    import tempfile
    import threading

    from index import store
    from search.ray_replicas import Service

    def told(line: str) -> None:
        print(printable(line), flush=True)

    directory = store.locate(args.index)
    ended = threading.Event()
    service = Service(
        directory,
        args.replicas,
        address=args.address,
        folder=os.path.abspath(args.copies or tempfile.gettempdir()),
        unprotected=args.unprotected,
        told=told,
    )
    for name in (signal.SIGINT, signal.SIGTERM):  # after Ray has set its own
        signal.signal(name, lambda *_: ended.set())
    try:
        service.run(ended)
    finally:
        service.close()
    return ExitCode.OK
