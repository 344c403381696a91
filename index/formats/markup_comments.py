"""Comments that a text holds as the HTML of the page they are from."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index import dates, sites
from index.extract.blocks import quoted_text_of
from index.model import Comment, Origin
from index.posts import Post, comments
from index.settings import Scrape
from index.sites.reader import read_page

ITEM: Final = '[id^="comment-"]'
TEXT: Final = (".comment-content", ".comment-text", ".comment-body")
NAME: Final = (".fn", ".comment-author", ".author")
TIME: Final = ("time[datetime]", ".comment-metadata", ".comment-date", ".date")
"""Selectors, the best first."""
LINKS: Final = ("pingback", "trackback")
"""Classes of what other pages say."""
CUT: Final = ".children, .reply, .comment-reply-link"


def markup_comments(tree: LexborHTMLParser, scrape: Scrape) -> tuple[Comment, ...]:
    """The comments in a part of a page: by the profile of its maker, else as WordPress writes them."""
    site = sites.recognise(tree)
    if site is not None:
        parts = read_page(tree, site, scrape)
        if parts.comments:
            scrape.gave("comments", f"the profile {site.name}")
            return parts.comments
    posts = list(filter(None, (_post(item, scrape) for item in tree.css(ITEM))))
    if posts:
        scrape.gave("comments", "elements with an id such as comment-12")
    return comments(posts)


def _post(item: LexborNode, scrape: Scrape) -> Post | None:
    classes = (item.attributes.get("class") or "").split()
    own = item.attributes.get("id") or ""
    if any(each in classes for each in LINKS) or not own.removeprefix("comment-").isdecimal():
        return None
    text = _first(item, TEXT, own)
    if text is None:
        return None
    name = _first(item, NAME, own)
    author = " ".join(name.text().split()) if name is not None else ""
    for node in text.css(CUT):
        node.decompose()
    body, quotes = quoted_text_of(text)
    when = _first(item, TIME, own)
    stated = (when.attributes.get("datetime") or " ".join(when.text().split())) if when is not None else ""
    return Post(
        id=own,
        parent=_parent(item),
        author=author or None,
        posted=dates.read(stated, Origin.COMMENT, scrape.timezone) if stated else None,
        body=body,
        quotes=quotes,
    )


def _first(item: LexborNode, selectors: tuple[str, ...], own: str) -> LexborNode | None:
    """The first element below an item that is its own and not an answer's."""
    for selector in selectors:
        node = item.css_first(selector)
        if node is not None and _parent(node) == own:
            return node
    return None


def _parent(node: LexborNode) -> str | None:
    """The id of the comment that an element lies in."""
    above = node.parent
    while above is not None:
        own = above.attributes.get("id") or ""
        if own.startswith("comment-") and own.removeprefix("comment-").isdecimal():
            return own
        above = above.parent
    return None
