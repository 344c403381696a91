"""A page's tree to an article: what the site's profile knows of it, else what holds for any page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from index import sites, urls
from index.dialects.dialect import shortened
from index.extract.body import main_text
from index.extract.metadata import read_metadata
from index.model import Article, Dated, Origin, Precision, Sourced, Zone
from index.settings import Scrape
from index.sites.linked import linked_comments
from index.sites.reader import PageParts, read_page


def read_article(tree: LexborHTMLParser, scrape: Scrape) -> Article | None:
    """The article of a page and the comments under it, without ids; None if there is no text in it.

    The tree is used up.
    """
    site = sites.recognise(tree)
    parts = read_page(tree, site, scrape) if site else PageParts("", (), None, "", ())
    metadata = read_metadata(tree, scrape)  # once the comments are gone, which have names and dates too
    title = parts.title or metadata.title
    body = parts.body
    if not body and not parts.leads and tree.body is not None:
        body = main_text(tree.body, title)
    comments = parts.comments or linked_comments(tree, scrape)
    if not body and not comments:
        return None
    source = scrape.source
    if source.name is None and metadata.site is not None:
        source = Sourced(metadata.site, Origin.PAGE)
    return Article(
        id="",
        url=metadata.url or (urls.canonical(scrape.url) if scrape.url else None),
        source=source,
        title=title or shortened(body),
        authors=(parts.leads and parts.authors) or metadata.authors or parts.authors,
        published=_published(parts, metadata.published),
        body=body,
        comments=comments,
        scrape=scrape.ref("html", site.name if site else "page"),
    )


def _published(parts: PageParts, stated: Dated | None) -> Dated | None:
    """When the article appeared: of what its profile found and what its page states, what says more."""
    found = parts.published
    if found is None or stated is None or parts.leads:
        return found or stated
    return max(stated, found, key=_exactness)


def _exactness(dated: Dated) -> tuple[bool, int]:
    return dated.zone is Zone.PAGE, -list(Precision).index(dated.precision)
