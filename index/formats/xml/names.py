"""One spelling for the names of elements and attributes, whatever prefix a file gives a namespace."""

from __future__ import annotations

import html
import re
from typing import Final

NAMESPACES: Final = (
    ("purl.org/dc/elements/", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/slash", "slash"),
    ("purl.org/syndication/thread", "thr"),
    ("wordpress.org/export/", "wp"),
    ("disqus.com/disqus-internals", "dsq"),
    ("disqus.com", ""),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("www.w3.org/2005/atom", ""),
    ("purl.org/atom/ns", ""),
    ("www.w3.org/1999/xhtml", ""),
    ("www.w3.org/xml/1998/namespace", "xml"),
    ("purl.org/rss/1.0/modules/", None),
    ("purl.org/net/rss1.1", ""),
    ("purl.org/rss/1.0", ""),
    ("my.netscape.com/rdf/simple/", ""),
    ("channel.netscape.com/rdf/simple/", ""),
    ("backend.userland.com/rss", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
    ("www.itunes.com/dtds/podcast", "itunes"),
    ("search.yahoo.com/mrss", "media"),
    ("rssnamespace.org/feedburner", "feedburner"),
    ("schemas.google.com/g/2005", "gd"),
    ("schemas.google.com/blogger", "blogger"),
)
"""How addresses of namespaces begin, without the scheme, and their prefix here; None for the file's own."""

MOST: Final = 10_000
"""Names that are remembered; no file has so many but to fill the memory."""

ATTRIBUTE: Final = re.compile(r"""([^\s=<>"'/]++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++)""")


class Names:
    """The prefixes that a file has declared so far.

    A declaration holds from where it stands to the end of the file: who declares one prefix twice is
    understood too, but for what comes after the inner one.
    """

    def __init__(self) -> None:
        self._prefixes: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def attributes(self, raw: str) -> dict[str, str]:
        """The attributes of a start tag, whose declarations are taken in."""
        if "=" not in raw:
            return {}
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(raw):
            value = match[2]
            found.setdefault(match[1], html.unescape(value[1:-1] if value[0] in "\"'" else value))
        for name, value in found.items():
            if name.startswith("xmlns:") and len(self._prefixes) < MOST:
                prefix = _prefix(value)
                self._prefixes[name[6:].lower()] = name[6:].lower() if prefix is None else prefix
                self._known.clear()
        return {self._spelled(name): value for name, value in found.items()}

    def element(self, raw: str, attributes: dict[str, str]) -> str:
        """The name of an element."""
        if "xmlns" in attributes and ":" not in raw:
            prefix = _prefix(attributes["xmlns"])
            if prefix:
                return f"{prefix}:{raw.lower()}"
        return self._spelled(raw)

    def _spelled(self, raw: str) -> str:
        name = self._known.get(raw)
        if name is None:
            if len(self._known) >= MOST:
                self._known.clear()
            prefix, colon, local = raw.lower().rpartition(":")
            prefix = self._prefixes.get(prefix, prefix)
            name = f"{prefix}:{local}" if colon and prefix else local
            self._known[raw] = name
        return name


def _prefix(address: str) -> str | None:
    bare = address.strip().lower().removeprefix("https://").removeprefix("http://")
    if bare.rstrip("/").endswith("/excerpt"):
        return "excerpt"
    return next((prefix for start, prefix in NAMESPACES if bare.startswith(start)), None)
