"""The main text of a page of no known maker.

Paragraphs are found first, and the elements around them weighed by what they hold. The article is the
element that says so itself, if it holds enough, else the one with most of the page's text and little
beside it. Of what is in it, elements that are named for something else, links to other pages, the
headline and labels are left out.
"""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.blocks import Block, read_blocks
from index.extract.boilerplate import doubt
from index.extract.choice import chosen, left_out
from index.extract.masses import Element, Masses, squeezed
from index.extract.stated import KEY, TAG, plain, stated_body
from index.extract.tidying import tidy
from index.settings import Scrape

UNREAD: Final = ["script", "style", "svg"]
"""Elements that are taken out of a page before anything is measured."""

STATED: Final = 250
"""Characters from which on the text in JSON-LD may be the whole article, and not its beginning."""
COVERED: Final = 0.5
"""The share of the stated text that has to be found in the page."""
PROBE: Final = 40
"""Characters of a piece of the stated text that is looked for."""


def main_text(tree: LexborHTMLParser, title: str, scrape: Scrape) -> str:
    """The main text of a page, paragraphs with an empty line between; empty if there is none.

    Scripts and the like are gone from the tree after this.
    """
    stated = stated_body(tree)
    tree.strip_tags(UNREAD)
    root = tree.body or tree.root
    if root is None:
        return ""
    masses = Masses(root, title)
    gone = left_out(masses.elements)
    element, rule = chosen(masses, gone)
    text = _joined(_blocks(element.node, masses, gone, title, scrape))
    if not text:
        rule, element = "all of the page, as nothing in it is running text", masses.elements[0]
        text = _joined(read_blocks(root).blocks)
    if len(stated) >= STATED and not _covers(text, stated):
        scrape.gave("body", f"JSON-LD {KEY}")
        return plain(stated)
    if scrape.trace is not None and text:
        scrape.gave("body", f"{rule} {_called(element)}" if rule.endswith("element") else rule)
    return text


def _blocks(
    node: LexborNode, masses: Masses, gone: frozenset[int], title: str, scrape: Scrape
) -> list[Block]:
    """The blocks below an element that are the article's text."""
    numbers = masses.numbers
    trace = scrape.trace

    def skips(child: LexborNode, tag: str) -> bool:
        number = numbers.get(child.mem_id)
        if number is not None:
            if number not in gone:
                return False
            found = masses.elements[number].doubt
        else:
            found = doubt(child, tag)
            if found is None:
                return False
        if trace is not None and found is not None:
            text = " ".join(child.text(separator=" ").split())
            if text:
                trace.leaves_out(found.sign, text)
        return True

    reading = read_blocks(node, skips)
    return tidy(reading, title, _ignore if trace is None else trace.leaves_out)


def _joined(blocks: list[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


def _covers(text: str, stated: str) -> bool:
    """Whether most of a stated text is in what was found."""
    found = squeezed(text)
    sought = squeezed(TAG.sub("", stated) if "<" in stated else stated)
    pieces = [sought[start : start + PROBE] for start in range(0, len(sought), PROBE)]
    return sum(piece in found for piece in pieces) >= len(pieces) * COVERED


def _called(element: Element) -> str:
    """An element as a selector would have it."""
    attributes = element.node.attributes
    own_id = attributes.get("id")
    classes = (attributes.get("class") or "").split()
    return element.tag + (f"#{own_id}" if own_id else "") + "".join(f".{name}" for name in classes[:2])


def _ignore(rule: str, text: str) -> None:
    """Nobody asked."""
