"""A folder that Datasette opens: a database with full-text search, and what it shows of each table.

Articles and comments are tables of their own; authors and outlets are rows that both point to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.documents import StoredRecord
from index.model import Kind
from index.shapes import time_shape
from search.export.columns import COLUMNS, Column, Type, values
from search.export.format import ExportFormat, Records, Written

if TYPE_CHECKING:
    import sqlite3

DATABASE: Final = "dateline"
"""The name of the database, in the file system and in Datasette."""
BATCH: Final = 1_000
"""Records that are inserted at once, and articles that are looked up at once."""
TOKENS: Final = "porter unicode61 remove_diacritics 2"

TABLES: Final = {Kind.ARTICLE: "articles", Kind.COMMENT: "comments"}
TYPES: Final = {Type.NUMBER: "INTEGER", Type.FLAG: "INTEGER"}
"""All other columns are TEXT: times are ISO 8601 in UTC, spans are JSON."""
ELSEWHERE: Final = ("kind", "thread", "headline", "authors", "source")
"""Columns that are told by the table, or by one that is pointed to."""

_TABLES: Final = """
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE articles (
    {articles},
    source INTEGER REFERENCES sources(id),
    found INTEGER NOT NULL
);
CREATE TABLE article_authors (
    article TEXT NOT NULL REFERENCES articles(id),
    author INTEGER NOT NULL REFERENCES authors(id),
    place INTEGER NOT NULL,
    PRIMARY KEY (article, place)
);
CREATE TABLE comments (
    {comments},
    article TEXT NOT NULL REFERENCES articles(id),
    author INTEGER REFERENCES authors(id),
    source INTEGER REFERENCES sources(id)
);
"""
_THREADS: Final = "CREATE INDEX comments_article ON comments(article, position);"
_AFTER: Final = f"""
CREATE INDEX articles_date ON articles(date);
CREATE INDEX articles_source ON articles(source);
CREATE INDEX articles_cluster ON articles(cluster);
CREATE INDEX article_authors_author ON article_authors(author);
CREATE INDEX comments_author ON comments(author);
CREATE INDEX comments_date ON comments(date);
CREATE INDEX comments_source ON comments(source);
CREATE INDEX comments_reply_to ON comments(reply_to);
CREATE INDEX comments_cluster ON comments(cluster);
CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content="articles", tokenize="{TOKENS}");
CREATE VIRTUAL TABLE comments_fts USING fts5(body, content="comments", tokenize="{TOKENS}");
INSERT INTO articles_fts(articles_fts) VALUES('rebuild');
INSERT INTO comments_fts(comments_fts) VALUES('rebuild');
ANALYZE;
"""
_INSERT: Final = {
    Kind.ARTICLE: "INSERT INTO articles({columns}, source, found) VALUES ({values}, "
    "(SELECT id FROM sources WHERE name = ?), ?)",
    Kind.COMMENT: "INSERT INTO comments({columns}, source, article, author) VALUES ({values}, "
    "(SELECT id FROM sources WHERE name = ?), ?, (SELECT id FROM authors WHERE name = ?))",
}


def columns_of(kind: Kind) -> list[Column]:
    """The columns of its table that are values of a record, and not pointers to other tables."""
    own = [column for column in COLUMNS if column.kind in (None, kind) and column.name not in ELSEWHERE]
    if kind is Kind.ARTICLE:
        return [column for column in own if column.name != "position"]
    return [column for column in own if not column.of_thread]


def write(records: Records, folder: Path) -> Written:
    """Write a folder of a database and what Datasette is to make of it."""
    import sqlite3  # slow to load, and of no use to who only asks for the options

    folder.mkdir()
    try:
        with closing(sqlite3.connect(folder / f"{DATABASE}.db", isolation_level=None)) as database:
            # Until it is whole nobody sees it, so nothing has to be undone.
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            database.executescript(_TABLES.format(**{TABLES[kind]: _declared(kind) for kind in Kind}))
            database.execute("BEGIN")
            counted = _insert(database, records.found, asked=True)
            database.execute(_THREADS)
            beside = 0
            for missing in _missing(database):
                beside += _insert(database, records.articles(missing), asked=False)[Kind.ARTICLE]
            database.execute("COMMIT")
            database.executescript(_AFTER)
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from error
    metadata = json.dumps(_metadata(records), indent=2, ensure_ascii=False) + "\n"
    (folder / "metadata.json").write_text(metadata, encoding="utf-8")
    return Written(counted[Kind.ARTICLE], counted[Kind.COMMENT], beside)


def _declared(kind: Kind) -> str:
    return ",\n    ".join(
        "id TEXT PRIMARY KEY" if column.name == "id" else f"{column.name} {TYPES.get(column.type, 'TEXT')}"
        for column in columns_of(kind)
    )


def _insert(database: sqlite3.Connection, found: Iterator[StoredRecord], *, asked: bool) -> dict[Kind, int]:
    """Insert records; how many of each kind."""
    counted = dict.fromkeys(Kind, 0)
    while batch := list(islice(found, BATCH)):
        names = {(name,) for stored in batch for name in stored.authors}
        database.executemany("INSERT OR IGNORE INTO authors(name) VALUES (?)", sorted(names))
        outlets = {(stored.source.name,) for stored in batch if stored.source.name is not None}
        database.executemany("INSERT OR IGNORE INTO sources(name) VALUES (?)", sorted(outlets))
        for kind in Kind:
            told = [(stored, values(stored)) for stored in batch if stored.kind is kind]
            own = columns_of(kind)
            rows = [
                [
                    *(_plain(column, row[column.name]) for column in own),
                    row["source"],
                    *((asked,) if kind is Kind.ARTICLE else (stored.thread, _first(row["authors"]))),
                ]
                for stored, row in told
            ]
            marks = ", ".join("?" * len(own))
            names_of_own = ", ".join(column.name for column in own)
            database.executemany(_INSERT[kind].format(columns=names_of_own, values=marks), rows)
            counted[kind] += len(rows)
        database.executemany(
            "INSERT INTO article_authors(article, author, place) "
            "VALUES (?, (SELECT id FROM authors WHERE name = ?), ?)",
            [
                (stored.record.id, name, place)
                for stored in batch
                if stored.kind is Kind.ARTICLE
                for place, name in enumerate(stored.authors, 1)
            ],
        )
    return counted


def _plain(column: Column, value: Any) -> Any:
    """A value as SQLite has it."""
    if column.type is Type.MOMENT:
        return time_shape(value)
    if column.type is Type.SPANS:
        return json.dumps(value) if value else None
    return value


def _first(names: list[str]) -> str | None:
    return names[0] if names else None


def _missing(database: sqlite3.Connection) -> Iterator[list[str]]:
    """The articles that comments stand under and that are not there, some at a time."""
    last = ""
    while True:
        rows = database.execute(
            "SELECT DISTINCT article FROM comments "
            "WHERE article > ? AND article NOT IN (SELECT id FROM articles) ORDER BY article LIMIT ?",
            (last, BATCH),
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [article for (article,) in rows]


def _metadata(records: Records) -> dict[str, Any]:
    """What Datasette reads of the tables."""
    told = {kind: {column.name: column.about for column in columns_of(kind)} for kind in Kind}
    shared = {"sort_desc": "date", "fts_pk": "rowid"}
    return {
        "title": "dateline",
        "description": f"The articles and comments found by {records.reading}",
        "databases": {
            DATABASE: {
                "tables": {
                    "articles": {
                        **shared,
                        "fts_table": "articles_fts",
                        "label_column": "title",
                        "facets": ["source", "language"],
                        "columns": told[Kind.ARTICLE]
                        | {"source": "the outlet", "found": "0 on one that is here for its comments alone"},
                    },
                    "comments": {
                        **shared,
                        "fts_table": "comments_fts",
                        "label_column": "id",
                        "facets": ["source", "author"],
                        "columns": told[Kind.COMMENT]
                        | {"source": "the outlet", "author": "who wrote it", "article": "its article"},
                    },
                    "authors": {"label_column": "name"},
                    "sources": {"label_column": "name"},
                }
            }
        },
    }


SQLITE: Final = ExportFormat(
    name="sqlite",
    about="a folder that Datasette opens: an SQLite database with full-text search",
    write=write,
    files=rf"{DATABASE}\.db|metadata\.json",
)
