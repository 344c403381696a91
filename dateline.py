"""Full-text search over scraped news articles and the reader comments under them.

This module is all that other programs should import:

    import dateline

    report = dateline.update("news.index", ["scrapes"])
    searcher = dateline.Searcher.open("news.index")
    for hit in searcher.search("aleppo ceasefire").hits:
        print(hit.kind, hit.title, hit.snippet.text)

What it names lies in the packages `index`, `search` and `tui`, which may be rearranged. It is loaded
when it is first asked for, so that a search from the shell starts quickly.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence

from index import __version__
from index.console import ExitCode, say
from index.errors import DatelineError
from index.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any, Final

    from index.build import BuildReport
    from index.errors import (
        ConfigError,
        IndexDamaged,
        IndexLocked,
        IndexNotFound,
        IndexOutdated,
        NothingToIndex,
    )
    from index.model import Article, Comment, Dated, Kind, Origin, Precision, Rejection, Sourced, Zone
    from index.work import Progress
    from search.errors import DocumentNotFound, Incomplete, NoAnswer, QueryError, RequestError
    from search.facets import Facet
    from search.found import Found
    from search.periods import Period
    from search.ray_replicas import connect
    from search.request import SearchRequest, Sort
    from search.results import (
        Bin,
        Clause,
        FacetCount,
        Histogram,
        Hit,
        IndexState,
        SearchPage,
        Snippet,
    )
    from search.searcher import Searcher
    from search.tallies import By, Tally

__all__ = [
    "Article",
    "Bin",
    "BuildReport",
    "By",
    "Clause",
    "Comment",
    "ConfigError",
    "Dated",
    "DatelineError",
    "DocumentNotFound",
    "Facet",
    "FacetCount",
    "Found",
    "Histogram",
    "Hit",
    "Incomplete",
    "IndexDamaged",
    "IndexLocked",
    "IndexNotFound",
    "IndexOutdated",
    "IndexState",
    "Kind",
    "NoAnswer",
    "NothingToIndex",
    "Origin",
    "Period",
    "Precision",
    "QueryError",
    "Rejection",
    "RequestError",
    "SearchPage",
    "SearchRequest",
    "Searcher",
    "Snippet",
    "Sort",
    "Sourced",
    "Tally",
    "Zone",
    "__version__",
    "connect",
    "main",
    "update",
]

_HOMES: Final = {
    "index.build": ("BuildReport",),
    "index.errors": (
        "ConfigError",
        "IndexDamaged",
        "IndexLocked",
        "IndexNotFound",
        "IndexOutdated",
        "NothingToIndex",
    ),
    "index.model": (
        "Article",
        "Comment",
        "Dated",
        "Kind",
        "Origin",
        "Precision",
        "Rejection",
        "Sourced",
        "Zone",
    ),
    "search.errors": ("DocumentNotFound", "Incomplete", "NoAnswer", "QueryError", "RequestError"),
    "search.facets": ("Facet",),
    "search.found": ("Found",),
    "search.ray_replicas": ("connect",),
    "search.request": ("SearchRequest", "Sort"),
    "search.periods": ("Period",),
    "search.results": (
        "Bin",
        "Clause",
        "FacetCount",
        "Histogram",
        "Hit",
        "IndexState",
        "SearchPage",
        "Snippet",
    ),
    "search.searcher": ("Searcher",),
    "search.tallies": ("By", "Tally"),
}
_HOME: Final = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A public name that was not asked for before."""
    if name not in _HOME:
        raise AttributeError(f"module 'dateline' has no attribute '{name}'")
    value = globals()[name] = getattr(importlib.import_module(_HOME[name]), name)
    return value


