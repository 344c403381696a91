"""bm25s: scores of all records for each word, kept as sparse rows; no phrases, prefixes or snippets."""

from __future__ import annotations

import json
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final

import bm25s  # type: ignore[import-not-found, import-untyped, unused-ignore]
import Stemmer  # type: ignore[import-not-found, import-untyped, unused-ignore]

KINDS: Final = frozenset({"term", "or"})


def version() -> str:
    """What it is."""
    return f"bm25s {installed('bm25s')}"


def build(rows: Path, folder: Path) -> None:
    """Stems of both fields as one text."""
    with rows.open(encoding="utf-8") as stream:
        texts = [f"{row['title']}\n{row['body']}" for row in map(json.loads, stream)]
    retriever = bm25s.BM25()
    retriever.index(_tokens(texts), show_progress=False)
    retriever.save(str(folder), show_progress=False)


class Engine:
    """An index, mapped into memory."""

    def __init__(self, folder: Path) -> None:
        self._retriever = bm25s.BM25.load(str(folder), mmap=True)

    def ask(self, kind: str, words: list[str]) -> int:
        """The numbers of ten records."""
        tokens = _tokens([" ".join(words)])
        numbers, _ = self._retriever.retrieve(tokens, k=10, show_progress=False)
        return int(numbers.size)


def _tokens(texts: list[str]) -> object:
    stemmer = Stemmer.Stemmer("english")
    return bm25s.tokenize(texts, stopwords=None, stemmer=stemmer, show_progress=False)
