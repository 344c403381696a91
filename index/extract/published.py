"""When a page says that its article was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from index import dates
from index.extract.gathered import Gathered
from index.extract.linked import Linked, text_of
from index.extract.surroundings import Piece, Surroundings, lies_apart, short_piece
from index.model import Dated, Origin, Precision, Zone
from index.settings import Scrape

PUBLISHED: Final = (
    "article:published_time article:published og:article:published_time og:published_time "
    "article:published_at datepublished date_published datepublish publishdate publish-date publish_date "
    "publisheddate published_date "
    "published-date published_time pubdate pub_date publicationdate publication_date publication-date "
    "parsely-pub-date sailthru.date citation_publication_date citation_online_date citation_date "
    "article_date_original article.published article:post_date originalpublicationdate original-publish-date "
    "cxenseparse:recs:publishtime rnews:datepublished bt:pubdate vr:published_time ptime pdate "
    "prism.publicationdate eprints.date dcterms.issued dc.date.issued dcterms.created dc.date.created "
    "article.created dc.date.publication weibo:article:create_at og:pubdate firstpublished "
    "hdl_datepublished shareaholic:article_published_time release_date blogger.published"
).split()
"""Names of <meta> that say when a page was published, in lower case."""
DATES: Final = "date dc.date dcterms.date creation_date created datecreated date.created".split()
"""Names of <meta> that mean it most of the time."""
DATE_MARK: Final = re.compile(r"dat|time|publi|posted|submitted|byline|meta|info|stamp|credit", re.IGNORECASE)
CHANGED_MARK: Final = re.compile(r"updat|modif|revis|edited|changed", re.IGNORECASE)
DATE_ELEMENTS: Final = (
    'time, [class*="date" i], [class*="publi" i], [class*="posted" i], [class*="submitted" i], '
    '[class*="byline" i], [class*="meta" i], [id*="date" i], [class*="time" i]'
)
MOST_ELEMENTS: Final = 60
"""Of these elements, so many are looked at."""
LABEL: Final = re.compile(
    r"(?:published|posted|date published|publication date|veröffentlicht|erstellt|erschienen"
    r"|publié|mis en ligne|publicado|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|udgivet"
    r"|opublikowano|zveřejněno|опубликовано|опубліковано|yayın(?:lanma)? tarihi|発行日|公開日"
    r"|発表日|掲載日|发布时间|发表于|게시일|등록일|입력)(?!\w)[^\w\n]{0,3}(?:on|at|am|vom|den|le|el|il|em|op|in)?[^\w\n]{0,3}"
    r"(?P<date>[^\n]{6,60})",
    re.IGNORECASE,
)
"""How a date in running text says what it is."""
YEAR: Final = re.compile(r"(?<!\d)(?:199|20[0-3])\d(?!\d)")
BEFORE_YEAR: Final = 50
"""Characters before a year in which such a label is looked for."""
MOST_YEARS: Final = 200
MOST_WORDS: Final = 9
"""Words beside a date in a text that may be a byline and not a sentence."""
EARLIEST: Final = 1990
"""The year before which no page was published: older ones that readers see are what it is about."""


class _Dates:
    """Reads the dates of one page."""

    def __init__(self, page: Gathered, scrape: Scrape) -> None:
        self._timezone = scrape.timezone
        tags = (page.tag, page.first("og:locale") or "", page.first("content-language") or "")
        regions = [tag.replace("_", "-").lower() for tag in tags if len(tag) > 3]
        self._month_first = regions[0].startswith("en-us") if regions else None

    def read(self, value: object) -> Dated | None:
        """The date that a text is."""
        text = text_of(value)
        dated = dates.read(text, Origin.PAGE, self._timezone, month_first=self._month_first) if text else None
        return dated if dated is not None and _meant(dated) else None

    def find(self, text: str) -> Dated | None:
        """The date in a text."""
        dated = dates.find(text, Origin.PAGE, self._timezone, month_first=self._month_first)
        return dated if dated is not None and dated.when.year >= EARLIEST else None


def published(
    page: Gathered, linked: Linked, around: Surroundings, url: str | None, scrape: Scrape
) -> Dated | None:
    """When the article of a page was published; None if nothing says it.

    What says the day is believed in the order of trust; where others that name the same day know the
    time or its zone as well, they are heard too. When a page was changed is not when it was published.
    """
    reader = _Dates(page, scrape)
    chosen: tuple[str, Dated] | None = None
    for rule, dated in _stated(page, linked, around, url, reader):
        if chosen is None:
            chosen = rule, dated
        elif _finer(dated, chosen[1]):
            chosen = rule, replace(dated, origin=chosen[1].origin) if dated.origin is Origin.URL else dated
        if _rank(chosen[1]) >= _rank_of(Precision.MINUTE, Zone.PAGE) or rule in _LAST:
            break
    if chosen is None:
        return None
    scrape.gave("published", chosen[0])
    return chosen[1]


_LAST: Final = frozenset({"date beside the headline", "address", "marked date", "labelled date"})
"""Rules after which nothing more is asked for."""


def _stated(
    page: Gathered, linked: Linked, around: Surroundings, url: str | None, reader: _Dates
) -> Iterator[tuple[str, Dated]]:
    """The dates of publication that a page states, the most trusted first."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if dated := reader.read(linked.article.get(key)):
            yield f"JSON-LD {key}", dated
            break
    for name in PUBLISHED:
        if name not in page.meta:
            continue
        for content in page.meta[name][:2]:
            if dated := reader.read(content):
                yield f"<meta> {name}", dated
    for key in ("datePublished", "dateCreated"):
        for node in page.marked(key)[:3]:
            if not lies_apart(node) and (dated := _of_element(node, reader)):
                yield f"microdata {key}", dated
    for node in page.times()[:20]:
        attributes = node.attributes
        if "pubdate" in attributes and not lies_apart(node) and (dated := _of_element(node, reader)):
            yield "<time pubdate>", dated
    for piece in around:
        if dated := _of_piece(piece, reader):
            yield "date beside the headline", dated
    if url is not None and (named := dates.of_url(url)) and named.precision is Precision.DAY:
        yield "address", named
    for name in DATES:
        if dated := reader.read(page.first(name)):
            yield f"<meta> {name}", dated
    if dated := _of_elements(page, reader):
        yield "marked date", dated
    if dated := _labelled(page, reader):
        yield "labelled date", dated
    if dated := reader.read(linked.page.get("datePublished")):
        yield "JSON-LD datePublished of the page", dated
    if url is not None and (named := dates.of_url(url)):
        yield "address", named


