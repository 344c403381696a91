"""Answers that lie within what they answer, however deep, to posts that name their parent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from index.identity import PLACE
from index.layouts.layout import MOST_ITEMS, Record
from index.posts import Post

MOST_LEVELS: Final = 100_000
"""Answers to answers that are followed."""


def posts_of(
    roots: Sequence[Record], post: Callable[[Record], Post | None], answers: Callable[[Record], list[Record]]
) -> list[Post]:
    """The posts of a tree, each before its answers.

    What has an answer but no id is given one of its place, for its answers to point to. Answers to what
    is no post answer what is above it.
    """
    found: list[Post] = []
    waiting: list[tuple[Record, str | None, int]] = [(record, None, 0) for record in reversed(roots)]
    while waiting and len(found) < MOST_ITEMS:
        record, parent, level = waiting.pop()
        made = post(record)
        below = answers(record) if level < MOST_LEVELS else []
        if made is not None:
            own = made.id or (f"{PLACE}{len(found) + 1}" if below else "")
            found.append(replace(made, id=own, parent=parent or made.parent))
            parent = own or parent
        waiting += ((answer, parent, level + 1) for answer in reversed(below))
    return found
