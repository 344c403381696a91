"""The elements of a page that state something of it, gathered in one pass over the tree."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.linked import text_of
from index.extract.titles import Heading

STATING: Final = 'title, meta, link[rel~="canonical" i], base, h1, script[type="application/ld+json" i]'
MARKED: Final = '[itemprop], time, a[rel~="author" i]'
MOST_HEADINGS: Final = 30
"""Headings of a page that may be its headline."""
MOST: Final = 300
"""Elements of a kind that are looked at."""


@dataclass(slots=True)
class Gathered:
    """The elements of a page that state something."""

    tree: LexborHTMLParser
    title: str = ""
    """The <title>."""
    tag: str = ""
    """The language that the page says it is in."""
    base: str | None = None
    meta: dict[str, list[str]] = field(default_factory=dict)
    """The contents of each <meta>, by its name or property in lower case."""
    canonical: str | None = None
    """The address of the first <link rel=canonical>."""
    headings: list[Heading] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    """JSON-LD."""

    _marked: dict[str, list[LexborNode]] | None = None

    def first(self, *names: str) -> str | None:
        """The first content of the first <meta> that there is of these."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def marked(self, name: str) -> list[LexborNode]:
        """The elements of microdata with a property of this name."""
        return self._all_marked().get(name, [])

    def times(self) -> list[LexborNode]:
        """The <time> elements."""
        return self._all_marked().get("<time>", [])

    def by(self) -> list[LexborNode]:
        """The links to authors."""
        return self._all_marked().get("<a rel=author>", [])

    def _all_marked(self) -> dict[str, list[LexborNode]]:
        if self._marked is None:
            self._marked = {}
            for node in self.tree.css(MARKED):
                attributes = node.attributes
                names = (attributes.get("itemprop") or "").split()
                if node.tag == "time":
                    names.append("<time>")
                elif node.tag == "a" and "author" in (attributes.get("rel") or "").lower().split():
                    names.append("<a rel=author>")
                for name in names:
                    nodes = self._marked.setdefault(name, [])
                    if len(nodes) < MOST:
                        nodes.append(node)
        return self._marked


def gather(tree: LexborHTMLParser, wanted: Container[str]) -> Gathered:
    """What a page states of itself; of its <meta>, those of the `wanted` names."""
    page = Gathered(tree)
    if tree.root is not None:
        page.tag = tree.root.attributes.get("lang") or tree.root.attributes.get("xml:lang") or ""
    for node in tree.css(STATING):
        tag = node.tag
        attributes = node.attributes
        if tag == "meta":
            _gather_meta(page, attributes, wanted)
        elif tag == "title":
            page.title = page.title or (text_of(node.text()[:MOST_TEXT]) if _is_own(node) else "")
        elif tag == "script":
            page.scripts.append(node.text())
        elif tag == "h1" and len(page.headings) < MOST_HEADINGS:
            if text := text_of(node.text()[:MOST_TEXT]).rstrip("¶ "):
                page.headings.append(Heading(node, "h1", text))
        elif tag == "link":
            if page.canonical is None:
                page.canonical = attributes.get("href") or ""
        elif tag == "base":
            page.base = page.base or attributes.get("href")
    return page


MOST_TEXT: Final = 2_000
"""Characters of a heading, a title or a <meta> that are read."""


def add_headings(page: Gathered) -> None:
    """Gather the lesser headings, for pages whose headline is no <h1>."""
    known = len(page.headings)
    for node in page.tree.css("h2, h3")[: MOST_HEADINGS - known]:
        if text := text_of(node.text()[:MOST_TEXT]).rstrip("¶ "):
            page.headings.append(Heading(node, node.tag or "", text))


def _gather_meta(page: Gathered, attributes: dict[str, str | None], wanted: Container[str]) -> None:
    for key in NAMING:
        value = attributes.get(key)
        if not value:
            continue
        for name in value.lower().split():
            if ":" in name:
                name = name.replace("dcterms:", "dcterms.").replace("dc:", "dc.")
            if name in wanted and (content := text_of((attributes.get("content") or "")[:MOST_TEXT])):
                contents = page.meta.setdefault(name, [])
                if len(contents) < MOST:
                    contents.append(content)


NAMING: Final = ("property", "name", "itemprop", "http-equiv")
"""Attributes of <meta> that say what it states."""


def _is_own(title: LexborNode) -> bool:
    """Whether a <title> is that of the page, and not of a drawing in it."""
    return title.parent is None or title.parent.tag != "svg"