def _of_element(node: LexborNode, reader: _Dates) -> Dated | None:
    attributes = node.attributes
    for name in ("datetime", "content", "title"):
        if dated := reader.read(attributes.get(name)):
            return dated
    piece = short_piece(node)
    if piece is None:
        return None
    return next(filter(None, map(reader.read, piece.stamps)), None) or reader.find(piece.text)


def _of_piece(piece: Piece, reader: _Dates) -> Dated | None:
    """The date in a short text near the headline, if it is not one of a sentence."""
    changed = CHANGED_MARK.search(piece.marks) is not None and "publi" not in piece.marks.lower()
    if changed or (not piece.stamps and not any(map(str.isdigit, piece.text))):
        return None
    seen = reader.find(piece.text)
    if len(piece.stamps) == 1 or (piece.stamps and seen is None):
        stamped = reader.read(piece.stamps[0])
        if stamped is not None and (seen is None or abs(stamped.when - seen.when) < timedelta(days=2)):
            return stamped
    if seen is None:
        return None
    words = len(re.findall(r"[^\W\d]{2,}", piece.text))
    return (
        seen if words <= MOST_WORDS or (DATE_MARK.search(piece.marks) and words <= 3 * MOST_WORDS) else None
    )


def _of_elements(page: Gathered, reader: _Dates) -> Dated | None:
    """The date in elements whose names say that they hold one, if they agree on it."""
    found: list[Dated] = []
    for node in page.tree.css(DATE_ELEMENTS)[:MOST_ELEMENTS]:
        piece = short_piece(node)
        if piece is None or lies_apart(node):
            continue
        if dated := _of_piece(piece, reader):
            found.append(dated)
    if len({dated.when.date() for dated in found}) != 1:
        return None
    return max(found, key=_rank)


def _labelled(page: Gathered, reader: _Dates) -> Dated | None:
    """The date in running text that is said to be that of publication."""
    body = page.tree.body
    if body is None:
        return None
    text = body.text()[:MOST_TEXT]
    found: dict[date, Dated] = {}
    for year in islice(YEAR.finditer(text), MOST_YEARS):
        match = LABEL.search(text, max(0, year.start() - BEFORE_YEAR), year.end() + 25)
        if (
            match is not None
            and match.start("date") <= year.start()
            and (dated := reader.find(match["date"]))
        ):
            found[dated.when.date()] = dated
    return next(iter(found.values())) if len(found) == 1 else None


MOST_TEXT: Final = 200_000
"""Characters of a page in which a labelled date is looked for."""


def _meant(dated: Dated) -> bool:
    """Whether a date is no stand-in for one that is missing."""
    return dated.when.year >= 1800 and dated.when.date().isoformat() != "1970-01-01"


def _finer(dated: Dated, other: Dated) -> bool:
    """Whether a date is another one told more exactly."""
    return _rank(dated) > _rank(other) and abs(dated.when - other.when) < timedelta(
        hours=36 if other.precision is Precision.DAY else 15
    )


def _rank(dated: Dated) -> int:
    return _rank_of(dated.precision, dated.zone)


def _rank_of(precision: Precision, zone: Zone) -> int:
    exact = {Precision.DAY: 1, Precision.MINUTE: 2, Precision.SECOND: 2}.get(precision, 0)
    return 2 * exact + (zone is Zone.PAGE) if exact > 1 else exact
