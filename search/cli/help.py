"""The `help` command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from index.console import ExitCode

TOPICS: Final = {"queries": "queries.md"}
"""What there is help on, and the file of docs/ that holds it."""

HOMES: Final = (Path(__file__).parents[1] / "manual", Path(__file__).parents[2] / "docs")
"""Where these lie: in an installed package, in a checkout."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Print a manual, as Markdown; 'dateline COMMAND --help' prints the options."
    parser.add_argument("topic", choices=list(TOPICS), nargs="?", default="queries", help="default: queries")


def run(args: argparse.Namespace) -> int:
    """Print it."""
    sys.stdout.buffer.write(manual(args.topic))
    return ExitCode.OK


def manual(topic: str) -> bytes:
    """The manual on a topic, as Markdown in UTF-8."""
    return next(found for home in HOMES if (found := home / TOPICS[topic]).is_file()).read_bytes()
