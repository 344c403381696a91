"""Mutations of real scrapes through the readers: nothing may raise, stall, or keep what it read.

    python -m bench.extraction.fuzz [--number 10000] [--seed 1]

Every mutation is written to a file and read as `dateline index` would read it. What is reported: faults
(a Rejection that says "could not be read", which is what an exception of ours becomes), readings of
more than two seconds, and how the memory of the process grew over the last three quarters of the run.
Failing inputs are kept in the folder given with --keep.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from index import formats
from index.identity import identify
from index.model import Article, Rejection
from index.settings import Scrape

SHARED: Final = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[3] / "shared"))
REPOSITORY: Final = Path(__file__).parents[2]
LARGEST: Final = 400_000
"""Bytes of a scrape that is mutated: longer ones would take all the time."""
SLOW: Final = 2.0

FRAGMENTS: Final = (
    b"<div>" * 300, b"</div>" * 300, b"<b>" * 300, b"<blockquote>" * 50, b"<table><tr><td>", b"<!--",
    b"<script>", b"<plaintext>", b"<template>", b"<svg><p>", b"</html>", b"]]>", b"\r", b"\0", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[2J", b"&#x202e;", b"&#0;", b"\\ud800", b"1e999999",
    b"<a id=comment-1></a>", b'<li id="comment-7" class="comment depth-99">', b"<meta charset=utf-16>",
    b"<time datetime='99999-99-99'>", b"<base href=javascript:x>", b'{"a":' * 300, b"[" * 3000,
    b'<script type="application/ld+json">[[[[',
)  # fmt: skip


def scrapes() -> list[tuple[str, bytes]]:
    """Names and bytes to begin with: the project's own pages and, where they are, those of others."""
    files = [*(REPOSITORY / "seeds").glob("*.txt"), *(REPOSITORY / "tests").rglob("*.html")]
    files += [file for file in (REPOSITORY / "tests/index").rglob("*") if file.suffix in SUFFIXES]
    data = SHARED / "data"
    for folder in ("extraction", "comments", "formats"):
        found = sorted(file for file in (data / folder).rglob("*") if file.is_file())
        files += found[:: max(1, len(found) // 400)]
    loaded = []
    for file in sorted(set(files)):
        content = file.read_bytes()
        name = file.name
        if name.endswith(".html.gz"):
            content, name = gzip.decompress(content), name[:-3]
        if len(content) <= LARGEST:
            loaded.append((name, content))
    return loaded


SUFFIXES: Final = (".json", ".jsonl", ".csv", ".tsv", ".xml", ".mbox", ".eml", ".md", ".warc", ".mhtml")


def _cut(text: bytes, other: bytes, dice: random.Random) -> bytes:
    return text[: dice.randrange(len(text) + 1)]


def _flip(text: bytes, other: bytes, dice: random.Random) -> bytes:
    changed = bytearray(text)
    for _ in range(dice.randrange(1, 40)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _insert(text: bytes, other: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(FRAGMENTS) * dice.randrange(1, 4) + text[at:]


def _splice(text: bytes, other: bytes, dice: random.Random) -> bytes:
    return text[: dice.randrange(len(text) + 1)] + other[dice.randrange(len(other) + 1) :]


def _repeat(text: bytes, other: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(text) + 1)
    stop = min(len(text), start + dice.randrange(1, 2_000))
    return text[:stop] + text[start:stop] * dice.randrange(1, 60) + text[stop:]


def _drop(text: bytes, other: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(text) + 1)
    return text[:start] + text[start + dice.randrange(1, 3_000) :]


MUTATIONS: Final[tuple[Callable[[bytes, bytes, random.Random], bytes], ...]] = (
    _cut, _flip, _insert, _splice, _repeat, _drop,
)  # fmt: skip


def mutations(number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many mutated scrapes."""
    dice = random.Random(seed)
    originals = scrapes()
    for _ in range(number):
        name, content = dice.choice(originals)
        for _ in range(dice.randrange(1, 4)):
            content = dice.choice(MUTATIONS)(content, dice.choice(originals)[1], dice)
        yield name, content


def resident() -> float:
    """The memory of this process in MB, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for inputs that failed")
    args = parser.parse_args()
    articles = comments = rejected = faults = slow = 0
    slowest, settled = 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, content) in enumerate(mutations(args.number, args.seed)):
            file = Path(folder) / name
            file.write_bytes(content)
            started = time.perf_counter()
            wrong = ""
            for record in formats.read(Scrape(str(file))):
                if isinstance(record, Article):
                    articles += 1
                    comments += len(identify(record).comments)
                elif isinstance(record, Rejection):
                    rejected += 1
                    wrong = wrong or (record.reason if "could not be read:" in record.reason else "")
            seconds = time.perf_counter() - started
            file.unlink()
            slowest = max(slowest, seconds)
            slow += seconds > SLOW
            faults += bool(wrong)
            if wrong or seconds > SLOW:
                print(f"#{number} {name}: {seconds:.2f} s {wrong}", file=sys.stderr)
                if args.keep:
                    args.keep.mkdir(parents=True, exist_ok=True)
                    (args.keep / f"{number}-{name}").write_bytes(content)
            if number == args.number // 4:
                settled = resident()
    print(f"{args.number:,} mutations: {articles:,} articles, {comments:,} comments, {rejected:,} rejections")
    print(f"faults {faults}, over {SLOW:.0f} s {slow}, slowest {slowest:.2f} s")
    print(f"memory {settled:.0f} MB after a quarter, {resident():.0f} MB at the end")
    return 1 if faults or slow else 0


if __name__ == "__main__":
    sys.exit(main())
