"""Exports of Disqus: threads, each the address of a page, and the posts under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from index import dates, urls
from index.extract.fragment import line_of, read_fragment
from index.formats.format import ScrapeFormat
from index.formats.opening import opening, thread_of
from index.formats.xml import markup
from index.formats.xml.markup import Element
from index.model import Article, Origin, Rejection, Sourced
from index.posts import Post, Threads
from index.settings import Scrape

ENVELOPES: Final = frozenset({"disqus"})
RECORDS: Final = frozenset({"post"})
OPENING: Final = re.compile(rb"<(?:\w+:)?disqus\b", re.IGNORECASE)


def _sniff(_name: str, head: bytes) -> bool:
    if OPENING.search(head.replace(b"\0", b"")) is None:
        return False
    root = markup.root(head)
    return root is not None and root.name in ENVELOPES


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    with Threads() as threads:
        for record in markup.records(stream, ENVELOPES, RECORDS, scrape.charset):
            key = record.attributes.get("dsq:id", "")
            if not record.whole:
                yield Rejection(
                    scrape.path, scrape.at(f"{record.name} {key}"), "cut short, or longer than it can be"
                )
            if record.name == "thread" and key:
                article = _article(record, scrape.within(f"thread {key}"))
                if article is not None:
                    threads.add(key, opening(key, article))
            elif record.name == "post":
                thread = record.child("thread")
                post = _post(record, key, scrape)
                if post is not None:
                    threads.add(thread.attributes.get("dsq:id", "") if thread else "", post)
        found = False
        for key, posts in threads.threads():
            article, under = thread_of(posts)
            if article is None:
                reason = f"{len(under)} comments on a thread that is not in the file"
                yield Rejection(scrape.path, scrape.at(f"thread {key}" if key else "posts"), reason)
            elif article.body or under:  # of a page on which nobody wrote, the export knows nothing
                yield article
            else:
                continue
            found = True
        if not found:
            yield Rejection(scrape.path, scrape.place, "holds no comment")


def _article(thread: Element, scrape: Scrape) -> Article | None:
    """What is known of the page that a thread is about; None if that is nothing."""
    link, title = thread.said("link"), line_of(thread.said("title"))
    if thread.said("isdeleted") == "true" or not (link or title):
        return None
    forum = thread.said("forum")
    named = scrape.source.name is not None or not forum
    scrape.gave("title", "title" if title else "link")
    return Article(
        id="",
        url=urls.canonical(link),
        source=scrape.source if named else Sourced(forum, Origin.PAGE),
        title=title or link,
        authors=(),
        published=None,  # createdAt is when the page was first looked at
        body=read_fragment(thread.said("message"))[0],
        comments=(),
        scrape=scrape.ref("disqus", "disqus"),
    )


def _post(record: Element, key: str, scrape: Scrape) -> Post | None:
    """A comment; None where Disqus took it for spam."""
    message = record.said("message")
    if record.said("isspam") == "true" or record.said("isapproved") == "false":
        if scrape.trace is not None:
            scrape.trace.leaves_out("disqus spam", message)
        return None
    body, quotes = read_fragment(message)
    author, parent = record.child("author"), record.child("parent")
    anonymous = author.said("isanonymous") if author else ""
    return Post(
        id=key,
        parent=(parent.attributes.get("dsq:id") if parent else None) or None,
        author=(line_of(author.said("name", "username")) if author else "") or None,
        posted=dates.read(record.said("createdat"), Origin.PAGE, scrape.timezone),
        body=body,
        quotes=quotes,
        registered=anonymous != "true" if anonymous else None,
        deleted=record.said("isdeleted") == "true",
    )


DISQUS = ScrapeFormat(name="disqus", about="an export of Disqus", sniff=_sniff, read=_read)
