"""Which messages are of one thread, told message by message; what is known of them lies on disk."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Final, Self

from index.formats.letters.letter import Letter
from index.identity import PLACE

SUBJECT: Final = "\n"
"""Begins the key under which a subject is remembered, and no id."""


class Kinship:
    """Threads by the ids that messages have and name, in any order; a context manager."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)  # a file of its own that nobody sees
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("CREATE TABLE kin (id TEXT PRIMARY KEY, elder TEXT, used INT) WITHOUT ROWID")
        self.mended: set[str] = set()
        """The roots of threads whose messages were given more than one key."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, letter: Letter) -> str:
        """The key of the thread of a message, as far as is known so far."""
        ids = [*letter.references, letter.id] if letter.id else list(letter.references)
        if not ids:
            ids = [f"{PLACE}{letter.number}"]
        subject = letter.subject
        if not letter.references and subject:
            known = self._elder(SUBJECT + subject)
            if letter.answers and known is not None:
                ids.append(known)
            else:
                self._put(SUBJECT + subject, ids[0])
        root = self.root(ids[0])
        for other in ids[1:]:
            root = self._joined(root, self.root(other))
        self._base.execute("UPDATE kin SET used = 1 WHERE id = ?", (root,))
        return root

    def root(self, key: str) -> str:
        """What all messages of a thread lead to."""
        above = [key]
        while True:
            elder = self._elder(above[-1])
            if elder is None:
                self._put(above[-1], above[-1])
                break
            if elder == above[-1]:
                break
            above.append(elder)
        for each in above[:-2]:
            self._base.execute("UPDATE kin SET elder = ? WHERE id = ?", (above[-1], each))
        return above[-1]

    def _joined(self, first: str, second: str) -> str:
        """The root of two threads that have turned out to be one."""
        if first == second:
            return first
        used = dict(self._base.execute("SELECT id, used FROM kin WHERE id IN (?, ?)", (first, second)))
        kept, lost = (first, second) if used[first] or not used[second] else (second, first)
        self._base.execute("UPDATE kin SET elder = ? WHERE id = ?", (kept, lost))
        if lost in self.mended or (used[first] and used[second]):
            self.mended.discard(lost)
            self.mended.add(kept)
        return kept

    def _elder(self, key: str) -> str | None:
        row = self._base.execute("SELECT elder FROM kin WHERE id = ?", (key,)).fetchone()
        return row[0] if row else None

    def _put(self, key: str, elder: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO kin VALUES (?, ?, 0)", (key, elder))
