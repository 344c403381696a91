"""The main text of a page of no known maker.

The page is cut into blocks of text. What is running text among them has a mass, and of all elements
the one is taken whose text has most of the page's mass and little beside it: an F-measure with the
mass for recall and what else is in the element against precision. Elements whose class, id or tag say
that they are something else (navigation, related links, comments) give nothing, unless they hold so
much of the page's mass that they can't mean it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from index.extract.blocks import Block, read_blocks

OTHER_TAGS: Final = frozenset({"nav", "aside", "footer"})
OTHER: Final = frozenset(
    "ad ads advert advertisement banner breadcrumb breadcrumbs byline comment comments commentlist cookie "
    "cookies copyright credits dateline disqus donate footer jp links masthead menu meta modal nav navbar "
    "navigation newsletter outbrain pagination pager paywall popular popup promo promoted recirc recommend "
    "recommended related respond share sharing shares sidebar signup skip social sponsor subscribe "
    "subscription taboola tags toolbar tools trending widget".split()
)
"""Words in a class or id that say an element is not the article."""
STRONG: Final = frozenset(
    "comment comments commentlist disqus footer newsletter related respond sidebar".split()
)
"""Of these, those that are believed of more of a page."""
BELIEVED: Final = 0.3
STRONGLY_BELIEVED: Final = 0.6
"""The share of a page's mass up to which an element is taken at its word."""

NAME: Final = re.compile(r"[a-z]{2,}")
STATE: Final = re.compile(r"(?:tag|category|status|author|has|no|is|type|format|hidden|js|post)-\S*")
"""Classes that say what an article is filed under, not what an element is."""

BODIES: Final = (
    '[itemprop="articleBody"]',
    ".entry-content",
    ".article-body",
    ".article__body",
    ".post-content",
    ".story-body",
)
"""Elements that say they are the article."""
TRUSTED: Final = 0.35
"""The share of a page's mass that such an element must have."""

RECALL: Final = 3.0
"""How much more it weighs to leave out text than to take in too much (beta squared)."""


def main_text(root: LexborNode, title: str) -> str:
    """The main text below `root`, paragraphs with an empty line between; empty if there is none."""
    elements, blocks = read_blocks(root)
    masses: Counter[int] = Counter()
    for block in blocks:
        for number in block.above:
            masses[number] += block.mass
    whole = sum(block.mass for block in blocks)
    if not whole:
        return _joined([block for block in blocks if block.linked <= len(block.text) / 2], title)
    believed = frozenset(
        number for number, element in enumerate(elements) if masses[number] <= whole * _belief(element)
    )
    kept = [block for block in blocks if not believed.intersection(block.above)]
    chosen = _chosen(root, elements, kept)
    inside = [block for block in kept if chosen is None or chosen in block.above]
    return _joined([block for block in inside if block.linked <= len(block.text) / 2], title)


def _belief(element: LexborNode) -> float:
    """The share of a page's mass up to which an element is not the article; -1 if nothing says so."""
    attributes = element.attributes
    names = STATE.sub("", f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower())
    words = OTHER.intersection(NAME.findall(names))
    if words & STRONG:
        return STRONGLY_BELIEVED
    return BELIEVED if words or element.tag in OTHER_TAGS else -1.0


def _chosen(root: LexborNode, elements: Sequence[LexborNode], blocks: Sequence[Block]) -> int | None:
    """The number of the element that is the article; None for all of them."""
    masses: Counter[int] = Counter()
    lengths: Counter[int] = Counter()
    for block in blocks:
        for number in block.above:
            masses[number] += block.mass
            lengths[number] += len(block.text)
    whole = sum(block.mass for block in blocks)
    numbers = {element.mem_id: number for number, element in enumerate(elements)}
    for selector in BODIES:
        said = [numbers[node.mem_id] for node in root.css(selector) if node.mem_id in numbers]
        best = max(said, key=lambda number: masses[number], default=None)
        if best is not None and masses[best] >= whole * TRUSTED:
            return best

    def worth(number: int) -> float:
        recall = masses[number] / whole
        precision = masses[number] / lengths[number]
        return (1 + RECALL) * precision * recall / (RECALL * precision + recall)

    return max((number for number in masses if masses[number]), key=worth, default=None)


def _joined(blocks: Sequence[Block], title: str) -> str:
    """Blocks as one text, without the headline, and without headings that nothing follows."""
    kept: list[Block] = [block for block in blocks if not (block.tag == "h1" or block.text == title)]
    while kept and kept[-1].tag.startswith("h"):
        kept.pop()
    return "\n\n".join(block.text for block in kept)
