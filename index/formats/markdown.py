"""Markdown, one article a file: with front matter, and comments as HTML or as Markdown below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from selectolax.lexbor import LexborHTMLParser

from index import dialects
from index.dialects.dialect import Dialect
from index.dialects.opening import described
from index.extract.blocks import read_blocks
from index.extract.stalling import stalls
from index.formats.format import ScrapeFormat, read_text
from index.formats.front_matter import OPENING, front_matter
from index.formats.markdown_html import rendered
from index.formats.markdown_thread import Part, plain_text, split, thread
from index.formats.markup_comments import markup_comments
from index.formats.text import SUFFIXES as TEXT_SUFFIXES
from index.model import Article, Comment, Rejection
from index.settings import Scrape
from index.text import CONTROLS, WIDE_MARKS

SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")

LARGEST: Final = 1024 * 1024
"""Characters of Markdown that is read as such; a longer text is read as it stands."""

MARKUP: Final = re.compile(
    r"^[ \t]{0,8}<(?:ol|ul|div|section|article|h[1-6])\b[^>\n]{0,300}\b(?:comment-?list|comments?|"
    r"comments-area)\b[^>\n]{0,300}>",
    re.MULTILINE | re.IGNORECASE,
)
"""Where comments written as HTML begin."""


def _sniff(name: str, head: bytes) -> bool:
    if b"\0" in head and not head.startswith(WIDE_MARKS):
        return False
    suffix = PurePath(name).suffix.lower()
    return suffix in SUFFIXES or (suffix in TEXT_SUFFIXES and OPENING.match(head) is not None)


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    text = read_text(scrape, stream)
    if isinstance(text, Rejection):
        yield text
        return
    fields, text = front_matter(text)
    article = _article(fields, text, scrape)
    yield article if article is not None else Rejection(scrape.path, scrape.place, "holds no text")


def _article(fields: list[tuple[str, str]], text: str, scrape: Scrape) -> Article | None:
    markup = MARKUP.search(text)
    comments: tuple[Comment, ...] = ()
    if markup is not None:
        comments = _markup_comments(text[markup.start() :], scrape)
        text = text[: markup.start()] if comments else text
    part = _markdown(text, scrape) if len(text) <= LARGEST else None
    if part is None:
        return _as_text(fields, text, comments, scrape)
    if not comments:
        part, comments = thread(part, scrape)
    body = plain_text(part)
    if not any(key == "title" for key, _ in fields) and part.title:
        fields = [*fields, ("title", part.title)]
    top = described(fields, body.split("\n"), scrape)
    if not top.title:
        return None
    return Article(
        id="",
        url=top.url,
        source=top.source,
        title=top.title,
        authors=top.authors,
        published=top.published,
        body="\n".join(top.body).strip(),
        comments=comments,
        scrape=scrape.ref("markdown", "markup" if markup is not None and comments else "markdown"),
        language=top.language,
    )


def _markdown(text: str, scrape: Scrape) -> Part | None:
    """A Markdown text in blocks; None if it would stall what reads it."""
    html = rendered(text)
    if stalls(html.encode("utf-8", "surrogatepass")) is not None:
        return None
    root = LexborHTMLParser(html).body
    return split(read_blocks(root)) if root is not None else None


def _markup_comments(text: str, scrape: Scrape) -> tuple[Comment, ...]:
    if stalls(text.encode("utf-8", "surrogatepass")) is not None:
        return ()
    return markup_comments(LexborHTMLParser(CONTROLS.sub("", text)), scrape)


def _as_text(
    fields: list[tuple[str, str]], text: str, comments: tuple[Comment, ...], scrape: Scrape
) -> Article | None:
    """A text that is too long for Markdown, with what its front matter says."""
    lines = text.split("\n")
    dialect: Dialect = dialects.recognise(lines)
    article = dialect.read(lines, scrape)
    top = described(fields, [article.title, *article.body.split("\n")], scrape)
    if not top.title:
        return None
    return Article(
        id="",
        url=top.url or article.url,
        source=top.source,
        title=top.title,
        authors=top.authors or article.authors,
        published=top.published or article.published,
        body="\n".join(top.body).strip(),
        comments=comments or article.comments,
        scrape=scrape.ref("markdown", dialect.name),
        language=top.language or article.language,
    )


MARKDOWN = ScrapeFormat(name="markdown", about="a page written as Markdown", sniff=_sniff, read=_read)
