"""The records of an index by what they share: a key, a cluster, a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import tantivy

from index.documents import StoredRecord, from_blob, unpacked
from index.model import Article, Comment, Kind
from index.sketch import Outline, outline, told, told_of

AT_ONCE: Final = 4096
"""Values that the index is asked for in one query."""


@dataclass(slots=True)
class Node:
    """A record that may have copies."""

    id: str
    kind: Kind
    thread: str
    text: str
    outline: Outline
    cluster: str | None
    blob: bytes | None = None
    """What the index holds of it, if it does."""

    def stored(self) -> StoredRecord:
        """The record as the index holds it."""
        if self.blob is None:
            raise ValueError(f"{self.id} is not in the index yet")
        return from_blob(self.blob)

    @property
    def keys(self) -> tuple[int, ...]:
        """What it is found by."""
        return self.outline.keys


def node(record: Article | Comment, thread: str) -> Node | None:
    """A record that is new as a node; None if it is too short to have copies."""
    text = told(record)
    kind = Kind.ARTICLE if isinstance(record, Article) else Kind.COMMENT
    found = outline(text, kind)
    return Node(record.id, kind, thread, text, found, None) if found else None


class Postings:
    """An index as it is at one moment."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, few: int) -> None:
        """Of keys that no more than `few` records share, all of these are remembered."""
        self._schema = schema
        self._searcher = searcher
        self._few = few
        self._nodes: dict[tuple[int, int], Node | None] = {}
        """By their addresses."""
        self._lists: dict[int, list[Node]] = {}
        """By key, all that have it."""
        self._counts: dict[int, int] = {}
        """By other keys, how many have it,"""
        self._many: dict[int, list[Node]] = {}
        """and the least of them."""

    def of_threads(self, threads: Iterable[str], known: Mapping[str, Node]) -> Iterator[Node]:
        """The records of some threads."""
        values = iter(threads)
        while self._searcher.num_docs and (some := list(islice(values, AT_ONCE))):
            query = tantivy.Query.term_set_query(self._schema, "thread", some)
            yield from self._found(query, self._searcher.num_docs, known)

    def of_cluster(self, name: str) -> list[Node]:
        """The records of a cluster."""
        query = tantivy.Query.term_query(self._schema, "cluster", name)
        return self._found(query, self._searcher.num_docs)

    def look_up(self, keys: Iterable[int]) -> None:
        """Fetch what lies under some keys, with few queries."""
        few: list[tuple[int, int]] = []
        for key in sorted({key for key in keys if key not in self._lists and key not in self._many}):
            # Of all that were ever under it; those deleted since count until their segment is merged.
            most = self._searcher.doc_freq("copy_keys", key) if self._searcher.num_docs else 0
            if most > self._few:
                query = tantivy.Query.term_query(self._schema, "copy_keys", key)
                found: Any = self._searcher.search(query, 1)
                if found.count > self._few:
                    self._many[key] = []
                    self._counts[key] = int(found.count)
                    continue
                most = int(found.count)
            self._lists[key] = []
            if most:
                few.append((key, most))
        for at in range(0, len(few), AT_ONCE):
            chunk = dict(few[at : at + AT_ONCE])
            query = tantivy.Query.term_set_query(self._schema, "copy_keys", list(chunk))
            for each in self._found(query, sum(chunk.values())):
                for key in each.keys:
                    if key in chunk:
                        self._lists[key].append(each)

    def count(self, key: int) -> int:
        """How many records lie under a key that was looked up."""
        return len(self._lists[key]) if key in self._lists else self._counts[key]

    def nobody(self, key: int) -> bool:
        """Whether no record is known to lie under a key that was looked up."""
        return not self._lists.get(key, True)

    def least(self, key: int, count: int) -> list[Node]:
        """So many records under a key, those with the least ids; all if there are no more."""
        if key in self._lists:
            return sorted(self._lists[key], key=lambda each: each.id)[:count]
        if len(self._many[key]) < count:
            query = tantivy.Query.term_query(self._schema, "copy_keys", key)
            found: Any = self._searcher.search(query, count, order_by_field="id", order=tantivy.Order.Asc)
            self._many[key] = list(self._nodes_at(found.hits))
        return self._many[key][:count]

    def all(self, key: int) -> list[Node]:
        """All records under a key."""
        if key in self._lists:
            return self._lists[key]
        query = tantivy.Query.term_query(self._schema, "copy_keys", key)
        return self._found(query, self._searcher.num_docs)

    def _found(self, query: tantivy.Query, limit: int, known: Mapping[str, Node] | None = None) -> list[Node]:
        return list(self._nodes_at(self._searcher.search(query, max(1, limit)).hits, known))

    def _nodes_at(
        self, hits: Iterable[tuple[Any, tantivy.DocAddress]], known: Mapping[str, Node] | None = None
    ) -> Iterator[Node]:
        for _, address in hits:
            place = (address.segment_ord, address.doc)
            if place not in self._nodes:
                self._nodes[place] = _indexed(self._searcher.doc(address), known or {})
            found = self._nodes[place]
            if found is not None:
                yield found


def _indexed(document: tantivy.Document, known: Mapping[str, Node]) -> Node | None:
    """A document as a node; what is `known` by its id and has the same text is not taken apart again."""
    blob = document.get_first("record")
    if not isinstance(blob, bytes):
        raise ValueError("a document without a record")
    packed, body = unpacked(blob)
    kind, text = Kind(packed["kind"]), told_of(body, packed.get("quotes", ()))
    same = known.get(packed["id"])
    found = same.outline if same is not None and same.text == text else outline(text, kind)
    if found is None:
        return None
    return Node(packed["id"], kind, packed["thread"], text, found, packed.get("cluster"), blob)
