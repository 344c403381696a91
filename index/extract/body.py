"""The main text of a page of no known maker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.blocks import Block, Reading, read_blocks
from index.extract.boilerplate import HARD, OUTRO, SOFT, belief, is_body, is_phrase
from index.extract.masses import Element, Masses, _length, squeezed
from index.settings import Scrape

OTHER_TAGS: Final = {"nav": 0.9, "aside": 0.7, "footer": 0.9, "figcaption": SOFT, "noscript": SOFT}
TRUSTED: Final = 0.3
SENTENCE: Final = re.compile(r"""[^.…][.!?。！？।؟]["”’»)]?\Z""")
WORD: Final = re.compile(r"\w+")
LEAVES = {'p', 'li', 'pre', 'dd', 'span', 'blockquote', 'b', 'strong', 'h1', 'h2', 'h3', 'a', 'tr', 'tbody'}
RECALL = 1.5
FAR = 0.25
MIX = 1.0
QUIET: Final = {'td', 'tr', 'blockquote', 'p'}
HEADINGS: Final = {'h1','h2','h3','h4','h5','h6'}


def main_text(tree: LexborHTMLParser, title: str, scrape: Scrape) -> str:
    """The main text of a page, paragraphs with an empty line between; empty if there is none."""
    tree.strip_tags(["script", "style", "svg"])
    root = tree.body
    if root is None:
        return ""
    masses = Masses(root, title)
    elements = masses.elements
    whole = elements[0].weight
    gone: set[int] = set()
    beliefs: list[float] = []
    alike: Counter[str] = Counter()
    for element in elements:
        alike[element.names] += element.weight
    for number in range(1, len(elements)):
        element = elements[number]
        if element.above in gone:
            gone.add(number)
            continue
        named = belief(element.names)
        share = max(named, OTHER_TAGS.get(element.tag, 0.0))
        if share and element.weight <= whole * share and (not named or alike[element.names] <= whole * HARD):
            gone.add(number)
            mass = element.mass
            weight = element.weight
            above = element.above
            while above >= 0:
                elements[above].mass -= mass
                elements[above].weight -= weight
                above = elements[above].above
    chosen = _chosen(elements, gone, masses.headline)

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


def _chosen(elements: list[Element], gone: set[int], headline: int | None) -> Element:
    whole = elements[0].mass
    if not whole:
        return elements[0]
    alive = [e for e in elements if e.order not in gone and e.mass]
    declared = _declared(elements, [e for e in alive if "articleBody" in e.itemprop.split() or is_body(e.names)])
    if declared is not None:
        return declared

    all_weight = elements[0].weight
    near = {}
    if headline is not None:
        step = elements[headline].above
        while step >= 0:
            if elements[step].weight >= all_weight * 0.15 and elements[step].mass >= 150:
                break
            step = elements[step].above
        near_to = step
    else:
        near_to = 0
    inside = elements[max(near_to, 0)].weight
    total = inside + FAR * (all_weight - inside)

    def worth(e: Element) -> float:
        if near_to <= 0:
            recall = e.weight / (all_weight or 1)
        elif _within(elements, e, elements[near_to]):
            recall = e.weight / (total or 1)
        elif _within(elements, elements[near_to], e):
            recall = (inside + FAR * (e.weight - inside)) / (total or 1)
        else:
            recall = FAR * e.weight / (total or 1)
        if recall <= 0:
            return 0.0
        precision = min(1.0, (e.mass * (1 - MIX) + e.weight * MIX) / (_length(e.node.text()) or 1))
        return (1 + RECALL) * precision * recall / (RECALL * precision + recall)

    best = max((e for e in alive if e.mass >= whole / 10 and e.tag not in LEAVES), key=worth, default=elements[0])
    articles = _disjoint(elements, [e for e in alive if e.tag == "article"])
    if len(articles) > 1 and len(best.node.css("h1")) > 1:
        most = max(e.mass for e in articles)
        first = next(e for e in articles if e.mass >= most * 0.25)
        if first.node.css_first("h1") is not None and first.mass >= whole * 0.15 and _within(elements, first, best):
            return first
    return best


def _within(elements: list[Element], e: Element, outer: Element) -> bool:
    while e.above >= 0:
        if e is outer:
            return True
        e = elements[e.above]
    return e is outer


