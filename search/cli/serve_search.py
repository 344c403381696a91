"""The `serve-search` command."""

from __future__ import annotations

import argparse
from typing import Final

from index.console import ExitCode, add_index_option, jobs, printable, say
from search.cli.opening import ENGINES, add_cluster_options

LOOK: Final = 2.0
"""Seconds between two looks whether the head of the cluster is there,"""
LOOKS: Final = 3
"""and how many in a row find that it is not before this ends."""


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
    threading.Thread(target=_watch, args=(args.address,), name="head", daemon=True).start()
    for name in (signal.SIGINT, signal.SIGTERM):  # after Ray has set its own
        signal.signal(name, lambda *_: ended.set())
    try:
        service.run(ended)
    finally:
        service.close()
    return ExitCode.OK


def _watch(address: str | None) -> None:
    """End this process when the head is gone, for what is asked of Ray then never returns."""
    import os
    import time

    from index import ray_engine

    head, failed = ray_engine.at(address), 0
    while failed < LOOKS:
        time.sleep(LOOK)
        failed = failed + 1 if ray_engine.unreachable(head) else 0
    say(f"the head of the Ray cluster at {head} is gone, and the replicas with it: start both again")
    os._exit(ExitCode.ERROR)
