"""The headline of a page, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from index.extract.linked import keyed

SEPARATORS: Final = re.compile(
    r"\s+(?:[|•·»«›‹:–—~-]|::|//|--|\\)\s+|\s*[｜|»›]\s*|\s*_+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[-–—](?=[^\x00-\x7f]{2,12}$)"
)
"""What stands between a headline and a site's name in a <title>."""
SEPARATING: Final = frozenset("|•·»«›‹:–—~-/\\｜_")
"""Characters of which each of them has one."""
STRONG: Final = "|｜»›•·_«‹"
"""Of these, those that seldom stand within a headline."""
PREFIX: Final = re.compile(r"(?P<site>[^:]{2,40}):\s+(?=\S)")
LONGEST: Final = 500
"""Characters of a headline."""
SHORT: Final = 4
"""Words of a site's name, at most, where nothing else tells that it is one."""
ALIKE: Final = 0.6
"""The share of the words of the shorter of a heading and a <title> from which on they are one headline."""
LIKE: Final = 0.35
"""The same of the longer one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An element that may be the headline."""

    node: LexborNode
    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of a page."""

    text: str
    rule: str
    """How it was found."""
    node: LexborNode | None
    """The element that shows it, where one does."""


def headline(
    full: str, said: Sequence[tuple[str, str]], headings: Sequence[Heading], houses: Collection[str]
) -> Headline:
    """The headline of a page.

    `full` is its <title>; `said` are the titles that it states otherwise, each after its rule; `houses`
    are the names of the site, in the form of `keyed`.
    """
    stated = {keyed(text) for _, text in said}
    signs = {keyed(each.text) for each in headings if each.tag == "h1" and _is_sign(each, full)}
    houses = {*houses, *(signs - stated)}
    headings = [each for each in headings if keyed(each.text) not in houses]
    firsts = [each for each in headings if each.tag == "h1"]
    keys = [(rule, keyed(text), text) for rule, text in (*said, ("<title>", full)) if text]
    without = {text: keyed(without_site(text, houses)) for text in dict.fromkeys(text for _, _, text in keys)}
    bare = [(rule, without[text], text) for rule, _, text in keys]
    for each in firsts:
        key = keyed(each.text)
        for rule, other, _ in (*keys, *bare):
            if key and key == other:
                return Headline(each.text, f"h1 that is the {rule}", each.node)
    for each in headings:
        key = keyed(each.text)
        for rule, other, text in keys:
            if len(key) >= 8 and key in other and _ends(each.text, text) and len(key) * 5 >= len(other) * 2:
                return Headline(each.text, f"{each.tag} that begins or ends the {rule}", each.node)
    for each in firsts:
        for rule, _, text in keys:
            if _alike(each.text, text):
                return Headline(each.text, f"h1 that is like the {rule}", each.node)
    for rule, key, text in bare:
        for each in headings:
            if key and keyed(each.text) == key:
                return Headline(each.text, f"{each.tag} that is the {rule} without the site", each.node)
        if not text.endswith(("...", "…")) or rule == "<title>":
            if key in houses or not key:
                continue
            return Headline(without_site(text, houses, rule == "<title>"), rule, None)
    if firsts:
        return Headline(firsts[0].text, "h1", firsts[0].node)
    if headings:
        return Headline(headings[0].text, headings[0].tag, headings[0].node)
    return Headline(next((text for _, _, text in keys), ""), "<title>", None)


def _is_sign(heading: Heading, full: str) -> bool:
    """Whether a heading is the site's name, as over each of its pages: a link home, or how <title>s end."""
    key = keyed(heading.text)
    if not key or keyed(full).startswith(key) or len(heading.text) > LONGEST_SIGN:
        return False
    link = heading.node.css_first("a[href]")
    if link is None and heading.node.parent is not None and heading.node.parent.tag == "a":
        link = heading.node.parent
    if link is not None and HOME.fullmatch(link.attributes.get("href") or "#"):
        return True
    before = full[: -len(heading.text)]
    if not full.casefold().endswith(heading.text.casefold()) or not SEPARATORS.search(before + "x"):
        return False
    return len(keyed(before)) > len(key) or HOST.search(heading.text) is not None


LONGEST_SIGN: Final = 60
"""Characters of a site's name."""
HOME: Final = re.compile(r"(?:https?:)?(?://[^/?#]+)?(?:\.{0,2}/)*(?:index\.\w+|home|\./?)?", re.IGNORECASE)
"""The address of a site's front page, as its pages have it."""
HOST: Final = re.compile(r"\w\.(?:com|org|net|info|[a-z]{2})\b", re.IGNORECASE)


def without_site(title: str, houses: Collection[str], sole: bool = False) -> str:
    """A title without the name of the site and its sections before or behind it.

    Where it is the `sole` one, any short end behind a dash is taken for the site's name.
    """
    title = title[:LONGEST]
    while True:
        cuts = [] if SEPARATING.isdisjoint(title) else list(SEPARATORS.finditer(title))
        if not cuts:
            break
        last, first = cuts[-1], cuts[0]
        before, ending = title[: last.start()], title[last.end() :]
        beginning, after = title[: first.start()], title[first.end() :]
        if before and (_house(ending, houses) or (_strong(last[0]) and _short(ending, before))):
            title = before
        elif sole and _is_end(ending, before, last[0]):
            title, sole = before, False
        elif after and (_house(beginning, houses) or (_strong(first[0]) and _short(beginning, after))):
            title = after
        else:
            break
    match = PREFIX.match(title)
    if match and _house(match["site"], houses):
        title = title[match.end() :]
    return title.strip(" |•·»:–—-_")


def _house(text: str, houses: Collection[str]) -> bool:
    """Whether a piece of a title is the site's name, or little more."""
    key = keyed(text)
    if not key:
        return True
    return any(
        key == house
        or (len(house) >= 4 and house in key and len(text.split()) <= 6)
        or (len(key) >= 4 and key in house and len(key) * 2 >= len(house))
        for house in houses
    )


def _strong(separator: str) -> bool:
    return any(mark in separator for mark in STRONG)


def _is_end(ending: str, before: str, separator: str) -> bool:
    """Whether the end of a <title>, which nothing else is known of, is the site's name."""
    if _strong(separator):
        return len(ending.split()) <= SHORT + 1 and len(before.split()) >= 2
    return len(before.split()) >= SHORT and _short(ending, before)


def _short(part: str, rest: str) -> bool:
    """Whether a part of a title is that much shorter than the rest that it is no headline."""
    return len(part.split()) <= SHORT and len(keyed(part)) * 2 <= len(keyed(rest))


def _ends(text: str, whole: str) -> bool:
    """Whether `whole` begins or ends with `text`, up to a separator."""
    whole, text = whole.casefold(), text.casefold()
    if whole.startswith(text):
        return not whole[len(text) : len(text) + 1].isalnum()
    return whole.endswith(text) and not whole[: -len(text)][-1:].isalnum()


def _alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    if min(len(first), len(second)) < 3:
        return False
    common = len(first & second)
    return common >= ALIKE * min(len(first), len(second)) and common >= LIKE * max(len(first), len(second))
