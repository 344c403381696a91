"""What a page says that would stall a parser: its text without the tags, in time by its length."""

from __future__ import annotations

import html
import re
from typing import Final

from index import urls
from index.dialects.dialect import shortened
from index.extract.blocks import BLOCKS
from index.extract.boilerplate import is_label
from index.model import Article
from index.settings import Scrape

SILENT: Final = ("script", "style", "template", "svg", "noscript", "textarea", "select")
"""Elements whose text is not read."""
ENDS: Final = {name: re.compile(rf"</{name}\b[^>]*+>", re.IGNORECASE) for name in (*SILENT, "title")}
MARKS: Final = re.compile(
    rf"<(?:(!--)|(/?)({'|'.join((*ENDS, *BLOCKS, 'br'))})(?![^\s/>])[^>]*+>)", re.IGNORECASE
)
"""What a text is cut at."""
TAG: Final = re.compile(r"<[a-zA-Z/!?][^<>\0]*+>?")
PARAGRAPH: Final = "\0"
"""Stands for the end of a paragraph while a page is read."""
MOST_MARKS: Final = 1_000_000
"""Tags of a page from which on what they mean is not looked at."""


def read_stripped(page: str, scrape: Scrape) -> Article | None:
    """The title and all the text of a page; None if there is none."""
    title, body = stripped(page)
    if not body:
        return None
    return Article(
        id="",
        url=urls.canonical(scrape.url) if scrape.url else None,
        source=scrape.source,
        title=title or shortened(body),
        authors=(),
        published=None,
        body=body,
        comments=(),
        scrape=scrape.ref("html", "page"),
    )


def stripped(page: str) -> tuple[str, str]:
    """The title of a page, and its text with an empty line between paragraphs."""
    page = page.replace(PARAGRAPH, "")
    if page.count("<") > MOST_MARKS:
        return "", _lines(TAG.sub("\n", page))
    last = page.rfind(">") + 1  # behind it a tag has no end, and looking for one takes time
    title = ""
    pieces: list[str] = []
    endless: set[str] = set()
    at = 0
    while (match := MARKS.search(page, at, last)) is not None:
        pieces.append(page[at : match.start()])
        at = match.end()
        comment, end, name = match[1], match[2], (match[3] or "").lower()
        if comment:
            found = page.find("-->", at) if comment not in endless else -1
            at = _behind(found, 3, at, comment, endless)
        elif name in ENDS:
            if not end and name not in endless:
                closed = ENDS[name].search(page, at, last)
                if name == "title" and closed is not None:
                    title = title or page[at : closed.start()]
                at = _behind(closed.end() if closed is not None else -1, 0, at, name, endless)
        else:
            pieces.append("\n" if name == "br" else PARAGRAPH)
    pieces.append(page[at:])
    paragraphs = map(_lines, TAG.sub("", "".join(pieces)).split(PARAGRAPH))
    body = "\n\n".join(text for text in paragraphs if text and not is_label(text))
    return _lines(title), body


def _behind(end: int, length: int, at: int, name: str, endless: set[str]) -> int:
    """Where to read on behind an element; it is not looked for again where it has no end."""
    if end < 0:
        endless.add(name)
        return at
    return end + length


def _lines(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in html.unescape(text).split("\n"))))
