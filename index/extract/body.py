"""The main text of a page of no known maker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.blocks import Block, Reading, read_blocks
from index.extract.boilerplate import HARD, SOFT, belief, is_body
from index.extract.masses import Element, Masses
from index.settings import Scrape

OTHER_TAGS: Final = {"nav": HARD, "aside": SOFT, "footer": HARD, "figcaption": SOFT, "noscript": SOFT}
TRUSTED: Final = 0.35
RECALL: Final = 3.0


def main_text(tree: LexborHTMLParser, title: str, scrape: Scrape) -> str:
    """The main text of a page, paragraphs with an empty line between; empty if there is none."""
    tree.strip_tags(["script", "style", "svg"])
    root = tree.body
    if root is None:
        return ""
    masses = Masses(root)
    elements = masses.elements
    whole = elements[0].mass
    gone: set[int] = set()
    beliefs: list[float] = []
    for number in range(1, len(elements)):
        element = elements[number]
        if element.above in gone:
            gone.add(number)
            continue
        share = max(belief(element.names), OTHER_TAGS.get(element.tag, 0.0))
        if share and element.mass <= whole * share:
            gone.add(number)
            mass = element.mass
            above = element.above
            while above >= 0:
                elements[above].mass -= mass
                above = elements[above].above
    chosen = _chosen(elements, gone)

    def skips(node: LexborNode, tag: str) -> bool:
        number = masses.numbers.get(node.mem_id)
        if number is not None:
            return number in gone
        if tag in OTHER_TAGS:
            return True
        attributes = node.attributes
        if not attributes:
            return False
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        return len(names) > 1 and belief(names) > 0

    node = chosen.node
    reading = read_blocks(node, lambda n, t: n.mem_id != node.mem_id and skips(n, t))
    return _joined(_kept(reading), title)


def _chosen(elements: list[Element], gone: set[int]) -> Element:
    whole = elements[0].mass
    if not whole:
        return elements[0]
    alive = [e for e in elements if e.order not in gone and e.mass]
    for test in (lambda e: "articleBody" in e.itemprop.split(), lambda e: is_body(e.names)):
        best = max((e for e in alive if test(e)), key=lambda e: (e.mass, e.depth), default=None)
        if best is not None and best.mass >= whole * TRUSTED:
            return best

    def worth(e: Element) -> float:
        recall = e.mass / whole
        precision = min(1.0, e.mass / (len(e.node.text(strip=True)) or 1))
        return (1 + RECALL) * precision * recall / (RECALL * precision + recall)

    return max((e for e in alive if e.mass >= whole / 10), key=worth)


def _kept(reading: Reading) -> list[Block]:
    blocks = reading.blocks
    dropped = bytearray(len(blocks))
    for region in reading.regions:
        if region.tag == "blockquote":
            continue
        part = blocks[region.start : region.stop]
        total = sum(len(block.text) for block in part)
        if total and sum(block.linked for block in part) > total * 0.5:
            for number in range(region.start, region.stop):
                dropped[number] = 1
    return [
        block for number, block in enumerate(blocks) if not dropped[number] and block.linked <= len(block.text) / 2
    ]


def _joined(blocks: Sequence[Block], title: str) -> str:
    """Blocks as one text, without the headline, and without headings that nothing follows."""
    kept: list[Block] = [block for block in blocks if not (block.tag == "h1" or block.text == title)]
    while kept and kept[-1].tag.startswith("h"):
        kept.pop()
    return "\n\n".join(block.text for block in kept)
