"""Ids that survive a rebuild, a move of the folder, and a new scrape of the same page.

An article's id is made of its canonical URL. Without one it is made of the scrape's file name, the
headline and how the text begins, and in a file of many records of the id that its record has: the same
page saved again keeps its id wherever the folder lies, and two pages that both happen to be called
"index.txt" do not share one. A comment's id is made of its article's id and the maker's own id of it,
else of its author, time and text, so that new comments above it do not change it.
`docs/architecture.md` says the same to users.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Final

from index.analysis import key
from index.model import Article, Comment

LEAD: Final = 300
"""How much of a text takes part in an id, in characters after folding."""
LOOKED_AT: Final = 8 * LEAD
"""Characters of a text that are folded for that."""

ARTICLE_BYTES: Final = 8
"""63 % odds of the first two equal ids among 5 thousand million articles."""
COMMENT_BYTES: Final = 5
"""Within one article, where a repeated id is told apart by a counter."""

PLACE: Final = "#"
"""Begins an id that a reader gives a comment only for its answers to point to, where the maker gives none."""


def identify(article: Article, named: str | None = None, seen: datetime | None = None) -> Article:
    """The article with its id, and its comments with theirs, their parents and depths.

    `named` is the name that its file once had, if it is to count instead of what it is now. With `seen`,
    the time of its scrape, they have that time too, unless the article says itself when it was saved.
    """
    thread = article_id(article, named)
    if seen is None:
        return replace(article, id=thread, comments=_linked(article.comments, thread, None))
    seen = article.last_seen or seen
    comments = _linked(article.comments, thread, seen)
    return replace(article, id=thread, comments=comments, first_seen=seen, last_seen=seen)


def article_id(article: Article, named: str | None = None) -> str:
    """What `identify` gives the article: 13 characters of base 32."""
    if article.url is not None:
        return _digest(ARTICLE_BYTES, "url", article.url)
    outer = os.path.basename(article.scrape.path)
    name = article.scrape.file or outer
    if named and name == outer:
        name = named
    own = (article.id,) if article.id else ()
    return _digest(ARTICLE_BYTES, "text", name, key(article.title), _lead(article.body), *own)


def _numbered(comments: tuple[Comment, ...], thread: str) -> tuple[list[str], dict[str, str]]:
    """The ids of comments, in the same order; and by the makers' ids of them."""
    known: dict[str, str] = {}
    seen: Counter[str] = Counter()
    ids = []
    for comment in comments:
        own = comment.id
        if own and not own.startswith(PLACE):
            stem = _digest(COMMENT_BYTES, "own", own)
        else:
            posted = comment.posted.when.isoformat() if comment.posted else ""
            stem = _digest(COMMENT_BYTES, "text", key(comment.author or ""), posted, _lead(comment.body))
        seen[stem] += 1
        again = f"-{seen[stem]}" if seen[stem] > 1 else ""
        identifier = f"{thread}.{stem}{again}"
        if own:
            known.setdefault(own, identifier)
        ids.append(identifier)
    return ids, known


def _linked(comments: tuple[Comment, ...], thread: str, seen: datetime | None) -> tuple[Comment, ...]:
    """Comments with their ids, the parent that an id or a name points to, and the depth that follows from it.

    A name means the nearest earlier comment of that author. A parent is always an earlier comment
    here, so a page whose replies run in a circle can't make a chain without an end.
    """
    ids, known = _numbered(comments, thread)
    by_name = any(comment.reply_to_name for comment in comments)
    latest: dict[str, Comment] = {}
    placed: dict[str, Comment] = {}
    for identifier, comment in zip(ids, comments, strict=True):
        parent = placed.get(known.get(comment.reply_to, "")) if comment.reply_to else None
        if parent is None and comment.reply_to_name:
            parent = latest.get(key(comment.reply_to_name))
        linked = Comment(  # dataclasses.replace takes three times as long, for every comment there is
            id=identifier,
            author=comment.author,
            registered=comment.registered,
            posted=comment.posted,
            body=comment.body,
            reply_to=parent.id if parent else None,
            reply_to_name=comment.reply_to_name,
            depth=parent.depth + 1 if parent else comment.depth,
            position=comment.position,
            quotes=comment.quotes,
            deleted=comment.deleted,
            first_seen=seen or comment.first_seen,
            last_seen=seen or comment.last_seen,
            gone=comment.gone,
        )
        placed[identifier] = linked
        if by_name and linked.author:
            latest[key(linked.author)] = linked
    return tuple(placed.values())


def _lead(text: str) -> str:
    """How a text begins."""
    cut = text.find(" ", 2 * LEAD, LOOKED_AT)  # folded up to a space, it begins as it does folded as a whole
    if cut >= 0 and len(lead := key(text[:cut])) >= LEAD:
        return lead[:LEAD]
    return key(text[:LOOKED_AT])[:LEAD]


def _digest(size: int, *parts: str) -> str:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=size)
    return base64.b32encode(digest.digest()).decode("ascii").rstrip("=").lower()
