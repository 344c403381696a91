"""Pages that are made to stall a parser, told by their bytes.

Lexbor takes time by the square of how deep elements nest and of how many attributes a tag has, and makes
anew in every paragraph the elements of style that no tag ends.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

DEEPEST: Final = 4_000
"""Elements within elements. Lexbor takes time by the square of the depth."""
MOST_ATTRIBUTES: Final = 10_000
"""Of one tag. Lexbor takes time by the square of their number."""
STYLES: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
MOST_STYLES: Final = 500
"""Elements of STYLES that no tag ends: each is made anew in every paragraph that follows."""
MOST_TAGS: Final = 1_000_000

TAG: Final = re.compile(rb"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)""")
QUOTED: Final = re.compile(rb""""[^"]*"|'[^']*'""")
LONG: Final = 20_000
"""Bytes of a tag from which on its attributes are counted."""
VOID: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
"""Elements that need no end tag, and so tell nothing of the depth."""


def stalls(data: bytes) -> str | None:
    """What in a page would stall a parser, if anything.

    Nearly all pages are told to be harmless by looking at how many tags there are and how far apart.
    """
    tags = len(data) - len(data.replace(b"<", b""))  # three times as fast as to count
    if tags > MOST_TAGS:
        return f"more than {MOST_TAGS:,} tags"
    if tags > DEEPEST or _has_long_tag(data):
        return _stalls(data)
    return None


def _has_long_tag(data: bytes) -> bool:
    """Whether there may be a tag of too many attributes."""
    at, half, length = 0, LONG // 2, len(data)
    while at + half < length:
        if data.find(b">", at, at + half) < 0:
            start = data.rfind(b"<", max(0, at - half), at + half)
            if start >= 0 and data.find(b">", start, at) < 0 and data[start + 1 : start + 2].isalpha():
                end = data.find(b">", at + half)
                tag = data[start : end if end >= 0 else length]
                if max(len(tag.split()), tag.count(b"=")) > MOST_ATTRIBUTES:
                    return True
                at = start + len(tag)
        at += half
    return False


def _stalls(data: bytes) -> str | None:
    """The same, by a look at every tag."""
    opened: Counter[bytes] = Counter()
    nested: list[bytes] = []
    styles = 0
    for match in TAG.finditer(data):
        end, name, attributes = match[1], match[2].lower(), match[3]
        if len(attributes) > LONG:
            bare = QUOTED.sub(b"", attributes)
            if max(len(bare.split()), bare.count(b"=")) > MOST_ATTRIBUTES:
                return f"a tag of more than {MOST_ATTRIBUTES:,} attributes"
        if name in VOID:
            continue
        if not end:
            nested.append(name)
            opened[name] += 1
            if len(nested) > DEEPEST:
                return f"nested deeper than {DEEPEST:,} elements"
            if name in STYLES:
                styles += 1
                if styles > MOST_STYLES:
                    return f"more than {MOST_STYLES:,} elements that go on in every paragraph"
        elif opened[name]:
            last = b""
            while last != name:
                last = nested.pop()
                opened[last] -= 1
                styles -= last in STYLES
    return None
