"""Which scrapes are in the index, as which records: what makes an update as small as the change.

It lies beside tantivy's files and is committed apart from them, so every batch is announced first:

    intend()    these scrapes are about to give these threads   (committed here)
    ...         the batch                                       (committed in the index)
    settle()    they did                                        (committed here)

After a crash in between, the announced scrapes are simply read again: whatever of the batch reached
the index is among the threads that they are known to give, and is replaced.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from index.errors import IndexDamaged
from index.merge import Past
from index.model import Rejection
from index.reading import Content
from index.roots import Found

FILE: Final = "manifest.sqlite"

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS scrapes (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest BLOB NOT NULL,
    fingerprint TEXT NOT NULL, whole INTEGER NOT NULL, seen INTEGER NOT NULL, named BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gives (path BLOB, thread TEXT, PRIMARY KEY (path, thread)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS given ON gives (thread);
CREATE TABLE IF NOT EXISTS threads (id TEXT PRIMARY KEY, comments INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rejections (path BLOB NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS rejected ON rejections (path);
CREATE TABLE IF NOT EXISTS past (
    thread TEXT NOT NULL, comment TEXT NOT NULL, path BLOB NOT NULL, first_seen INTEGER, vanished BLOB,
    follows TEXT NOT NULL, PRIMARY KEY (thread, comment, path)
);
CREATE INDEX IF NOT EXISTS passed ON past (path);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A scrape as it was when it was read."""

    size: int
    modified: int
    fingerprint: str
    """Of what was said about it from outside: see `index.settings`."""
    whole: int
    """0 where a batch that held it was announced and not settled."""
    _digest: bytes
    _seen: int
    _named: bytes

    @property
    def content(self) -> Content | None:
        """None where it is not known: it was announced for the first time."""
        return Content(self._digest, self._seen, os.fsdecode(self._named)) if self._digest else None

    @property
    def digest(self) -> bytes | None:
        """That of its content."""
        return self._digest or None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a scrape gave, in whole or so far: a file of many records comes in parts."""

    found: Found
    content: Content
    fingerprint: str
    threads: frozenset[str]
    """All that it gave since its beginning."""
    rejected: tuple[Rejection, ...] = ()
    earlier: frozenset[str] = frozenset()
    """Of `threads`, those of parts that are in the index already."""
    whole: bool = True
    """False where the rest of the scrape is still to come."""
    changed: bool = False
    """Whether the file held something else when it was read before."""
    moved_from: str | None = None
    """Where this content was until now, if it was somewhere."""


class Manifest:
    """The manifest of one generation."""

    def __init__(self, generation: Path) -> None:
        self._file = generation / FILE
        with self._errors():
            self._base = sqlite3.connect(self._file, isolation_level=None)
            self._base.executescript(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def known(self) -> dict[str, Known]:
        """Every scrape by path."""
        rows = self._rows("SELECT path, size, modified, fingerprint, whole, digest, seen, named FROM scrapes")
        return {os.fsdecode(path): Known(*values) for path, *values in rows}

    def threads_of(self, path: str) -> set[str]:
        """The ids of the threads that a scrape gave, or was about to give."""
        rows = self._rows("SELECT thread FROM gives WHERE path = ?", os.fsencode(path))
        return {thread for (thread,) in rows}

    def scrapes_of(self, thread: str) -> set[str]:
        """The paths of the scrapes that give a thread."""
        rows = self._rows("SELECT path FROM gives WHERE thread = ?", thread)
        return {os.fsdecode(path) for (path,) in rows}

    def gives_more_than(self, threads: int, path: str) -> bool:
        """Whether a scrape gives more than so many threads."""
        rows = self._rows("SELECT 1 FROM gives WHERE path = ? LIMIT 1 OFFSET ?", os.fsencode(path), threads)
        return bool(rows)

    def rejections(self) -> tuple[Rejection, ...]:
        """Everything that could not be read, by path."""
        rows = self._rows("SELECT path, place, reason FROM rejections ORDER BY path, rowid")
        return tuple(Rejection(os.fsdecode(path), place, reason) for path, place, reason in rows)

    def holds(self, thread: str) -> bool:
        """Whether the index holds a thread."""
        return bool(self._rows("SELECT 1 FROM threads WHERE id = ?", thread))

    def has_pasts(self) -> bool:
        """Whether anything is known of any thread from earlier contents."""
        return bool(self._rows("SELECT 1 FROM past LIMIT 1"))

    def with_pasts(self) -> set[str]:
        """The threads of which something is known from earlier contents."""
        return {thread for (thread,) in self._rows("SELECT DISTINCT thread FROM past")}

    def pasts_of(self, thread: str) -> list[tuple[str, datetime | None, bytes | None, str]]:
        """What is known of a thread from earlier contents.

        A comment's id, when it was first seen, the comment as bytes if it vanished, and which it came after.
        """
        rows = self._rows(
            "SELECT comment, first_seen, vanished, follows FROM past WHERE thread = ? ORDER BY rowid", thread
        )
        return [
            (comment, datetime.fromtimestamp(first, UTC) if first is not None else None, blob, after)
            for comment, first, blob, after in rows
        ]

    def inherit(self, other: Path) -> dict[str, Known]:
        """Take over from the manifest of another generation what no scrape tells any more.

        What it knows of scrapes is given back; nothing of it if it can't be read.
        """
        if not (other / FILE).is_file():
            return {}
        try:
            old = Manifest(other)
        except IndexDamaged:
            return {}
        try:
            rows = old._rows("SELECT thread, comment, path, first_seen, vanished, follows FROM past")
            known = old.known()
        except IndexDamaged:
            return {}
        finally:
            old.close()
        with self._transaction():
            self._base.executemany("INSERT OR REPLACE INTO past VALUES (?, ?, ?, ?, ?, ?)", rows)
        return known

    def prune(self) -> None:
        """Drop what was inherited of scrapes that are not there any more."""
        with self._transaction():
            self._base.execute("DELETE FROM past WHERE path NOT IN (SELECT path FROM scrapes)")

    def damage(self) -> str:
        """What is wrong with the file; empty if nothing is."""
        try:
            rows = self._base.execute("PRAGMA integrity_check(1)").fetchall()
        except sqlite3.Error as error:
            return str(error)
        return "" if rows == [("ok",)] else " ".join(str(rows[0][0]).split()) if rows else "no answer"

    def comment_counts(self) -> dict[str, int]:
        """By thread, how many comments the index holds of it."""
        return dict(self._rows("SELECT id, comments FROM threads"))

    def totals(self) -> tuple[int, int]:
        """How many articles and comments the index holds."""
        ((articles, comments),) = self._rows("SELECT count(*), coalesce(sum(comments), 0) FROM threads")
        return articles, comments

    def touch(self, found: Iterable[Found]) -> None:
        """Note new times of files whose content is as it was."""
        with self._transaction():
            self._base.executemany(
                "UPDATE scrapes SET size = ?, modified = ? WHERE path = ?",
                [(file.size, file.modified, os.fsencode(file.path)) for file in found],
            )

    def intend(self, readings: Iterable[Reading], gone: Iterable[str]) -> None:
        """Announce a batch."""
        with self._transaction():
            for reading in readings:
                path = os.fsencode(reading.found.path)
                self._base.execute(
                    "INSERT INTO scrapes VALUES (?, 0, 0, x'', '', 0, 0, x'')"
                    " ON CONFLICT (path) DO UPDATE SET whole = 0",
                    (path,),
                )
                gives = [(path, thread) for thread in reading.threads - reading.earlier]
                self._base.executemany("INSERT OR IGNORE INTO gives VALUES (?, ?)", gives)
            self._base.executemany(
                "UPDATE scrapes SET whole = 0 WHERE path = ?", [(os.fsencode(path),) for path in gone]
            )

    def unsettled(self) -> bool:
        """Whether a batch was announced and not settled, or a scrape waits to be read again."""
        return bool(self._rows("SELECT 1 FROM scrapes WHERE whole = 0 LIMIT 1"))

    def settle(
        self,
        readings: Iterable[Reading],
        gone: Iterable[str],
        unread: Iterable[str],
        threads: Mapping[str, int | None],
        pasts: Iterable[tuple[str, str, Past, bytes | None]],
    ) -> None:
        """Record a batch that is in the index.

        `unread` are other scrapes that have to be read again when they can be; `threads` maps ids to how
        many comments there are, None where the thread was removed. `pasts` are what was learned of
        earlier contents: a thread, the scrape, what is known, and the vanished comment as bytes.
        """
        with self._transaction():
            for reading in readings:
                if reading.moved_from is not None:
                    self._base.execute(
                        "UPDATE OR REPLACE past SET path = ? WHERE path = ?",
                        (os.fsencode(reading.found.path), os.fsencode(reading.moved_from)),
                    )
            for path in gone:
                self._forget(os.fsencode(path))
                self._base.execute("DELETE FROM past WHERE path = ?", (os.fsencode(path),))
            for thread, path, past, blob in pasts:
                first = int(past.first_seen.timestamp()) if past.first_seen else None
                self._base.execute(
                    "INSERT INTO past VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                    " vanished = coalesce(excluded.vanished, vanished), follows = excluded.follows",
                    (thread, past.comment, os.fsencode(path), first, blob, past.after),
                )
            for reading in readings:
                if not reading.whole:
                    continue  # until it is, the scrape stays announced, and would be read again
                path_bytes = os.fsencode(reading.found.path)
                self._forget(path_bytes)
                self._base.execute(
                    "INSERT INTO scrapes VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
                    (
                        path_bytes,
                        reading.found.size,
                        reading.found.modified,
                        reading.content.digest,
                        reading.fingerprint,
                        reading.content.seen,
                        os.fsencode(reading.content.named),
                    ),
                )
                self._base.executemany(
                    "INSERT INTO gives VALUES (?, ?)", [(path_bytes, thread) for thread in reading.threads]
                )
                self._base.executemany(
                    "INSERT INTO rejections VALUES (?, ?, ?)",
                    [(os.fsencode(bad.path), bad.where, bad.reason) for bad in reading.rejected],
                )
            for path in unread:
                self._base.execute("UPDATE scrapes SET whole = 0 WHERE path = ?", (os.fsencode(path),))
            for thread, comments in threads.items():
                if comments is None:
                    self._base.execute("DELETE FROM threads WHERE id = ?", (thread,))
                else:
                    self._base.execute("INSERT OR REPLACE INTO threads VALUES (?, ?)", (thread, comments))

    def _forget(self, path: bytes) -> None:
        for table in ("scrapes", "gives", "rejections"):
            self._base.execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._errors():
            return self._base.execute(statement, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:  # a full disk has ended it already
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if "full" in str(error):
                raise IndexDamaged(
                    f"no space is left on the disk of {self._file}: the index stands as it was before"
                ) from error
            raise IndexDamaged(
                f"{self._file} is damaged ({error}): type 'dateline index --rebuild'"
            ) from error
