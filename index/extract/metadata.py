"""What a page says of itself: headline, authors, date, address, the site's name, its language.

One pass over the tree gathers whatever states them. Each is then taken from the first that does, in
the order of trust: schema.org data, <meta>, marked elements, what readers see beside the headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index import language, urls
from index.extract.authors import AUTHORS, authors
from index.extract.gathered import Gathered, add_headings, gather
from index.extract.linked import Linked, keyed, name_of, read_linked, text_of
from index.extract.published import DATES, PUBLISHED, published
from index.extract.surroundings import Surroundings
from index.extract.titles import LONGEST, Headline, headline
from index.model import Dated
from index.settings import Scrape

TITLES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "citation_title")
SITES: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title")
LANGUAGES: Final = ("og:locale", "content-language", "language", "dc.language", "dcterms.language")

WANTED: Final = frozenset(
    (*TITLES, *SITES, *LANGUAGES, *PUBLISHED, *DATES, *AUTHORS, "og:url", "twitter:label1", "twitter:data1")
)
"""Names of <meta> that are read."""

SAVED: Final = re.compile(
    rb"<!--\s{0,9}(?:saved from url=\(\d{1,6}\)(?P<browser>[^\s>]{1,4000})"
    rb"|[^>]{0,200}?SingleFile[^>]{0,200}?\n?\s{0,9}url:\s{0,9}(?P<single>[^\s>]{1,4000})"
    rb"|\s?Mirrored from (?P<mirror>[^\s>]{1,4000}) by HTTrack)"
)
"""What browsers and other savers write at the beginning of a page of where it is from."""
BEGINNING: Final = 4_096
"""Bytes of a page in which that is looked for."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None or empty where it says nothing."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    url: str | None
    site: str | None
    language: str | None = None
    """A code of ISO 639-1."""


def read_metadata(tree: LexborHTMLParser, scrape: Scrape) -> Metadata:
    """The metadata of a page."""
    page = gather(tree, WANTED)
    said = (page.title, page.first("og:title") or "", *(each.text for each in page.headings))
    linked = read_linked(page.scripts, [key for key in map(keyed, said) if len(key) > 3])
    url = _address(page, linked, scrape)
    houses = _houses(page, linked, url or scrape.url)
    title = _title(page, linked, houses)
    shown = title.node or next((each.node for each in page.headings if each.tag == "h1"), None)
    around = Surroundings(shown)
    scrape.gave("title", title.rule)
    return Metadata(
        title=title.text,
        authors=authors(page, linked, around, houses, scrape),
        published=published(page, linked, around, url or scrape.url, scrape),
        url=url,
        site=_site(page, linked, scrape),
        language=_language(page, linked, scrape),
    )


def _title(page: Gathered, linked: Linked, houses: frozenset[str]) -> Headline:
    said = [(name, text) for name in TITLES if (text := page.first(name))]
    if text := text_of(linked.article.get("headline")) or text_of(linked.article.get("name")):
        said.insert(0, ("JSON-LD headline", text[:LONGEST]))
    found = headline(page.title, said, page.headings, houses)
    if found.node is None:
        add_headings(page)
        found = headline(page.title, said, page.headings, houses)
    return found


def _address(page: Gathered, linked: Linked, scrape: Scrape) -> str | None:
    """The canonical address of a page."""
    saved = SAVED.search((page.tree.raw_html or b"")[:BEGINNING])
    origin = scrape.url
    if saved is not None:
        origin = (saved["browser"] or saved["single"] or b"http://" + (saved["mirror"] or b"")).decode(
            "utf-8", "replace"
        )
    main = linked.article.get("mainEntityOfPage")
    stated = (
        ("link rel=canonical", page.canonical),
        ("og:url", page.first("og:url")),
        ("JSON-LD url", text_of(linked.article.get("url"))),
        ("JSON-LD mainEntityOfPage", text_of(main.get("@id") if isinstance(main, dict) else main)),
        ("address that it was saved from", origin if saved is not None else None),
    )
    base = next((each for each in (page.base, page.first("og:url"), origin) if each and "://" in each), None)
    for rule, address in stated:
        if address and (url := urls.canonical(address, base)):
            scrape.gave("url", rule)
            return url
    return None


def _site(page: Gathered, linked: Linked, scrape: Scrape) -> str | None:
    publisher = name_of(linked.article.get("publisher"))
    stated = (
        ("og:site_name", page.first(SITES[0])),
        ("JSON-LD publisher", publisher),
        *((name, page.first(name)) for name in SITES[1:]),
    )
    for rule, name in stated:
        if name and len(name) <= LONGEST_SITE and not name.startswith(("http://", "https://", "@")):
            scrape.gave("source", rule)
            return name
    return None


LONGEST_SITE: Final = 80
"""Characters of a site's name."""


def _houses(page: Gathered, linked: Linked, url: str | None) -> frozenset[str]:
    """All names of the site, in the form of `keyed`: its own, its publisher's, its host's."""
    names = [text for name in SITES for text in page.meta.get(name, ())[:2]]
    names += linked.names
    host = urls.host(url) if url else None
    if host is not None:
        names.append(host)
        names += [label for label in host.split(".")[:-1] if len(label) > 3]
    names += [name.split(" - ")[0].split(" | ")[0] for name in names]
    titles = {keyed(page.title), *(keyed(page.first(name) or "") for name in TITLES)}
    return frozenset(key for key in map(keyed, names) if key and key not in titles)


def _language(page: Gathered, linked: Linked, scrape: Scrape) -> str | None:
    stated = (
        ("<html lang>", page.tag),
        *((name, page.first(name)) for name in LANGUAGES),
        ("JSON-LD inLanguage", text_of(linked.article.get("inLanguage"))),
    )
    for rule, tag in stated:
        if tag and (code := language.code(tag)):
            scrape.gave("language", rule)
            return code
    return None
