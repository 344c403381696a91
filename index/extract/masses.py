"""Where the running text of a page is: its paragraphs, and how much of it each element around them holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

PARAGRAPHS: Final = "p, blockquote, pre, li, td, div, section, article, main, dd, center, figure"
LOOSE: Final = "span, font, b, strong, em, i, h2, h3, h4"
SHORT: Final = 20
RUNNING: Final = 50


@dataclass(slots=True)
class Element:
    """An element that has running text in it."""

    node: LexborNode
    tag: str
    above: int
    """The number of the element around it; -1 at the root."""
    depth: int
    mass: int
    names: str
    itemprop: str
    order: int


class Masses:
    """The elements of a page that have running text in them, numbered."""

    def __init__(self, root: LexborNode) -> None:
        self.elements: list[Element] = []
        self.numbers: dict[int, int] = {}
        self._root = root.mem_id
        own: dict[int, int] = {}
        self._add(root, -1)
        for node in root.css(PARAGRAPHS):
            if node.tag == "p":
                mass = _length(node.text())
                if mass < SHORT:
                    continue
                for link in node.css("a") if mass >= SHORT else ():
                    mass -= _length(link.text())
                if mass < SHORT:
                    continue
            else:
                mass = _length(node.text(deep=False))
                if mass < RUNNING:
                    continue
            own[self._climb(node)] = mass
        if not own:
            for node in root.css(LOOSE):
                mass = _length(node.text(deep=False))
                if mass >= RUNNING:
                    own[self._climb(node)] = mass
        for number, mass in own.items():
            self.elements[number].mass += mass
        self.own = own
        for number in sorted(
            range(1, len(self.elements)), key=lambda n: self.elements[n].depth, reverse=True
        ):
            element = self.elements[number]
            self.elements[element.above].mass += element.mass

    def _climb(self, node: LexborNode) -> int:
        """The number of an element; it and those around it are added if they are new."""
        chain = []
        step: LexborNode | None = node
        above = 0
        while step is not None:
            known = self.numbers.get(step.mem_id)
            if known is not None:
                above = known
                break
            chain.append(step)
            step = step.parent
        for each in reversed(chain):
            above = self._add(each, above)
        return above

    def _add(self, node: LexborNode, above: int) -> int:
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        number = len(self.elements)
        depth = self.elements[above].depth + 1 if above >= 0 else 0
        self.elements.append(
            Element(node, node.tag or "", above, depth, 0, names, attributes.get("itemprop") or "", number)
        )
        self.numbers[node.mem_id] = number
        return number


def _length(text: str) -> int:
    """The characters of a text that are not blank."""
    return sum(map(len, text.split()))
