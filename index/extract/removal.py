"""Takes comments out of a page, so that what is left can be read as the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.extract.marks import HEADINGS, LONGEST_HEADING
from index.extract.outline import Outline
from index.extract.runs import Item
from index.extract.words import named_comment, named_form, speaks_of_comments
from index.settings import Scrape

FOOTING: Final = 300
"""Characters beside the comments that a list of them may hold and still be nothing else."""


def remove(outline: Outline, items: Sequence[Item], scrape: Scrape) -> None:
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
            and speaks_of_comments(outline.text(element))
        )
    name = outline.name(element)
    if element < first or not name.strip():
        return False
    return named_form(name) and outline.length(element) < 4 * FOOTING


def _forms(outline: Outline, root: int) -> int:
    """The characters in forms below an element."""
    length = 0
    element = root
    while element < outline.ends[root]:
        if outline.tags[element] == "form" or named_form(outline.name(element)):
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