def _disjoint(elements: list[Element], some: list[Element]) -> list[Element]:
    """Of some elements in the order of the page those that have most of what they lie in; outer ones else."""
    held = {e.order for e in some}
    inner: dict[int, Element] = {}
    outermost = []
    for e in some:
        above = e.above
        while above >= 0 and above not in held:
            above = elements[above].above
        if above >= 0:
            outer = inner.get(above)
            if outer is not None and e.mass >= 0.7 * outer.mass:
                outermost[outermost.index(outer)] = e
                inner[e.order] = e
        else:
            outermost.append(e)
            inner[e.order] = e
    return outermost


def _declared(elements: list[Element], some: list[Element]) -> Element | None:
    each = _disjoint(elements, some)
    if not each:
        return None
    best = max(each, key=lambda e: e.mass)
    large = [e for e in each if e.mass >= best.mass * 0.25]
    if sum(e.weight for e in large) < elements[0].weight * TRUSTED:
        return None
    same = [e for e in each if e.names == best.names]
    if len(same) > 1 and (len(best.names) > 3 or best.itemprop) and sum(e.weight for e in same) > 1.2 * best.weight:
        common = _common(elements, same)
        if len(common.node.css("h1")) < 2 and len(common.node.css("article")) < 2:
            return common
    if len(large) == 1:
        return best
    if len({e.above for e in large}) == 1:
        return elements[best.above]
    return large[0]


def _common(elements: list[Element], some: list[Element]) -> Element:
    def line(e: Element) -> list[int]:
        chain = [e.order]
        while e.above >= 0:
            e = elements[e.above]
            chain.append(e.order)
        return chain[::-1]

    common = line(some[0])
    for e in some[1:]:
        other = line(e)
        n = 0
        while n < min(len(common), len(other)) and common[n] == other[n]:
            n += 1
        common = common[:n]
    return elements[common[-1]]


def _kept(reading: Reading) -> list[Block]:
    blocks = reading.blocks
    dropped = bytearray(len(blocks))
    for number, block in enumerate(blocks):
        if block.tag not in ("td", "th") and _leads_away(block):
            dropped[number] = 1
    for region in reading.regions:
        if region.tag in QUIET:
            continue
        total = linked = prose = 0
        for number in range(region.start, region.stop):
            total += len(blocks[number].text)
            linked += blocks[number].linked
            if not dropped[number]:
                prose += len(blocks[number].text) - blocks[number].linked
        if total and linked > total * 0.5 and prose < 25 * (region.stop - region.start):
            for number in range(region.start, region.stop):
                dropped[number] = 2
    for number in range(len(blocks) - 2, -1, -1):
        block = blocks[number]
        if dropped[number] == 1 and block.tag in HEADINGS:
            after = blocks[number + 1]
            if not dropped[number + 1] and after.tag not in HEADINGS and after.linked < len(after.text) / 2:
                dropped[number] = 0
        elif not dropped[number] and dropped[number + 1] and len(block.text) < 50 and (block.tag in HEADINGS or block.text.endswith((":", "："))):
            later = number + 1
            while later < len(blocks) and dropped[later]:
                later += 1
            if block.tag not in HEADINGS or later == len(blocks) or blocks[later].tag in HEADINGS:
                dropped[number] = 1
    return [block for number, block in enumerate(blocks) if not dropped[number]]


def _leads_away(block: Block) -> bool:
    length = len(block.text)
    return block.linked > length * 0.8 or (block.linked > length * 0.5 and length - block.linked < 25)


def _joined(blocks: Sequence[Block], title: str) -> str:
    """Blocks as one text, without the headline, and without headings that nothing follows."""
    blocks = list(blocks)
    wanted = squeezed(title)
    first = next((n for n, b in enumerate(blocks[:40]) if b.tag in HEADINGS and wanted and squeezed(b.text) == wanted), None)
    if first is None:
        first = next((n for n, b in enumerate(blocks[:8]) if b.tag == "h1"), None)
    if first is not None and sum(len(b.text) for b in blocks[:first]) < min(600, 0.2 * sum(len(b.text) for b in blocks)):
        blocks = blocks[first + 1 :]
        start = 0
        for number, block in enumerate(blocks[:8]):
            if len(block.text) >= 80:
                break
            if block.tag in ("div", "header", "section", "article", "time"):
                start = number + 1
        blocks = blocks[start:]
    kept: list[Block] = [block for block in blocks if not (block.tag == "h1" and wanted == squeezed(block.text)) and not is_phrase(block.text)]
    while kept and (kept[-1].tag in HEADINGS or (kept[-1].linked and _is_outro(kept[-1]))):
        kept.pop()
    return "\n\n".join(block.text for block in kept)


def _is_outro(block: Block) -> bool:
    return len(block.text) < 300 and block.linked >= 0.1 * len(block.text) and OUTRO.search(block.text) is not None
