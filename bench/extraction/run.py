"""The main text of pages: how good it is, ours and that of others, and how fast.

python bench/extraction/run.py [--no-speed | --no-quality]

The speed is told of the main text alone, and of a whole record with metadata and comments; processor time,
all tools taking turns page by page.
"""

from __future__ import annotations

import argparse
import gzip
import html
import importlib
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from selectolax.lexbor import LexborHTMLParser

from index import formats
from index.extract.body import main_text
from index.extract.metadata import read_metadata
from index.extract.stalling import stalls
from index.formats.html import as_utf8, parse
from index.settings import Scrape

SHARED: Final = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[3] / "shared"))
SETS: Final = SHARED / "data" / "extraction"
ROUNDS: Final = 3
WORD: Final = re.compile(r"\w+")
RUN: Final = 4
HIDDEN: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
INLINE: Final = re.compile(
    r"</?(?:a|abbr|acronym|b|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|"
    r"strong|sub|sup|time|tt|u|var|wbr)\b[^>]*>",
    re.IGNORECASE,
)

Extract = Callable[[bytes], str]
Take = Callable[[bytes], object]
Row = tuple[int, int, int]
"""Of a page: runs that are right, that are too many, that are missing."""


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    only = options.add_mutually_exclusive_group()
    only.add_argument("--no-speed", action="store_true", help="quality alone")
    only.add_argument("--no-quality", action="store_true", help="speed alone")
    given = options.parse_args()
    tools, missing = peers()
    news, truths = aeb()
    if not given.no_quality:
        table(tools, news, truths)
    if missing:
        print("not installed:", ", ".join(missing))
    if not given.no_speed:
        clock("main text", {**tools, "dateline": ours_without_title}, news)
        with tempfile.TemporaryDirectory() as folder:
            clock("full record", records(news, Path(folder)), news)


def table(tools: dict[str, Extract], news: Sequence[bytes], truths: Sequence[str]) -> None:
    """Print how good the main texts are."""
    reader, expected = readability()
    print(f"{'':24} {'aeb':^31}  {'even F1':>7} {'odd F1':>7}  {'exact: even, odd':>16}  {'readability':>23}")
    print(f"{'':24} {'F1':>7} {'P':>7} {'R':>7} {'exact':>7} {'':35} {'F1':>7} {'even':>7} {'odd':>7}")
    for name, extract in tools.items():
        rows = [compared(truth, extract(page)) for page, truth in zip(news, truths, strict=True)]
        others = [compared(truth, extract(page)) for page, truth in zip(reader, expected, strict=True)]
        f1, precision, recall = totals(rows)
        print(
            f"{name:24} {f1:7.3f} {precision:7.3f} {recall:7.3f} {exact(rows):7.3f}"
            f"  {totals(rows[::2])[0]:7.3f} {totals(rows[1::2])[0]:7.3f}"
            f"  {exact(rows[::2]):8.3f} {exact(rows[1::2]):7.3f}"
            f"  {totals(others)[0]:7.3f} {totals(others[::2])[0]:7.3f} {totals(others[1::2])[0]:7.3f}",
            flush=True,
        )


def ours(page: bytes) -> str:
    """The main text by dateline, whose headline is left out of it."""
    tree = parsed(page)
    return main_text(tree, read_metadata(tree, SCRAPE).title, SCRAPE)


def ours_without_title(page: bytes) -> str:
    """The same without finding the headline, which peers do as part of other work."""
    return main_text(parsed(page), "", SCRAPE)


def parsed(page: bytes) -> LexborHTMLParser:
    """The tree of a page, by the way that scrapes go."""
    data, _ = as_utf8(page, None)
    stalls(data)
    return parse(data)


SCRAPE: Final = Scrape("/page.html")


def peers() -> tuple[dict[str, Extract], list[str]]:
    """Us and those who are installed, and the names of those who are not."""
    tools: dict[str, Extract] = {"dateline": ours}
    missing = []
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
        tools["trafilatura"] = lambda page: trafilatura.extract(page, include_comments=False) or ""
        tools["trafilatura, precise"] = lambda page: (
            trafilatura.extract(page, include_comments=False, favor_precision=True) or ""
        )
    except ImportError:
        missing.append("trafilatura")
    try:
        document: Any = importlib.import_module("readability").Document
        tools["readability-lxml"] = lambda page: plain(
            document(as_utf8(page, None)[0].decode("utf-8", "replace")).summary()
        )
    except ImportError:
        missing.append("readability-lxml")
    return tools, missing


def records(pages: Sequence[bytes], folder: Path) -> dict[str, Take]:
    """Us, and of the others those who read metadata and comments too. We read files, as an index does."""
    scrapes: dict[bytes, Scrape] = {}
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_bytes(page)
        scrapes[page] = Scrape(str(path))
    tools: dict[str, Take] = {"dateline": lambda page: list(formats.read(scrapes[page]))}
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
        tools["trafilatura"] = lambda page: trafilatura.bare_extraction(
            page, include_comments=True, with_metadata=True
        )
    except ImportError:
        pass
    return tools


def aeb() -> tuple[list[bytes], list[str]]:
    """The pages of the article-extraction benchmark, and the text of each."""
    truth = json.loads((SETS / "aeb/ground-truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)
    pages = [gzip.decompress((SETS / f"aeb/html/{key}.html.gz").read_bytes()) for key in keys]
    return pages, [truth[key]["articleBody"] for key in keys]


def readability() -> tuple[list[bytes], list[str]]:
    """The pages of the reader's tests, and the text of each."""
    folders = sorted(folder for folder in (SETS / "readability").iterdir() if folder.is_dir())
    pages = [(folder / "source.html").read_bytes() for folder in folders]
    return pages, [plain((folder / "expected.html").read_text(encoding="utf-8")) for folder in folders]


def plain(markup: str) -> str:
    """The text of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "\n", INLINE.sub("", HIDDEN.sub("", markup))))


def compared(truth: str, guess: str) -> Row:
    """A text beside the one it should be."""
    right, made = runs(truth), runs(guess)
    both = sum((right & made).values())
    return both, sum(made.values()) - both, sum(right.values()) - both


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of words of a text, with how often each is there."""
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def totals(rows: Sequence[Row]) -> tuple[float, float, float]:
    """F1, precision and recall over pages."""
    precision = statistics.mean(both / (both + extra) for both, extra, _ in rows if both + extra)
    recall = statistics.mean(both / (both + lost) for both, _, lost in rows if both + lost)
    return 2 * precision * recall / (precision + recall), precision, recall


def exact(rows: Sequence[Row]) -> float:
    """The share of pages that are as they should be."""
    return sum(extra == lost == 0 for _, extra, lost in rows) / len(rows)


def clock(what: str, tools: Mapping[str, Take], pages: Sequence[bytes]) -> None:
    """Print how long each takes for a page, and how that compares."""
    rounds: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(ROUNDS):
        spent = dict.fromkeys(tools, 0.0)
        for page in pages:
            for name, tool in tools.items():
                start = time.process_time()
                tool(page)
                spent[name] += time.process_time() - start
        for name, seconds in spent.items():
            rounds[name].append(seconds / len(pages))
    medians = {name: statistics.median(seconds) for name, seconds in rounds.items()}
    print(f"{what}:")
    for name, seconds in medians.items():
        times = seconds / medians["dateline"]
        print(f"{name:24} {1000 * seconds:7.2f} ms a page, {times:5.1f} times that of dateline")


if __name__ == "__main__":
    main()
