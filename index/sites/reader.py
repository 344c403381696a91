"""Reads a page by a profile."""

from __future__ import annotations

from datetime import tzinfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index import dates
from index.extract.body import read_blocks
from index.identity import PLACE
from index.model import Comment, Dated, Origin
from index.sites.site import CommentParts, SiteProfile


def read_comments(tree: LexborHTMLParser, site: SiteProfile, timezone: tzinfo | None) -> tuple[Comment, ...]:
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
        body = item.css_first(parts.body)
        comments.append(
            Comment(
                id=own,
                author=author or _portrait(item, parts),
                registered=registered,
                posted=posted,
                body=text_of(body) if body is not None else "",
                reply_to=last_at.get(depth - 1),
                reply_to_name=None,
                depth=depth,
                position=position,
            )
        )
    return tuple(comments)


def read_byline(
    tree: LexborHTMLParser, site: SiteProfile, timezone: tzinfo | None
) -> tuple[tuple[str, ...], Dated | None]:
    """The article's authors and date by the line that a profile points to."""
    author, _, posted = _head(tree.css_first(site.byline), site.comments, timezone, Origin.PAGE)
    return (author,) if author else (), posted


def read_body(tree: LexborHTMLParser, site: SiteProfile) -> str:
    """The article's text where a profile points to it; what is left out is gone from the tree after this."""
    for selector in site.left_out:
        for node in tree.css(selector):
            node.decompose()
    root = next((node for node in map(tree.css_first, site.body) if node is not None), None)
    return text_of(root) if root is not None else ""


def text_of(node: LexborNode) -> str:
    """The text below a node, with an empty line between its paragraphs."""
    return "\n\n".join(block.text for block in read_blocks(node)[1])


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
