"""The top of a text dump: the headline, and what is said of the article above or right below it.

    Title: The headline                 The headline
    Author: Jane Roe                    By Jane Roe and John Doe
    Date: 2014-05-03                    Published: May 3, 2014 5:12 PM
    URL: https://example.org/a          Source: Reuters

    The article ..                      The article ..

Archives put the block on the left above a text, pages have the lines on the right. A line that can't be read
to its end, and any below it, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from index import dates, urls
from index.dialects.dialect import bare, shortened
from index.dialects.headers import header, is_name
from index.dialects.stamps import stamp
from index.dialects.words import FIELDS
from index.model import Dated, Origin, Sourced
from index.settings import Scrape

LONGEST_TITLE: Final = 300
"""A longer first line, in characters, is text: of such, the first words stand in for a headline."""
LONGEST_LINE: Final = 160
"""Characters of a byline or date line."""
MOST_LINES: Final = 4
"""Lines below a headline that may say something of the article."""
MOST_FIELDS: Final = 40
FEWEST_FIELDS: Final = 2
"""Lines that make a block above a text."""

FIELD: Final = re.compile(r"(?P<key>[^\W\d_][\w -]{0,24}?)\s?:\s+(?P<value>\S.*)")
RULE: Final = re.compile(r"[-=*_~]{3,80}")
BYLINE: Final = re.compile(r"(?:By|BY|by|Von|Par|Por|Di|Door|Av|Af|Przez|Автор)\b:?\s+(?P<names>\S.{1,118})")
AND: Final = re.compile(r",? (?:and|und|et|y|e|en|og|och|ja|i|и) | & |, |; ")
PARTICLES: Final = frozenset(
    "de da di del della van von der den la le du al bin ben el y dos das zu ter ten af av".split()
)
KEYS: Final = {word: field for field, words in FIELDS.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class Opening:
    """What the top of a dump says, and what is left of its lines."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    url: str | None
    source: Sourced
    language: str | None
    body: list[str]


def opening(lines: list[str], scrape: Scrape) -> Opening:
    """The top of a dump."""
    start = next((number for number, line in enumerate(lines) if bare(line)), len(lines))
    fields, below = _block(lines, start)
    if fields:
        return described(fields, lines[below:], scrape)
    title = bare(lines[start]) if start < len(lines) else ""
    if len(title) > LONGEST_TITLE:
        return Opening(shortened(title), (), None, _url(scrape), scrape.source, None, lines[start:])
    below, fields = _beside(lines, start + 1, scrape)
    top = described([("title", title), *fields], lines[below:], scrape)
    return replace(top, title=title)


def described(fields: Iterable[tuple[str, str]], body: list[str], scrape: Scrape) -> Opening:
    """What a block of fields says, the first of each kind; a headline it lacks is the first line below it."""
    said: dict[str, str] = {}
    authors: list[str] = []
    for key, value in fields:
        value = value.strip().strip("\"'").strip()
        if key == "author" and value:
            authors += split_names(value)
        elif value:
            said.setdefault(key, value)
    published = dates.read(said["date"], Origin.PAGE, scrape.timezone) if "date" in said else None
    address = said.get("url") or (said["source"] if "://" in said.get("source", "") else None)
    source = scrape.source
    named = said.get("source")
    if source.name is None and named and "://" not in named and len(named) <= 80:
        source = Sourced(named, Origin.PAGE)
        scrape.gave("source", "a line at the top")
    language = said.get("language", "")[:2].lower()
    title = said.get("title", "")
    if not title:
        start = next((number for number, line in enumerate(body) if bare(line)), len(body))
        title = bare(body[start]) if start < len(body) else ""
        body = body[start + 1 :]
        if len(title) > LONGEST_TITLE:
            body, title = [title, *body], shortened(title)
    for name, found in (("authors", authors), ("published", published), ("url", address)):
        if found:
            scrape.gave(name, "a line at the top")
    return Opening(
        title=title if len(title) <= LONGEST_TITLE else shortened(title),
        authors=tuple(dict.fromkeys(authors)),
        published=published,
        url=(urls.canonical(address) if address else None) or _url(scrape),
        source=source,
        language=language if re.fullmatch(r"[a-z]{2}", language) else None,
        body=body,
    )


