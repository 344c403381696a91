"""What starts a thread, among the posts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Article
from index.posts import Post, comments


@dataclass(frozen=True, slots=True)
class Opening(Post):
    """An article that waits with the posts of its thread until all of them are gathered."""

    article: Article | None = None
    """Without comments."""


def opening(key: str, article: Article) -> Opening:
    """What `Threads` can keep of an article."""
    return Opening(key, None, None, None, "", article=article)


def thread_of(posts: Sequence[Post]) -> tuple[Article | None, list[Post]]:
    """The article of a thread, if it is there, with the other posts as its comments; and these posts."""
    article = next((post.article for post in posts if isinstance(post, Opening)), None)
    under = [post for post in posts if not isinstance(post, Opening)]
    return (replace(article, comments=comments(under)) if article else None), under
