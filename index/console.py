"""What the commands of dateline have in common."""

from __future__ import annotations

import sys
from enum import IntEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


class ExitCode(IntEnum):
    """What a command ends with; docs/commands.md says the same."""

    OK = 0
    """It did what was asked; a search found something."""
    NO_HITS = 1
    """A search found nothing; nothing could be parsed."""
    ERROR = 2
    """It could not do what was asked, and said why on stderr."""
    INCOMPLETE = 3
    """What it printed is not all there is, and it said on stderr what may be missing."""
    INTERRUPTED = 130
    """Ctrl-C."""


def add_index_option(parser: argparse.ArgumentParser) -> None:
    """The option that says which index."""
    parser.add_argument(
        "--index",
        metavar="DIR",
        help="folder of the index (default: $DATELINE_INDEX, else the nearest .dateline upward)",
    )


def jobs(text: str) -> int:
    """The number of processes that an argument asks for.

    Raises:
        ValueError: it is no number.
        argparse.ArgumentTypeError: it is not one that can be.
    """
    import argparse

    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def say(message: str) -> None:
    """One line on stderr."""
    print(f"dateline: {printable(message)}", file=sys.stderr)


def printable(message: str) -> str:
    """A message without what a terminal would obey: file names and queries hold anything."""
    return "".join(
        character if character.isprintable() or character == "\n" else "\N{REPLACEMENT CHARACTER}"
        for character in message
    )
