"""Posts of a thread in any order, to the comments of an article: the way of dumps and exports.

A post names its parent by the maker's own id. What such files do to that is all expected here: a
parent that comes later or not at all, two posts of one id, answers that run in a circle.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from index.identity import PLACE
from index.model import Comment, Dated
from index.packing import Packer

BATCH: Final = 1_000
"""Posts that are written at once."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post: what starts a thread, or an answer in it."""

    id: str
    """The maker's own id of it; empty where it has none."""
    parent: str | None
    """The id of what it answers; None, or the id of what starts the thread, where that is the article."""
    author: str | None
    posted: Dated | None
    body: str
    quotes: tuple[tuple[int, int], ...] = ()
    """As in `Comment`."""
    title: str = ""
    url: str | None = None
    registered: bool | None = None
    deleted: bool = False
    parent_name: str | None = None
    """The author it answers, where no id says what it answers."""


def comments(posts: Sequence[Post]) -> tuple[Comment, ...]:
    """The posts under an article as its comments: each right after what it answers and its earlier answers.

    Answers to one comment keep their order. `depth` follows from `parent`; what answers something that is
    not among `posts` answers the article.
    """
    number = {post.id: at for at, post in reversed(list(enumerate(posts))) if post.id}
    parents = _broken_circles([number.get(post.parent, -1) if post.parent else -1 for post in posts])
    answers: dict[int, list[int]] = {}
    for at in reversed(range(len(posts))):
        answers.setdefault(parents[at], []).append(at)
    ordered: list[Comment] = []
    ids = [post.id or f"{PLACE}{at + 1}" for at, post in enumerate(posts)]
    waiting = [(at, 0) for at in answers.get(-1, ())]
    while waiting:
        at, depth = waiting.pop()
        post = posts[at]
        ordered.append(
            Comment(
                id=ids[at],
                author=post.author,
                registered=post.registered,
                posted=post.posted,
                body=post.body,
                reply_to=ids[parents[at]] if parents[at] >= 0 else None,
                reply_to_name=post.parent_name,
                depth=depth,
                position=len(ordered) + 1,
                quotes=post.quotes,
                deleted=post.deleted,
            )
        )
        waiting += ((answer, depth + 1) for answer in answers.get(at, ()))
    return tuple(ordered)


def _broken_circles(parents: list[int]) -> list[int]:
    """The parents, where one post of every circle of answers answers the article."""
    parents = list(parents)
    way_of = [-1] * len(parents)
    """By post, the start of the first way up that came by it."""
    for start in range(len(parents)):
        at = start
        while at >= 0 and way_of[at] < 0:
            way_of[at] = start
            if parents[at] >= 0 and way_of[parents[at]] == start:
                parents[at] = -1
            at = parents[at]
    return parents


class Threads:
    """Posts gathered by thread, on disk: a dump has them in the order in which they were written.

    A context manager; the file is gone at its end.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)  # a file of its own that nobody sees
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE TABLE posts (thread BLOB, post BLOB)")
        self._waiting: list[tuple[bytes, bytes]] = []
        self._packer = Packer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, thread: str, post: Post) -> None:
        """Put a post to its thread."""
        self._waiting.append((thread.encode("utf-8", "surrogatepass"), self._packer.pack(post)))
        if len(self._waiting) >= BATCH:
            self._write()

    def threads(self) -> Iterator[tuple[str, list[Post]]]:
        """Every thread with its posts, threads and posts in the order in which they were first added."""
        self._write()
        self._base.execute("CREATE INDEX IF NOT EXISTS by_thread ON posts (thread)")
        firsts = self._base.execute("SELECT thread FROM posts GROUP BY thread ORDER BY min(rowid)")
        for (thread,) in firsts:
            rows = self._base.execute("SELECT post FROM posts WHERE thread = ? ORDER BY rowid", (thread,))
            yield thread.decode("utf-8", "surrogatepass"), [self._packer.unpack(post) for (post,) in rows]

    def _write(self) -> None:
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO posts VALUES (?, ?)", self._waiting)
        self._base.execute("COMMIT")
        self._waiting.clear()
