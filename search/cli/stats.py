"""The `stats` command."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from index.console import ExitCode
from search.cli.opening import add_opening_options, open_searcher, told

if TYPE_CHECKING:
    from search.results import FacetCount
    from search.searcher import Searcher


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Say what the index holds."
    add_opening_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print counts."""
    from search.output.shape import json_bytes

    searcher = open_searcher(args)
    shape = _shape(searcher)
    if args.json:
        sys.stdout.buffer.write(json_bytes(shape, indent=sys.stdout.isatty()))
    else:
        sys.stdout.buffer.write(_text(shape).encode())
    return told(searcher, ExitCode.OK)


def _shape(searcher: Searcher) -> dict[str, Any]:
    from index.shapes import path_shape
    from search.facets import MOST, Facet
    from search.output.shape import VERSION
    from search.request import SearchRequest

    everything = SearchRequest()
    shown = (Facet.KIND, Facet.SOURCE, Facet.LANGUAGE)
    facets = searcher.facets(everything, shown, MOST)
    stamp = searcher.stamp
    return {
        "version": VERSION,
        "index": path_shape(str(searcher.directory)),
        "dateline": stamp.version,
        "schema": stamp.schema,
        "created": stamp.created,
        "updated": stamp.updated,
        "bytes": searcher.size,
        "roots": [{"path": path_shape(root.path), "source": root.source} for root in stamp.roots],
        "records": len(searcher),
        **{f"{facet.name.lower()}s": _counts(found) for facet, found in facets.items()},
        "months": _counts(searcher.months(everything)),
    }


def _counts(counts: tuple[FacetCount, ...]) -> list[dict[str, Any]]:
    return [{"value": each.value, "count": each.count} for each in counts]


def _text(shape: dict[str, Any]) -> str:
    from search.inert import inert_line

    def counted(name: str, without: str) -> list[str]:
        width = max((len(f"{each['count']:,}") for each in shape[name]), default=0)
        return [f"{each['count']:{width},} {inert_line(each['value'] or without)}" for each in shape[name]]

    def root(each: dict[str, Any]) -> str:
        return inert_line(f"{each['path']} ({each['source']})" if each["source"] else each["path"])

    sections = {
        "index": [
            inert_line(shape["index"]),
            f"{shape['records']:,} records, {shape['bytes'] / 1e6:,.1f} MB",
            f"by dateline {shape['dateline']}, schema {shape['schema']}",
        ],
        "updated": [f"{shape['updated']:%Y-%m-%d %H:%M} UTC"],
        "roots": list(map(root, shape["roots"])),
        "kinds": counted("kinds", ""),
        "sources": counted("sources", "(source unknown)"),
        "languages": counted("languages", "(language unknown)"),
        "months": counted("months", "(undated)"),
    }
    return "".join(
        f"{name if number == 0 else '':<10}{value}\n"
        for name, values in sections.items()
        for number, value in enumerate(values or ["none"])
    )
