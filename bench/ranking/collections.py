"""Test collections: texts, questions, and which texts answer which of them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from index.build import update

FILES: Final = ("docs.jsonl", "queries.jsonl", "qrels.tsv")
TEXTS: Final = ("text", "abstract", "body", "keywords")
"""What of a document is its text, a paragraph each."""
HOST: Final = "https://collection.example/"
"""Documents are addressed below it, so that a hit tells which one it is."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of FILES."""

    folder: Path

    @property
    def name(self) -> str:
        """That of its folder."""
        return self.folder.name

    def queries(self) -> dict[str, str]:
        """The texts of the questions that have an answer, by their ids."""
        judged = self.judgements()
        found = ((str(each["id"]), str(each["text"])) for each in _lines(self.folder / "queries.jsonl"))
        return {number: text for number, text in found if number in judged}

    def judgements(self) -> Mapping[str, Mapping[str, int]]:
        """By question and document, how good an answer it is; 0 and less is none."""
        found: dict[str, dict[str, int]] = {}
        with (self.folder / "qrels.tsv").open(encoding="utf-8") as stream:
            for line in stream:
                query, document, grade = line.split("\t")
                found.setdefault(query, {})[document] = int(grade)
        return found

    def index(self, scratch: Path) -> Path:
        """An index of its documents, an article each, made as `dateline index` makes it."""
        scratch.mkdir(parents=True)
        with (scratch / "docs.jsonl").open("w", encoding="utf-8") as stream:
            for document in _lines(self.folder / "docs.jsonl"):
                stream.write(json.dumps(_article(document), ensure_ascii=False) + "\n")
        report = update(scratch / "index", [scratch / "docs.jsonl"], jobs=1)
        for rejection in report.rejected:
            print(f"{self.name}: {rejection.where} {rejection.reason}", file=sys.stderr)
        return scratch / "index"


def collections(folder: Path) -> list[Collection]:
    """The collections in a folder, which may be one itself."""
    folders = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]
    return [Collection(path) for path in folders if all((path / name).is_file() for name in FILES)]


def document_of(url: str | None) -> str:
    """The id of the document with an address."""
    return unquote((url or "").removeprefix(HOST))


def _article(document: Mapping[str, Any]) -> dict[str, str]:
    texts = [str(document[name]).strip() for name in TEXTS if document.get(name)]
    article = {
        "url": HOST + quote(str(document["id"]), safe=""),
        "title": re.sub(r"\s+", " ", str(document.get("title") or "")),
        "author": str(document.get("author") or ""),
        "body": "\n\n".join(texts),
    }
    return {name: value for name, value in article.items() if value or name == "body"}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)
