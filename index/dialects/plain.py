"""Any text: the first line with something on it is the headline, the rest is the article."""

from __future__ import annotations

from index.dialects.dialect import Dialect, paragraphs
from index.dialects.opening import opening
from index.model import Article
from index.settings import Scrape


def _recognise(_lines: list[str]) -> Dialect:
    return PLAIN


def _read(lines: list[str], scrape: Scrape) -> Article:
    top = opening(lines, scrape)
    return Article(
        id="",
        url=top.url,
        source=top.source,
        title=top.title,
        authors=top.authors,
        published=top.published,
        body=paragraphs(top.body),
        comments=(),
        scrape=scrape.ref("text", PLAIN.name),
        language=top.language,
    )


PLAIN = Dialect(name="plain", recognise=_recognise, read=_read)
