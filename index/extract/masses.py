"""Where the running text of a page is: its paragraphs, and how much of it each element around them holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

HEADINGS: Final = {"h1", "h2", "h3"}
PARAGRAPHS: Final = "h1, h2, h3, p, blockquote, pre, li, td, div, section, article, main, dd, center, figure"
LONE = 0.25
SINGLE = 0.7
FEW = 250
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
    weight: float
    names: str
    itemprop: str
    order: int


class Masses:
    """The elements of a page that have running text in them, numbered."""

    def __init__(self, root: LexborNode, title: str) -> None:
        self.elements: list[Element] = []
        self.numbers: dict[int, int] = {}
        self.headline: int | None = None
        own: dict[int, int] = {}
        seen: dict[str, int] = {}
        weights: dict[int, float] = {}
        self._add(root, -1)
        wanted = squeezed(title)
        for node in root.css(PARAGRAPHS):
            tag = node.tag
            if tag == "p":
                text = node.text()
                mass = length = _length(text)
                if mass < SHORT:
                    continue
                for link in node.css("a"):
                    mass -= _length(link.text())
                if mass < SHORT:
                    continue
            elif tag in HEADINGS:
                if wanted and self.headline is None and squeezed(node.text()) == wanted:
                    self.headline = self._climb(node)
                continue
            else:
                text = node.text(deep=False)
                if len(text) < RUNNING:
                    continue
                mass = _length(text)
                if mass < RUNNING:
                    continue
            number = self._climb(node)
            own[number] = mass
            first = seen.setdefault(text, self.elements[number].above)
            weights[number] = 0.1 if first != self.elements[number].above else 0.3 if "ookie" in text else 1.0
        if sum(own.values()) < FEW:
            for node in root.css("*"):
                if node.mem_id in self.numbers and self.numbers[node.mem_id] in own or node.tag == "a":
                    continue
                text = node.text(deep=False)
                mass = _length(text) if len(text) >= RUNNING else 0
                if mass >= RUNNING:
                    number = self._climb(node)
                    own[number] = mass
                    weights[number] = 0.5
        elements = self.elements
        company: Counter[int] = Counter(elements[number].above for number in own)
        for number, mass in own.items():
            element = elements[number]
            element.mass += mass
            if company[element.above] < 3 and mass < 1000:
                weights[number] *= LONE if self._is_teaser(element) else SINGLE
            element.weight += mass * weights[number]
        self.own = own
        for number in sorted(range(1, len(elements)), key=lambda n: elements[n].depth, reverse=True):
            element = elements[number]
            above = elements[element.above]
            above.mass += element.mass
            above.weight += element.weight

    def _is_teaser(self, element: Element) -> bool:
        """Whether a paragraph stands under a link of its own."""
        around = self.elements[element.above] if element.above >= 0 else element
        for _ in range(2):
            for link in around.node.css("a")[:4]:
                if len(link.text(strip=True)) >= 10:
                    step = link.parent
                    while step is not None and step.mem_id != element.node.mem_id and step.mem_id != around.node.mem_id:
                        step = step.parent
                    if step is None or step.mem_id != element.node.mem_id:
                        return True
            if around.above < 0:
                return False
            around = self.elements[around.above]
        return False

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
            Element(node, node.tag or "", above, depth, 0, 0.0, names, attributes.get("itemprop") or "", number)
        )
        self.numbers[node.mem_id] = number
        return number


def _length(text: str) -> int:
    """The characters of a text that are not blank."""
    return sum(map(len, text.split()))


WORD = re.compile(r"\w+")


def squeezed(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(WORD.findall(text)).casefold()
