"""A page's tree to an article: what the site's profile knows of it, else what holds for any page."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from index import sites
from index.dialects.dialect import shortened
from index.extract.body import main_text
from index.extract.metadata import read_metadata
from index.model import Article, Origin, ScrapeRef, Sourced
from index.settings import Scrape
from index.sites.reader import read_body, read_byline, read_comments


def read_article(tree: LexborHTMLParser, scrape: Scrape) -> Article | None:
    """The article of a page and the comments under it, without ids; None if there is no text in it.

    The tree is used up.
    """
    metadata = read_metadata(tree, scrape.timezone)
    site = sites.recognise(tree)
    article = Article(
        id="",
        url=metadata.url,
        source=scrape.source,
        title=metadata.title,
        authors=metadata.authors,
        published=metadata.published,
        body="",
        comments=(),
        scrape=ScrapeRef(scrape.path, "html", site.name if site else "page"),
    )
    if article.source.name is None and metadata.site is not None:
        article = replace(article, source=Sourced(metadata.site, Origin.PAGE))
    if site is not None:
        authors, published = read_byline(tree, site, scrape.timezone)
        article = replace(
            article,
            authors=article.authors or authors,
            published=article.published or published,
            comments=read_comments(tree, site, scrape.timezone),
            body=read_body(tree, site),
        )
    if not article.body and tree.body is not None:
        article = replace(article, body=main_text(tree.body, article.title))
    if not article.body and not article.comments:
        return None
    return article if article.title else replace(article, title=shortened(article.body))
