"""A page's tree to an article: what the site's profile knows of it, else what holds for any page."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index import language, sites, urls
from index.dialects.dialect import shortened
from index.extract.body import main_text
from index.extract.comments import find_comments
from index.extract.embeds import comment_system
from index.extract.metadata import Metadata, read_metadata
from index.model import Article, Comment, Dated, Origin, Precision, Sourced, Zone
from index.settings import Scrape
from index.sites.linked import linked_comments
from index.sites.reader import NOTHING, PageParts, read_page

SCANT: Final = 40
"""Characters beside the headline that are no text: comments may stand under a mere link."""


def read_article(tree: LexborHTMLParser, scrape: Scrape) -> Article | None:
    """The article of a page and the comments under it, without ids; None if there is no text in it.

    The tree is used up.
    """
    site = sites.recognise(tree)
    parts = read_page(tree, site, scrape) if site else NOTHING
    comments = _comments(tree, parts, scrape)
    metadata = read_metadata(tree, scrape)  # once the comments are gone, which have names and dates too
    title = parts.title or metadata.title
    system = None if comments else comment_system(tree)  # while the scripts are still there
    body = parts.body
    if not body and not parts.leads and tree.body is not None:
        body = main_text(tree, title, scrape)
        if comments and len(body.removeprefix(title)) < SCANT:
            body = ""
    if not body and not comments:
        return None
    url = metadata.url or (urls.canonical(scrape.url) if scrape.url else None)
    return Article(
        id="",
        url=url,
        source=_source(metadata, url, scrape),
        title=title or shortened(body),
        authors=(parts.leads and parts.authors) or metadata.authors or parts.authors,
        published=_published(parts, metadata.published),
        body=body,
        comments=comments,
        scrape=scrape.ref("html", site.name if site else "page"),
        language=language.agreed(metadata.language, body),
        comment_system=system,
    )


def _comments(tree: LexborHTMLParser, parts: PageParts, scrape: Scrape) -> tuple[Comment, ...]:
    if parts.comments or parts.leads:
        return parts.comments
    return linked_comments(tree, scrape) or find_comments(tree, scrape)


def _source(metadata: Metadata, url: str | None, scrape: Scrape) -> Sourced:
    if scrape.source.name is not None:
        return scrape.source
    if metadata.site is not None:
        return Sourced(metadata.site, Origin.PAGE)
    host = urls.host(url or scrape.url or "")
    if not host:
        return scrape.source
    scrape.gave("source", "host of its address")
    return Sourced(host, Origin.URL)


def _published(parts: PageParts, stated: Dated | None) -> Dated | None:
    """When the article appeared: of what its profile found and what its page states, what says more."""
    found = parts.published
    if found is None or stated is None or parts.leads:
        return found or stated
    return max(stated, found, key=_exactness)


def _exactness(dated: Dated) -> tuple[bool, int]:
    return dated.zone is Zone.PAGE, -list(Precision).index(dated.precision)
