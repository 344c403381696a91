"""One item of a feed to an article."""

from __future__ import annotations

import base64
import binascii
import html
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from index import dates, urls
from index.dialects.dialect import shortened
from index.extract.fragment import read_fragment
from index.formats.xml.markup import Element
from index.model import Article, Dated, Origin, Sourced
from index.settings import Scrape
from index.text import Spans, decode

CONTENTS: Final = (
    "content:encoded",
    "body",
    "content",
    "fullitem",
    "description",
    "summary",
    "abstract",
    "dc:description",
    "itunes:summary",
    "media:description",
)
PUBLISHED: Final = (
    "published",
    "issued",
    "pubdate",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "updated",
    "modified",
    "dcterms:modified",
)
"""Where an item says from when it is, the best first."""
HTML: Final = re.compile(r"</?(?:p|a|br|b|i|em|strong|div|span|ul|ol|li|img|blockquote|h[1-6])\b[^<>]*>")
"""What no text holds that is meant as plain text."""

MAIL_FIRST: Final = re.compile(r"\S{1,100}@\S{1,100} +\((.{1,200})\)")
NAME_FIRST: Final = re.compile(r"([^(<>]{1,200}) [(<]\S{1,100}@\S{1,100}[)>]")


@dataclass(slots=True)
class Channel:
    """What a feed has said of itself so far."""

    title: str = ""
    language: str | None = None
    base: str = ""
    """What its addresses are relative to."""
    authors: tuple[str, ...] = ()
    atom: bool = False
    """Whether its texts are plain unless they say otherwise."""
    threaded: bool = False
    """Whether there may be comments on its items among them."""
    roots: dict[str, str] = field(default_factory=dict)
    """The thread of each comment, by the comment's id."""


def read_entry(entry: Element, channel: Channel, scrape: Scrape) -> Article | None:
    """The article of an item; None where there is nothing to read in it."""
    body, _, rule = content_of(entry, channel)
    title = title_of(entry, channel)
    if not body and not title:
        return None
    scrape.gave("title", "title" if title else rule)
    scrape.gave("body", rule)
    return Article(
        id="",
        url=urls.canonical(address(entry, channel)),
        source=_source(entry, channel, scrape),
        title=title or shortened(body),
        authors=authors_of(entry) or channel.authors,
        published=published(entry, scrape),
        body=body,
        comments=(),
        scrape=scrape.ref("feed", "atom" if channel.atom else "rss"),
        language=language_of(entry.said("language", "dc:language"))
        or language_of(entry.attributes.get("xml:lang", ""))
        or channel.language,
    )


def content_of(entry: Element, channel: Channel) -> tuple[str, Spans, str]:
    """The text of an item, the quotes in it, and the name of the element that gave it."""
    for name in CONTENTS:
        for element in entry.children(name):
            text, quotes = read_fragment(html_of(element, channel.atom))
            if text:
                return text, quotes, name
    return "", (), ""


def title_of(record: Element, channel: Channel) -> str:
    """The title of an item, or of a feed, in one line."""
    for name in ("title", "dc:title", "media:title"):
        for element in record.children(name):
            if title := line(element, channel):
                return title
    return ""


def line(element: Element, channel: Channel) -> str:
    """The text of a title in one line."""
    return " ".join(read_fragment(html_of(element, channel.atom))[0].split())


def html_of(element: Element, atom: bool) -> str:
    """What an element holds, as HTML."""
    kind = element.attributes.get("type", "").lower()
    mode = element.attributes.get("mode", "").lower()
    if mode == "base64":
        try:
            return decode(base64.b64decode(element.text))
        except (binascii.Error, ValueError):
            return ""
    if element.nested:
        return element.markup
    if re.match(r"(?:image|audio|video|application)/(?!\w{0,9}\+?xml|xhtml)", kind):
        return ""
    text = element.text
    if kind == "text/plain" or (atom and kind == "text"):
        return html.escape(text, quote=False)
    if atom and not kind and mode != "escaped" and HTML.search(text) is None:
        return html.escape(text, quote=False)
    return text


def authors_of(entry: Element) -> tuple[str, ...]:
    """Who wrote an item, a name each."""
    names = [name(child.text) for child in entry.children("dc:creator")]
    for author in () if any(names) else entry.children("author"):
        names.append(author.said("name") or name(author.text if not author.nested else author.said("email")))
    if not any(names):
        names.append(name(entry.said("itunes:author", "dc:author")))
    return tuple(dict.fromkeys(filter(None, (" ".join(each.split()) for each in names))))


def name(text: str) -> str:
    """A name without the address of mail beside it."""
    text = " ".join(read_fragment(text)[0].split())
    match = MAIL_FIRST.fullmatch(text) or NAME_FIRST.fullmatch(text)
    return match[1] if match else text


def published(entry: Element, scrape: Scrape) -> Dated | None:
    """From when an item is."""
    for rule in PUBLISHED:
        for element in entry.children(rule):
            found = dates.read(element.text, Origin.PAGE, scrape.timezone)
            if found is not None:
                scrape.gave("published", rule)
                return found
    return dates.read(entry.attributes.get("lastmod", ""), Origin.PAGE, scrape.timezone)


def address(entry: Element, channel: Channel) -> str:
    """Where an item can be read, its fragment with it; empty where nothing says."""
    links = entry.children("link")
    stated = [link for link in links if link.attributes.get("rel", "alternate") == "alternate"]
    guids = [guid for guid in entry.children("guid") if guid.attributes.get("ispermalink", "") != "false"]
    candidates = (
        entry.said("feedburner:origlink"),
        *(link.attributes.get("href") or link.text for link in stated),
        *(guid.text for guid in guids if guid.text.startswith("http")),
        entry.attributes.get("rdf:about", ""),
        entry.attributes.get("href", ""),
        *([text] if (text := entry.said("id")).startswith("http") else []),
    )
    base = entry.attributes.get("xml:base") or channel.base
    return next((resolved for each in candidates if (resolved := joined(base, each))), "")


def joined(base: str, link: str) -> str:
    """An address that may be relative; empty where it is none."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""


def language_of(text: str) -> str | None:
    """The code of two letters that a code of a language begins with: "en" of "en-GB"."""
    code = re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)", text)
    return code[1].lower() if code else None


def _source(entry: Element, channel: Channel, scrape: Scrape) -> Sourced:
    """The outlet that an item of a gathered feed names as its own."""
    if scrape.source.name is None:
        for source in entry.children("source"):
            if found := title_of(source, channel) if source.nested else line(source, channel):
                return Sourced(found, Origin.PAGE)
    return scrape.source
