"""SQLite's FTS5: Porter's stems, ranked by bm25(), with snippet()."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Final

KINDS: Final = frozenset({"term", "and", "or", "phrase", "prefix", "near"})
PAGE: Final = (
    "SELECT title, snippet(rows, 1, '[', ']', '..', 40) FROM rows WHERE rows MATCH ? ORDER BY rank LIMIT 10"
)


def version() -> str:
    """What it is."""
    return f"SQLite {sqlite3.sqlite_version}"


def build(rows: Path, folder: Path) -> None:
    """One table, merged into one tree at the end."""
    folder.mkdir(parents=True)
    base = sqlite3.connect(folder / "rows.sqlite")
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("CREATE VIRTUAL TABLE rows USING fts5(title, body, tokenize = 'porter unicode61')")
    with rows.open(encoding="utf-8") as stream:
        values = ((row["title"], row["body"]) for row in map(json.loads, stream))
        base.executemany("INSERT INTO rows VALUES (?, ?)", values)
    base.execute("INSERT INTO rows (rows) VALUES ('optimize')")
    base.commit()
    base.close()


class Engine:
    """A database, open."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "rows.sqlite")

    def ask(self, kind: str, words: list[str]) -> int:
        """A page of ten; how many there are beyond it is not counted."""
        quoted = [f'"{word}"' for word in words]
        match kind:
            case "and" | "or":
                text = f" {kind.upper()} ".join(quoted)
            case "phrase":
                text = " + ".join(quoted)
            case "prefix":
                text = f"{quoted[0]} *"
            case "near":
                text = f"NEAR({' '.join(quoted)}, 5)"
            case _:
                text = quoted[0]
        return len(self._base.execute(PAGE, (text,)).fetchall())
