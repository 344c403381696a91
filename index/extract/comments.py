"""The comments on a page of no known maker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index.extract.gate import promising
from index.extract.groups import find_items
from index.extract.items import Parts, read_item
from index.extract.outline import LONGEST_NAME, Outline, flatten
from index.extract.removal import remove
from index.extract.replies import answers
from index.extract.runs import Item
from index.extract.words import OWN_ID
from index.identity import PLACE
from index.model import Comment
from index.settings import Scrape

PARENT_IDS: Final = frozenset({"data-parent", "data-parentid", "data-parent-id", "data-reply-to", "parentid"})
"""Attributes with the number of the comment that is answered."""
LONGEST_NUMBER: Final = 40
LAST_NUMBER: Final = re.compile(r"[0-9a-f]*\d[0-9a-f]*$")
OWN_NUMBERS: Final = ("data-comment-id", "data-commentid", "data-cid", "data-message-id", "data-id")
"""Attributes with the number of a comment."""
DEEPEST_ID: Final = 6
"""Elements of a comment that are looked at for its id."""
PINGBACK: Final = re.compile(r"(?:^|[-_ ])(?:pingback|trackback)(?:$|[-_ ])")
"""Says of a comment that another page made it by linking here."""
DELETED: Final = re.compile(
    r"\W{0,3}(?:(?:this|the) (?:comment|post|message) (?:has been|was|is) "
    r"(?:deleted|removed|hidden|withdrawn)"
    r"|(?:comment|message|post)? ?(?:deleted|removed)(?: by (?:the |a |its )?\w+)?"
    r"|dieser (?:kommentar|beitrag) wurde .{0,40}(?:gelöscht|entfernt)|(?:kommentar|beitrag) "
    r"(?:gelöscht|entfernt)"
    r"|(?:ce )?(?:commentaire|message) (?:a été )?supprimé|(?:este )?comentario .{0,20}(?:eliminado|borrado)"
    r"|(?:este )?comentário .{0,20}(?:removido|eliminado|excluído)|(?:questo )?commento "
    r".{0,20}(?:rimosso|eliminato)"
    r"|комментарий удал[её]н|сообщение удалено|reactie verwijderd).{0,60}",
    re.IGNORECASE,
)


def find_comments(tree: LexborHTMLParser, scrape: Scrape) -> tuple[Comment, ...]:
    """The comments of a page, in its order; they and their form are gone from it after this."""
    root = tree.body
    if root is None or not promising(tree):
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
    remove(outline, items, scrape)
    return comments


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
        last = LAST_NUMBER.search(own[-LONGEST_NUMBER:])
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
            own = (attributes.get(name) or "")[:LONGEST_NAME]
            if own and OWN_ID.fullmatch(own):
                return own
        for name in OWN_NUMBERS:
            value = attributes.get(name)
            if value:
                return str(value)[:LONGEST_NAME]
    before = outline.nodes[item.start].prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is not None and before.tag == "a" and not before.text().strip():
        anchor = str(before.id or before.attributes.get("name") or "")[:LONGEST_NAME]
        return anchor if OWN_ID.fullmatch(anchor) else None
    return None
