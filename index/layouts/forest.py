"""Posts of which each names what it answers and none the thread: put together by going up to the root."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

from index.layouts.layout import Entry

BATCH: Final = 1_000
"""Posts that are written at once."""

ROOTED: Final = """
WITH RECURSIVE down(id, root) AS (
    SELECT posts.id, coalesce(posts.parent, posts.id) FROM posts
    LEFT JOIN posts AS above ON above.id = posts.parent
    WHERE above.id IS NULL
  UNION ALL
    SELECT posts.id, down.root FROM down JOIN posts ON posts.parent = down.id
)
INSERT OR IGNORE INTO roots SELECT id, root FROM down
"""
"""What answers nothing is a root; so is what is answered and is not there."""

BELOW: Final = """
WITH RECURSIVE down(id) AS (
    SELECT ? UNION SELECT posts.id FROM down JOIN posts ON posts.parent = down.id
)
INSERT OR IGNORE INTO roots SELECT id, ? FROM down
"""


class Forest:
    """Such posts, on disk: a dump of many millions has a thread's posts anywhere in it.

    A context manager; the file is gone at its end. Of two posts of one id the first counts.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)  # a file of its own that nobody sees
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE TABLE posts (id BLOB PRIMARY KEY, parent BLOB, post BLOB)")
        self._waiting: list[tuple[bytes, bytes | None, bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, entry: Entry) -> None:
        """Put a post, which has an id, among the others."""
        parent = entry.parent.encode("utf-8", "surrogatepass") if entry.parent else None
        row = entry.id.encode("utf-8", "surrogatepass"), parent, pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)
        self._waiting.append(row)
        if len(self._waiting) >= BATCH:
            self._write()

    def threads(self) -> Iterator[tuple[str, list[Entry]]]:
        """Every thread by the id of its root, with its posts, in the order in which they were added."""
        self._write()
        base = self._base
        base.execute("CREATE INDEX by_parent ON posts (parent)")
        base.execute("CREATE TABLE roots (id BLOB PRIMARY KEY, root BLOB) WITHOUT ROWID")
        base.execute(ROOTED)
        self._root_circles()
        base.execute("CREATE INDEX by_root ON roots (root)")
        firsts = base.execute(
            "SELECT root FROM roots JOIN posts USING (id) GROUP BY root ORDER BY min(posts.rowid)"
        )
        for (root,) in firsts:
            rows = base.execute(
                "SELECT post FROM roots JOIN posts USING (id) WHERE root = ? ORDER BY posts.rowid", (root,)
            )
            yield root.decode("utf-8", "surrogatepass"), [pickle.loads(post) for (post,) in rows]  # noqa: S301 - written above

    def _root_circles(self) -> None:
        """Give those that answer one another in a circle, and what hangs on them, a root: the first."""
        left = (
            "SELECT id FROM posts WHERE rowid > ? AND id NOT IN (SELECT id FROM roots) ORDER BY rowid LIMIT 1"
        )
        at = 0
        while (row := self._base.execute(left, (at,)).fetchone()) is not None:
            (post,) = row
            (at,) = self._base.execute("SELECT rowid FROM posts WHERE id = ?", (post,)).fetchone()
            walked: set[bytes] = set()
            while post not in walked:
                walked.add(post)
                (post,) = self._base.execute("SELECT parent FROM posts WHERE id = ?", (post,)).fetchone()
            self._base.execute(BELOW, (post, post))

    def _write(self) -> None:
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR IGNORE INTO posts VALUES (?, ?, ?)", self._waiting)
        self._base.execute("COMMIT")
        self._waiting.clear()
