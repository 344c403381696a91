"""The records that all engines search, and what each makes of them; kept, where that is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import corpora
from bench.search.peers import Peer
from bench.search.queries import Query, queries
from index.model import Article
from index.reading import read
from index.settings import Scrape


@dataclass(frozen=True, slots=True)
class Corpus:
    """Records, in a folder with what was made of them."""

    folder: Path
    about: str
    records: int
    bytes: int
    """Of their headlines and texts in UTF-8."""
    queries: list[Query]
    builds: dict[str, dict[str, float]]
    """What each engine took to build."""


def corpus(data: Path, folder: Path, records: int, asked: int, found: list[Peer]) -> Corpus:
    """A corpus of so many records and as many queries of each kind, built for each engine.

    What is in the folder from an earlier run is used again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    posts, rows, kept = folder / "posts.jsonl", folder / "rows.jsonl", folder / "corpus.json"
    if not kept.is_file():
        read_posts, about = corpora.records(data, records)
        corpora.save_records(read_posts, posts)
        corpora.save_records(_rows(posts), rows)
        with rows.open(encoding="utf-8") as stream:
            sizes = [len((row["title"] + row["body"]).encode()) for row in map(json.loads, stream)]
        kept.write_text(json.dumps([about, len(sizes), sum(sizes)]), encoding="utf-8")
    about, count, size = json.loads(kept.read_text(encoding="utf-8"))
    builds = {}
    for peer in found:
        took = folder / f"{peer.name}.json"
        if not took.is_file():
            took.write_text(json.dumps(peer.build(rows, folder)), encoding="utf-8")
        builds[peer.name] = json.loads(took.read_text(encoding="utf-8"))
    return Corpus(folder, about, count, size, queries(data, rows, count, asked), builds)


def _rows(posts: Path) -> Iterator[dict[str, str]]:
    """The records as dateline reads them: the same headlines and texts for all."""
    for article in read(Scrape(str(posts)), 0, posts.name):
        if isinstance(article, Article):
            for record in article.walk():
                title = record.title if isinstance(record, Article) else ""
                yield {"id": record.id, "title": title, "body": record.body}
