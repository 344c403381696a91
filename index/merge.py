"""One record of an article that was scraped more than once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.model import Article, Comment


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a comment from what a scrape held before it was changed."""

    comment: str
    """Its id; that of the article for the article itself."""
    first_seen: datetime | None
    vanished: Comment | None
    """The comment, where the scrape no longer holds it."""
    after: str
    """The id of the comment that `vanished` came after; empty where it was the first."""


def merge(versions: Sequence[Article], past: Sequence[Past] = ()) -> Article:
    """The newest of `versions`, which come oldest first, under the comments of all of them and of the past.

    They are the same article, with ids given. A version without a text does not take the place of one
    with a text. Comments that the newest no longer shows come after the one they used to follow.
    """
    if len(versions) == 1 and not past:
        return versions[0]
    newest = versions[-1]
    base = _fullest(versions)
    first_seen = _earliest([version.first_seen for version in versions])
    comments = _of_all(versions)
    known = {each.comment: each for each in past}
    present = {comment.id for comment in comments}
    for each in past:
        if each.vanished is not None and each.comment not in present:
            comments = _inserted(comments, replace(each.vanished, gone=True), each.after)
    return replace(
        base,
        comments=tuple(
            replace(
                comment,
                position=position,
                first_seen=_earliest([comment.first_seen, *_first_seen(known.get(comment.id))]),
            )
            for position, comment in enumerate(comments, start=1)
        ),
        first_seen=_earliest([first_seen, *_first_seen(known.get(base.id))]),
        last_seen=newest.last_seen,
    )


def _fullest(versions: Sequence[Article]) -> Article:
    """The newest that has a text; where none has, the newest that says more than that there is a thread."""
    return max(
        reversed(versions),
        key=lambda article: (bool(article.body), not article.body and article.published is not None),
    )


def pasts(before: Article, after: Article) -> list[Past]:
    """What `after`, made of what the scrapes hold now, does not tell of what was known `before`."""
    found = []
    if before.first_seen and before.first_seen != after.first_seen:
        found.append(Past(after.id, before.first_seen, None, ""))
    now = {comment.id: comment for comment in after.comments}
    previous = ""
    for comment in before.comments:
        present = now.get(comment.id)
        if present is None:
            found.append(Past(comment.id, comment.first_seen, comment, previous))
        elif comment.first_seen != present.first_seen:
            found.append(Past(comment.id, comment.first_seen, None, ""))
        previous = comment.id
    return found


def _of_all(versions: Sequence[Article]) -> list[Comment]:
    """The comments of all versions, each as the newest that shows it has it."""
    comments = list(versions[-1].comments)
    for version in reversed(versions[:-1]):
        comments = _woven(comments, version.comments)
    first: dict[str, datetime | None] = {}
    last: dict[str, int] = {}
    for number, version in enumerate(versions):
        for comment in version.comments:
            first[comment.id] = _earliest([first.get(comment.id), comment.first_seen])
            last[comment.id] = number
    ids = [frozenset(comment.id for comment in version.comments) for version in versions]
    # A version of another page of the comments shows none of these, and tells nothing of them.
    told = [
        any(not ids[number].isdisjoint(later) for later in ids[number + 1 :]) for number in range(len(ids))
    ]
    return [
        replace(comment, first_seen=first[comment.id], gone=comment.gone or told[last[comment.id]])
        for comment in comments
    ]


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
    if not lost:
        return comments
    woven = lost.pop("", [])
    for comment in comments:
        woven.append(comment)
        woven += lost.pop(comment.id, [])
    return woven


def _inserted(comments: list[Comment], comment: Comment, after: str) -> list[Comment]:
    at = next((number for number, other in enumerate(comments, start=1) if other.id == after), 0)
    return [*comments[:at], comment, *comments[at:]]


def _first_seen(past: Past | None) -> list[datetime | None]:
    return [past.first_seen] if past else []


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min((time for time in times if time is not None), default=None)
