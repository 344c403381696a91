"""How well text dumps and Markdown are read: comments of Drupal dumps and of WordPress threads, boundaries.

    python bench/extraction/texts.py [the folder of real data]

The dumps are made of HTML pages by the tools that are there: w3m, lynx, html2text, inscriptis, selectolax.
A boundary is right if at most one paragraph lies between it and the true one; the line that marks the true
one, and the empty lines around it, are taken away before. The texts are taken by turns into two halves: what
was learned, was learned from the first.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from index import formats
from index.dialects.marks import find
from index.identity import identify
from index.model import Article
from index.settings import Scrape
from index.text import clean, decode

SEPARATOR: Final = re.compile(r"^![!@#$%^&*()]{7,12}(?:[ \t]+COMM.*)?$", re.MULTILINE)
"""Six texts have it mistyped, in sign or word."""
WORD: Final = re.compile(r"\w+")
ALIKE: Final = 0.9
"""The share of words that a comment has in common with the true one."""


def measure(data: Path) -> dict[str, dict[str, float]]:
    """The figures, by what was measured."""
    figures = {f"drupal, {name}": _drupal(data, dump) for name, dump in _dumps()}
    figures["markdown"] = _scored(_markdown(data))
    for half in (0, 1):
        figures[f"boundaries, half {half + 1}"] = _boundaries(data, half)
    return figures


def _dumps() -> Iterator[tuple[str, Callable[[Path], str]]]:
    for name, command in (
        ("w3m", ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8"]),
        ("lynx", ["lynx", "-dump", "-display_charset=UTF-8", "-assume_charset=UTF-8"]),
    ):
        if shutil.which(name):
            yield name, lambda page, command=command: _ran([*command, str(page)])  # type: ignore[misc]
    for name, function in (("html2text", "html2text"), ("inscriptis", "get_text")):
        try:
            tool = getattr(importlib.import_module(name), function)
        except ImportError:
            continue
        yield name, lambda page, tool=tool: str(tool(page.read_text("utf-8", "replace")))  # type: ignore[misc]
    yield "selectolax", _selectolax


def _ran(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def _selectolax(page: Path) -> str:
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(page.read_text("utf-8", "replace")).body
    return body.text(separator="\n", strip=True) if body is not None else ""


def _gold(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _drupal(data: Path, dump: Callable[[Path], str]) -> dict[str, float]:
    folder = data / "comments" / "drupal6"

    def pages() -> Iterator[tuple[dict[str, Any], Article]]:
        with tempfile.TemporaryDirectory() as place:
            for row in _gold(folder):
                file = Path(place, Path(row["file"]).stem + ".txt")
                file.write_text(dump(folder / row["file"]), encoding="utf-8")
                yield row, _article(file)

    return _scored(pages())


def _markdown(data: Path) -> Iterator[tuple[dict[str, Any], Article]]:
    folder = data / "comments" / "lemire-wordpress"
    for row in _gold(folder):
        yield row, _article(folder / row["file"])


def _article(file: Path) -> Article:
    found = next(iter(formats.read(Scrape(str(file.resolve())))))
    if not isinstance(found, Article):
        raise ValueError(str(found))
    return identify(found)


def _scored(pages: Iterator[tuple[dict[str, Any], Article]]) -> dict[str, float]:
    """Precision and recall of comments, and of those found the share of right authors, dates and parents."""
    counts: Counter[str] = Counter()
    for row, article in pages:
        left = [(comment, _words(comment.body)) for comment in article.comments]
        ids: dict[str, str] = {}
        pairs = []
        true = [each for each in row["comments"] if each.get("author") or each.get("body")]
        counts["true"] += len(true)
        counts["found"] += len(left)
        for each in true:
            words = _words(each.get("body"))
            same = [pair for pair in left if _alike(words, pair[1]) >= ALIKE]
            best = next((pair for pair in same if pair[0].author == each.get("author")), None) or (
                same[0] if same else None
            )
            if best is not None:
                left.remove(best)
                pairs.append((each, best[0]))
                ids[each["id"]] = best[0].id
        for each, comment in pairs:
            counts["right"] += 1
            counts["authors"] += comment.author == each.get("author")
            if each.get("date"):
                counts["dated"] += 1
                stated = re.sub(r"\D", "", each["date"])[:12]
                counts["dates"] += (
                    comment.posted is not None and f"{comment.posted.when:%Y%m%d%H%M}" == stated
                )
            parent = each.get("parent")
            if parent in ids:
                counts["answers"] += 1
                counts["parents"] += comment.reply_to == ids[parent]
    right = counts["right"]
    return {
        "comments": counts["true"],
        "precision": right / max(1, counts["found"]),
        "recall": right / max(1, counts["true"]),
        "authors": counts["authors"] / max(1, right),
        "dates": counts["dates"] / max(1, counts["dated"]),
        "parents": counts["parents"] / counts["answers"] if counts["answers"] else 1.0,
    }


def _words(text: str | None) -> Counter[str]:
    return Counter(word.lower() for word in WORD.findall(text or ""))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, (one | other).total()) if one or other else 1.0


def _boundaries(data: Path, half: int) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for file in sorted((data / "comments" / "dragnet-train").glob("*.txt"))[half::2]:
        text = clean(decode(file.read_bytes()))
        mark = SEPARATOR.search(text)
        if mark is None:
            counts["without"] += 1
            counts["invented"] += find(text.split("\n")) is not None
            continue
        article, comments = text[: mark.start()].rstrip(), text[mark.end() :].lstrip("\n")
        if not article.strip() or not comments.strip():
            continue
        counts["with"] += 1
        lines = f"{article}\n\n{comments}".split("\n")
        thread = find(lines)
        if thread is not None:
            counts["found"] += 1
            start, end = sorted((thread.start, article.count("\n") + 2))
            between = re.split(r"\n\s*\n", "\n".join(lines[start:end]))
            counts["right"] += sum(bool(paragraph.strip()) for paragraph in between) <= 1
    return {
        "with": counts["with"],
        "right": counts["right"] / counts["with"],
        "found": counts["found"] / counts["with"],
        "without": counts["without"],
        "invented": counts["invented"] / counts["without"],
    }


def _main() -> None:
    shared = os.environ.get("DATELINE_SHARED", str(Path(__file__).parents[3] / "shared"))
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(shared, "data")
    for name, figures in measure(data).items():
        print(f"{name:24}", "  ".join(f"{key} {value:.4g}" for key, value in figures.items()))


if __name__ == "__main__":
    _main()
