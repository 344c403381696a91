"""Saved HTML pages, one page a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from selectolax.lexbor import LexborHTMLParser

from index.extract import read_article
from index.formats.format import ScrapeFormat, read_page
from index.model import Article, Rejection
from index.settings import Scrape
from index.text import CONTROLS, WIDE_MARKS, decode

SUFFIXES: Final = (".html", ".htm", ".xhtml")
OPENING: Final = re.compile(
    rb"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
"""How a file of another suffix, or none, shows that it is a page."""

CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

DEEPEST: Final = 2_000
"""Elements within elements. Lexbor takes time by the square of the depth."""
MOST_ATTRIBUTES: Final = 10_000
"""Of one tag. Lexbor takes time by the square of their number."""

TAG: Final = re.compile(rb"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)""")
QUOTED: Final = re.compile(rb""""[^"]*"|'[^']*'""")
LONG: Final = 20_000
"""Bytes of a tag from which on its attributes are counted."""
VOID: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
"""Elements that need no end tag, and so tell nothing of the depth."""


def stalling(data: bytes) -> tuple[int, str] | None:
    """What in a page would stall a parser, if anything: where it is, and what it is."""
    opened: Counter[bytes] = Counter()
    nested: list[bytes] = []
    for match in TAG.finditer(data):
        end, name, attributes = match[1], match[2].lower(), match[3]
        if len(attributes) > LONG:
            bare = QUOTED.sub(b"", attributes)
            if max(len(bare.split()), bare.count(b"=")) > MOST_ATTRIBUTES:
                return match.start(), f"a tag of more than {MOST_ATTRIBUTES:,} attributes"
        if name in VOID:
            continue
        if not end:
            nested.append(name)
            opened[name] += 1
            if len(nested) > DEEPEST:
                return match.start(), f"nested deeper than {DEEPEST:,} elements"
        elif opened[name]:
            last = b""
            while last != name:
                last = nested.pop()
                opened[last] -= 1
    return None


def _sniff(name: str, head: bytes) -> bool:
    if b"\0" in head and not head.startswith(WIDE_MARKS):
        return False
    return PurePath(name).suffix.lower() in SUFFIXES or OPENING.match(head) is not None


def parsed(data: bytes, charset: str | None = None) -> LexborHTMLParser:
    """The tree of a page."""
    return LexborHTMLParser(data)


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    data = read_page(scrape, stream)
    if isinstance(data, Rejection):
        yield data
        return
    stall = stalling(data)
    if stall is not None:
        yield Rejection(scrape.path, scrape.at(f"byte {stall[0]}"), f"{stall[1]}, which is no page")
        return
    declared = CHARSET.search(data[:4096])
    charset = scrape.charset or (declared[1].decode("ascii", "replace") if declared else None)
    text = decode(data, charset)
    article = read_article(LexborHTMLParser(CONTROLS.sub("", text)), scrape)
    yield article if article is not None else Rejection(scrape.path, scrape.place, "holds no text")


HTML = ScrapeFormat(name="html", about="a saved web page", sniff=_sniff, read=_read)
