"""The `index` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Never

from index.console import ExitCode, add_index_option, jobs, printable

if TYPE_CHECKING:
    from index.build import BuildReport
    from index.engine import Engine
    from index.model import Rejection
    from index.work import Progress

LISTED: Final = 5
"""Rejections for one reason that the summary lists one by one."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = (
        "Read scrapes and bring the index up to date with them: what is new or changed is indexed, what is "
        "gone is forgotten. Without a PATH, those given before."
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="file or folder of scrapes; folders are read with all below",
    )
    add_index_option(parser)
    parser.add_argument("--source", metavar="NAME", help="the outlet that the scrapes at PATH are from")
    parser.add_argument(
        "--forget",
        metavar="PATH",
        action="append",
        default=[],
        type=Path,
        help="remember this path no longer, and drop what came from it",
    )
    parser.add_argument(
        "--keep-missing", action="store_true", help="forget nothing whose file is not there any more"
    )
    parser.add_argument("--jobs", metavar="N", type=jobs, help="processes that read (default: all)")
    parser.add_argument(
        "--watch", action="store_true", help="go on as scrapes arrive, until Ctrl-C (needs dateline[watch])"
    )
    parser.add_argument("--wait", action="store_true", help="wait while another dateline writes the index")
    parser.add_argument(
        "--rebuild", action="store_true", help="make the index again from nothing, and replace it when done"
    )
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="who makes an index from nothing: this machine, or a cluster (needs dateline[ray])",
    )
    parser.add_argument(
        "--address", metavar="HEAD", help="the head of the cluster, and its port (default: 127.0.0.1:6379)"
    )
    parser.add_argument(
        "--unprotected", action="store_true", help="use a cluster that lets in whoever reaches it"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def run(args: argparse.Namespace) -> int:
    """Update the index and print a summary."""
    from index import store
    from index.build import update
    from index.errors import ConfigError

    if args.source is not None and not args.source.strip():
        raise ConfigError("--source needs a name that is not empty")
    if args.source is not None and not args.paths:
        raise ConfigError("--source says what the scrapes at a PATH are from: give a PATH with it")
    if args.engine == "local" and (args.address is not None or args.unprotected):
        raise ConfigError("--address and --unprotected are about a cluster: give --engine ray with them")
    if args.watch:
        return _watch(args)
    progress = _progress() if sys.stderr.isatty() and not args.json else None
    report = update(
        store.locate_to_write(args.index),
        args.paths,
        source=args.source,
        rebuild=args.rebuild,
        keep_missing=args.keep_missing,
        jobs=args.jobs,
        engine=_cluster(args) if args.engine == "ray" else None,
        wait=-1 if args.wait else 0,
        forget=args.forget,
        progress=progress,
    )
    if args.json:
        sys.stdout.buffer.write(_json(report))
    else:
        print(printable(_summary(report)))
    return ExitCode.INTERRUPTED if report.interrupted else ExitCode.OK


def _watch(args: argparse.Namespace) -> int:
    from index import store
    from index.errors import ConfigError
    from index.watch import watch

    if args.rebuild or args.keep_missing or args.forget or args.engine != "local":
        raise ConfigError("--watch goes with neither --rebuild nor --keep-missing nor --forget nor --engine")

    def told(report: BuildReport) -> None:
        if args.json:
            sys.stdout.buffer.write(_json(report, indent=False))
        else:
            print(printable(_summary(report)))
        sys.stdout.flush()

    directory = store.locate_to_write(args.index)
    watch(directory, args.paths, source=args.source, jobs=args.jobs, told=told)
    return ExitCode.OK


def _cluster(args: argparse.Namespace) -> Engine:
    from index.ray_engine import RayEngine

    return RayEngine(args.address, unprotected=args.unprotected)


def _progress() -> Progress:
    """A bar on stderr that goes when it is full."""
    from tqdm import tqdm

    bar: tqdm[Never] = tqdm(unit=" scrapes", desc="indexing", leave=False, file=sys.stderr)

    def progress(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if done == total:
            bar.close()

    return progress


def _json(report: BuildReport, *, indent: bool = True) -> bytes:
    import orjson

    from index.shapes import report_shape

    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if indent else 0)
    return orjson.dumps(report_shape(report), option=option)


def _summary(report: BuildReport) -> str:
    lines = []
    if report.interrupted:
        kept = "the index stands as it was" if report.rebuilt else "what was read is kept"
        lines.append(f"interrupted: {kept}; type 'dateline index' to go on")
    moved = f" ({report.moved:,} moved)" if report.moved else ""
    lines.append(
        f"{_number(report.scrapes, 'scrape')}: {report.indexed:,} indexed{moved}, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed, "
        f"{len(report.rejected):,} rejected in {report.seconds:.1f} s"
    )
    lines.append(
        f"{_number(report.articles, 'article')} and {_number(report.comments, 'comment')} written; the index "
        f"holds {report.total_articles:,} and {report.total_comments:,}: {report.index}"
    )
    if report.passed:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.passed.items())
        lines.append(f"passed over: {kinds}")
    lines += [f"not there, kept as it was: {path}" for path in report.missing]
    return "\n".join((*lines, *_rejections(report.rejected)))


def _rejections(rejected: Sequence[Rejection]) -> Iterator[str]:
    """Each rejection; where one reason has many, the first of them."""
    by_reason: dict[str, list[Rejection]] = {}
    for rejection in rejected:
        by_reason.setdefault(rejection.reason, []).append(rejection)
    for found in by_reason.values():
        if len(found) <= LISTED:
            yield from (f"rejected: {rejection}" for rejection in found)
        else:
            files = len({rejection.path for rejection in found})
            times = "" if files == len(found) else f" in {len(found):,} places"
            yield f"rejected: {_number(files, 'file')}{times}, all in --json, such as {found[0]}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
