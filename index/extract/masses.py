"""Where the running text of a page is: its paragraphs, and how much of it each element around them holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from index.extract.boilerplate import DOUBTED_TAGS, HIDDEN, Doubt, doubt_of_names, hides, names

HEADINGS: Final = frozenset({"h1", "h2"})
MARKED: Final = "p, h1, h2"
"""Elements that are paragraphs, or may be the headline."""
SOUGHT: Final = "div, p, li, td, section, h1, h2, article, main, pre, blockquote, dd"
"""The same, and others that may have text of their own."""
ENOUGH: Final = 0.2
"""The share of a page's text in marked paragraphs with which no others are looked for."""

SHORTEST: Final = 20
"""Characters of the shortest <p> that is running text."""
RUNNING: Final = 50
"""The same for the text of any other element."""
LITTLE: Final = 250
"""Characters of running text that are too few for a page, so that elements of any kind are looked at."""

REPEATED: Final = 0.1
"""What a paragraph weighs that was on the page before, elsewhere."""
ABOUT_COOKIES: Final = 0.3
ELSEWHERE: Final = 0.5
"""What a text weighs in an element that is not meant for paragraphs."""
TEASER: Final = 0.25
"""What a paragraph weighs that stands almost alone under a link."""
ALONE: Final = 0.7
"""The same without a link."""
ALONE_UP_TO: Final = 1_000
"""Characters from which on a paragraph needs no company."""
COMPANY: Final = 3
"""Paragraphs side by side, of which each vouches for the others."""
MOST_LOOKED_AT: Final = 40
"""Elements beside a paragraph among which the link of a teaser is looked for."""
RUNNING_LINK: Final = 10
"""Characters of the shortest link that may be a headline."""

WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Element:
    """An element that has running text in it."""

    number: int
    """Its place in the list of all, where it comes after the one around it."""
    node: LexborNode
    tag: str
    above: int
    """The number of the element around it; -1 for the root."""
    depth: int
    names: str
    states_body: bool
    """Whether it says of itself, as schema.org has it, that it is the text of an article."""
    doubt: Doubt | None
    mass: int = 0
    """Characters of running text in it."""
    weight: float = 0.0
    """The same, with what is likely a teaser or a notice counting less."""


class Paragraph(NamedTuple):
    """A run of text."""

    node: LexborNode
    number: int
    """The element it is, or lies in if it has no names of its own."""
    above: int
    """The element around it."""
    mass: int
    factor: float
    """How much of it counts."""


