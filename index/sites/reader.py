"""Reads a page by a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.blocks import text_of
from index.identity import PLACE
from index.model import Comment, Dated, Origin
from index.settings import Scrape
from index.sites.posts import SitePost, distinct, read_posts
from index.sites.site import SiteProfile
from index.sites.values import Values, notes


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a profile finds in a page; None or empty where it finds nothing."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    body: str
    comments: tuple[Comment, ...]
    leads: bool = False
    """Whether the article is a post, whose parts these are: so they go before what the page says of itself,
    and the rest of the page holds no text of it."""


NOTHING: Final = PageParts("", (), None, "", ())


def read_page(tree: LexborHTMLParser, site: SiteProfile, scrape: Scrape) -> PageParts:
    """The parts of a page. What the profile says is not the article is gone from the tree after this."""
    parts = site.article
    starts = site.starts_thread and not (site.later_page and tree.css_first(site.later_page))
    origin = Origin.PAGE if starts else Origin.COMMENT
    posts = read_posts(tree, site.comments, scrape, origin) if site.comments else []
    # Only now, so that nothing of a comment is taken for the article's.
    said = notes(tree) if parts.between else ()
    values = Values(tree.root, said) if tree.root is not None else None
    title = values.first(parts.title) if values else None
    author = values.name(parts.author) if values else None
    posted = values.date(parts.posted, Origin.PAGE, scrape.timezone) if values else None
    body = ""
    start = 0
    if starts and posts and posts[0].number in (None, 1):
        first, start = posts[0], 1
        author, posted, body = first.author, first.posted, first.body
    comments = linked(posts, start)
    rule = f"profile {site.name}"
    _leave_out(tree, site.left_out, rule, scrape)
    if parts.between:
        _cut(tree, *parts.between)
        body = text_of(tree.body) if tree.body is not None else ""
    elif parts.body:
        root = next((node for node in map(tree.css_first, parts.body) if node is not None), None)
        body = text_of(root) if root is not None else ""
    found = (
        ("title", title),
        ("authors", author),
        ("published", posted),
        ("body", body),
        ("comments", comments),
    )
    for field, value in found:
        if value:
            scrape.gave(field, rule)
    return PageParts(
        title=title or "",
        authors=(author,) if author else (),
        published=posted,
        body=body,
        comments=comments,
        leads=site.starts_thread or parts.between is not None,
    )


def linked(posts: Sequence[SitePost], start: int = 0) -> tuple[Comment, ...]:
    """The posts from `start` on as comments, each with the id of what it answers.

    That is what the page names by its id, else what it lies in, else the last one less deep before it.
    """
    ids = [post.own or f"{PLACE}{place}" for place, post in enumerate(posts, start=1 - start)]
    article = set(ids[:start])
    depths: dict[str, int] = {}
    """By id, of the comments before."""
    open_posts: list[tuple[int, str]] = []
    """Depth and id of the comments that the next one may answer, by depth."""
    comments: list[Comment] = []
    for place, post in enumerate(posts):
        if place < start or post.empty:
            continue
        own, parent, parent_name = ids[place], post.parent, post.parent_name
        if parent in article:
            parent = parent_name = None
        if parent == own:
            parent = None
        if parent is None and post.within is not None and post.within >= start:
            parent = ids[post.within]
        if parent is None and post.depth is not None:
            while open_posts and open_posts[-1][0] >= post.depth:
                open_posts.pop()
            parent = open_posts[-1][1] if open_posts else None
            open_posts.append((post.depth, own))
        depth = depths[parent] + 1 if parent in depths else 0
        depths[own] = depth
        comments.append(
            Comment(
                id=own,
                author=post.author,
                registered=post.registered,
                posted=post.posted,
                body=post.body,
                reply_to=parent,
                reply_to_name=parent_name,
                depth=depth,
                position=len(comments) + 1,
                quotes=post.quotes,
                deleted=post.deleted,
            )
        )
    return tuple(comments)


def _leave_out(tree: LexborHTMLParser, css: str, rule: str, scrape: Scrape) -> None:
    """Take out what is not the article, unless the page's headline is in it."""
    if not css or tree.root is None:
        return
    for node in reversed(distinct(tree.css(css))):
        if node.tag not in ("html", "body", "main") and node.css_first("h1, main") is None:
            if scrape.trace is not None and (text := text_of(node)):
                scrape.trace.leaves_out(rule, text)
            node.decompose()


def _cut(tree: LexborHTMLParser, opening: str, closing: str) -> None:
    """Take out all that is not between two comments of HTML."""
    body = tree.body
    if body is None:
        return
    marks = [node for node in body.traverse(include_text=True) if node.is_comment_node]
    start = next((node for node in marks if (node.comment_content or "").strip().startswith(opening)), None)
    stop = next((node for node in marks if (node.comment_content or "").strip().startswith(closing)), None)
    for mark, forwards in ((start, False), (stop, True)):
        node: LexborNode | None = mark
        while node is not None and node.mem_id != body.mem_id:
            beside = node.next if forwards else node.prev
            while beside is not None:
                following = beside.next if forwards else beside.prev
                beside.decompose()
                beside = following
            node = node.parent
