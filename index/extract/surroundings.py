"""What stands around the headline of a page: its date and its byline, as readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborNode

SHORT: Final = 160
"""Characters of a text that may be a byline or a date."""
MOST_AFTER: Final = 18
"""Short texts behind the headline that are looked at."""
MOST_BEFORE: Final = 6
"""The same before it."""
MOST_LONG: Final = 3
"""Paragraphs behind the headline after which the article has begun."""
MOST_STEPS: Final = 400
"""Elements that are looked at in all."""
MOST_PARTS: Final = 40
"""Parts of an element whose text is read."""

SILENT: Final = frozenset(
    "script style noscript template svg iframe object select button input textarea form -comment nav "
    "aside".split()
)
"""Elements that hold neither."""
STRANGE: Final = re.compile(
    r"(?<!entry-)(?<!entry_)(?<!post-)(?<!article-)(?<!article_)(?<![a-z])footer(?![a-z])"
    r"|(?<![a-z])(?:comments?|commentlist|respond|replies|related|recommend\w*|sidebar|widget\w*|nav\w*"
    r"|menu\w*|aside|popular|trending|latest|newsletter|teaser\w*|promo\w*|more-?(?:news|stories)|share\w*"
    r"|social\w*|advert\w*|breadcrumb\w*|copyright|cookie\w*|login|search|pager|pagination|calendar|recent\w*"
    r"|archive-?list|mostread|banner|weather|event\w*|livefyre|disqus|reviews?-list|upcoming|infobox)(?![a-z])",
    re.IGNORECASE,
)
"""Words in a class or id of elements whose dates and names are not the article's."""
STRANGE_TAGS: Final = frozenset({"aside", "footer", "nav"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A short text near the headline."""

    text: str
    node: LexborNode
    marks: str
    """The class, id, itemprop and rel of its element and of those within it."""
    stamps: tuple[str, ...]
    """The machine-readable times within it."""


class Surroundings:
    """The short texts around a headline, read as they are asked for and then remembered."""

    def __init__(self, headline: LexborNode | None) -> None:
        self._unread = pieces(headline) if headline is not None else iter(())
        self._read: list[Piece] = []

    def __iter__(self) -> Iterator[Piece]:
        """As `pieces` finds them; none without a headline."""
        number = 0
        while True:
            if number == len(self._read):
                piece = next(self._unread, None)
                if piece is None:
                    return
                self._read.append(piece)
            yield self._read[number]
            number += 1


def pieces(headline: LexborNode) -> Iterator[Piece]:
    """The short texts behind the headline up to where the article begins, then those before it."""
    steps = long = found = 0
    node = _after(headline)
    while node is not None and steps < MOST_STEPS and long < MOST_LONG and found < MOST_AFTER:
        steps += 1
        tag = node.tag or ""
        piece = None if tag in SILENT else _piece(node)
        if tag in SILENT or (tag != "-text" and is_strange(node)):
            node = _after(node)
        elif piece is not None:
            if piece.text:
                found += 1
                yield piece
            node = _after(node)
        else:
            long += tag in ("p", "-text")
            node = node.first_child or _after(node)
    node = _before(headline)
    steps = found = 0
    while node is not None and steps < MOST_STEPS // 4 and found < MOST_BEFORE:
        steps += 1
        tag = node.tag or ""
        if tag in ("nav", "head"):
            return
        piece = None if tag in SILENT or (tag != "-text" and is_strange(node)) else _piece(node)
        if piece is not None:
            if piece.text:
                found += 1
                yield piece
            node = _before(node)
        elif tag in SILENT or tag == "-text" or is_strange(node):
            node = _before(node)
        else:
            node = node.last_child or _before(node)


def is_strange(node: LexborNode) -> bool:
    """Whether an element says that what it holds is not of the article."""
    if node.tag in STRANGE_TAGS and not (node.tag == "footer" and _within_article(node)):
        return True
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return len(names) > 1 and _is_strange_name(names)


@lru_cache(maxsize=8192)
def _is_strange_name(names: str) -> bool:
    return STRANGE.search(names) is not None


def _within_article(footer: LexborNode) -> bool:
    """Whether a <footer> is that of an article, and not of the page."""
    above = footer.parent
    return above is not None and (
        above.tag == "article" or (above.parent is not None and above.parent.tag == "article")
    )


def lies_apart(node: LexborNode, most: int = 40) -> bool:
    """Whether an element lies in one that holds other things than the article."""
    above: LexborNode | None = node
    for _ in range(most):
        if above is None or above.tag in ("body", "html", "article", "main"):
            return above is not None and above.tag == "article" and _within_list(above)
        if is_strange(above):
            return True
        above = above.parent
    return False


def _within_list(article: LexborNode) -> bool:
    """Whether an <article> is one of the comments, or lies in what is apart."""
    if is_strange(article):
        return True
    above = article.parent
    for _ in range(20):
        if above is None or above.tag in ("body", "html"):
            return False
        if above.tag in STRANGE_TAGS or (above.tag != "main" and is_strange(above)):
            return True
        above = above.parent
    return False


def short_piece(node: LexborNode) -> Piece | None:
    """The text of an element if it is a short one."""
    return _piece(node)


def _piece(node: LexborNode) -> Piece | None:
    texts: list[str] = []
    elements: list[LexborNode] = []
    length = parts = 0
    waiting = [node]
    while waiting:
        part = waiting.pop()
        parts += 1
        if parts > MOST_PARTS:
            return None
        tag = part.tag
        if tag == "-text":
            content = part.text_content or ""
            own = len(content.strip())
            length += own
            if length > SHORT:
                return None
            if own:
                texts.append(content)
            continue
        if tag in SILENT:
            continue
        elements.append(part)
        texts.append(" ")
        child = part.last_child
        while child is not None:
            waiting.append(child)
            child = child.prev
            if len(waiting) > MOST_PARTS:
                return None
    marks, stamps = _marks(elements)
    return Piece(" ".join("".join(texts).split()), node, marks, stamps)


def _marks(elements: list[LexborNode]) -> tuple[str, tuple[str, ...]]:
    """What elements say that they are, and the machine-readable times in them."""
    marks: list[str] = []
    stamps: list[str] = []
    for element in elements:
        attributes = element.attributes
        if attributes:
            for name in MARKING:
                if value := attributes.get(name):
                    marks.append(value)
            if stamp := attributes.get("datetime") or (
                "itemprop" in attributes and attributes.get("content")
            ):
                stamps.append(stamp)
    return " ".join(marks), tuple(stamps)


MARKING: Final = ("class", "id", "itemprop", "rel")
"""Attributes that say what an element is."""


def _after(node: LexborNode) -> LexborNode | None:
    """The next node in the order of the page that is not within `node`."""
    here: LexborNode | None = node
    while here is not None and here.tag != "body":
        if here.next is not None:
            return here.next
        here = here.parent
    return None


def _before(node: LexborNode) -> LexborNode | None:
    """The node that ends before `node` begins."""
    here: LexborNode | None = node
    while here is not None and here.tag != "body":
        if here.prev is not None:
            return here.prev
        here = here.parent
    return None
