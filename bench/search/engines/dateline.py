"""dateline itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from index import __version__
from index.build import update
from search.parser import parse_query
from search.query import And, Words
from search.request import SearchRequest
from search.searcher import Searcher

FORMS: Final[dict[str, Callable[[list[str]], str]]] = {
    "term": " ".join,
    "and": " AND ".join,
    "or": " OR ".join,
    "phrase": lambda words: '"' + " ".join(words) + '"',
    "prefix": lambda words: f"{words[0]}*",
    "fuzzy": lambda words: f"{words[0]}~",
    "near": " w/5 ".join,
}
"""Kinds of queries, in dateline's language."""


def version() -> str:
    """What it is."""
    return f"dateline {__version__}"


def build(rows: Path, folder: Path) -> None:
    """Index the records that the rows were made of, which lie beside them."""
    update(folder, [rows.with_name("posts.jsonl")], jobs=2)


class Engine:
    """An index, open."""

    def __init__(self, folder: Path) -> None:
        self._searcher = Searcher.open(folder)

    def ask(self, kind: str, words: list[str]) -> int:
        """A page of ten."""
        return self._searcher.search(SearchRequest(FORMS[kind](words))).total


def _understood(kind: str) -> bool:
    """Whether the language has this kind of query: what it has not, it reads as words."""
    read = parse_query(FORMS[kind](["alpha"] if kind in ("term", "fuzzy") else ["alpha", "beta"])).node
    return kind in ("term", "and") or not isinstance(read, Words | And)


KINDS: Final = frozenset(filter(_understood, FORMS))
