"""Saved HTML pages, one page a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index.analysis import normalize
from index.extract import read_article
from index.formats.format import ScrapeFormat
from index.formats.text import CONTROLS, MARKS
from index.model import Article, Rejection
from index.settings import Scrape

SUFFIXES: Final = (".html", ".htm", ".xhtml")
OPENING: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
"""How a file of another suffix, or none, shows that it is a page."""

CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

LARGEST: Final = 64 * 1024 * 1024
"""In bytes. A longer file is no page."""
DEEPEST: Final = 2_000
"""Elements within elements. Lexbor takes time by the square of the depth."""
LONGEST_TAG: Final = 200_000
"""Bytes of one tag: Lexbor takes time by the square of its attributes."""

TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LONG_TAG: Final = re.compile(rb"<[a-zA-Z][^<>]{%d}" % LONGEST_TAG)
VOID: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
"""Elements that need no end tag, and so tell nothing of the depth."""


def decode_page(data: bytes) -> str:
    """The text of a page, by its mark, else as it declares itself, else as UTF-8, else as Windows-1252."""
    declared = CHARSET.search(data[:4096])
    names = [encoding for mark, encoding in MARKS.items() if data.startswith(mark)]
    names += [declared[1].decode("ascii", "replace")] if declared else []
    for name in (*names, "utf-8"):
        try:
            # What pages call by these names is Windows-1252 (https://encoding.spec.whatwg.org).
            known = codecs.lookup(name).name
            return data.decode("cp1252" if known in ("iso8859-1", "ascii") else known)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def depth(data: bytes) -> int:
    """About how deep the elements of a page nest, without building its tree."""
    deepest = now = 0
    for match in TAG.finditer(data):
        if match[2].lower() not in VOID:
            now += -1 if match[1] else 1
            deepest = max(deepest, now)
            now = max(now, 0)
    return deepest


def _sniff(path: str, head: bytes) -> bool:
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return PurePath(path).suffix.lower() in SUFFIXES or OPENING.match(head) is not None


def _read(scrape: Scrape) -> Iterator[Article | Rejection]:
    try:
        with open(scrape.path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        yield Rejection(scrape.path, "", error.strerror or str(error))
        return
    if len(data) > LARGEST:
        yield Rejection(scrape.path, "", f"longer than {LARGEST // 1024**2} MiB, which is no page")
        return
    if depth(data) > DEEPEST:
        yield Rejection(scrape.path, "", f"nested deeper than {DEEPEST:,} elements, which is no page")
        return
    long_tag = LONG_TAG.search(data)
    if long_tag is not None:
        yield Rejection(scrape.path, f"byte {long_tag.start()}", f"a tag longer than {LONGEST_TAG:,} bytes")
        return
    text = normalize(CONTROLS.sub("", decode_page(data)))
    article = read_article(LexborHTMLParser(text), scrape)
    yield article if article is not None else Rejection(scrape.path, "", "holds no text")


HTML = ScrapeFormat(name="html", about="a saved web page", sniff=_sniff, read=_read)