def update(
    index: str | os.PathLike[str],
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    source: str | None = None,
    rebuild: bool = False,
    keep_missing: bool = False,
    forget: Sequence[str | os.PathLike[str]] = (),
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index in the folder `index`, which is made if it is not there, up to date with scrapes.

    Args:
        index: the folder of the index.
        paths: files and folders of scrapes; without any, those given in earlier updates.
        source: the outlet that the scrapes at `paths` are from.
        rebuild: make the index again from nothing, and replace it when that is done.
        keep_missing: forget nothing whose file is not there any more.
        forget: paths given earlier that no longer count; what came from them is dropped.
        progress: called with how many scrapes are done and how many there are to do.

    Raises:
        NothingToIndex: a path does not exist, or there is none.
        IndexLocked: another process is writing the index.
        IndexDamaged: it can't be written.
        ConfigError: a dateline.toml can't be used.
    """
    from pathlib import Path

    from index import build

    return build.update(
        Path(index),
        [Path(path) for path in paths],
        source=source,
        rebuild=rebuild,
        keep_missing=keep_missing,
        forget=[Path(path) for path in forget],
        progress=progress,
    )


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the shell, in a module with `configure` and `run`."""

    module: str
    about: str


COMMANDS: Final = {
    "index": Command("index.cli.index", "index scrapes, or bring the index up to date"),
    "parse": Command("index.cli.parse", "show what scrapes turn into, without an index"),
    "search": Command("search.cli.search", "print the articles and comments that match a query"),
    "export": Command("search.cli.export", "give the index to OpenSearch, Datasette or DuckDB"),
    "timeline": Command("search.cli.timeline", "show when what matches a query was written"),
    "serve-search": Command("search.cli.serve_search", "answer searches by the machines of a cluster"),
    "show": Command("search.cli.show", "print one record whole, with its thread"),
    "help": Command("search.cli.help", "print the manual of the query language"),
    "stats": Command("search.cli.stats", "print what the index holds"),
    "tui": Command("tui.cli", "search and read in the terminal (also: dateline alone)"),
    "serve": Command("tui.serve", "offer the terminal app in a browser on this machine"),
    "doctor": Command("index.cli.doctor", "say what is wrong with an index, and mend it"),
    "completion": Command("index.cli.completion", "print what makes a shell complete dateline's arguments"),
}


UNWRITABLE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What goes wrong with a disk or a pipe while results are written to it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command of the shell and return its exit status."""
    if sys.stdout is None:  # closed by who started it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    given = list(sys.argv[1:] if argv is None else argv)
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        argcomplete.autocomplete(_parser(configured=True))
    args = _arguments(_joined(given or ["tui"]))
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except DatelineError as error:
        from search.errors import Incomplete

        say(str(error))
        return ExitCode.INCOMPLETE if isinstance(error, Incomplete) else ExitCode.ERROR
    except BrokenPipeError:
        _close_stdout()  # whoever read the output has seen enough
        return ExitCode.OK
    except OSError as error:
        if error.filename is not None or error.errno not in UNWRITABLE:
            raise
        _close_stdout()
        say(f"the output cannot be written: {os.strerror(error.errno)}")
        return ExitCode.ERROR
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return status


def _close_stdout() -> None:
    """Let go of what was not written yet: Python would try it again at its end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _arguments(given: list[str]) -> argparse.Namespace:
    """What was given, with the `run` of its command, whose parser alone is made."""
    import argparse

    name, *rest = given
    if name not in COMMANDS:
        return _parser(configured=name not in ("-h", "--help", "--version")).parse_args(given)
    parser = argparse.ArgumentParser(prog=f"dateline {name}", formatter_class=_formatter)
    module = importlib.import_module(COMMANDS[name].module)
    module.configure(parser)
    parser.set_defaults(run=module.run)
    return parser.parse_args(rest)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """What writes the help. One is made for every argument, and would import shutil to ask for the width."""
    import argparse

    columns = os.environ.get("COLUMNS", "")
    try:
        width = int(columns) if columns.isdecimal() else os.get_terminal_size(1).columns
    except OSError:
        width = 0
    return argparse.HelpFormatter(prog, width=(width or 80) - 2)


def _parser(*, configured: bool) -> argparse.ArgumentParser:
    """The parser of all commands, with their arguments or, for who asks for none, without."""
    import argparse

    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Search scraped news articles and the comments under them. Alone: the terminal app.",
        epilog="'dateline COMMAND --help' tells more of a command.",
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(name, help=command.about)
        if configured:
            module = importlib.import_module(command.module)
            module.configure(subparser)
            subparser.set_defaults(run=module.run)
    return parser


def _joined(argv: list[str]) -> list[str]:
    """Arguments with "--sort -date" as one: argparse would take "-date" for an option."""
    joined: list[str] = []
    for argument in argv:
        if argument == "-date" and joined and joined[-1] == "--sort":
            joined[-1] = "--sort=-date"
        else:
            joined.append(argument)
    return joined


if __name__ == "__main__":
    sys.exit(main())
