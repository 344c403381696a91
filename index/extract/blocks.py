"""A part of a page as blocks of text: what an element says, in paragraphs, and which of it is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from index.text import Spans, clean

BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
SILENT: Final = frozenset(
    "script style noscript template svg math iframe object embed select button input textarea canvas audio "
    "video map dialog label option -comment".split()
)
"""Elements whose text is not read."""

RUNNING: Final = 60
"""Characters from which on a block without punctuation is running text."""
QUOTING: Final = frozenset({"blockquote"})
"""Elements whose text is somebody else's."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text without an element of BLOCKS in it."""

    text: str
    linked: int
    """Characters of it that are links."""
    tag: str
    above: tuple[int, ...]
    """The elements of BLOCKS it lies in, outermost first, by number."""

    @property
    def mass(self) -> int:
        """Its length if it is running text."""
        if self.linked > len(self.text) / 2 or self.tag.startswith("h"):
            return 0
        running = len(self.text) >= RUNNING or (
            len(self.text) >= 25 and self.tag in ("p", "blockquote", "pre")
        )
        return len(self.text) if running else 0


def text_of(node: LexborNode) -> str:
    """The text below a node, with an empty line between its paragraphs."""
    return "\n\n".join(block.text for block in read_blocks(node)[1])


def quoted_text_of(node: LexborNode) -> tuple[str, Spans]:
    """The text below a node, with an empty line between its paragraphs, and which spans of it are quotes."""
    elements, blocks = read_blocks(node)
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for block in blocks:
        text = clean(block.text)
        if any(elements[number].tag in QUOTING for number in block.above):
            if spans and spans[-1][1] == length - 2:
                spans[-1] = spans[-1][0], length + len(text)
            else:
                spans.append((length, length + len(text)))
        pieces.append(text)
        length += len(text) + 2
    return "\n\n".join(pieces), tuple(spans)


def read_blocks(root: LexborNode) -> tuple[list[LexborNode], list[Block]]:
    """The elements of BLOCKS below `root`, numbered by their place, and the blocks in them.

    Without recursion: a page may nest as deep as it likes.
    """
    elements: list[LexborNode] = []
    blocks: list[Block] = []
    open_blocks: list[tuple[int, str]] = []
    pieces: list[str] = []
    linked = links = 0

    def flush() -> None:
        nonlocal linked
        for text in re.split(r"\n\s*\n", "".join(pieces)):
            text = "\n".join(line for line in (" ".join(row.split()) for row in text.split("\n")) if line)
            if text:
                above = tuple(number for number, _ in open_blocks)
                tag = open_blocks[-1][1] if open_blocks else ""
                blocks.append(Block(text, min(linked, len(text)), tag, above))
        pieces.clear()
        linked = 0

    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    while waiting:
        node, done = waiting.pop()
        tag = node.tag or ""
        if done:
            if tag == "a":
                links -= 1
            else:
                flush()
                open_blocks.pop()
        elif tag == "-text":
            text = (node.text_content or "").replace("\n", " ")
            pieces.append(text)
            linked += len(" ".join(text.split())) if links else 0
        elif tag == "br":
            pieces.append("\n")
        elif tag not in SILENT:
            if tag in BLOCKS:
                flush()
                open_blocks.append((len(elements), tag))
                elements.append(node)
                waiting.append((node, True))
            elif tag == "a":
                links += 1
                waiting.append((node, True))
            child = node.last_child
            while child is not None:
                waiting.append((child, False))
                child = child.prev
    flush()
    return elements, blocks
