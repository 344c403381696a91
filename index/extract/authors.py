"""Who a page says wrote its article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from index.extract.bylines import says_by, united
from index.extract.gathered import Gathered
from index.extract.linked import Linked, name_of, text_of
from index.extract.surroundings import Surroundings, lies_apart, short_piece
from index.settings import Scrape

AUTHORS: Final = (
    "author article:author dc.creator dcterms.creator citation_author parsely-author sailthru.author byl "
    "article:author_name og:author article.author cxenseparse:author rbauthors authors dc.author "
    "article:author:name bt:author dc.contributor twitter:author"
).split()
WRITTEN_BY: Final = re.compile(
    r"written by|author|verfasst|geschrieben|autor|escrito|écrit|auteur|scritto|geschreven|by", re.IGNORECASE
)
"""How `twitter:label1` heads an author."""
NAME_MARK: Final = re.compile(
    r"author|byline|(?<![a-z])by(?![a-z])|writer|creator|autor|verfasser|redacteur|contributor",
    re.IGNORECASE,
)
NAME_ELEMENTS: Final = (
    '[class*="author" i], [class*="byline" i], [rel~="author"], [class*="autor" i], [class*="writer" i], '
    '[class*="verfasser" i], [id*="author" i]'
)
MOST_ELEMENTS: Final = 20
"""Of these elements, so many are looked at."""
MOST: Final = 20
"""People of one article."""


def authors(
    page: Gathered, linked: Linked, around: Surroundings, houses: Collection[str], scrape: Scrape
) -> tuple[str, ...]:
    """The names of those who wrote the article of a page; empty if nothing says it.

    `houses` are the names of the site, which is no author of its own articles.
    """
    for rule, texts in _stated(page, linked, around):
        if texts and (names := united(texts, houses)):
            scrape.gave("authors", rule)
            return names[:MOST]
    if names := united(_namesakes(linked)):
        scrape.gave("authors", "JSON-LD person after whom the site is called")
        return names[:MOST]
    return ()


def _stated(page: Gathered, linked: Linked, around: Surroundings) -> Iterator[tuple[str, list[str]]]:
    """What a page states of its authors, the most trusted first."""
    for key in ("author", "creator"):
        yield f"JSON-LD {key}", list(_people(linked.article.get(key), linked))
    for name in AUTHORS:
        if name in page.meta:
            yield f"<meta> {name}", [text for text in page.meta[name][:MOST] if not text.startswith("http")]
    if WRITTEN_BY.fullmatch(page.first("twitter:label1") or ""):
        yield "twitter:data1", [page.first("twitter:data1") or ""]
    for key in ("author", "creator"):
        yield f"microdata {key}", list(_marked(page, key))
    yield "rel=author", [text for node in page.by()[:MOST] if (text := _text(node))]
    yield "byline beside the headline", list(_beside(around))
    yield "marked byline", list(_elements(page))


def _people(value: Any, linked: Linked) -> Iterator[str]:
    people = value[:MOST] if isinstance(value, list) else [value]
    for person in people:
        if isinstance(person, dict) and isinstance(person.get("@id"), str) and person["@id"] in linked.people:
            yield linked.people[person["@id"]]
        elif isinstance(person, dict) and isinstance(person.get("name"), list):
            yield from map(text_of, person["name"][:MOST])
        elif name := name_of(person):
            yield name


def _namesakes(linked: Linked) -> Iterator[str]:
    """People after whom their own site is called: it says that they are, and the name is like a person's."""
    people = linked.article.get("author")
    for person in people[:MOST] if isinstance(people, list) else [people]:
        if isinstance(person, dict) and person.get("@type") == "Person":
            name = name_of(person) or ""
            words = name.split()
            if 2 <= len(words) <= 3 and all(word[0].isupper() and word[-1].islower() for word in words):
                yield "" if ARTICLE.match(name) else name


ARTICLE: Final = re.compile(r"(?:the|der|die|das|le|la|les|el|los|il|lo|de|het|o|os|as)\b", re.IGNORECASE)
"""How the names of papers begin, and those of people do not."""


def _marked(page: Gathered, key: str) -> Iterator[str]:
    for node in page.marked(key)[:MOST]:
        if lies_apart(node):
            continue
        if content := text_of(node.attributes.get("content")):
            yield content
            continue
        named = node.css_first('[itemprop="name"]')
        if named is not None and (content := text_of(named.attributes.get("content"))):
            yield content
        elif text := _text(named if named is not None else node, apart=False):
            yield text


def _text(node: Any, apart: bool = True) -> str:
    if apart and lies_apart(node):
        return ""
    piece = short_piece(node)
    return piece.text if piece is not None else ""


def _beside(around: Surroundings) -> Iterator[str]:
    """Bylines beside the headline: the first that is marked as one, else the first that begins as one."""
    spoken = ""
    for piece in around:
        if NAME_MARK.search(piece.marks) and len(piece.text.split()) <= MOST_WORDS:
            for selector in ("[rel~=author]", "[itemprop=name]", '[class*="name" i]', '[class*="author" i]'):
                named = [short_piece(node) for node in piece.node.css(selector)[:MOST]]
                if texts := [each.text for each in named if each is not None and each.text]:
                    yield from texts
                    return
            yield piece.text
            return
        if (
            not spoken
            and says_by(piece.text)
            and len(piece.text.split()) <= MOST_WORDS
            and not THING.match(piece.text)
        ):
            spoken = piece.text
    yield spoken


MOST_WORDS: Final = 16
"""Words of a byline."""
THING: Final = re.compile(r"by (?:the|a|an|our|its|their)\b", re.IGNORECASE)
"""How a text begins that tells by what something was done, and no byline."""


def _elements(page: Gathered) -> Iterator[str]:
    """The first byline elsewhere that is no comment's."""
    for node in page.tree.css(NAME_ELEMENTS)[:MOST_ELEMENTS]:
        piece = short_piece(node)
        if (
            piece is not None
            and piece.text
            and len(piece.text.split()) <= MOST_WORDS
            and not lies_apart(node)
        ):
            yield piece.text
            return
