"""Profiles of the makers whose pages are known, one module each; SITES is in the order they are tried."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index.model import Origin
from index.sites.drupal6 import DRUPAL6
from index.sites.site import PostParts, SiteProfile
from index.sites.values import Values

SITES: Final[tuple[SiteProfile, ...]] = (DRUPAL6,)

TELLING: Final = "[id], meta[name=generator], .postbody, .crawler-post, shreddit-comment, [itemprop=comment]"
"""What a page's first marks are taken from."""
STEM: Final = re.compile(r"[A-Za-z]*+[-_]?+")
LOOKED_AT: Final = 5
"""Posts of which one must have an author or a date."""


def recognise(tree: LexborHTMLParser) -> SiteProfile | None:
    """The profile whose marks are all on a page, and by which there is something to be read."""
    marks = first_marks(tree)
    for site in SITES:
        if (
            not site.first.isdisjoint(marks)
            and all(tree.css_first(mark) is not None for mark in site.marks)
            and (_has_article(tree, site) or _has_posts(tree, site.comments))
        ):
            return site
    return None


def first_marks(tree: LexborHTMLParser) -> set[str]:
    """What of a page tells cheaply which profiles may be its own, as `SiteProfile.first` has it."""
    marks: set[str] = set()
    named = False
    for node in tree.css(TELLING):
        identifier = node.id
        if identifier:
            named = True
            marks.add(_stem(identifier))
            continue
        attributes = node.attributes
        marks.add(f"<{node.tag}>")
        marks.update(f".{word}" for word in (attributes.get("class") or "").split())
        content = attributes.get("content")
        if content and node.tag == "meta":
            marks.add(_stem(content.lower()))
    if not named:
        marks.add("")
    return marks


def _stem(text: str) -> str:
    match = STEM.match(text)
    return match[0] if match else ""


def _has_article(tree: LexborHTMLParser, site: SiteProfile) -> bool:
    return site.article.between is not None or any(
        node is not None and node.text(strip=True) for node in map(tree.css_first, site.article.body)
    )


def _has_posts(tree: LexborHTMLParser, parts: PostParts | None) -> bool:
    """Whether there are posts of which somebody or some time is known: a list of anything else has none."""
    if parts is None:
        return False
    return any(
        values.name(parts.author) is not None or values.date(parts.posted, Origin.COMMENT, None) is not None
        for values in map(Values, tree.css(parts.item)[:LOOKED_AT])
    )