def split_names(text: str) -> list[str]:
    """The names in a byline."""
    text = " ".join(text.split())
    return [name.strip() for name in AND.split(text) if name.strip()][:20]


def _url(scrape: Scrape) -> str | None:
    return urls.canonical(scrape.url) if scrape.url else None


def _block(lines: list[str], start: int) -> tuple[list[tuple[str, str]], int]:
    """The fields of a block at line `start`, and the first line below it; no fields if there is no block."""
    fields: list[tuple[str, str]] = []
    number = start
    while number < min(len(lines), start + MOST_FIELDS):
        line = bare(lines[number][:2_000])
        match = FIELD.fullmatch(line)
        key = KEYS.get(match["key"].lower()) if match is not None else None
        if match is None or key is None:
            if RULE.fullmatch(line) and (number == start or fields):
                number += 1
                if fields:
                    break
                continue
            empty = line.rstrip(": ").lower()
            if line.endswith(":") and empty in KEYS and fields:
                number += 1
                continue
            break
        fields.append((key, match["value"]))
        number += 1
    kinds = {key for key, _ in fields}
    if (
        len(fields) < FEWEST_FIELDS
        or not kinds & {"title", "url", "date", "author"}
        or kinds <= {"source", "other"}
    ):
        return [], start
    if (
        number < len(lines)
        and bare(lines[number])
        and not RULE.fullmatch(bare(lines[number - 1]))
        and "title" not in kinds
    ):
        return [], start  # a text whose first lines happen to have colons
    return fields, number


def _beside(lines: list[str], start: int, scrape: Scrape) -> tuple[int, list[tuple[str, str]]]:
    """What the lines right below a headline say, and the first line that is the article's."""
    fields: list[tuple[str, str]] = []
    number, end = start, start
    seen = 0
    while number < len(lines) and seen < MOST_LINES:
        line = bare(lines[number][: LONGEST_LINE + 1])
        number += 1
        if not line:
            continue
        seen += 1
        found = _said(line, scrape) if len(line) <= LONGEST_LINE else []
        if not found:
            break
        fields += found
        end = number
    return end, fields


def _said(line: str, scrape: Scrape) -> list[tuple[str, str]]:
    """What a line below a headline says of the article; empty if it is a line of text."""
    match = FIELD.fullmatch(line)
    key = KEYS.get(match["key"].lower()) if match is not None else None
    if match is not None and key is not None and key not in ("other", "title"):
        if key == "date" and dates.read(match["value"], Origin.PAGE, scrape.timezone) is None:
            return []
        if key == "url" and urls.canonical(match["value"]) is None:
            return []
        return [(key, match["value"])] if key != "author" or _are_names(match["value"]) else []
    if (when := stamp(line)) is not None:
        found = header(0, line)
        if found is None or when.relative or dates.read(when.text, Origin.PAGE, scrape.timezone) is None:
            return []
        names = [("author", found.name)] if found.name and _are_names(found.name) else []
        if found.name and not (names and (found.by or found.stamp is not None)):
            return []
        return [*names, ("date", when.text)]
    byline = BYLINE.fullmatch(line)
    return [("author", byline["names"])] if byline is not None and _are_names(byline["names"]) else []


def _are_names(text: str) -> bool:
    """Whether a text is names of people: capitalised words, but for what joins them."""
    if not is_name(text[:60]) or len(text) > 120:
        return False
    words = [word for name in split_names(text) for word in name.split()]
    return (
        bool(words)
        and len(words) <= 14
        and all(
            word[:1].isupper() or not word[:1].isalpha() or word.lower() in PARTICLES or not word.islower()
            for word in words
        )
    )
