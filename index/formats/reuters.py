"""Stories of a news wire in SGML, many in a file: the form of the Reuters-21578 collection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from index import dates
from index.dialects.dialect import shortened
from index.extract.fragment import plain
from index.formats.format import ScrapeFormat
from index.formats.xml import markup
from index.formats.xml.markup import Element
from index.model import Article, Origin, Rejection, Sourced
from index.settings import Scrape

ENVELOPES: Final = frozenset({"lewis"})
RECORDS: Final = frozenset({"reuters"})
OPENING: Final = re.compile(rb"\s*+(?:<!DOCTYPE\s+lewis\b[^<>]*+>\s*+)?<REUTERS\b", re.IGNORECASE)

INDENTED: Final = re.compile(r"\n {3,}(?=\S)")
"""How a paragraph begins but the first."""
DATE: Final = re.compile(r"\s*(\d{1,2})-([A-Z]{3})-(\d{4}) (\d\d:\d\d:\d\d)")
BYLINE: Final = re.compile(r"(?:by\s+)?(.*?),?\s*(?:Reuters)?", re.IGNORECASE)


def _sniff(_name: str, head: bytes) -> bool:
    return OPENING.match(head) is not None


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    number = found = 0
    for record in markup.records(stream, ENVELOPES, RECORDS, scrape.charset):
        if record.name != "reuters":
            continue
        number += 1
        place = scrape.within(f"item {number}")
        if not record.whole:
            yield Rejection(scrape.path, place.place, "cut short, or longer than a story can be")
        article = _article(record, place)
        if article is not None:
            found += 1
            yield article
    if not found:
        yield Rejection(scrape.path, scrape.place, "holds no story")


def _article(record: Element, scrape: Scrape) -> Article | None:
    text = record.child("text")
    if text is None:
        return None
    loose = "".join(part for part in text.content if isinstance(part, str))
    body = plain(INDENTED.sub("\n\n", text.said("body") or loose.strip("\n")))
    title = " ".join(text.said("title").split())
    if not body and not title:
        return None
    date = DATE.match(record.said("date"))
    byline = BYLINE.fullmatch(" ".join(text.said("author")[:200].split()))
    return Article(
        id="",
        url=None,
        source=scrape.source if scrape.source.name is not None else Sourced("Reuters", Origin.DIALECT),
        title=title or shortened(body),
        authors=tuple(filter(None, [byline[1] if byline else ""])),
        published=dates.read(" ".join(date.groups()), Origin.PAGE, scrape.timezone) if date else None,
        body=body,
        comments=(),
        scrape=scrape.ref("reuters", "reuters"),
    )


REUTERS = ScrapeFormat(name="reuters", about="stories of a news wire in SGML", sniff=_sniff, read=_read)
