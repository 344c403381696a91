"""Xapian through its Python bindings, which Debian has as python3-xapian."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import xapian  # type: ignore[import-not-found, unused-ignore]

KINDS: Final = frozenset({"term", "and", "or", "phrase", "prefix", "near"})
FLAGS: Final[int] = (
    xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_WILDCARD
)
EXPANSIONS: Final = 64
BATCH: Final = 50_000
"""Records between two commits."""
WIDTH: Final = 240


def version() -> str:
    """What it is."""
    return f"Xapian {xapian.version_string()}"


def build(rows: Path, folder: Path) -> None:
    """Stems of both fields in one list of terms, the text as the data of a document."""
    base = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("english"))
    with rows.open(encoding="utf-8") as stream:
        for number, row in enumerate(map(json.loads, stream)):
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(row["title"])
            generator.increase_termpos()
            generator.index_text(row["body"])
            document.set_data(row["title"] + "\n" + row["body"])
            base.add_document(document)
            if number % BATCH == BATCH - 1:
                base.commit()
    base.commit()
    base.close()


class Engine:
    """A database, open."""

    def __init__(self, folder: Path) -> None:
        self._base = xapian.Database(str(folder))
        self._stem = xapian.Stem("english")
        self._parser = xapian.QueryParser()
        self._parser.set_stemmer(self._stem)
        self._parser.set_database(self._base)
        self._parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self._parser.set_max_expansion(EXPANSIONS, xapian.Query.WILDCARD_LIMIT_MOST_FREQUENT)

    def ask(self, kind: str, words: list[str]) -> int:
        """A page of ten."""
        enquire = xapian.Enquire(self._base)
        enquire.set_query(self._query(kind, words))
        found: Any = enquire.get_mset(0, 10)
        for hit in found:
            title, _, body = hit.document.get_data().decode().partition("\n")
            _ = title, found.snippet(body, WIDTH, self._stem)
        return int(found.get_matches_estimated())

    def _query(self, kind: str, words: list[str]) -> Any:
        match kind:
            case "and" | "or":
                text = f" {kind.upper()} ".join(words)
            case "phrase":
                text = '"' + " ".join(words) + '"'
            case "prefix":
                text = f"{words[0]}*"
            case "near":
                text = " NEAR/5 ".join(words)
            case _:
                text = words[0]
        return self._parser.parse_query(text, FLAGS)
