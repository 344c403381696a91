"""One comment of a page: who wrote it, when, and what, from the elements and the text it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Final

from index import dates
from index.extract.heads import BARE, LONGEST, SAYING, date_in, moment, name_in, named, portrayed
from index.extract.outline import LONGEST_NAME, Outline
from index.extract.rows import RULE, Layout, Row, joined, rows_of, unsigned
from index.extract.words import ACTIONS, named_quote, role
from index.model import Dated, Origin
from index.text import Spans

AUTHORS: Final = frozenset(
    {
        "data-author",
        "data-authorname",
        "data-author-name",
        "data-username",
        "data-user-name",
        "data-commenter",
        "author",
    }
)
"""Attributes that name an author."""
STAMPS: Final = frozenset({"data-timestamp", "data-time", "data-utime", "data-created"})
"""Attributes with seconds since 1970."""
TELLING: Final = AUTHORS | STAMPS | {"itemprop", "alt", "title", "datetime", "content"}
HEADS: Final = frozenset({"author", "date", "head"})
MOST_HEAD_ROWS: Final = 8
"""Rows at either end of a comment that may be its head or foot."""
LONG: Final = 200
"""Characters from which on a text is no button whatever its element is called."""


@dataclass(slots=True)
class Parts:
    """What is read of a comment."""

    author: str | None = None
    named: bool = False
    """Whether an element or a way to write says that this is the author."""
    registered: bool | None = None
    posted: Dated | None = None
    dated: bool = False
    """Whether something that looks like a date is there, whether or not it can be read."""
    body: str = ""
    quotes: Spans = ()
    dates: int = 0
    """How many lines of date there are in it."""
    linked: bool = False
    """Whether most of the text is links."""
    heading: bool = False
    """Whether a heading in it leads to another page."""
    pages: set[str] = field(default_factory=set)
    """The pages that links to a place within a page lead to."""


def read_item(
    outline: Outline,
    start: int,
    end: int,
    nested: Mapping[int, int],
    timezone: tzinfo | None = None,
    most: int | None = None,
) -> Parts:
    """What the elements from `start` to before `end` say, without those of `nested`, by start and end.

    `most` bounds the elements that are looked at, to tell whether it is a comment at all.
    """
    parts = Parts()
    layout = _layout(outline, start, end, nested, most, parts, timezone)
    rows = rows_of(outline, start, end, layout)
    tight = any(row.body for row in rows)
    kept = [row for row in rows if row.body] if tight else _trimmed(rows, parts)
    beside = [row for row in rows if not row.body] if tight else _others(rows, kept)
    _read_heads(parts, beside, timezone)
    if tight and not parts.dated and not parts.author:
        kept = _trimmed(kept, parts)
        _read_heads(parts, [row for row in _others(rows, kept) if row.body], timezone)
    kept = unsigned(kept)
    parts.body, parts.quotes = joined(kept)
    parts.linked = bool(kept) and sum(row.linked for row in kept) > 0.7 * sum(len(row.text) for row in kept)
    return parts


def _layout(
    outline: Outline,
    start: int,
    end: int,
    nested: Mapping[int, int],
    most: int | None,
    parts: Parts,
    timezone: tzinfo | None,
) -> Layout:
    layout = Layout()
    roles, bodies, quoted, loose = layout.roles, layout.bodies, layout.quoted, layout.loose
    single = outline.ends[start] >= end
    element = start
    while element < end and (most is None or len(roles) < most):
        inner = nested.get(element)
        if inner is not None and element != start:
            first, last = outline.firsts[element], outline.last(element, inner)
            if last > first:
                layout.skips[first] = last
            element = max(inner, element + 1)
            continue
        attributes = outline.attributes[element]
        tag = outline.tags[element]
        parent = outline.parents[element]
        above = roles.get(parent, "")
        own = classes = ""
        if attributes:
            classes = (attributes.get("class") or "")[:LONGEST_NAME]
            if element != start or not single:
                own = role(tag, classes, attributes.get("itemprop") or "")
            _read_attributes(parts, tag, attributes, own, timezone)
        elif tag in ("cite", "time") and element != start:
            own = role(tag, "", "")
        if tag == "a":
            _read_link(parts, outline, element, attributes)
        in_quote = parent in quoted and parent >= start
        body = bodies.get(parent, -1) if parent >= start else -1
        if own == "body":
            body = element
        elif own in HEADS and not in_quote:
            around = body
            while around >= 0 and around not in loose:
                loose.add(around)
                around = bodies.get(outline.parents[around], -1)
        if tag == "blockquote" or (classes and named_quote(classes)):
            if element != start and own != "body":
                quoted.add(element)
        elif in_quote:
            quoted.add(element)
        if tag == "form" and element != start:
            own = "other"
        elif own == "other" and outline.length(element) > LONG and tag not in ("ul", "ol"):
            own = ""
        roles[element] = own or above if parent >= start or not single else own
        bodies[element] = body
        element += 1
    return layout


def _read_attributes(
    parts: Parts, tag: str, attributes: Mapping[str, str | None], own: str, timezone: tzinfo | None
) -> None:
    """What attributes say of author and time."""
    if TELLING.isdisjoint(attributes):
        return
    telling = [name for name in attributes if name in TELLING]
    for name in telling:
        if parts.author is None and name in AUTHORS and attributes[name]:
            parts.author = named(attributes[name] or "")
            parts.named = parts.author is not None
    if attributes.get("itemprop") in ("name", "author", "creator") and attributes.get("content"):
        parts.author = parts.author or named(attributes["content"] or "")
    if tag == "img":
        text = attributes.get("alt") or attributes.get("title") or ""
        shown = portrayed(text) if 0 < len(text) <= LONGEST else None
        if shown is not None and parts.author is None:
            parts.author, parts.named = shown, True
    if parts.posted is not None:
        return
    stated: list[str | None] = [attributes.get("datetime")]
    if own == "date":
        stated += [attributes.get("content"), attributes.get("title")]
    elif tag in ("abbr", "span", "a"):
        stated.append(attributes.get("title"))
    for each in stated:
        if each and 6 <= len(each) <= 60 and any(letter.isdigit() for letter in each):
            posted = dates.read(each, Origin.COMMENT, timezone) or moment(each, timezone)
            if posted is not None or date_in(each) is not None:
                parts.posted, parts.dated = posted, True
                return
    for name in telling:
        stamp = (attributes[name] or "") if name in STAMPS else ""
        if len(stamp) in (10, 13) and stamp.isascii() and stamp.isdigit():
            parts.posted, parts.dated = dates.epoch(int(stamp[:10]), Origin.COMMENT), True


def _read_link(parts: Parts, outline: Outline, element: int, attributes: Mapping[str, str | None]) -> None:
    """Where a link leads."""
    page, mark, place = (attributes.get("href") or "").partition("#")
    if mark and page and any(letter.isdigit() for letter in place):
        parts.pages.add(page.partition("?")[0] if "comment" in place else page)
    elif page and not mark and outline.tags[outline.parents[element]] in ("h1", "h2", "h3", "h4"):
        classes = (
            outline.name(outline.parents[element]) + " " + (attributes.get("class") or "")[:LONGEST_NAME]
        )
        parts.heading |= role("h3", classes, "") != "author" and outline.length(element) > 24


def _others(rows: list[Row], kept: list[Row]) -> list[Row]:
    """Rows that are not among those that are kept."""
    known = {id(row) for row in kept}
    return [row for row in rows if id(row) not in known]


def _trimmed(rows: list[Row], parts: Parts) -> list[Row]:
    """Rows without the head, the foot, and what elements say is neither."""
    begin, end = 0, len(rows)
    while begin < min(end, MOST_HEAD_ROWS) and _is_head(rows, begin, parts):
        begin += 1
    while end > max(begin, len(rows) - MOST_HEAD_ROWS) and _is_foot(rows[end - 1]):
        end -= 1
    return [
        row
        for row in rows[begin:end]
        if not (row.role in ("other", "date", "author") and len(row.text) <= LONG)
        and not (row.role == "head" and (date_in(row.text) is not None or row.strong or row.linked))
        and not (len(row.text) <= 80 and row.linked and ACTIONS.fullmatch(row.text))
    ]


def _is_head(rows: list[Row], at: int, parts: Parts) -> bool:
    row = rows[at]
    text = row.text
    if row.quoted or len(text) > LONGEST:
        return False
    if row.role in HEADS or row.role == "other":
        return True
    span = date_in(text)
    if span is not None and len(text) - (span[1] - span[0]) <= 90:
        return True
    if ACTIONS.fullmatch(text) or not any(letter.isalpha() for letter in text):
        return len(rows) > at + 1
    if BARE.fullmatch(text) or (text.endswith(":") and SAYING.match(text)):
        return True
    sentence = text.endswith((".", "!", "?", "…")) and len(text) > 20
    if len(text) <= 60 and not sentence and named(text) is not None and at + 1 < len(rows):
        if text == parts.author:
            return True
        near = rows[at + 1 : at + 3]
        dated = any(
            len(each.text) <= LONGEST and (each.role == "date" or date_in(each.text)) for each in near
        )
        return dated or (row.strong and at == 0)
    return False


def _is_foot(row: Row) -> bool:
    text = row.text
    if row.quoted or len(text) > LONGEST:
        return False
    if row.role in HEADS or row.role == "other":
        return True
    if RULE.fullmatch(text):
        return True
    if not any(letter.isalpha() for letter in text) and not row.body:
        return len(text) <= 12 and any(letter.isdigit() for letter in text) and bool(row.linked)
    if row.linked >= len(text) * 0.8 and len(text) <= 40 and not text.startswith("http"):
        return True
    if len(text) <= 100 and ACTIONS.fullmatch(text):
        return True
    span = date_in(text)
    return span is not None and len(text) - (span[1] - span[0]) <= 70


def _read_heads(parts: Parts, rows: list[Row], timezone: tzinfo | None) -> None:
    """Author and time from the lines beside the text."""
    parts.dates = sum(len(row.text) <= LONGEST and date_in(row.text) is not None for row in rows)
    for wanted in ("date", "author", "head", "", "other"):
        for row in rows:
            if row.role != wanted or len(row.text) > LONGEST or (parts.dated and parts.posted is not None):
                continue
            if date_in(row.text) is not None:
                parts.posted, parts.dated = parts.posted or moment(row.text, timezone), True
    for row in rows:
        if row.role == "author" and not parts.named and len(row.text) <= LONGEST:
            name = name_in(row.text)
            if name is not None and not ACTIONS.fullmatch(name):
                parts.author, parts.named = name, True
    for test in (_says, _dated_name, _strong_name, _plain_name):
        for row in rows:
            if parts.author is None and row.role != "other" and len(row.text) <= LONGEST:
                name = test(row)
                if name is not None and not ACTIONS.fullmatch(name):
                    parts.author = name
                    parts.named = test in (_says, _dated_name)
    for row in rows:
        if "verified)" in row.text:
            parts.registered = False


def _says(row: Row) -> str | None:
    return name_in(row.text) if SAYING.match(row.text) else None


def _dated_name(row: Row) -> str | None:
    return name_in(row.text) if date_in(row.text) is not None else None


def _strong_name(row: Row) -> str | None:
    return name_in(row.text) if row.strong and row.role != "date" and date_in(row.text) is None else None


def _plain_name(row: Row) -> str | None:
    short = len(row.text) <= 40 and row.role != "date" and date_in(row.text) is None
    return named(row.text) if short else None
