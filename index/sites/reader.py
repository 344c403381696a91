"""Reads a page by a profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index import dates
from index.extract.blocks import quoted_text_of, text_of
from index.identity import PLACE
from index.model import Comment, Dated, Origin
from index.settings import Scrape
from index.sites.site import CommentParts, SiteProfile


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a profile finds in a page; None or empty where it finds nothing."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    body: str
    comments: tuple[Comment, ...]


def read_page(tree: LexborHTMLParser, site: SiteProfile, scrape: Scrape) -> PageParts:
    """The parts of a page. What the profile says is not the article is gone from the tree after this."""
    author, _, posted = _head(tree.css_first(site.byline), site.comments, scrape.timezone, Origin.PAGE)
    return PageParts(
        title="",
        authors=(author,) if author else (),
        published=posted,
        comments=_comments(tree, site, scrape.timezone),
        body=_body(tree, site),
    )


def _comments(tree: LexborHTMLParser, site: SiteProfile, timezone: tzinfo | None) -> tuple[Comment, ...]:
    """The comments of a page, in its order, each with its maker's id and its parent's."""
    parts = site.comments
    comments: list[Comment] = []
    last_at: dict[int, str] = {}
    """By depth, the id of the last comment there."""
    indents = frozenset(node.mem_id for node in tree.css(parts.indent))
    for position, item in enumerate(tree.css(parts.item), start=1):
        depth = _depth(item, indents)
        own = _own_id(item, parts) or f"{PLACE}{position}"
        last_at[depth] = own
        author, registered, posted = _head(item.css_first(parts.head), parts, timezone)
        content = item.css_first(parts.body)
        body, quotes = quoted_text_of(content) if content is not None else ("", ())
        comments.append(
            Comment(
                id=own,
                author=author or _portrait(item, parts),
                registered=registered,
                posted=posted,
                body=body,
                reply_to=last_at.get(depth - 1),
                reply_to_name=None,
                depth=depth,
                position=position,
                quotes=quotes,
            )
        )
    return tuple(comments)


def _body(tree: LexborHTMLParser, site: SiteProfile) -> str:
    """The article's text where the profile points to it."""
    for selector in site.left_out:
        for node in tree.css(selector):
            node.decompose()
    root = next((node for node in map(tree.css_first, site.body) if node is not None), None)
    return text_of(root) if root is not None else ""


def _head(
    node: LexborNode | None, parts: CommentParts, timezone: tzinfo | None, origin: Origin = Origin.COMMENT
) -> tuple[str | None, bool | None, Dated | None]:
    """Who wrote it, whether the site knew them, and when."""
    text = " ".join(node.text().split()) if node is not None else ""
    match = parts.head_pattern.fullmatch(text)
    if match is None:
        return None, None, None
    return match["name"], not match["unverified"], dates.drupal(match["date"], origin, timezone)


def _portrait(item: LexborNode, parts: CommentParts) -> str | None:
    image = item.css_first(parts.portrait)
    match = parts.portrait_pattern.fullmatch(image.attributes.get("alt") or "") if image is not None else None
    return match["name"] if match else None


def _own_id(item: LexborNode, parts: CommentParts) -> str | None:
    node: LexborNode | None = item
    if parts.id_before:
        node = item.prev
        while node is not None and not node.is_element_node:
            node = node.prev
    return node.attributes.get("id") if node is not None else None


def _depth(item: LexborNode, indents: frozenset[int]) -> int:
    depth = 0
    node = item.parent
    while node is not None:
        depth += node.mem_id in indents
        node = node.parent
    return depth
