"""Profiles of the makers whose pages are known, one module each; SITES is in the order they are tried."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index.sites.drupal6 import DRUPAL6
from index.sites.site import SiteProfile

SITES: Final[tuple[SiteProfile, ...]] = (DRUPAL6,)


def recognise(tree: LexborHTMLParser) -> SiteProfile | None:
    """The profile whose marks are all on a page."""
    for site in SITES:
        if all(tree.css_first(mark) is not None for mark in site.marks):
            return site
    return None
