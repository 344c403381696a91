"""XML as it is found, one record after the other: what exports and feeds are read by.

No entity but those of HTML is known and no declaration is obeyed, so nothing in a file can grow or fetch
anything. What is not well-formed is read on: an unclosed element ends with the one it lies in, a stray
"&" or "<" is text, junk between records is no record. No more than one record is held in memory.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Final

from index.formats.format import LARGEST
from index.formats.xml.names import Names
from index.formats.xml.tokens import Piece, Token, texts, tokens

DEEPEST: Final = 200
"""Elements within elements. What lies deeper is read as if it lay there."""
ELEMENT: Final = 100
"""Characters that an element counts for in the size of a record."""

ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """An element, with all that lies in it."""

    name: str
    """In small letters, with the prefix that `Names` has for its namespace."""
    attributes: dict[str, str]
    """By names as above."""
    content: list[str | Element] = field(default_factory=list)
    whole: bool = True
    """False for a record that the file ends in, or of which some was left out because it is too long."""

    def children(self, name: str) -> list[Element]:
        """The elements of this name right in it."""
        return [part for part in self.content if isinstance(part, Element) and part.name == name]

    def child(self, name: str) -> Element | None:
        """The first of `children`."""
        return next(iter(self.children(name)), None)

    def said(self, *names: str) -> str:
        """The text of the first child that has any, in the order of `names`, without white space around."""
        for name in names:
            for child in self.children(name):
                if text := child.text:
                    return text
        return ""

    @property
    def nested(self) -> bool:
        """Whether there are elements in it."""
        return any(isinstance(part, Element) for part in self.content)

    @property
    def text(self) -> str:
        """All text in it, without the white space around."""
        pieces: list[str] = []
        waiting: list[str | Element] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                pieces.append(part)
            else:
                waiting += reversed(part.content)
        return "".join(pieces).strip()

    @property
    def markup(self) -> str:
        """What lies in it as HTML, without attributes: an element may hold its text so."""
        pieces: list[str] = []
        waiting: list[tuple[bool, str | Element]] = [(False, part) for part in reversed(self.content)]
        while waiting:
            done, part = waiting.pop()
            if isinstance(part, str):
                pieces.append(part if done else html.escape(part, quote=False))
                continue
            tag = part.name.rpartition(":")[2]
            pieces.append(f"<{tag}>")
            if part.content:
                waiting.append((True, f"</{tag}>"))
                waiting += ((False, inner) for inner in reversed(part.content))
            elif tag not in ("br", "hr", "img"):
                pieces.append(f"</{tag}>")
        return "".join(pieces)


def records(
    stream: BinaryIO, envelopes: frozenset[str], repeated: frozenset[str], charset: str | None = None
) -> Iterator[Element]:
    """The elements of a file that lie in nothing but `envelopes`, each as it ends.

    An envelope itself comes first, as it begins, with its attributes alone. What begins with a name of
    `repeated` begins a record, even if the one before it was not closed. `charset` is what is said of the
    encoding where the file says nothing.
    """
    names = Names()
    opened: list[Element] = []
    size = 0
    for token in tokens(texts(stream, charset)):
        if token.piece is Piece.TEXT or token.piece is Piece.LITERAL:
            if opened:
                size += len(token.text)
                _say(opened, token, size)
        elif token.piece is Piece.END:
            name = names.element(token.text, {})
            depth = _depth(opened, name)
            if depth is None and name in envelopes and opened:
                depth = 0
            if depth is not None:
                record = opened[0]
                del opened[depth:]
                if not opened:
                    yield record
        else:
            attributes = names.attributes(token.attributes)
            name = names.element(token.text, attributes)
            if opened and name in repeated:
                yield opened[0]
                opened.clear()
            element = Element(name, attributes)
            if not opened:
                size = 0
                if name in envelopes or token.empty:
                    yield element
                    continue
            else:
                size += ELEMENT
                if size > LARGEST:
                    opened[0].whole = False
                    continue
                opened[-1].content.append(element)
            if not token.empty and len(opened) < DEEPEST:
                opened.append(element)
    if opened:
        opened[0].whole = False
        yield opened[0]


def root(head: bytes) -> Element | None:
    """The element that a file begins with, without what lies in it; None where its first bytes show none."""
    text = next(texts(BytesIO(head)), "")
    start = max(text.find("<?xml"), 0)  # what a server complains of is sent before it
    for token in tokens(iter((text[start:],))):
        if token.piece is Piece.START:
            names = Names()
            attributes = names.attributes(token.attributes)
            return Element(names.element(token.text, attributes), attributes)
    return None


def unescaped(text: str) -> str:
    """A text with its character references resolved: those that end in ";", for XML knows no others."""
    return ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _say(opened: list[Element], token: Token, size: int) -> None:
    if size > LARGEST:
        opened[0].whole = False
        return
    literal = token.piece is Piece.LITERAL
    if literal or len(opened) > 1 or not token.text.isspace():
        opened[-1].content.append(token.text if literal else unescaped(token.text))


def _depth(opened: list[Element], name: str) -> int | None:
    """How deep the innermost open element of a name lies."""
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth].name == name:
            return depth
    return None
