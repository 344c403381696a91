"""How well the comments of pages of no known maker are read.

    python bench/extraction/unknown.py [SHARE]

Reads the collections of DATELINE_SHARED, or of ../shared beside the project, every SHARE-th page of each,
with the reader of `index.extract.comments` alone, though the makers of some are known. Where the comments
are known it prints how many were found, one being found if its author is right and its text shares nine
words in ten. Where they are not, it names each page in which some were found, to be looked at: a comment
that is none is worse than one that is missed. Last, what it costs to see that a page has none.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
from selectolax.lexbor import LexborHTMLParser

from index.extract.comments import find_comments
from index.model import Comment
from index.settings import Scrape

SHARED: Final = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[3] / "shared"))
WORD: Final = re.compile(r"\w+")
ALIKE: Final = 0.9
"""The share of words that two texts have in common from which on they are one."""
FRONT: Final = re.compile(r"---\n.*?\n---\n", re.DOTALL)
ARTICLE: Final = (
    "<article><h1>Title</h1>" + "<p>A paragraph of an article, as long as they are.</p>" * 20 + "</article>"
)


@dataclass(slots=True)
class Known:
    """What was found of comments that are known; counts."""

    pages: int = 0
    known: int = 0
    read: int = 0
    found: int = 0
    dated: int = 0
    """Of those found, with the day and minute that are known."""
    parents: int = 0
    """Of those found, with the parent that is known."""
    seconds: float = 0.0

    @property
    def f1(self) -> float:
        """Of precision and recall."""
        return 2 * self.found / max(1, self.known + self.read)


@dataclass(slots=True)
class Unknown:
    """What was found on pages of which it is not known; and what they cost."""

    pages: int = 0
    found: dict[str, tuple[Comment, ...]] = field(default_factory=dict)
    idle: list[float] = field(default_factory=list)
    """Seconds for each page without comments."""


def measure(share: int = 1) -> tuple[dict[str, Known], dict[str, Unknown]]:
    """What is found in the collections, by their names."""
    data = SHARED / "data"
    known = {
        "drupal6": _known(_drupal(data / "comments/drupal6", share)),
        "lemire": _known(_lemire(data / "comments/lemire-wordpress", share)),
    }
    unknown = {
        "phpbb": _unknown(_files(data / "comments/phpbb", "*.html", share)),
        "hacker news": _unknown(_files(data / "comments/hn-html", "**/*.html", 1)),
        "hypermail": _unknown(_files(data / "comments/hypermail", "*.html", share)),
        "aeb": _unknown(_files(data / "extraction/aeb/html", "*.html.gz", share)),
        "readability": _unknown(_files(data / "extraction/readability", "*/source.html", share)),
    }
    return known, unknown


def _drupal(folder: Path, share: int) -> Iterator[tuple[bytes, dict[str, Any]]]:
    for row in _gold(folder, share):
        yield (folder / row["file"]).read_bytes(), row


def _lemire(folder: Path, share: int) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """The HTML of comments in files of another kind, each made a page."""
    for row in _gold(folder, share):
        text = FRONT.sub("", (folder / row["file"]).read_text(encoding="utf-8"), count=1)
        yield f"<html><body>{ARTICLE}{text}</body></html>".encode(), row


def _gold(folder: Path, share: int) -> list[dict[str, Any]]:
    lines = (folder / "gold.jsonl").read_bytes().splitlines()
    return [orjson.loads(line) for line in lines[::share]]


def _files(folder: Path, pattern: str, share: int) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob(pattern))[::share]:
        data = path.read_bytes()
        name = path.parent.name if path.name == "source.html" else path.name.partition(".")[0]
        yield name, gzip.decompress(data) if path.suffix == ".gz" else data


def _known(pages: Iterator[tuple[bytes, dict[str, Any]]]) -> Known:
    scores = Known()
    for data, row in pages:
        tree = LexborHTMLParser(data)
        start = time.process_time()
        read = find_comments(tree, Scrape("/page.html"))
        scores.seconds += time.process_time() - start
        wanted = [comment for comment in row["comments"] if comment.get("author") or comment.get("body")]
        scores.pages += 1
        scores.known += len(wanted)
        scores.read += len(read)
        _pair(scores, wanted, list(read))
    return scores


def _pair(scores: Known, wanted: list[dict[str, Any]], read: list[Comment]) -> None:
    ids: dict[str | None, str | None] = {None: None}
    pairs = []
    for comment in wanted:
        best = max(
            (each for each in read if (each.author or "") == (comment.get("author") or "")),
            key=lambda each: _alike(comment.get("body") or "", each.body),
            default=None,
        )
        if best is not None and _alike(comment.get("body") or "", best.body) >= ALIKE:
            read.remove(best)
            pairs.append((comment, best))
            ids[comment.get("id")] = best.id
    for comment, best in pairs:
        scores.found += 1
        stated = best.posted.when.isoformat() if best.posted else ""
        scores.dated += _digits(stated)[:12] == _digits(comment.get("date") or "")[:12]
        scores.parents += ids.get(comment.get("parent"), "") == best.reply_to


def _alike(one: str, other: str) -> float:
    words, others = (Counter(word.lower() for word in WORD.findall(text)) for text in (one, other))
    return (words & others).total() / max(1, (words | others).total()) if words or others else 1.0


def _digits(date: str) -> str:
    return re.sub(r"\D", "", date)


def _unknown(pages: Iterator[tuple[str, bytes]]) -> Unknown:
    result = Unknown()
    for name, data in pages:
        tree = LexborHTMLParser(data)
        start = time.process_time()
        read = find_comments(tree, Scrape("/page.html"))
        seconds = time.process_time() - start
        result.pages += 1
        if read:
            result.found[name] = read
        else:
            result.idle.append(seconds)
    return result


def main(arguments: list[str]) -> None:
    """Print the figures."""
    known, unknown = measure(int(arguments[0]) if arguments else 1)
    for name, scores in known.items():
        print(
            f"{name}: {scores.pages} pages, {scores.known} comments, {scores.read} read, {scores.found} "
            f"found, "
            f"F1 {scores.f1:.3f}, of those found dates {scores.dated}, parents {scores.parents}; "
            f"{1000 * scores.seconds / max(1, scores.read):.2f} ms each"
        )
    for name, result in unknown.items():
        count = sum(map(len, result.found.values()))
        idle = [1000 * seconds for seconds in result.idle] or [0.0]
        print(
            f"{name}: {result.pages} pages, {len(result.found)} with {count} comments; without: "
            f"{statistics.mean(idle):.2f} ms, median {statistics.median(idle):.2f}, most {max(idle):.1f}"
        )
        if name in ("aeb", "readability"):
            for page, comments in result.found.items():
                first = comments[0]
                print(f"    {page}: {len(comments)}, the first by {first.author}: {first.body[:60]!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
