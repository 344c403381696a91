"""The elements of a page that state something of it, gathered in one pass over the tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.linked import text_of
from index.extract.titles import Heading

SELECTOR: Final = (
    'title, meta, link[rel], base, h1, time, [itemprop], a[rel], script[type="application/ld+json" i]'
)
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
    links: dict[str, str] = field(default_factory=dict)
    """The first address of each kind of <link>."""
    headings: list[Heading] = field(default_factory=list)
    times: list[LexborNode] = field(default_factory=list)
    marked: dict[str, list[LexborNode]] = field(default_factory=dict)
    """Those of microdata, by the name of their property."""
    by: list[LexborNode] = field(default_factory=list)
    """Links to authors."""
    scripts: list[str] = field(default_factory=list)
    """JSON-LD."""

    def first(self, *names: str) -> str | None:
        """The first content of the first <meta> that there is of these."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)


def gather(tree: LexborHTMLParser) -> Gathered:
    """What a page states of itself."""
    page = Gathered(tree)
    if tree.root is not None:
        page.tag = tree.root.attributes.get("lang") or tree.root.attributes.get("xml:lang") or ""
    for node in tree.css(SELECTOR):
        tag = node.tag
        attributes = node.attributes
        if tag == "meta":
            _gather_meta(page, attributes)
        elif tag == "title":
            page.title = page.title or (text_of(node.text()) if _is_own(node) else "")
        elif tag == "script":
            page.scripts.append(node.text())
        elif tag == "h1" and len(page.headings) < MOST_HEADINGS:
            if text := text_of(node.text()[:MOST_TEXT]):
                page.headings.append(Heading(node, "h1", text))
        elif tag == "link":
            for rel in (attributes.get("rel") or "").lower().split():
                page.links.setdefault(rel, attributes.get("href") or "")
        elif tag == "base":
            page.base = page.base or attributes.get("href")
        elif tag == "time" and len(page.times) < MOST:
            page.times.append(node)
        elif tag == "a" and "author" in (attributes.get("rel") or "").lower().split() and len(page.by) < MOST:
            page.by.append(node)
        if (names := attributes.get("itemprop")) and len(nodes := page.marked.setdefault(names, [])) < MOST:
            nodes.append(node)
    return page


MOST_TEXT: Final = 2_000
"""Characters of a heading that are read."""


def add_headings(page: Gathered) -> None:
    """Gather the lesser headings, for pages whose headline is no <h1>."""
    known = len(page.headings)
    for node in page.tree.css("h2, h3")[: MOST_HEADINGS - known]:
        if text := text_of(node.text()[:MOST_TEXT]):
            page.headings.append(Heading(node, node.tag or "", text))


def _gather_meta(page: Gathered, attributes: dict[str, str | None]) -> None:
    content = text_of(attributes.get("content"))
    if not content:
        return
    for key in ("property", "name", "itemprop", "http-equiv"):
        for name in (attributes.get(key) or "").lower().split():
            contents = page.meta.setdefault(name.replace("dcterms:", "dcterms.").replace("dc:", "dc."), [])
            if len(contents) < MOST:
                contents.append(content)


def _is_own(title: LexborNode) -> bool:
    """Whether a <title> is that of the page, and not of a drawing in it."""
    return title.parent is None or title.parent.tag != "svg"
