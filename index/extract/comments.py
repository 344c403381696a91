"""The comments on a page of no known maker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.extract.groups import Item, find_items
from index.extract.heads import looks_dated
from index.extract.items import Parts, read_item
from index.extract.marks import HEADINGS, LONGEST_HEADING, MESSAGES
from index.extract.outline import Outline, flatten
from index.extract.replies import answers
from index.extract.words import COMMENT_STEMS, FORM, HEADING, HEADING_STEMS, LATEST, OWN_ID, named_comment
from index.identity import PLACE
from index.model import Comment
from index.settings import Scrape

MARKS: Final = (
    "[id], [itemprop=comment], [class*=omment], [class*=oment], .post, .message, h2, h3, h4, h5, legend"
)
"""What is looked at first: on most pages nothing there speaks of comments."""
UNLIKELY: Final = frozenset("html body a button input form textarea label script link svg path img".split())
NUMBERED: Final = frozenset("0123456789abcdef")
"""How the id of a comment ends."""
LEAST_ITEM: Final = 20
"""Characters of an element that may be a comment."""
LEAST_LIST: Final = 100
"""Characters of one that may hold some."""
WIDEST: Final = 6_000
"""Characters of such an element in which a date is looked for."""
PARENT_IDS: Final = frozenset({"data-parent", "data-parentid", "data-parent-id", "data-reply-to", "parentid"})
"""Attributes with the number of the comment that is answered."""
LAST_NUMBER: Final = re.compile(r"[0-9a-f]*\d[0-9a-f]*$")
DEEPEST_ID: Final = 6
"""Elements of a comment that are looked at for its id."""
PINGBACK: Final = re.compile(r"(?:^|[-_ ])(?:pingback|trackback)(?:$|[-_ ])")
"""Says of a comment that another page made it by linking here."""
FOOTING: Final = 300
"""Characters beside the comments that a list of them may hold and still be nothing else."""
DELETED: Final = re.compile(
    r"\W{0,3}(?:(?:this|the) (?:comment|post|message) (?:has been|was|is) (?:deleted|removed|hidden|withdrawn)"
    r"|(?:comment|message|post)? ?(?:deleted|removed)(?: by (?:the |a |its )?\w+)?"
    r"|dieser (?:kommentar|beitrag) wurde .{0,40}(?:gelöscht|entfernt)|(?:kommentar|beitrag) (?:gelöscht|entfernt)"
    r"|(?:ce )?(?:commentaire|message) (?:a été )?supprimé|(?:este )?comentario .{0,20}(?:eliminado|borrado)"
    r"|(?:este )?comentário .{0,20}(?:removido|eliminado|excluído)|(?:questo )?commento .{0,20}(?:rimosso|eliminato)"
    r"|комментарий удал[её]н|сообщение удалено|reactie verwijderd).{0,60}",
    re.IGNORECASE,
)


def find_comments(tree: LexborHTMLParser, scrape: Scrape) -> tuple[Comment, ...]:
    """The comments of a page, in its order. They, their headings and forms are gone from the tree after this."""
    root = tree.body
    if root is None or not _promising(tree):
        return ()
    outline = flatten(root)
    items = find_items(outline, scrape.timezone)
    nested = {item.start: item.end for item in items}
    read = [(item, read_item(outline, item.start, item.end, nested, scrape.timezone)) for item in items]
    kept = [
        (item, parts)
        for item, parts in read
        if PINGBACK.search(outline.name(item.mark)) is None
        and ((parts.body and (parts.author or parts.dated)) or (parts.dated and parts.named))
    ]
    if not kept:
        return ()
    comments = _comments(outline, kept)
    scrape.gave("comments", "repeated parts of the page with authors and dates")
    _remove(outline, items, scrape)
    return comments


def _promising(tree: LexborHTMLParser) -> bool:
    """Whether it is worth while to look for comments."""
    headings: list[tuple[str, LexborNode]] = []
    named: list[tuple[str, LexborNode]] = []
    for node in tree.css(MARKS):
        tag = node.tag or ""
        if tag in HEADINGS:
            headings.append((node.text().lower(), node))
        elif tag not in UNLIKELY or (tag == "a" and node.id):
            named.append((f"{node.attrs.get('class') or ''} {node.id or ''}", node))
    return _said(headings) or _marked(named)


def _said(headings: Sequence[tuple[str, LexborNode]]) -> bool:
    """Whether a heading speaks of comments and something that looks like some follows."""
    together = "\n".join(text for text, _ in headings)
    stems = [stem for stem in HEADING_STEMS if stem in together]
    return bool(stems) and any(
        _follows_much(node, len(text))
        for text, node in headings
        if len(text) <= 2 * LONGEST_HEADING
        and any(stem in text for stem in stems)
        and HEADING.search(text)
        and not LATEST.search(text)
    )


def _marked(named: Sequence[tuple[str, LexborNode]]) -> bool:
    """Whether elements with these classes and ids may be comments."""
    posts: dict[str, list[LexborNode]] = {}
    together = "\n".join(name for name, _ in named).lower()
    stems = [stem for stem in COMMENT_STEMS if stem in together]
    undated = 0
    for name, node in named:
        classes, _, own = name.rpartition(" ")
        if own and own[-1] in NUMBERED:
            match = OWN_ID.fullmatch(own)
            if match is not None:
                if match["sure"]:
                    return True
                posts.setdefault(match["maybe"], []).append(node)
                continue
        small = name.lower()
        kind = named_comment(name) if any(stem in small for stem in stems) else ""
        if kind in ("item", "list"):
            text = node.text()
            if len(text) >= (LEAST_ITEM if kind == "item" else LEAST_LIST):
                undated += kind == "item"
                if (
                    undated > 1
                    or looks_dated(text[:WIDEST])
                    or node.css_first("time, [datetime]") is not None
                ):
                    return True
        elif not kind and ("post" in classes or "message" in classes):
            for word in MESSAGES.intersection(small.split()):
                posts.setdefault(word, []).append(node)
        elif not own and node.attrs.get("itemprop") == "comment":
            return True
    return any(
        len(nodes) > 1 and all(looks_dated(node.text()[:WIDEST]) for node in nodes[:2])
        for nodes in posts.values()
    )


def _follows_much(heading: LexborNode, length: int) -> bool:
    """Whether there is text with dates after a heading, in what it is the heading of."""
    above = heading.parent
    for _ in range(3):
        if above is None or above.tag in ("body", "html", "-undef"):
            return True
        text = above.text()
        if len(text) > length + LEAST_LIST:
            return looks_dated(text[:WIDEST])
        above = above.parent
    return False


def _comments(outline: Outline, kept: Sequence[tuple[Item, Parts]]) -> tuple[Comment, ...]:
    comments: list[Comment] = []
    parents, depths = answers(outline, [item for item, _ in kept])
    ids: list[str] = []
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for position, (item, parts) in enumerate(kept, start=1):
        own = own_id(outline, item)
        own = own if own and own not in taken else f"{PLACE}{position}"
        taken.add(own)
        ids.append(own)
        parent = parents[position - 1]
        stated = PARENT_IDS.intersection(outline.attributes[item.mark])
        if stated and parent < 0:
            number = outline.attributes[item.mark][min(stated)] or ""
            parent = numbers.get(number, -1)
            depths[position - 1] = depths[parent] + 1 if parent >= 0 else 0
        last = LAST_NUMBER.search(own)
        if last is not None and not own.startswith(PLACE):
            numbers.setdefault(last[0], position - 1)
        comments.append(
            Comment(
                id=own,
                author=parts.author,
                registered=parts.registered,
                posted=parts.posted,
                body=parts.body,
                reply_to=ids[parent] if parent >= 0 else None,
                reply_to_name=None,
                depth=depths[position - 1],
                position=position,
                quotes=parts.quotes,
                deleted=DELETED.fullmatch(parts.body) is not None,
            )
        )
    return tuple(comments)


def own_id(outline: Outline, item: Item) -> str | None:
    """The id that the page gives a comment."""
    for element in (item.mark, *range(item.start, min(item.end, item.start + DEEPEST_ID))):
        attributes = outline.attributes[element]
        if not attributes:
            continue
        for name in ("id", "name"):
            own = attributes.get(name) or ""
            if own and OWN_ID.fullmatch(own):
                return own
        for name in (
            "data-comment-id",
            "data-commentid",
            "data-cid",
            "data-post-id",
            "data-id",
            "data-message-id",
        ):
            if attributes.get(name):
                return attributes[name]
    before = outline.nodes[item.start].prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is not None and before.tag == "a" and not before.text().strip():
        own = before.id or before.attributes.get("name") or ""
        return own if OWN_ID.fullmatch(own) else None
    return None


def _remove(outline: Outline, items: Sequence[Item], scrape: Scrape) -> None:
    """Take comments out of the tree, with the list that holds them and what belongs to it."""
    gone = _outermost(
        [(element, outline.ends[element]) for item in items for element in _tops(outline, item)]
    )
    root = _common(outline, [gone[0][0], gone[-1][0]])
    inside = sum(
        outline.lengths[outline.last(start, end)] - outline.lengths[outline.firsts[start]]
        for start, end in gone
    )
    whole = -1
    while root > 0 and outline.tags[root] not in ("body", "main", "html"):
        left = outline.length(root) - inside - _forms(outline, root)
        name = named_comment(outline.name(root))
        if root not in {start for start, _ in gone}:
            if left > FOOTING and not (name and left < inside + FOOTING):
                break
            whole = root
        root = outline.parents[root]
    doomed = [whole] if whole > 0 else [start for start, _ in gone]
    first = doomed[0]
    for element in range(len(outline.nodes)):
        if whole > 0 and whole <= element < outline.ends[whole]:
            continue
        if _belongs(outline, element, first):
            doomed.append(element)
    spans = _outermost([(element, outline.ends[element]) for element in doomed])
    for start, _ in spans:
        node = outline.nodes[start]
        if scrape.trace is not None:
            scrape.trace.leaves_out("a list of comments", outline.text(start, 200))
        node.decompose()


def _belongs(outline: Outline, element: int, first: int) -> bool:
    """Whether an element beside the comments is a form or a heading of theirs."""
    tag = outline.tags[element]
    if tag in HEADINGS and element > 0:
        near = outline.lengths[outline.firsts[first]] - outline.lengths[outline.lasts[element]]
        return (
            0 <= near < FOOTING
            and outline.length(element) <= LONGEST_HEADING
            and bool(HEADING.search(outline.text(element)))
        )
    name = outline.name(element)
    if element < first or not name.strip():
        return False
    return FORM.search(name) is not None and outline.length(element) < 4 * FOOTING


def _forms(outline: Outline, root: int) -> int:
    """The characters in forms below an element."""
    length = 0
    element = root
    while element < outline.ends[root]:
        if outline.tags[element] == "form" or FORM.search(outline.name(element)):
            length += outline.length(element)
            element = outline.ends[element]
        else:
            element += 1
    return length


def _tops(outline: Outline, item: Item) -> list[int]:
    """The elements side by side that a comment is made of."""
    tops = []
    element = item.start
    while element < item.end:
        tops.append(element)
        element = outline.ends[element]
    return tops


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept


def _common(outline: Outline, elements: Sequence[int]) -> int:
    """The innermost element around some of them, or the only one."""
    first, last = min(elements), max(elements)
    while first >= 0 and not first <= last < outline.ends[first]:
        first = outline.parents[first]
    return first
