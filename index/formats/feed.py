"""Feeds: RSS of all versions, RDF, Atom and CDF, with the comments that some of them carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from index.formats.feeds.entry import Channel, language_of, line, read_entry
from index.formats.feeds.replies import comment_of, is_unseen, thread_article
from index.formats.format import ScrapeFormat
from index.formats.opening import opening, thread_of
from index.formats.xml import markup
from index.formats.xml.markup import Element
from index.identity import PLACE
from index.model import Article, Origin, Rejection, Sourced
from index.posts import Post, Threads
from index.settings import Scrape

ENVELOPES: Final = frozenset({"rss", "feed", "channel", "rdf:rdf", "rdf"})
ENTRIES: Final = frozenset({"item", "entry"})
OPENING: Final = re.compile(rb"<(?:[\w-]+:)?(?:rss|feed|channel|rdf|entry)\b", re.IGNORECASE)
RDF: Final = re.compile(
    rb"netscape\.com/rdf|purl\.org/rss/|purl\.org/net/rss|<channel\b|<item\b", re.IGNORECASE
)
"""How RDF shows that it is a feed."""
THREADS: Final = re.compile(r"purl\.org/syndication/thread|schemas\.google\.com/blogger|blogger\.com")
"""Namespaces of feeds that may hold the comments on their items."""
WAITING: Final = 100
"""Articles that are held back until the name of the feed is read, which may come after them."""


def _sniff(_name: str, head: bytes) -> bool:
    bare = head.replace(b"\0", b"")
    if OPENING.search(bare) is None:
        return False
    root = markup.root(head)
    if root is None or root.name not in ENVELOPES | {"entry"}:
        return False
    return not root.name.startswith("rdf") or RDF.search(bare) is not None


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    channel = Channel()
    number, found = 0, False
    waiting: list[Article] = []
    with Threads() as threads:
        for record in markup.records(stream, ENVELOPES, ENTRIES, scrape.charset):
            if record.name not in ENTRIES:
                _learn(channel, record)
                continue
            number += 1
            place = scrape.within(f"item {number}")
            if not record.whole:
                yield Rejection(scrape.path, place.place, "cut short, or longer than an item can be")
            if is_unseen(record, place):
                continue
            reply = comment_of(record, channel, place)
            if reply is not None:
                threads.add(*reply)
                found = True
                continue
            article = read_entry(record, channel, place)
            if article is None:
                continue
            found = True
            if channel.threaded:
                key = record.said("id", "guid") or f"{PLACE}{number}"
                threads.add(key, opening(key, article))
            else:
                waiting.append(article)
                if channel.title or len(waiting) >= WAITING:
                    yield from (_sourced(each, channel) for each in waiting)
                    waiting.clear()
        yield from (_sourced(each, channel) for each in waiting)
        yield from _threads(threads, channel, scrape)
    if not found:
        yield Rejection(scrape.path, scrape.place, "holds no item with a text")


def _learn(channel: Channel, record: Element) -> None:
    """Take in what a feed says of itself."""
    if record.name in ENVELOPES:
        channel.atom = channel.atom or record.name == "feed"
        channel.threaded = channel.threaded or any(
            THREADS.search(each) for each in record.attributes.values()
        )
        channel.base = record.attributes.get("xml:base") or record.attributes.get("base") or channel.base
        channel.language = language_of(record.attributes.get("xml:lang", "")) or channel.language
    elif record.name in ("title", "dc:title"):
        channel.title = channel.title or line(record, channel)
    elif record.name in ("language", "dc:language"):
        channel.language = language_of(record.text) or channel.language
    elif record.name == "link" and record.attributes.get("rel", "alternate") == "alternate":
        channel.base = channel.base or record.attributes.get("href") or record.text
    elif record.name == "author" and channel.atom:
        channel.authors += tuple(filter(None, [record.said("name")]))


def _threads(threads: Threads, channel: Channel, scrape: Scrape) -> Iterator[Article]:
    first = True
    waiting: list[Post] = []
    """The posts of the first thread without an article: whether it is the only one shows later."""
    for _, posts in threads.threads():
        article, under = thread_of(posts)
        if article is not None:
            yield _sourced(article, channel)
        elif first:
            first, waiting = False, under
        else:
            if waiting:
                yield thread_article(waiting, False, channel, scrape)
                waiting = []
            yield thread_article(under, False, channel, scrape)
    if waiting:
        yield thread_article(waiting, True, channel, scrape)


def _sourced(article: Article, channel: Channel) -> Article:
    named = article.source.name is not None or not channel.title
    return article if named else replace(article, source=Sourced(channel.title, Origin.PAGE))


FEED = ScrapeFormat(name="feed", about="a feed: RSS, RDF, Atom", sniff=_sniff, read=_read)
