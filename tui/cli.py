"""The `tui` command."""

from __future__ import annotations

import argparse
import gc
import os
import sys

from index.console import ExitCode
from search.cli.opening import add_opening_options, open_searcher


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Search and read in the terminal. In it, ? shows all keys."
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what to find first")
    add_opening_options(parser)
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")


def run(args: argparse.Namespace) -> int:
    """Run the app."""
    # What is loaded stays; to look whether it is garbage takes time, now and later between two keys.
    gc.disable()
    from search.errors import RequestError

    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RequestError("the app needs a terminal: in a script or a pipe use 'dateline search QUERY'")
    # Textual reads this once. At its own 60 frames a second, results are painted a frame late.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from tui.app import DatelineApp
    from tui.config import Config
    from tui.storage import Storage

    config = Config.of_user()
    # A cluster says what is wrong with it before there is a screen, on which Ray would write.
    joined = open_searcher(args) if args.engine != "local" else None
    query = " ".join(args.query) or None
    app = DatelineApp(lambda: joined or open_searcher(args), query, Storage.of_user, config)
    gc.freeze()
    gc.enable()
    app.run(mouse=config.mouse and not args.no_mouse)
    if app.trouble is not None:
        raise app.trouble
    return ExitCode.OK
