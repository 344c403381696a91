"""Whether a page may hold comments: asked of every page, so it is answered fast."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.blocks import SILENT
from index.extract.heads import looks_dated
from index.extract.marks import HEADINGS, LONGEST_HEADING, MESSAGES
from index.extract.outline import LONGEST_NAME
from index.extract.words import (
    COMMENT_STEMS,
    HEADING,
    HEADING_STEMS,
    LATEST,
    OWN_ID,
    ends_as_message,
    named_comment,
)

MARKS: Final = (
    "[id], [itemprop=comment], [class*=omment], [class*=oment], .post, .message, h2, h3, h4, h5, legend"
)
"""What is looked at first: on most pages nothing there speaks of comments."""
UNLIKELY: Final = frozenset("html body a button input form textarea label script link svg path img".split())
NUMBERED: Final = frozenset("0123456789abcdef")
"""How the id of a comment ends."""
LEAST_ITEM: Final = 20
"""Characters of an element that may be a comment."""
LEAST_LIST: Final = 100
"""Characters of one that may hold some."""
MOST_READ: Final = 24
"""Elements whose text is looked at."""
WIDEST: Final = 6_000
"""Characters of such an element in which a date is looked for."""


def promising(tree: LexborHTMLParser) -> bool:
    """Whether it is worth while to look for comments."""
    headings: list[tuple[str, LexborNode]] = []
    named: list[tuple[str, LexborNode]] = []
    before = 0
    for node in tree.css(MARKS):
        if node.mem_id == before:
            continue  # an element is found once for each selector that fits it
        before = node.mem_id
        tag = node.tag or ""
        if tag in HEADINGS:
            headings.append((node.text().lower(), node))
        elif tag not in UNLIKELY or (tag == "a" and node.id):
            attributes = node.attributes
            classes, own = attributes.get("class") or "", attributes.get("id") or ""
            named.append((f"{classes[:LONGEST_NAME]} {own[:LONGEST_NAME]}", node))
    return _said(headings) or _marked(named)


def _said(headings: Sequence[tuple[str, LexborNode]]) -> bool:
    """Whether a heading speaks of comments and something that looks like some follows."""
    together = "\n".join(text for text, _ in headings)
    stems = [stem for stem in HEADING_STEMS if stem in together]
    likely = (
        (text, node)
        for text, node in headings
        if len(text) <= 2 * LONGEST_HEADING
        and any(stem in text for stem in stems)
        and HEADING.search(text)
        and not LATEST.search(text)
    )
    return any(_follows_much(node, len(text)) for text, node in islice(likely, MOST_READ))


def _marked(named: Sequence[tuple[str, LexborNode]]) -> bool:
    """Whether elements with these classes and ids may be comments."""
    posts: dict[tuple[str, str], list[LexborNode]] = {}
    together = "\n".join(name for name, _ in named).lower()
    stems = [stem for stem in COMMENT_STEMS if stem in together]
    undated = read = 0
    for name, node in named:
        classes, _, own = name.rpartition(" ")
        small = name.lower()
        speaks = False
        for stem in stems:
            if stem in small:
                speaks = True
                break
        if own and own[-1] in NUMBERED and (speaks or ends_as_message(own)):
            match = OWN_ID.fullmatch(own)
            if match is not None:
                if match["sure"]:
                    return True
                posts.setdefault(("", match["maybe"]), []).append(node)
                speaks = False
        kind = named_comment(name) if speaks else ""
        if kind in ("item", "list") and read < MOST_READ:
            read += 1
            text = node.text()
            if len(text) >= (LEAST_ITEM if kind == "item" else LEAST_LIST):
                if kind == "item":
                    undated += 2 if own and ("omment" in classes or "oment" in classes) else 1
                if (
                    undated > 1
                    or looks_dated(text[:WIDEST])
                    or node.css_first("time, [datetime]") is not None
                ):
                    return True
        elif not kind and ("post" in classes or "message" in classes):
            for word in MESSAGES.intersection(small.split()):
                posts.setdefault((node.tag or "", word), []).append(node)
        elif not own and node.attrs.get("itemprop") == "comment":
            return True
    return any(
        len(nodes) > 1 and all(looks_dated(node.text()[:WIDEST]) for node in nodes[:2])
        for nodes in posts.values()
    )


def _follows_much(heading: LexborNode, length: int) -> bool:
    """Whether there is text with dates after a heading, in what it is the heading of."""
    above = heading.parent
    for _ in range(3):
        if above is None or above.tag in ("body", "html", "-undef"):
            return True
        text = above.text()
        if len(text) > length + LEAST_LIST:
            return looks_dated(text[:WIDEST])
        if len(text) > length + LEAST_ITEM and _shown(above) > _shown(heading) + LEAST_ITEM:
            return looks_dated(text)
        above = above.parent
    return False


def _shown(node: LexborNode) -> int:
    """The characters of the text below a node of little text, but for that of a form's fields."""
    length = 0
    for each in node.traverse(include_text=True):
        holder = each.parent
        if each.is_text_node and holder is not None and holder.tag not in SILENT:
            length += len((each.text_content or "").strip())
    return length
