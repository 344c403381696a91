"""A page's tree to an article: what the site's profile knows of it, else what holds for any page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from index import sites, urls
from index.dialects.dialect import shortened
from index.extract.body import main_text
from index.extract.metadata import read_metadata
from index.model import Article, Origin, Sourced
from index.settings import Scrape
from index.sites.reader import PageParts, read_page


def read_article(tree: LexborHTMLParser, scrape: Scrape) -> Article | None:
    """The article of a page and the comments under it, without ids; None if there is no text in it.

    The tree is used up.
    """
    metadata = read_metadata(tree, scrape)
    site = sites.recognise(tree)
    parts = read_page(tree, site, scrape) if site else PageParts("", (), None, "", ())
    title = metadata.title or parts.title
    body = parts.body
    if not body and tree.body is not None:
        body = main_text(tree, title, scrape)
    if not body and not parts.comments:
        return None
    source = scrape.source
    if source.name is None and metadata.site is not None:
        source = Sourced(metadata.site, Origin.PAGE)
    return Article(
        id="",
        url=metadata.url or (urls.canonical(scrape.url) if scrape.url else None),
        source=source,
        title=title or shortened(body),
        authors=metadata.authors or parts.authors,
        published=metadata.published or parts.published,
        body=body,
        comments=parts.comments,
        scrape=scrape.ref("html", site.name if site else "page"),
    )
