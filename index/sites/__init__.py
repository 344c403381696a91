"""Profiles of the makers whose pages are known, one module each; SITES is in the order they are tried."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index.model import Origin
from index.sites.blogger import BLOGGER
from index.sites.blogger_classic import BLOGGER_CLASSIC
from index.sites.coral import CORAL
from index.sites.discourse import DISCOURSE
from index.sites.disqus import DISQUS
from index.sites.drupal6 import DRUPAL6
from index.sites.drupal7 import DRUPAL7
from index.sites.drupal8 import DRUPAL8
from index.sites.hackernews import HACKERNEWS
from index.sites.hackernews_classic import HACKERNEWS_CLASSIC
from index.sites.hyperkitty import HYPERKITTY
from index.sites.hypermail import HYPERMAIL
from index.sites.intensedebate import INTENSEDEBATE
from index.sites.isso import ISSO
from index.sites.jcomments import JCOMMENTS
from index.sites.lobsters import LOBSTERS
from index.sites.microdata import MICRODATA
from index.sites.movabletype import MOVABLE_TYPE
from index.sites.mybb import MYBB
from index.sites.phpbb2 import PHPBB2
from index.sites.phpbb3 import PHPBB3
from index.sites.phpbb_mirror import PHPBB_MIRROR
from index.sites.pipermail import PIPERMAIL
from index.sites.pwcomments import PWCOMMENTS
from index.sites.rdfa import RDFA
from index.sites.reddit import REDDIT
from index.sites.remark42 import REMARK42
from index.sites.shreddit import SHREDDIT
from index.sites.site import PostParts, SiteProfile
from index.sites.slashdot import SLASHDOT
from index.sites.smf1 import SMF1
from index.sites.smf2 import SMF2
from index.sites.staticman import STATICMAN
from index.sites.thesis import THESIS
from index.sites.values import Values, notes
from index.sites.vbulletin3 import VBULLETIN3
from index.sites.vbulletin4 import VBULLETIN4
from index.sites.vbulletin5 import VBULLETIN5
from index.sites.wordpress import WORDPRESS
from index.sites.wordpress_blocks import WORDPRESS_BLOCKS
from index.sites.wordpress_classic import WORDPRESS_CLASSIC
from index.sites.wpdiscuz import WPDISCUZ
from index.sites.xenforo1 import XENFORO1
from index.sites.xenforo2 import XENFORO2

SITES: Final[tuple[SiteProfile, ...]] = (
    DISQUS,
    WPDISCUZ,
    THESIS,
    WORDPRESS_BLOCKS,
    WORDPRESS,
    WORDPRESS_CLASSIC,
    DRUPAL8,
    DRUPAL7,
    DRUPAL6,
    BLOGGER,
    BLOGGER_CLASSIC,
    MOVABLE_TYPE,
    DISCOURSE,
    PHPBB3,
    PHPBB2,
    PHPBB_MIRROR,
    VBULLETIN5,
    VBULLETIN4,
    VBULLETIN3,
    SMF2,
    SMF1,
    XENFORO2,
    XENFORO1,
    MYBB,
    HYPERMAIL,
    PIPERMAIL,
    HYPERKITTY,
    HACKERNEWS,
    HACKERNEWS_CLASSIC,
    REDDIT,
    SHREDDIT,
    LOBSTERS,
    SLASHDOT,
    ISSO,
    REMARK42,
    CORAL,
    INTENSEDEBATE,
    STATICMAN,
    JCOMMENTS,
    PWCOMMENTS,
    MICRODATA,
    RDFA,
)
"""Those that other systems put into their pages come before them, and what any maker may use comes last."""

STEM: Final = re.compile(r"([A-Za-z]++[-_]?+)(\d?)")
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
    kinds = (node.attributes["itemtype"] for node in tree.css("[itemtype]"))
    marks = {f"@{kind.rpartition('/')[2]}" for kind in kinds if kind}
    identifiers = {own for node in tree.css("[id]") if (own := node.id)}
    if not identifiers:
        marks.add("")
    else:
        marks.update(stem for stem in map(_stem, identifiers) if stem)
    return marks


def _stem(text: str) -> str:
    match = STEM.match(text)
    return match[1] + ("#" if match[2] else "") if match else ""


def _has_article(tree: LexborHTMLParser, site: SiteProfile) -> bool:
    """Whether there is an article with its author or time where the maker puts them.

    What calls itself content alone is on the pages of many.
    """
    between = site.article.between
    if between is not None:
        return any(note.strip().startswith(between[0]) for note in notes(tree))
    found = map(tree.css_first, site.article.body)
    if tree.root is None or not any(node is not None and node.text(strip=True) for node in found):
        return False
    values = Values(tree.root)
    return values.has(site.article.author) or values.has(site.article.posted)


def _has_posts(tree: LexborHTMLParser, parts: PostParts | None) -> bool:
    """Whether there are posts of which somebody or some time is known: a list of anything else has none."""
    if parts is None:
        return False
    return any(
        values.name(parts.author) is not None
        or values.date(parts.posted, Origin.COMMENT, None, parts.written) is not None
        for values in map(Values, tree.css(parts.item)[:LOOKED_AT])
    )
