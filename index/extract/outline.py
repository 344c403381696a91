"""A part of a page, flattened: its elements in the order of the page, and the pieces of text in them.

What lies below an element is a run of numbers, so questions about it are sums and slices, and no walk
of the tree is made twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from index.extract.blocks import BLOCKS, SILENT

KEPT: Final = frozenset({"label", "dialog", "form", "button", "textarea"})
"""Elements that are listed though their text may not be read: they tell what a part of a page is for."""

LONGEST_NAME: Final = 300
"""Characters of a class or an id that are looked at: no page means more, and patterns take their time."""


@dataclass(slots=True)
class Outline:
    """Elements and pieces of text below a node, each numbered from 0."""

    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str | None]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    """The element an element lies in; -1 for the first."""
    ends: list[int] = field(default_factory=list)
    """The number after that of the last element within an element."""
    firsts: list[int] = field(default_factory=list)
    """The first piece within an element, if there is one."""
    lasts: list[int] = field(default_factory=list)
    """The number after that of the last piece within it."""
    texts: list[str] = field(default_factory=list)
    """A line feed stands for a <br>."""
    owners: list[int] = field(default_factory=list)
    """By piece, the element right around it."""
    blocks: list[int] = field(default_factory=list)
    """By piece, which run of text without an element of BLOCKS in it it belongs to."""
    linked: list[bool] = field(default_factory=list)
    lengths: list[int] = field(default_factory=lambda: [0])
    """The characters in all pieces before the one of this number."""

    def name(self, element: int) -> str:
        """Its class and its id, as far as they are looked at."""
        attributes = self.attributes[element]
        if not attributes:
            return ""
        return (
            f"{(attributes.get('class') or '')[:LONGEST_NAME]} {(attributes.get('id') or '')[:LONGEST_NAME]}"
        )

    def length(self, element: int) -> int:
        """The characters of the text within an element."""
        return self.lengths[self.lasts[element]] - self.lengths[self.firsts[element]]

    def text(self, element: int, most: int = 1_000) -> str:
        """The text within an element, on one line, cut after about `most` characters."""
        pieces: list[str] = []
        length = 0
        for number in range(self.firsts[element], self.lasts[element]):
            pieces.append(self.texts[number])
            length += len(self.texts[number])
            if length > most:
                break
        return " ".join("".join(pieces).split())

    def last(self, start: int, end: int) -> int:
        """The number after the last piece in the elements side by side from `start` to `end`."""
        if self.ends[start] >= end:
            return self.lasts[start]
        if end < len(self.tags) and self.parents[end] == self.parents[start]:
            return self.firsts[end]
        element = last = start
        while element < end:
            last, element = element, self.ends[element]
        return self.lasts[last]

    def following(self, element: int) -> int | None:
        """The element after it in the same parent."""
        parent = self.parents[element]
        after = self.ends[element]
        return after if parent >= 0 and after < self.ends[parent] else None

    def within(self, element: int) -> Sequence[int]:
        """It and the elements in it."""
        return range(element, self.ends[element])


def flatten(root: LexborNode) -> Outline:
    """The outline of `root`. Without recursion: a page may nest as deep as it likes."""
    outline = Outline()
    tags, parents, ends, lasts = outline.tags, outline.parents, outline.ends, outline.lasts
    texts, owners, blocks, linked = outline.texts, outline.owners, outline.blocks, outline.linked
    lengths = outline.lengths
    block = links = 0
    above = -1
    waiting: list[LexborNode | int] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):
            ends[node] = len(tags)
            lasts[node] = len(texts)
            above = parents[node]
            if tags[node] == "a":
                links -= 1
            elif tags[node] in BLOCKS:
                block += 1
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content
            if text and above >= 0:
                texts.append(text.replace("\n", " "))
                owners.append(above)
                blocks.append(block)
                linked.append(links > 0)
                lengths.append(lengths[-1] + len(text.strip()))
            continue
        if tag == "br":
            if above >= 0:
                texts.append("\n")
                owners.append(above)
                blocks.append(block)
                linked.append(False)
                lengths.append(lengths[-1])
            continue
        if tag in SILENT and tag not in KEPT:
            continue
        number = len(tags)
        outline.nodes.append(node)
        tags.append(tag)
        outline.attributes.append(node.attributes)
        parents.append(above)
        ends.append(number + 1)
        outline.firsts.append(len(texts))
        lasts.append(len(texts))
        if tag in SILENT and tag != "label":
            continue
        if tag == "a":
            links += 1
        elif tag in BLOCKS:
            block += 1
        above = number
        waiting.append(number)
        child = node.last_child
        while child is not None:
            waiting.append(child)
            child = child.prev
    return outline
