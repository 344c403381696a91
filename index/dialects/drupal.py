"""Text dumps of Drupal pages, as a browser's "select all, copy" or an HTML-to-text tool leaves them.

    You are here                                            some: the breadcrumb's label

    The headline

    Tyler Durden's picture                                  some: the portrait beside the byline

    The article ..

    Comment viewing options                                 some: the form above the comments

    Select your preferred way to display the comments ..
    ACES FULL's picture                                     a registered reader's portrait, the only
                                                            thing said about the comment
    Its text ..

    X_in_Sweden's picture                                   another reader's: the name, the name they
    X_in_Sweden (not verified) CNONC Dec 13, 2016 4:01 PM   answer if any, a time without a zone

    Its text ..

Nothing but such a line ends an article or a comment. The portrait of the byline differs from a
comment's in one thing: no line of text stands between it and the headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from index import dates
from index.dialects.dialect import Dialect, bare, paragraphs
from index.model import Article, Comment, Origin, Sourced
from index.settings import Scrape

LONGEST_NAME: Final = 60
"""Drupal's own limit on a user name, in characters."""

PICTURE: Final = re.compile(rf"(?P<name>\S(?:.{{0,{LONGEST_NAME - 2}}}\S)?)['’]s picture")
"""A line that is nothing else: a sentence with these words in it is no portrait."""

UNVERIFIED: Final = re.compile(
    rf"(?P<name>.{{1,{LONGEST_NAME}}}?) \(not verified\)"
    rf"(?: (?P<parent>.{{1,{LONGEST_NAME}}}?))? {dates.ENGLISH}"
)

DATE: Final = re.compile(rf"{dates.ENGLISH}$")

BREADCRUMB: Final = "You are here"
OPTIONS: Final = "Comment viewing options"
OPTIONS_HELP: Final = re.compile(r"Select your preferred way to display the comments\b.*")

HOUSE_NAMES: Final = {"Tyler Durden": "ZeroHedge"}
"""Bylines that are a site's name for itself."""


@dataclass(frozen=True, slots=True)
class _Header:
    """The line or two above a comment."""

    start: int
    """The number of its first line."""
    end: int
    """The number of the first line of what it heads."""
    name: str
    registered: bool
    parent: str | None = None
    date: str | None = None


def _recognise(lines: list[str]) -> Dialect | None:
    shown = [bare(line) for line in lines]
    first = next(filter(None, shown), "")
    if first == BREADCRUMB or OPTIONS in shown or any(map(_is_mark, shown)):
        return DRUPAL
    return None


def _is_mark(line: str) -> bool:
    if line.endswith("s picture"):
        return PICTURE.fullmatch(line) is not None
    return "(not verified)" in line and UNVERIFIED.fullmatch(line) is not None


def _read(lines: list[str], scrape: Scrape) -> Article:
    shown = [bare(line) for line in lines]
    title_at = next((n for n, line in enumerate(shown) if line and line != BREADCRUMB), len(lines))
    headers = _headers(shown, title_at + 1)
    byline = None
    if headers and headers[0].registered and not any(shown[title_at + 1 : headers[0].start]):
        byline, *headers = headers
    body_at = byline.end if byline else title_at + 1
    options_at = next((n for n, line in enumerate(shown) if n >= body_at and line == OPTIONS), None)
    if options_at is not None:
        headers = [header for header in headers if header.start > options_at]
        body_end = options_at
    else:
        body_end = headers[0].start if headers else len(lines)
    article = Article(
        id="",
        url=None,
        source=scrape.source,
        title=shown[title_at] if title_at < len(lines) else "",
        authors=(byline.name,) if byline else (),
        published=None,
        body=paragraphs(lines[body_at:body_end]),
        comments=_comments(lines, headers, scrape),
        scrape=scrape.ref("text", DRUPAL.name),
    )
    if article.source.name is None and byline is not None and byline.name in HOUSE_NAMES:
        return replace(article, source=Sourced(HOUSE_NAMES[byline.name], Origin.DIALECT))
    return article


def _headers(shown: list[str], start: int) -> list[_Header]:
    """The comment headers from line `start` on, the byline's portrait among them."""
    headers: list[_Header] = []
    number = start
    while number < len(shown):
        header = _header(shown, number)
        if header is None:
            number += 1
        else:
            headers.append(header)
            number = header.end
    return headers


def _header(shown: list[str], number: int) -> _Header | None:
    """The header that starts at line `number`.

    A portrait stands alone in its paragraph, or has the line of an unverified author below it.
    """
    above = shown[number - 1] if number else ""
    if above and above != OPTIONS and not OPTIONS_HELP.fullmatch(above):
        return None
    picture = PICTURE.fullmatch(shown[number])
    if picture is None:
        return _unverified(shown[number], number, number + 1)
    below = shown[number + 1] if number + 1 < len(shown) else ""
    unverified = _unverified(below, number, number + 2)
    if unverified is not None and unverified.name == picture["name"]:
        return unverified
    return _Header(number, number + 1, picture["name"], registered=True) if not below else None


def _unverified(line: str, start: int, end: int) -> _Header | None:
    match = UNVERIFIED.fullmatch(line)
    if match is None:
        return None
    date = DATE.search(line)
    return _Header(start, end, match["name"], False, match["parent"], date[0] if date else None)


def _comments(lines: list[str], headers: list[_Header], scrape: Scrape) -> tuple[Comment, ...]:
    ends = [header.start for header in headers[1:]] + [len(lines)]
    return tuple(
        Comment(
            id="",
            author=header.name,
            registered=header.registered,
            posted=dates.english(header.date, Origin.COMMENT, scrape.timezone) if header.date else None,
            body=paragraphs(lines[header.end : end]),
            reply_to=None,
            reply_to_name=header.parent,
            depth=0,
            position=position,
        )
        for position, (header, end) in enumerate(zip(headers, ends, strict=False), start=1)
    )


DRUPAL = Dialect(name="drupal", recognise=_recognise, read=_read)
