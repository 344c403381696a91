"""The `doctor` command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.console import ExitCode, add_index_option, printable

if TYPE_CHECKING:
    from index.health import Finding


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Look at every file and every record of an index, and say what is wrong and what mends it."
    )
    parser.add_argument("--repair", action="store_true", help="mend it from the scrapes")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_index_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is wrong, after it was mended if that was asked for."""
    from index import store
    from index.health import examine, repair

    directory = Path(store.locate(args.index))
    mended = repair(directory) if args.repair else None
    findings = examine(directory)
    if args.json:
        sys.stdout.buffer.write(_json(directory, findings))
    else:
        if mended is not None:
            print(
                printable(
                    f"mended: {mended.total_articles:,} articles and {mended.total_comments:,} comments"
                )
            )
        for finding in findings:
            print(printable(f"{finding.problem}\n    {finding.mend}"))
        if not findings:
            print(printable(f"nothing is wrong with {directory}"))
    return ExitCode.NO_HITS if findings else ExitCode.OK


def _json(directory: Path, findings: list[Finding]) -> bytes:
    import orjson

    from index.shapes import path_shape

    shape = {
        "version": 1,
        "index": path_shape(str(directory)),
        "findings": [{"problem": finding.problem, "mend": finding.mend} for finding in findings],
    }
    return orjson.dumps(shape, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
