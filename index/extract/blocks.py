"""A part of a page as blocks of text: what an element says, in paragraphs, and which of it is quoted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from index.text import Spans, clean

BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main menu nav noscript ol p pre section summary table tbody "
    "td tfoot th thead tr ul caption hgroup search".split()
)
SILENT: Final = frozenset(
    "script style template svg math iframe object embed select button input textarea canvas audio "
    "video map dialog label option head title meta link noframes datalist progress -comment".split()
)
"""Elements whose text is not read."""
CONTAINERS: Final = frozenset(
    "article aside blockquote center dd details div dl fieldset figure footer form header li main menu nav "
    "ol section table ul".split()
)
"""Elements of which it is told which blocks lie in them."""

STYLES: Final = frozenset("a b i em strong u s sub sup small code font br wbr cite q mark kbd".split())
"""Elements that are never anything else than a piece of a text."""
MARKED: Final = frozenset({"pre", "blockquote"})
"""Elements that say something of all the text in them."""
ADDRESSES: Final = ("http://", "https://", "www.")
"""How a link begins that is a reference, and not a way to somewhere else."""


class Block(NamedTuple):
    """A run of text without an element of BLOCKS in it."""

    text: str
    linked: int
    """Characters of it that are links, but for addresses written out and for what is quoted."""
    tag: str
    """The innermost element of BLOCKS it lies in; empty at the root."""
    quoted: bool


class Region(NamedTuple):
    """The blocks in one element of CONTAINERS."""

    tag: str
    start: int
    stop: int


class Reading(NamedTuple):
    """The text below a node."""

    blocks: list[Block]
    regions: list[Region]
    """Inner ones before those that they lie in."""


Skips = Callable[[LexborNode, str], bool]
"""Whether an element, whose tag is given too, is passed over with all that is in it."""


def text_of(node: LexborNode) -> str:
    """The text below a node, with an empty line between its paragraphs."""
    return "\n\n".join(block.text for block in read_blocks(node).blocks)


def quoted_text_of(node: LexborNode) -> tuple[str, Spans]:
    """The text below a node, with an empty line between its paragraphs, and which spans of it are quotes."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for block in read_blocks(node).blocks:
        text = clean(block.text)
        if block.quoted:
            if spans and spans[-1][1] == length - 2:
                spans[-1] = spans[-1][0], length + len(text)
            else:
                spans.append((length, length + len(text)))
        pieces.append(text)
        length += len(text) + 2
    return "\n\n".join(pieces), tuple(spans)


def read_blocks(root: LexborNode, skips: Skips | None = None) -> Reading:
    """The blocks of text below a node.

    Without recursion: a page may nest as deep as it likes.
    """
    blocks: list[Block] = []
    regions: list[Region] = []
    pieces: list[str] = []
    open_tags: list[str] = [""]
    linked = links = quotes = verbatim = 0
    broken = False

    def flush() -> None:
        nonlocal linked, broken
        joined = "".join(pieces)
        pieces.clear()
        if verbatim:
            text = joined.strip("\n").rstrip()
        elif broken:
            text = "\n".join(filter(None, map(" ".join, map(str.split, joined.split("\n")))))
        else:
            text = " ".join(joined.split())
        if text:
            blocks.append(Block(text, min(linked, len(text)), open_tags[-1], quotes > 0))
        linked = 0
        broken = False

    waiting: list[LexborNode | tuple[str, int]] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            tag, start = node
            if tag == "a":
                links -= 1
                continue
            if pieces:
                flush()
            open_tags.pop()
            if tag in CONTAINERS:
                regions.append(Region(tag, start, len(blocks)))
            if tag == "blockquote":
                quotes -= 1
            elif tag == "pre":
                verbatim -= 1
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if not verbatim and "\n" in text:
                text = text.replace("\n", " ")
            pieces.append(text)
            if links and not quotes and not text.startswith(ADDRESSES):
                linked += len(text)
            continue
        if tag == "br":
            if broken and not verbatim and _ends_a_line(pieces):
                flush()
            else:
                pieces.append("\n")
                broken = True
            continue
        if tag in SILENT or (skips is not None and tag not in STYLES and skips(node, tag)):
            continue
        child = node.last_child
        if tag in BLOCKS:
            if pieces:
                flush()
            if child is None:
                continue
            if not verbatim and tag not in MARKED and child.prev is None and child.tag == "-text":
                text = " ".join((child.text_content or "").split())  # most paragraphs are so
                if text:
                    blocks.append(Block(text, len(text) if links and not quotes else 0, tag, quotes > 0))
                    if tag in CONTAINERS:
                        regions.append(Region(tag, len(blocks) - 1, len(blocks)))
                continue
            open_tags.append(tag)
            waiting.append((tag, len(blocks)))
            if tag == "blockquote":
                quotes += 1
            elif tag == "pre":
                verbatim += 1
        elif tag == "a":
            links += 1
            waiting.append(("a", 0))
        while child is not None:
            waiting.append(child)
            child = child.prev
    if pieces:
        flush()
    return Reading(blocks, regions)


def _ends_a_line(pieces: list[str]) -> bool:
    """Whether nothing follows the last break of a line in some text."""
    for piece in reversed(pieces):
        if piece == "\n":
            return True
        if not piece.isspace():
            return False
    return False