class Masses:
    """The elements of a page that have running text in them."""

    def __init__(self, root: LexborNode, title: str) -> None:
        self.elements: list[Element] = []
        self.numbers: dict[int, int] = {}
        """By the identity of a node, the number of its element."""
        self.headline: int | None = None
        """The heading that is the page's title."""
        self._paragraphs: list[Paragraph] = []
        self._add(root, -1)
        self._find(root, squeezed(title))
        if sum(paragraph.mass for paragraph in self._paragraphs) < LITTLE:
            self._find_elsewhere(root)
        self._weigh()

    def _find(self, root: LexborNode, title: str) -> None:
        """Find the paragraphs and the headline."""
        first_in: dict[str, int] = {}
        shortest, longest = len(title), 10 * len(title)
        paragraphs = self._paragraphs
        marked = root.css(MARKED)
        texts = [node.text() for node in marked]
        held = sum(map(len, texts))
        enough = held >= LITTLE and held >= ENOUGH * len(root.text())
        if not enough:
            marked = root.css(SOUGHT)
            texts = [""] * len(marked)
        for node, text in zip(marked, texts, strict=True):
            tag = node.tag
            if tag == "p":
                text = text or node.text()
                mass = _length(text)
                if mass < SHORTEST:
                    continue
                mass = _without_links(node, mass)
                if mass < SHORTEST:
                    continue
            elif tag in HEADINGS:
                if longest and self.headline is None:
                    text = text or node.text()
                    if len(text) >= shortest and len(text) < longest and squeezed(text) == title:
                        self.headline = self._reach(node)
                continue
            else:
                text = node.text(False)
                if len(text) < RUNNING:
                    continue
                mass = _length(text)
                if mass < RUNNING:
                    continue
            if tag == "p" and not node.attributes and (parent := node.parent) is not None:
                number = above = self._reach(parent)
            else:
                number = self._reach(node)
                above = self.elements[number].above
            repeated = first_in.setdefault(text, above) != above
            factor = REPEATED if repeated else ABOUT_COOKIES if "ookie" in text else 1.0
            paragraphs.append(Paragraph(node, number, above, mass, factor))

    def _find_elsewhere(self, root: LexborNode) -> None:
        """Find text that lies in no element meant for it."""
        known = {paragraph.node.mem_id for paragraph in self._paragraphs}
        for node in root.css("*"):
            text = node.text(deep=False)
            mass = _length(text) if len(text) >= RUNNING and node.tag != "a" else 0
            if mass >= RUNNING and node.mem_id not in known:
                number = self._reach(node)
                above = self.elements[number].above
                self._paragraphs.append(Paragraph(node, number, above, mass, ELSEWHERE))

    def _weigh(self) -> None:
        """Give the elements their masses and weights."""
        elements = self.elements
        company = Counter([paragraph.above for paragraph in self._paragraphs])
        for paragraph in self._paragraphs:
            mass = paragraph.mass
            weight = mass * paragraph.factor
            if company[paragraph.above] < COMPANY and mass < ALONE_UP_TO:
                weight *= TEASER if self._is_teaser(paragraph) else ALONE
            element = elements[paragraph.number]
            element.mass += mass
            element.weight += weight
        for number in range(len(elements) - 1, 0, -1):
            element = elements[number]
            if element.mass:
                above = elements[element.above]
                above.mass += element.mass
                above.weight += element.weight

    def _is_teaser(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands beside a link that isn't in it."""
        own = paragraph.node.mem_id
        number = paragraph.above
        for _ in range(2):
            if number < 0:
                return False
            around = self.elements[number]
            outer = around.node.mem_id
            for node in islice(around.node.traverse(), MOST_LOOKED_AT):
                if node.tag == "a" and len(node.text(strip=True)) >= RUNNING_LINK:
                    step: LexborNode | None = node
                    while step is not None and step.mem_id not in (own, outer):
                        step = step.parent
                    if step is not None and step.mem_id == outer:
                        return True
            number = around.above
        return False

    def _reach(self, node: LexborNode) -> int:
        """The number of an element; it and those around it are added if they are new."""
        known = self.numbers.get(node.mem_id)
        if known is not None:
            return known
        new: list[LexborNode] = []
        step: LexborNode | None = node
        number: int | None = None
        while step is not None:
            number = self.numbers.get(step.mem_id)
            if number is not None:
                break
            new.append(step)
            step = step.parent
        above = number or 0
        for each in reversed(new):
            above = self._add(each, above)
        return above

    def _add(self, node: LexborNode, above: int) -> int:
        attributes = node.attributes
        tag = node.tag or ""
        called, doubt, states_body = "", None, False
        if attributes:
            called = names(attributes)
            doubt = doubt_of_names(called) or (HIDDEN if hides(attributes) else None)
            if "itemprop" in attributes:
                states_body = "articleBody" in (attributes["itemprop"] or "").split()
        number = len(self.elements)
        depth = self.elements[above].depth + 1 if above >= 0 else 0
        doubt = doubt or DOUBTED_TAGS.get(tag)
        self.elements.append(Element(number, node, tag, above, depth, called, states_body, doubt))
        self.numbers[node.mem_id] = number
        return number


def squeezed(text: str) -> str:
    """The letters and digits of a text, without regard to case."""
    if text.isascii():
        return text.encode("ascii").translate(_LOWER, _SIGNS).decode("ascii")  # in a tenth of the time
    return "".join(WORD.findall(text)).casefold()


_LOWER: Final = bytes(range(256)).lower()
_SIGNS: Final = bytes(code for code in range(128) if not WORD.match(chr(code)))


def _without_links(node: LexborNode, length: int) -> int:
    """The characters of a <p> of this length that are in no link."""
    child = node.first_child
    if child is not None and child.next is not None:
        for link in node.css("a"):
            length -= _length(link.text())
    elif child is not None and child.tag == "a":
        return 0
    return length


def _length(text: str) -> int:
    """The characters of a text, without its indentation."""
    return len(" ".join(text.split())) if "\n" in text or "\t" in text else len(text)
