"""Which field of a record holds what: said by a dateline.toml, by a layout, or guessed from their names.

A path names a field: "headline", "content.body", "parts.0.text". Each part is a key of an object or, in a
list, a number; a key in a list means that key of each object in it. A field whose own name has dots in it
is found by that name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

Paths = tuple[str, ...]

DEEPEST: Final = 12
"""Parts of a path."""


@dataclass(frozen=True, slots=True)
class CommentFields:
    """Where the parts of a comment are, within one object of the list of comments."""

    id: Paths = ()
    parent: Paths = ()
    """The id of what it answers."""
    parent_name: Paths = ()
    """The author it answers."""
    author: Paths = ()
    date: Paths = ()
    body: Paths = ()
    replies: Paths = ()
    """The list of its answers."""
    deleted: Paths = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the parts of an article are, within one record."""

    title: Paths = ()
    body: Paths = ()
    """The text; of several, each is a paragraph or more of it."""
    author: Paths = ()
    published: Paths = ()
    url: Paths = ()
    source: Paths = ()
    language: Paths = ()
    comments: Paths = ()
    """The list of comments under it."""
    comment: CommentFields = CommentFields()
    thread: Paths = ()
    """For files of which each record is a post: what all posts of one thread share."""
    id: Paths = ()
    """For such files, the post's own id; that of the post which starts the thread is the thread's."""
    parent: Paths = ()
    """For such files, the id of what the post answers."""
    kind: Paths = ()
    """For such files, what tells the article from the comments."""


OF_COMMENTS: Final = "comments."
"""Begins the name of a field of CommentFields, as a dateline.toml has it."""

NAMES: Final[tuple[str, ...]] = (
    *(field.name for field in fields(Fields) if field.name != "comment"),
    *(OF_COMMENTS + field.name for field in fields(CommentFields)),
)
"""What a [scrapes.fields] table may say."""


def named(paths: dict[str, Paths]) -> Fields:
    """The fields of a [scrapes.fields] table whose keys are among NAMES."""
    own = {name: value for name, value in paths.items() if not name.startswith(OF_COMMENTS)}
    of_comments = {name.removeprefix(OF_COMMENTS): value for name, value in paths.items() if name not in own}
    return Fields(**own, comment=CommentFields(**of_comments))


def find(value: Any, path: str) -> Any:
    """What is at `path` in a value as JSON has them; None if nothing is."""
    if isinstance(value, dict) and path in value:
        return value[path]
    for part in path.split(".", DEEPEST):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and len(part) < DEEPEST:
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, list):
            value = [each[part] for each in value if isinstance(each, dict) and part in each] or None
        else:
            return None
    return value
