"""tantivy-py by itself: a headline and a text, its own stemming, its own query parser, its own snippets."""

from __future__ import annotations

import json
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Occur, Query

KINDS: Final = frozenset({"term", "and", "or", "phrase", "prefix", "fuzzy", "near"})
FIELDS: Final = ("title", "body")
HEAP: Final = 200_000_000
EXPANSIONS: Final = 64
"""Words that a prefix is asked as, the commonest."""
WIDTH: Final = 240
"""Bytes of a snippet."""


def version() -> str:
    """What it is."""
    return f"tantivy-py {installed('tantivy')}"


def build(rows: Path, folder: Path) -> None:
    """One thread writes."""
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    schema = builder.build()
    index = tantivy.Index(schema, str(folder))
    writer = index.writer(HEAP, 1)
    with rows.open(encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            writer.add_document(
                tantivy.Document.from_dict({"title": row["title"], "body": row["body"]}, schema)
            )
    writer.commit()
    writer.wait_merging_threads()


class Engine:
    """An index, open."""

    def __init__(self, folder: Path) -> None:
        self.index = tantivy.Index.open(str(folder))
        self.searcher = self.index.searcher()

    def ask(self, kind: str, words: list[str]) -> int:
        """A page of ten."""
        query = self.query(kind, words)
        found: Any = self.searcher.search(query, 10)
        generator = self.generator(query)
        for _, address in found.hits:
            document = self.searcher.doc(address)
            document.get_first("title")
            shown(generator, document)
        return int(found.count)

    def query(self, kind: str, words: list[str]) -> Query:
        """A query of tantivy's.

        Its parser has no prefixes and no words that are only like others. A prefix is asked as the
        commonest words that begin so, which its snippets can mark; what is like a word they can't.
        """
        schema = self.index.schema
        match kind:
            case "prefix":
                found = [
                    (name, word)
                    for name in FIELDS
                    for word, _ in self.searcher.terms_with_prefix(name, words[0], limit=EXPANSIONS)
                ]
                return _any([Query.term_query(schema, name, word) for name, word in found])
            case "fuzzy":
                return _any([Query.fuzzy_term_query(schema, name, words[0]) for name in FIELDS])
            case "phrase" | "near":
                text = '"' + " ".join(words) + '"' + ("~4" if kind == "near" else "")
            case _:
                text = f" {kind.upper()} ".join(words)
        return self.index.parse_query(text, list(FIELDS))

    def generator(self, query: Query) -> tantivy.SnippetGenerator:
        """What makes the snippets for a query."""
        generator = tantivy.SnippetGenerator.create(self.searcher, query, self.index.schema, "body")
        generator.set_max_num_chars(WIDTH)
        return generator


def shown(
    generator: tantivy.SnippetGenerator, document: tantivy.Document
) -> tuple[str, list[tuple[int, int]]]:
    """A snippet and what is marked in it."""
    snippet = generator.snippet_from_doc(document)
    return snippet.fragment(), [(mark.start, mark.end) for mark in snippet.highlighted()]


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
