"""ripgrep over the text, a record a line: every line that matches is counted, none is ranked or shown."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

KINDS: Final = frozenset({"term", "or", "phrase", "prefix"})
"""Words near each other are a pattern too, one of half a minute for 300 MB."""


def version() -> str:
    """What it is."""
    done = subprocess.run(["rg", "--version"], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()[0]


def build(rows: Path, folder: Path) -> None:
    """The text itself."""
    folder.mkdir(parents=True)
    with rows.open(encoding="utf-8") as stream, (folder / "text").open("w", encoding="utf-8") as text:
        for row in map(json.loads, stream):
            text.write(" ".join(f"{row['title']} {row['body']}".split()) + "\n")


class Engine:
    """A file of text."""

    def __init__(self, folder: Path) -> None:
        self._file = str(folder / "text")
        self._rg = shutil.which("rg") or "rg"

    def ask(self, kind: str, words: list[str]) -> int:
        """The number of lines."""
        done = subprocess.run(
            [self._rg, "--ignore-case", "--count", "--no-config", pattern(kind, words), self._file],
            stdout=subprocess.PIPE,
            check=False,
        )
        return int(done.stdout or 0)


def pattern(kind: str, words: list[str]) -> str:
    """A query as a regular expression."""
    match kind:
        case "prefix":
            return rf"\b{words[0]}"
        case "phrase":
            return r"\b" + r"\W+".join(words) + r"\b"
        case _:
            return rf"\b(?:{'|'.join(words)})\b"
