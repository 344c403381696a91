"""Items of a feed that are comments, and the articles they are on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index import urls
from index.dialects.dialect import shortened
from index.extract.fragment import read_fragment
from index.formats.feeds.entry import (
    Channel,
    address,
    authors_of,
    content_of,
    html_of,
    joined,
    name,
    published,
    title_of,
)
from index.formats.xml.markup import Element
from index.model import Article, Origin, Sourced
from index.posts import Post, comments
from index.settings import Scrape
from index.text import Spans

NUMBERED: Final = re.compile(r"#comment-(\d{1,20})$")
"""How WordPress ends the address of a comment."""
ANSWERING: Final = re.compile(
    r"\s*(?:<p>)?(?P<words>[^<>]{3,60})<a\s[^<>]{0,500}#comment-(?P<parent>\d{1,20})[\"'][^<>]{0,100}>"
    r"[^<>]{0,200}</a>\.\s*(?:</p>)?",
    re.IGNORECASE,
)
""""In reply to NAME." as WordPress begins the text of an answer in its feeds, whatever the language."""
TITLES: Final = (
    ("Comment on ", " by "),
    ("Comments on ", " by "),
    ("Kommentar zu ", " von "),
    ("Commentaires sur ", " par "),
    ("Comentario en ", " por "),
    ("Comentário em ", " por "),
    ("Commenti su ", " di "),
    ("Reactie op ", " door "),
)
"""What stands around the headline in the title of a comment, before its author."""
SITES: Final = ("Comments for ", "Kommentare für ", "Commentaires pour ", "Comentarios en ", "Commenti per ")
"""How the feed of all comments of a site begins its title, before the name of the site."""

KIND: Final = "schemas.google.com/blogger/2008/kind#"
RELATED: Final = re.compile(r"/comments/default/(\d{1,30})$")


def comment_of(entry: Element, channel: Channel, scrape: Scrape) -> tuple[str, Post] | None:
    """A comment and its thread's key; None for an item that is no comment."""
    link = address(entry, channel)
    numbered = NUMBERED.search(link) or NUMBERED.search(entry.said("guid"))
    answered = entry.child("thr:in-reply-to")
    if numbered is not None:
        page = urls.canonical(link)
        if page is None:
            return None
        return page, _numbered(entry, numbered[1], page, channel, scrape)
    if answered is not None or kind(entry) == "comment":
        ref = answered.attributes.get("ref", "") if answered is not None else entry.said("blogger:parent")
        page = urls.canonical(joined(channel.base, answered.attributes.get("href", ""))) if answered else None
        own = entry.said("id", "guid")
        thread = channel.roots.get(ref, ref)
        channel.roots.setdefault(own, thread)
        return thread, _post(entry, own, _parent(entry, own) or ref or None, page, channel, scrape)
    return None


def kind(entry: Element) -> str:
    """What Blogger says an entry is, such as "post", "comment" or "template"; empty without a word."""
    for category in entry.children("category"):
        if KIND in category.attributes.get("term", ""):
            return category.attributes["term"].rpartition("#")[2].lower()
    return entry.said("blogger:type").lower()


def is_unseen(entry: Element, scrape: Scrape) -> bool:
    """Whether an entry is a draft, or no post at all but a setting of its blog."""
    control = entry.child("app:control")
    draft = control is not None and control.said("app:draft", "draft") == "yes"
    state = entry.said("blogger:status")
    unseen = draft or state not in ("", "LIVE") or kind(entry) not in ("", "post", "page", "comment")
    if unseen and scrape.trace is not None:
        scrape.trace.leaves_out(f"feed {kind(entry) or 'draft'}", entry.said("title"))
    return unseen


def thread_article(posts: Sequence[Post], alone: bool, channel: Channel, scrape: Scrape) -> Article:
    """The article of a feed that has its comments only. `alone`: whether all of the feed is on this one."""
    page = next((post.url for post in posts if post.url), None)
    title = next((post.title for post in posts if post.title), "")
    if not title and alone:
        title = channel.title.partition(": ")[2]
    site = next((channel.title[len(words) :] for words in SITES if channel.title.startswith(words)), "")
    source = Sourced(site, Origin.PAGE) if site and scrape.source.name is None else scrape.source
    scrape.gave("title", "title of a comment")
    return Article(
        id="",
        url=page,
        source=source,
        title=title or page or channel.title or shortened(posts[0].body),
        authors=(),
        published=None,
        body="",
        comments=comments(posts),
        scrape=scrape.ref("feed", "atom" if channel.atom else "rss"),
        language=channel.language,
    )


def _numbered(entry: Element, own: str, page: str, channel: Channel, scrape: Scrape) -> Post:
    """A comment of WordPress, whose own ids are numbers."""
    answered = entry.child("thr:in-reply-to")
    match = NUMBERED.search(answered.attributes.get("ref", "")) if answered else None
    return _post(entry, own, match[1] if match else None, page, channel, scrape)


def _post(
    entry: Element, own: str, parent: str | None, page: str | None, channel: Channel, scrape: Scrape
) -> Post:
    body, quotes, answered = _text(entry, channel)
    title = title_of(entry, channel)
    author = next(iter(authors_of(entry)), None)
    if author is None and ": " in title:
        author = name(title.partition(": ")[2]) or None
    removed = [
        prop
        for prop in entry.children("gd:extendedproperty")
        if prop.attributes.get("name") == "blogger.contentRemoved"
    ]
    return Post(
        id=own,
        parent=parent or answered,
        author=author,
        posted=published(entry, scrape),
        body=body,
        quotes=quotes,
        title=_headline(title, author),
        url=page,
        deleted=bool(removed),
    )


def _text(entry: Element, channel: Channel) -> tuple[str, Spans, str | None]:
    """The text of a comment, the quotes in it, and the number of the comment that it says it answers."""
    for rule in ("content:encoded", "content", "description"):
        element = entry.child(rule)
        if element is not None:
            markup = html_of(element, channel.atom)
            match = ANSWERING.match(markup)
            if match is not None:
                return *read_fragment(markup[match.end() :]), match["parent"]
    body, quotes, _ = content_of(entry, channel)
    return body, quotes, None


def _headline(title: str, author: str | None) -> str:
    """The headline of the article that the title of a comment names."""
    for before, after in TITLES:
        end = f"{after}{author}"
        if title.startswith(before) and title.endswith(end):
            return title[len(before) : -len(end)].strip()
    return ""


def _parent(entry: Element, own: str) -> str | None:
    """The comment that a comment of Blogger answers."""
    if answered := entry.said("blogger:inreplyto"):
        return answered
    for link in entry.children("link"):
        match = RELATED.search(link.attributes.get("href", ""))
        if link.attributes.get("rel") == "related" and match is not None:
            return f"{own.rpartition('-')[0]}-{match[1]}"
    return None
