"""Any text: the first line with something on it is the headline, the rest is the article."""

from __future__ import annotations

from typing import Final

from index.dialects.dialect import Dialect, bare, paragraphs, shortened
from index.model import Article
from index.settings import Scrape

LONGEST_TITLE: Final = 300
"""A longer first line, in characters, is text: of such, the first words stand in for a headline."""


def _recognise(_lines: list[str]) -> bool:
    return True


def _read(lines: list[str], scrape: Scrape) -> Article:
    start = next((number for number, line in enumerate(lines) if bare(line)), len(lines))
    title = bare(lines[start]) if start < len(lines) else ""
    body = lines[start + 1 :]
    if len(title) > LONGEST_TITLE:
        title = shortened(title)
        body = lines[start:]
    return Article(
        id="",
        url=None,
        source=scrape.source,
        title=title,
        authors=(),
        published=None,
        body=paragraphs(body),
        comments=(),
        scrape=scrape.ref("text", "plain"),
    )


PLAIN = Dialect(name="plain", recognise=_recognise, read=_read)
