"""What is written again and again, and how a reader can tell a whole commit from half of one.

In each turn every file of a folder is written anew, each record with the turn's word in it; one file goes
and one comes. So whatever state of the index one looks at, all these records are of one turn, as many as
there are in one, and exactly one article came with it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from search.request import SearchRequest
from search.searcher import Searcher

FILES: Final = 30
COMMENTS: Final = 3
RECORDS: Final = (FILES + 1) * (1 + COMMENTS)
"""Of every turn."""
STEADY: Final = "steadyturning"
"""A word that is in all of them."""
CAME: Final = "camewiththisturn"
"""A word that is in one article of each turn."""


class Torn(Exception):
    """A reader saw what was never written whole."""


def write(folder: Path, turn: int) -> None:
    """Write the files of a turn."""
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        _save(folder / f"turn-{number}.jsonl", f"t{number}", turn, "")
    _save(folder / f"came-{turn}.jsonl", f"came{turn}", turn, CAME)
    (folder / f"came-{turn - 1}.jsonl").unlink(missing_ok=True)


def check(searcher: Searcher, before: int) -> int:
    """Which turn a searcher sees, which was `before` when it looked last.

    Raises:
        Torn: it sees some of one and some of another, or one that is older.
    """
    total = searcher.count(STEADY)
    found = searcher.search(SearchRequest(STEADY, limit=1, collapse=False)).hits
    if not found:
        raise Torn(f"{total} records, and none of them is found")
    thread = searcher.thread(found[0].thread)
    words = set(re.findall(r"turn(\d{8})x", " ".join(record.body for record in thread.walk())))
    if len(words) != 1:
        raise Torn(f"one thread is of the turns {sorted(words)}")
    (word,) = words
    counts = total, searcher.count(f"turn{word}x"), searcher.count(f"{CAME} kind:article")
    if counts != (RECORDS, RECORDS, 1):
        raise Torn(f"of turn {int(word)}: {counts} records, and not {(RECORDS, RECORDS, 1)}")
    if int(word) < before:
        raise Torn(f"turn {int(word)} after turn {before}")
    return int(word)


def _save(file: Path, name: str, turn: int, more: str) -> None:
    def body(number: int) -> str:
        return f"The {STEADY} text {name} {number} of turn{turn:08}x. {more if not number else ''}"

    record = {
        "url": f"https://soak.example/{name}",
        "title": f"Turning {name}",
        "body": body(0),
        "comments": [
            {"id": f"{name}-{number}", "author": f"Reader {number}", "body": body(number)}
            for number in range(1, COMMENTS + 1)
        ],
    }
    waiting = file.with_name(f".{file.name}")
    waiting.write_text(json.dumps(record) + "\n", encoding="utf-8")
    waiting.replace(file)
