"""The `serve` command."""

from __future__ import annotations

import argparse

from index.console import ExitCode, add_index_option

HOST = "127.0.0.1"
PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Offer the terminal app in a browser. Ctrl-C ends it."
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what to find first")
    add_index_option(parser)
    parser.add_argument("--host", default=HOST, help=f"address to listen at (default: {HOST})")
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        help=f"port to listen at, 0 for any that is free (default: {PORT})",
    )
    parser.add_argument(
        "--allow-remote", action="store_true", help="let --host be an address that other machines reach"
    )
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the browser")


def run(args: argparse.Namespace) -> int:
    """Serve until it is interrupted."""
    import asyncio
    from importlib.util import find_spec

    from index.errors import ConfigError

    if find_spec("textual_serve") is None:
        raise ConfigError("dateline serve needs a further package: pip install 'dateline[serve]'")
    from tui.browser import doors
    from tui.browser.server import AppServer

    door = doors.opened(args.host, args.port, remote=args.allow_remote)
    given = [f"--index={args.index}"] if args.index else []
    given += ["--no-mouse"] if args.no_mouse else []
    # A query of several words is one argument, so that none of them is read as an option or a value.
    given += ["--", " ".join(args.query)] if args.query else []
    asyncio.run(AppServer(door, given).run())
    return ExitCode.OK


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 0xFFFF:
        raise argparse.ArgumentTypeError("must be 0 to 65535")
    return number
