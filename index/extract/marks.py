"""Which elements of a page speak of comments: numbered ids, classes, schema.org, lists and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from index.extract.heads import LONGEST, date_in, looks_dated
from index.extract.outline import LONGEST_NAME, Outline
from index.extract.words import LATEST, MESSAGE, OWN_ID, named_comment, named_form, role, speaks_of_comments

MOST_ALIKE: Final = 20
"""Groups of elements that look alike, of one part of a page."""
LONGEST_HEADING: Final = 80
NUMBER: Final = re.compile(r"\d+")
PLACES: Final = ("nav", "footer")
"""Elements that hold no comments unless they say so."""
NUMBERED: Final = frozenset("0123456789abcdefABCDEF-_")
"""How the id of a comment ends."""
MESSAGES: Final = frozenset(MESSAGE.split("|")) - {"p", "c", "m", "r", "entry"} | {"postbit", "forumpost"}
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6 legend dt summary caption".split())


@dataclass(slots=True)
class Marks:
    """Elements of a page by what speaks for their being comments."""

    ids: list[int] = field(default_factory=list)
    classes: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    stated: list[int] = field(default_factory=list)
    """Comments by schema.org."""
    messages: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    zones: list[tuple[int, int, bool]] = field(default_factory=list)
    """Lists of comments: the first element, the number after the last, and whether a heading says so."""


def marked(outline: Outline) -> Marks:
    """What there is on a page."""
    marks = Marks()
    open_ids: list[tuple[int, str]] = []
    barred = 0
    whole = outline.lengths[-1]
    terms: dict[int, int] = {}
    lists: dict[tuple[str, str], list[int]] = {}
    for element, attributes in enumerate(outline.attributes):
        tag = outline.tags[element]
        if tag in HEADINGS and _is_heading(outline, element):
            parent = outline.parents[element]
            while parent > 0 and outline.length(parent) <= outline.length(element) + 20:
                element, parent = parent, outline.parents[parent]
            if parent >= 0 and outline.ends[element] < outline.ends[parent]:
                marks.zones.append((outline.ends[element], outline.ends[parent], True))
        if tag == "dt":
            terms[outline.parents[element]] = element
        if not attributes or element < barred:
            continue
        if tag in ("a", "button", "input", "label", "form", "textarea") and not attributes.get("id"):
            continue
        classes = (attributes.get("class") or "")[:LONGEST_NAME]
        own = (attributes.get("id") or "")[:LONGEST_NAME]
        name = f"{classes} {own}"
        if (
            name == " "
            and "itemprop" not in attributes
            and "itemtype" not in attributes
            and tag not in PLACES
        ):
            continue
        if _is_barred(name, tag) and 2 * outline.length(element) < whole:
            barred = outline.ends[element]
            continue
        match = OWN_ID.fullmatch(own) if own and (own[-1] in NUMBERED or own[-1].isdigit()) else None
        if match is not None:
            number = match["number"] or match["count"]
            while open_ids and outline.ends[open_ids[-1][0]] <= element:
                open_ids.pop()
            if not any(each[1] == number for each in open_ids[-4:]):
                open_ids.append((element, number))
                if match["sure"]:
                    marks.ids.append(element)
                else:
                    marks.messages.setdefault(("id", match["maybe"]), []).append(element)
        if "omment" in (attributes.get("itemtype") or "")[-8:] or attributes.get("itemprop") == "comment":
            marks.stated.append(element)
        kind = _kind(name)
        if (kind == "list" or (kind == "item" and not classes)) and tag not in ("body", "a", "form"):
            marks.zones.append((element, outline.ends[element], False))
        if kind == "list" and classes:
            lists.setdefault((tag, NUMBER.sub("", classes)), []).append(element)
        if kind == "item":
            tokens = [token for token in classes.split() if named_comment(token) == "item"]
            head = terms.get(outline.parents[element], element) if tag == "dd" else element
            for token in tokens[:2]:
                group = marks.classes.setdefault((tag, NUMBER.sub("", token)), [])
                if not group or group[-1] < head:
                    group.append(head)
        elif classes:
            for token in classes.lower().split():
                if token in MESSAGES:
                    marks.messages.setdefault((tag, token), []).append(element)
    marks.classes |= {key: group for key, group in lists.items() if len(group) > 1}
    marks.messages = {key: group for key, group in marks.messages.items() if len(group) > 1}
    return marks


def _is_heading(outline: Outline, element: int) -> bool:
    length = outline.length(element)
    if not 2 < length <= LONGEST_HEADING:
        return False
    text = outline.text(element)
    return speaks_of_comments(text) and LATEST.search(text) is None


@lru_cache(maxsize=4_096)
def _kind(name: str) -> str:
    """What a class and id say of an element, whatever numbers are in them."""
    return named_comment(NUMBER.sub("", name))


@lru_cache(maxsize=4_096)
def _is_barred(name: str, tag: str) -> bool:
    """Whether an element holds comments that are not of this page, or something else for certain."""
    if tag in PLACES and "comment" not in name.lower():
        return True
    if named_form(name):
        return True
    return "sort" not in name and bool(_kind(name)) and LATEST.search(name) is not None


def alike(outline: Outline, start: int, end: int) -> list[list[int]]:
    """Elements of a part of a page in groups of those that look alike, and those that begin with a date."""
    groups: dict[tuple[int | str, ...], list[int]] = {}
    dated: list[int] = []
    for element in range(start, end):
        tag = outline.tags[element]
        attributes = outline.attributes[element]
        classes = NUMBER.sub("", (attributes.get("class") or "")[:LONGEST_NAME])
        if classes:
            groups.setdefault((tag, " ".join(classes.split()[:3])), []).append(element)
        elif tag in ("li", "div", "article", "dt", "tr", "table", "p", "section", "h3", "h4", "h5", "h6"):
            groups.setdefault((tag, outline.parents[element]), []).append(element)
        if tag == "time" or role(tag, classes, attributes.get("itemprop") or "") == "date":
            dated.append(element)
    for piece in range(outline.firsts[start], outline.last(start, end)):
        text = outline.texts[piece]
        if 5 < len(text) <= LONGEST and looks_dated(text) and date_in(text) is not None:
            dated.append(outline.owners[piece])
    dated = _outermost(outline, dated, start, end)
    if not dated:
        return []
    likely = sorted(groups.values(), key=lambda group: (-min(len(group), len(dated)), group[0]))
    return [*likely[:MOST_ALIKE], dated]


def _outermost(outline: Outline, elements: Sequence[int], start: int, end: int) -> list[int]:
    """Those of some elements that lie in no other, in the order of the page."""
    kept: list[int] = []
    for element in sorted(set(elements)):
        if start <= element < end and (not kept or outline.ends[kept[-1]] <= element):
            kept.append(element)
    return kept
