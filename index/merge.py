"""One record of an article that was scraped more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import Article, Comment


def merge(versions: Sequence[Article]) -> Article:
    """The newest of `versions`, which come oldest first, under the comments of all of them.

    They are the same article, with ids given. Comments that the newest no longer shows come after
    the one they used to follow. A version without a text, such as a dump of comments gives, never
    replaces one that has it.
    """
    *older, newest = versions
    comments = list(newest.comments)
    for version in reversed(older):
        comments = _woven(comments, version.comments)
    numbered = (replace(comment, position=position) for position, comment in enumerate(comments, start=1))
    return replace(_fullest(versions), comments=tuple(numbered)) if older else newest


def _fullest(versions: Sequence[Article]) -> Article:
    """The newest that has a text; where none has, the newest that says more than that there is a thread."""
    return max(
        reversed(versions),
        key=lambda article: (bool(article.body), not article.body and article.published is not None),
    )


def _woven(comments: list[Comment], older: Sequence[Comment]) -> list[Comment]:
    """`comments` with those of `older` that are not among them, each after its old neighbour."""
    present = {comment.id for comment in comments}
    lost: dict[str, list[Comment]] = {}
    anchor = ""
    for comment in older:
        if comment.id in present:
            anchor = comment.id
        else:
            lost.setdefault(anchor, []).append(comment)
    woven = lost.pop("", [])
    for comment in comments:
        woven.append(comment)
        woven += lost.pop(comment.id, [])
    return woven
