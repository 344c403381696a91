"""The posts of a page by a profile: each read with what lies in it, and taken out of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.blocks import quoted_text_of
from index.model import Dated, Origin
from index.settings import Scrape
from index.sites.site import PostParts
from index.sites.values import Values
from index.text import Spans


@dataclass(frozen=True, slots=True)
class SitePost:
    """A post as its page has it."""

    own: str | None
    author: str | None
    registered: bool | None
    posted: Dated | None
    body: str
    quotes: Spans
    parent: str | None
    parent_name: str | None
    within: int | None
    """The place, among all, of the post it lies in."""
    depth: int | None
    deleted: bool
    number: int | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing of a post in it."""
        return not (self.author or self.posted or self.body or self.deleted)


def read_posts(tree: LexborHTMLParser, parts: PostParts, scrape: Scrape, origin: Origin) -> list[SitePost]:
    """All posts, in the order of the page; the dates of the first are of `origin`, others on comments.

    From the last to the first, and each is gone from the tree before the next is read. So a post never
    holds those that answer it, and however deep they are nested nothing is gone through twice.
    """
    items = distinct(tree.css(parts.item))
    within = _nesting(items)
    indents = _indents(items, tree.css(parts.indent)) if parts.indent else None
    posts: list[SitePost] = []
    for place in reversed(range(len(items))):
        item = items[place]
        if parts.joined:
            _join(item, parts.joined)
        posts.append(
            _read(
                tree,
                item,
                parts,
                scrape,
                origin if place == 0 else Origin.COMMENT,
                within[place],
                indents[place] if indents else None,
            )
        )
        item.decompose()
    posts.reverse()
    return posts


def distinct(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Nodes in their order, each once: one that several selectors of a list fit is found as often."""
    return list({node.mem_id: node for node in nodes}.values())


def remove(root: LexborNode, css: str) -> None:
    """Take out what a selector finds below a node; inner ones first, for an outer one takes them with it."""
    for node in reversed(distinct(root.css(css))):
        if node.mem_id != root.mem_id:
            node.decompose()


def _read(
    tree: LexborHTMLParser,
    item: LexborNode,
    parts: PostParts,
    scrape: Scrape,
    origin: Origin,
    within: int | None,
    indent: int | None,
) -> SitePost:
    values = Values(item)
    guest = values.has(parts.guest)
    number = _number(values.first(parts.number))
    depth = _number(values.first(parts.depth))
    if depth is not None:
        depth = max(0, depth - parts.depth_start) // parts.depth_step
    author = values.name(parts.author)
    posted = values.date(parts.posted, origin, scrape.timezone, parts.written)
    deleted = values.has(parts.deleted)
    registered = False if guest else values.has(parts.registered) or None
    own, parent, parent_name = (
        values.first(parts.id),
        values.first(parts.parent),
        values.name(parts.parent_name),
    )
    body, quotes = _body(tree, item, parts)
    if parts.placeholder is not None:
        if parts.placeholder.fullmatch(body):
            body, quotes, deleted = "", (), True
        if author is not None and parts.placeholder.fullmatch(author):
            author, registered, deleted = None, None, True
    return SitePost(
        own=own,
        author=author,
        registered=registered if author else None,
        posted=posted,
        body=body,
        quotes=quotes,
        parent=parent,
        parent_name=parent_name,
        within=within,
        depth=depth if depth is not None else indent,
        deleted=deleted,
        number=number,
    )


def _body(tree: LexborHTMLParser, item: LexborNode, parts: PostParts) -> tuple[str, Spans]:
    if parts.noise:
        remove(item, parts.noise)
    found = (item.css_first(css) if css else item for css in parts.body)
    root = next((node for node in found if node is not None), None)
    if root is None:
        return "", ()
    if root.tag == "blockquote":  # as some makers have it around all of a post, which makes it no quote
        root = _wrapped(tree, root, "div")
        if root.first_child is not None:
            root.first_child.unwrap()
    if parts.quote:
        _mark_quotes(tree, root, parts.quote)
    text, quotes = quoted_text_of(root)
    end = parts.end.search(text) if parts.end else None
    if end is not None:
        text = text[: end.start()].rstrip()
        quotes = tuple((start, min(stop, len(text))) for start, stop in quotes if start < len(text))
    return text, quotes


def _mark_quotes(tree: LexborHTMLParser, root: LexborNode, css: str) -> None:
    """Put what a profile calls quotes into <blockquote>, the outermost of each."""
    nodes = [node for node in distinct(root.css(css)) if node.mem_id != root.mem_id]
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += len(distinct(node.css(css)))
        if node.tag == "blockquote":
            continue
        _wrapped(tree, node, "blockquote")


def _wrapped(tree: LexborHTMLParser, node: LexborNode, tag: str) -> LexborNode:
    """A new element in place of a node, with a copy of it within."""
    node.insert_before(tree.create_node(tag))
    wrapper = node.prev
    if wrapper is None:
        return node
    wrapper.insert_child(node)
    node.decompose()
    return wrapper


def _join(item: LexborNode, css: str) -> None:
    """Put the elements right after a post into it."""
    while True:
        node = item.next
        while node is not None and not node.is_element_node:
            node = node.next
        if node is None or not _fits(node, css):
            return
        item.insert_child(node)
        node.decompose()


def _fits(node: LexborNode, css: str) -> bool:
    """Whether a selector fits the node itself."""
    found = node.css_first(css)
    return found is not None and found.mem_id == node.mem_id


def _nesting(items: list[LexborNode]) -> list[int | None]:
    """Of each item the place of the innermost item around it."""
    around: dict[int, int | None] = {}
    """Of elements, the place of the innermost item they are or lie in."""
    places = {item.mem_id: place for place, item in enumerate(items)}
    within: list[int | None] = []
    for place, item in enumerate(items):
        way: list[int] = []
        node = item.parent
        found: int | None = None
        while node is not None:
            mem = node.mem_id
            if mem in around:
                found = around[mem]
                break
            way.append(mem)
            if mem in places:
                found = places[mem]
                break
            node = node.parent
        around.update(dict.fromkeys(way, found))
        around[item.mem_id] = place
        within.append(found)
    return within


def _indents(items: list[LexborNode], wrappers: list[LexborNode]) -> list[int]:
    """How many of the wrappers are around each item."""
    own = {node.mem_id for node in wrappers}
    counts: dict[int, int] = {}
    indents = []
    for item in items:
        way: list[int] = []
        node = item.parent
        count = 0
        while node is not None:
            if node.mem_id in counts:
                count = counts[node.mem_id]
                break
            way.append(node.mem_id)
            node = node.parent
        for mem in reversed(way):
            count += mem in own
            counts[mem] = count
        indents.append(count)
    return indents


def _number(text: str | None) -> int | None:
    """A number of no more digits than a page can mean."""
    digits = (text or "").strip().replace(",", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else None
