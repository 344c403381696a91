"""Which blocks of an element that holds the article are the article's text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from index.extract.blocks import Block, Reading
from index.extract.boilerplate import OUTLETS, is_label
from index.extract.masses import squeezed

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS: Final = frozenset({"td", "th"})

MOSTLY: Final = 0.5
ALL: Final = 0.8
"""The shares of a block that links have in one that leads away."""
PROSE: Final = 25
"""Characters beside links with which a block, or each of a region, may be prose."""
LEADING: Final = 50
"""Characters of the longest line that is said to lead what follows."""

HEAD_BLOCKS: Final = 40
HEAD_CHARACTERS: Final = 600
HEAD_SHARE: Final = 0.2
"""How far from the beginning the headline may be."""
BYLINES: Final = frozenset({"div", "header", "section", "article", "time"})
"""Elements in which a short line under the headline is a byline or a date."""
BYLINE_BLOCKS: Final = 8
STANDFIRST: Final = 80
"""Characters from which on a line under the headline is text."""
LONGEST_OUTRO: Final = 300

LeavesOut = Callable[[str, str], None]
"""Told the rule and the text of what is left out."""


def tidy(reading: Reading, title: str, leaves_out: LeavesOut) -> list[Block]:
    """The blocks that are the article's text."""
    blocks = reading.blocks
    dropped = _leading_away(reading)
    kept = [block for number, block in enumerate(blocks) if not dropped[number]]
    for number, block in enumerate(blocks):
        if dropped[number]:
            leaves_out("leads away", block.text)
    kept = _without_head(kept, squeezed(title), leaves_out)
    labels = [block for block in kept if is_label(block.text)]
    for block in labels:
        leaves_out("label", block.text)
    if labels:
        kept = [block for block in kept if not is_label(block.text)]
    while kept and (kept[-1].tag in HEADINGS or _is_outro(kept[-1])):
        leaves_out("nothing follows it" if kept[-1].tag in HEADINGS else "asks one to go on", kept[-1].text)
        kept.pop()
    return kept


def _leading_away(reading: Reading) -> bytearray:
    """Which blocks are links to something else, or headings of such, by their place."""
    blocks = reading.blocks
    dropped = bytearray(len(blocks))
    for number, block in enumerate(blocks):
        if block.linked and block.tag not in CELLS and _leads_away(block):
            dropped[number] = 1
    lists = _lists_of_links(reading, dropped)
    for number in range(len(blocks) - 2, -1, -1):
        block = blocks[number]
        if dropped[number]:
            if block.tag in HEADINGS and not lists[number] and not dropped[number + 1]:
                after = blocks[number + 1]
                if after.tag not in HEADINGS and after.linked < len(after.text) * MOSTLY:
                    dropped[number] = 0  # what the text below is about, with a link to it
        elif dropped[number + 1] and len(block.text) < LEADING:
            if block.tag in HEADINGS:
                after_all = number + 1
                while after_all < len(blocks) and dropped[after_all]:
                    after_all += 1
                if after_all == len(blocks) or blocks[after_all].tag in HEADINGS:
                    dropped[number] = 1
            elif block.text.endswith((":", "：")):
                dropped[number] = 1
    return dropped


def _lists_of_links(reading: Reading, dropped: bytearray) -> bytearray:
    """Which blocks are in a region that is mostly links; they are marked in `dropped`, too."""
    blocks = reading.blocks
    total, linked, prose = [0], [0], [0]
    for number, block in enumerate(blocks):
        length = len(block.text)
        total.append(total[-1] + length)
        linked.append(linked[-1] + block.linked)
        prose.append(prose[-1] + (0 if dropped[number] else length - block.linked))
    marked = bytearray(len(blocks))
    for tag, start, stop in reading.regions:
        if tag == "blockquote":
            continue  # what is quoted may be full of links, as posts from elsewhere are
        links = linked[stop] - linked[start]
        if not links or links <= (total[stop] - total[start]) * MOSTLY:
            continue
        if prose[stop] - prose[start] < PROSE * (stop - start):
            marked[start:stop] = b"\1" * (stop - start)
    for number, mark in enumerate(marked):
        if mark:
            dropped[number] = 1
    return marked


def _leads_away(block: Block) -> bool:
    length = len(block.text)
    return block.linked > length * ALL or (block.linked > length * MOSTLY and length - block.linked < PROSE)


def _without_head(blocks: list[Block], title: str, leaves_out: LeavesOut) -> list[Block]:
    """Blocks without the headline and what stands above it or gives author and date below it."""
    headline = _headline(blocks, title)
    if headline is None:
        return blocks
    most = min(HEAD_CHARACTERS, HEAD_SHARE * sum(len(block.text) for block in blocks))
    if sum(len(block.text) for block in blocks[:headline]) > most:
        return blocks
    start = headline + 1
    for number, block in enumerate(blocks[start : start + BYLINE_BLOCKS], start):
        if len(block.text) >= STANDFIRST:
            break
        if block.tag in BYLINES:
            start = number + 1
    for block in blocks[:start]:
        leaves_out("head", block.text)
    return [block for block in blocks[start:] if not (block.tag == "h1" and squeezed(block.text) == title)]


def _headline(blocks: Sequence[Block], title: str) -> int | None:
    """The place of the headline, if it is near the beginning."""
    for number, block in enumerate(blocks[:HEAD_BLOCKS]):
        if title and block.tag in HEADINGS and squeezed(block.text) == title:
            return number
    for number, block in enumerate(blocks[:BYLINE_BLOCKS]):
        if block.tag == "h1":
            return number
    return None


def _is_outro(block: Block) -> bool:
    """Whether a block at the end of an article asks one to follow its author, or the like."""
    length = len(block.text)
    return 0.1 * length <= block.linked and length < LONGEST_OUTRO and OUTLETS.search(block.text) is not None
