"""Saved HTML pages, one page a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

import webencodings
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from index.extract import read_article
from index.extract.stalling import stalls
from index.extract.stripping import read_stripped
from index.formats.format import ScrapeFormat, read_page
from index.model import Article, Rejection
from index.settings import Scrape
from index.text import BROKEN, WIDE_MARKS, decode

SUFFIXES: Final = (".html", ".htm", ".xhtml")
OPENING: Final = re.compile(
    rb"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
"""How a file of another suffix, or none, shows that it is a page."""

PLAINLY: Final = re.compile(
    rb"\s*+(?:<!doctype\s+html\b[^<>\[\]]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:html|head|body)[\s>]",
    re.IGNORECASE,
)
"""How a file begins whose first element is that of a page, so that it is in no form of XML."""

CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

NO_CHANCE: Final = 10
"""Bytes that go on with a character of UTF-8, all in their places, from which on that is no chance."""


def as_utf8(data: bytes, charset: str | None) -> tuple[bytes, bool]:
    """A page in UTF-8, and whether that is only supposed of it: broken bytes will tell."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :], False
    if not data.startswith(WIDE_MARKS):
        declared = CHARSET.search(data[:4096])
        name = charset or (declared[1].decode("ascii", "replace") if declared else None)
        encoding = webencodings.lookup(name) if name else None
        if encoding is None or encoding.name == "utf-8":
            return data, True
        if charset is None and _is_surely_utf8(data):
            return data, False
        charset = name
    return decode(data, charset).encode("utf-8", "replace"), False


def _is_surely_utf8(data: bytes) -> bool:
    """Whether a page is in UTF-8 whatever it says: it was saved anew, and its <meta> was left as it was."""
    try:
        return len(data) - len(data.decode("utf-8")) >= NO_CHANCE
    except UnicodeDecodeError:
        return False


def _sniff(name: str, head: bytes) -> bool:
    if b"\0" in head and not head.startswith(WIDE_MARKS):
        return False
    return PurePath(name).suffix.lower() in SUFFIXES or OPENING.match(head) is not None


def is_plainly_page(name: str, head: bytes) -> bool:
    """Whether no other form need be thought of: most files are such, and to look for XML in each costs."""
    return PLAINLY.match(head) is not None and b"<?xml" not in head and _sniff(name, head)


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    data = read_page(scrape, stream)
    if isinstance(data, Rejection):
        yield data
        return
    text, supposed = as_utf8(data, scrape.charset)
    article = _article(text, scrape)
    if supposed and article is not None and _is_broken(article):
        text = decode(data, "utf-8").encode("utf-8", "replace")
        if scrape.trace is not None:
            scrape.trace.take()
        article = _article(text, scrape)
    yield article if article is not None else Rejection(scrape.path, scrape.place, "holds no text")


def _article(text: bytes, scrape: Scrape) -> Article | None:
    """The article in a page in UTF-8."""
    why = stalls(text)
    if why is not None:
        scrape.gave("body", f"all of the page, its tags stripped: {why}")
        return read_stripped(text.decode("utf-8", "replace"), scrape)
    return read_article(parse(text), scrape) or read_stripped(text.decode("utf-8", "replace"), scrape)


def parse(data: bytes) -> LexborHTMLParser:
    """The tree of a page in UTF-8 that does not stall."""
    return LexborHTMLParser(data, options=LexborDocumentOptions.WO_EVENTS)


def _is_broken(article: Article) -> bool:
    """Whether a text of an article has bytes in it that are no UTF-8."""
    return any(BROKEN in text for text in (article.title, article.body, *article.authors)) or any(
        BROKEN in comment.body or BROKEN in (comment.author or "") for comment in article.comments
    )


HTML = ScrapeFormat(name="html", about="a saved web page", sniff=_sniff, read=_read)
