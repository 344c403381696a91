"""How well the profiles of makers read comments: against collections whose comments are known.

    python -m bench.extraction.comments [COLLECTION ..]

Reads the collections of DATELINE_SHARED, or of ../shared beside the project, and prints for each: precision,
recall and F1 of the comments, where one is found if its author is right and its text shares nine words in
ten; and of those found, how many have their date and their parent right. As
../shared/tools/score_comments.py has it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson

from index.formats.html import HTML
from index.model import Article
from index.settings import Scrape

REPOSITORY: Final = Path(__file__).parents[2]
SHARED: Final = Path(os.environ.get("DATELINE_SHARED", REPOSITORY.parent / "shared"))
WORD: Final = re.compile(r"\w+")
ALIKE: Final = 0.9
"""The share of words that two texts have in common from which on they are one."""
FRONT: Final = re.compile(r"---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scores:
    """What was found in a collection; counts."""

    pages: int
    known: int
    """Comments that are there."""
    read: int
    """Comments that were read."""
    found: int
    dates: tuple[int, int]
    """Right, of those that are known."""
    parents: tuple[int, int]
    empty: tuple[int, int]
    """Pages without comments in which none was found."""
    seconds: float

    @property
    def f1(self) -> float:
        """Of precision and recall."""
        return 2 * self.found / max(1, self.known + self.read)


def drupal6(folder: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Pages of a forum made by Drupal 6, and what is known of each."""
    for row in _gold(folder):
        yield (folder / row["file"]).read_bytes(), row


def wordpress(folder: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Comments of a blog made by WordPress: what it made of them, put into a page as in a browser."""
    for row in _gold(folder):
        text = FRONT.sub("", (folder / row["file"]).read_text(encoding="utf-8"), count=1)
        page = f"<!doctype html><html><head><meta charset=utf-8></head><body><div id=comments>{text}"
        yield page.encode(), row


COLLECTIONS: Final = {"drupal6": drupal6, "lemire-wordpress": wordpress}


def measure(names: tuple[str, ...] = tuple(COLLECTIONS), every: int = 1) -> dict[str, Scores]:
    """The scores of each collection, by every so manieth page."""
    return {
        name: _score(islice(COLLECTIONS[name](SHARED / "data/comments" / name), 0, None, every))
        for name in names
    }


def _gold(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "gold.jsonl").open("rb") as lines:
        yield from map(orjson.loads, lines)


def _read(data: bytes) -> list[dict[str, Any]]:
    (article,) = HTML.read(Scrape("/page.html"), BytesIO(data))
    if not isinstance(article, Article):
        return []
    return [
        {
            "id": comment.id,
            "parent": comment.reply_to,
            "author": comment.author,
            "date": comment.posted.when if comment.posted else None,
            "body": comment.body,
        }
        for comment in article.comments
    ]


def _score(pages: Iterator[tuple[bytes, dict[str, Any]]]) -> Scores:
    count = known = read = found = dates = dated = parents = parented = empty = empty_right = 0
    seconds = 0.0
    for data, row in pages:
        count += 1
        want = [comment for comment in row["comments"] if comment.get("author") or comment.get("body")]
        start = time.process_time()
        have = _read(data)
        seconds += time.process_time() - start
        if not want:
            empty += 1
            empty_right += not have
        known += len(want)
        read += len(have)
        pairs = _pairs(want, have)
        found += len(pairs)
        ids = {wanted.get("id"): had["id"] for wanted, had in pairs}
        for wanted, had in pairs:
            if wanted.get("date"):
                dated += 1
                dates += _same_minute(wanted["date"], had["date"])
            if "parent" in wanted and (wanted["parent"] is None or wanted["parent"] in ids):
                parented += 1
                parents += had["parent"] == ids.get(wanted["parent"])
    return Scores(
        count, known, read, found, (dates, dated), (parents, parented), (empty_right, empty), seconds
    )


def _pairs(
    want: list[dict[str, Any]], have: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each known comment with the one that was read of it."""
    left = [(comment, _words(comment["body"])) for comment in have]
    pairs = []
    for wanted in want:
        words = _words(wanted.get("body"))
        best, place = max(
            (
                (_likeness(words, other), place)
                for place, (comment, other) in enumerate(left)
                if (comment["author"] or "") == (wanted.get("author") or "")
            ),
            default=(0.0, -1),
        )
        if best >= ALIKE:
            pairs.append((wanted, left.pop(place)[0]))
    return pairs


def _words(text: str | None) -> Counter[str]:
    return Counter(word.lower() for word in WORD.findall(text or ""))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    if not one and not other:
        return 1.0
    return (one & other).total() / max(1, (one | other).total())


def _same_minute(known: str, read: datetime | None) -> bool:
    digits = re.sub(r"\D", "", known)[:12]
    return read is not None and read.strftime("%Y%m%d%H%M").startswith(digits)


def main() -> None:
    """Print the table."""
    print("collection        pages comments    P     R     F1    dates        parents      none  pages/s")
    for name, scores in measure(tuple(sys.argv[1:]) or tuple(COLLECTIONS)).items():
        print(
            f"{name:17} {scores.pages:5} {scores.known:8} {scores.found / max(1, scores.read):.3f} "
            f"{scores.found / max(1, scores.known):.3f} {scores.f1:.3f} "
            f"{'{}/{}'.format(*scores.dates):>12} {'{}/{}'.format(*scores.parents):>12} "
            f"{'{}/{}'.format(*scores.empty):>7} {scores.pages / max(1e-9, scores.seconds):6.0f}"
        )


if __name__ == "__main__":
    main()
