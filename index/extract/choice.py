"""Which element of a page is the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Final

from index.extract.boilerplate import STRONG, is_body
from index.extract.masses import Element, Masses

TRUSTED: Final = 0.3
"""The share of a page's weight that an element must have to be believed that it is the article's text."""
COMPARABLE: Final = 0.25
"""The share of the largest from which on another one is an article, too."""
LEAST: Final = 0.1
"""The share of a page's mass below which nothing is the article."""
ALL_BUT: Final = 0.97
"""The share of an element's weight that one inside it must have to stand for it."""
MOST: Final = 0.7
"""The share of an element's weight that one inside it must have if both say that they are the text."""
MOST_ALIKE: Final = 200
"""Elements of one name that are looked at."""
RECALL: Final = 1.5
"""How much more it weighs to leave out text than to take in too much (beta squared)."""
FAR: Final = 0.25
"""What text counts that isn't in the element around the headline."""
NEAR: Final = 0.15
"""The share of a page's weight that an element around the headline must have for that."""
MOST_COMPARED: Final = 24
"""Elements whose text is measured, the deepest ones: each costs as much as it is long."""

LEAVES: Final = frozenset("p li pre dd dt span blockquote b strong em i font h1 h2 h3 a tr tbody".split())
"""Elements that are parts of an article at most."""


def left_out(elements: Sequence[Element]) -> frozenset[int]:
    """The numbers of elements that are taken at their word that they are something else.

    What they hold is taken from the elements around them.
    """
    whole = elements[0].weight
    alike: defaultdict[str, float] = defaultdict(float)
    for element in elements:
        if element.doubt is not None:
            alike[element.names] += element.weight
    gone: set[int] = set()
    lost: list[tuple[int, float]] = [(0, 0.0)] * len(elements)
    for element in elements[1:]:
        if element.above in gone:
            gone.add(element.number)
            continue
        doubt = element.doubt
        if doubt is None or element.weight > whole * doubt.share:
            continue
        if alike[element.names] > whole * max(doubt.share, STRONG):
            continue  # the article's paragraphs are called so, one by one
        gone.add(element.number)
        lost[element.number] = element.mass, element.weight
    for number in range(len(elements) - 1, 0, -1):
        mass, lighter = lost[number]
        if mass:
            element = elements[number]
            before, weight_before = lost[element.above]
            lost[element.above] = before + mass, weight_before + lighter
            element.mass -= mass
            element.weight -= lighter
    elements[0].mass -= lost[0][0]
    elements[0].weight -= lost[0][1]
    return frozenset(gone)


def chosen(masses: Masses, gone: Set[int]) -> tuple[Element, str]:
    """The element that is the article, and by which rule."""
    elements = masses.elements
    kept = [element for element in elements if element.mass > 0 and element.number not in gone]
    if not kept or elements[0].weight <= 0:
        return elements[0], "the whole page, as nothing in it is running text"
    stated = [e for e in kept if e.above >= 0 and (e.states_body or is_body(e.names))]
    declared = _declared(elements, stated)
    if declared is not None:
        return _core(elements, declared), "element"
    densest = _densest(elements, kept, masses.headline)
    return _first_article(elements, kept, densest), "the densest element"


def _core(elements: Sequence[Element], element: Element) -> Element:
    """The innermost element that has all but a little of what one has."""
    least = element.weight * ALL_BUT
    core = element
    inside = {element.number}
    for e in elements[element.number + 1 :]:
        if e.above in inside:
            inside.add(e.number)
            if e.weight >= least and e.depth > core.depth and e.tag not in LEAVES:
                core = e
    return core


def _densest(elements: Sequence[Element], kept: Sequence[Element], headline: int | None) -> Element:
    """The element with most of the page's weight and little beside it, by an F-measure."""
    whole = elements[0].weight
    near = 0
    if headline is not None:
        near = elements[headline].above
        while near > 0 and (elements[near].weight < whole * NEAR or elements[near].mass < 150):
            near = elements[near].above
    around = {near}
    step = near
    while step > 0:
        step = elements[step].above
        around.add(step)
    inside = elements[near].weight
    total = inside + FAR * (whole - inside)
    in_near = bytearray(len(elements))
    in_near[near] = 1
    for element in elements[near + 1 :]:
        in_near[element.number] = in_near[element.above]
    least = elements[0].mass * LEAST
    candidates: dict[tuple[int, float], Element] = {}
    for element in kept:
        if element.mass >= least and element.tag not in LEAVES:
            alone = element.mass, element.weight
            known = candidates.get(alone)
            # of elements that hold the same text, the innermost holds the least besides
            if known is None or _within(elements, element, known):
                candidates[alone] = element
            else:
                candidates[(element.mass, -float(element.number))] = element
    best, best_worth = elements[0], -1.0
    for element in sorted(candidates.values(), key=lambda e: e.depth, reverse=True)[:MOST_COMPARED]:
        weight = element.weight
        if in_near[element.number]:
            found = weight
        elif element.number in around:
            found = inside + FAR * (weight - inside)
        else:
            found = FAR * weight
        recall = found / total
        precision = min(1.0, weight / (len(element.node.text(strip=True)) or 1))
        worth = (1 + RECALL) * precision * recall / ((RECALL * precision + recall) or 1)
        if worth > best_worth:
            best, best_worth = element, worth
    return best


def _declared(elements: Sequence[Element], stated: Sequence[Element]) -> Element | None:
    """The element that holds the text of the article as the page says itself."""
    apart = _apart(elements, stated)
    if not apart:
        return None
    best = max(apart, key=lambda e: e.weight)
    large = [e for e in apart if e.weight >= best.weight * COMPARABLE]
    if sum(e.weight for e in large) < elements[0].weight * TRUSTED:
        return None
    alike = [e for e in apart if e.names == best.names and e.states_body == best.states_body][:MOST_ALIKE]
    if len(alike) > 1 and sum(e.weight for e in alike) > 1.2 * best.weight:
        common = _common(elements, alike)
        if not _several(elements, common, alike):
            return common
    if len(large) > 1 and len({e.above for e in large}) == 1:
        return elements[best.above]
    return large[0]


def _first_article(elements: Sequence[Element], kept: Sequence[Element], densest: Element) -> Element:
    """The first of several articles on a page; what was found to be densest if there is one only."""
    articles = _apart(elements, [e for e in kept if e.tag == "article"])
    if len(articles) > 1 and len(densest.node.css("h1")) > 1:
        most = max(e.weight for e in articles)
        first = next(e for e in articles if e.weight >= most * COMPARABLE)
        enough = first.weight >= elements[0].weight * NEAR
        if enough and _within(elements, first, densest) and first.node.css_first("h1") is not None:
            return first
    return densest


def _apart(elements: Sequence[Element], some: Sequence[Element]) -> list[Element]:
    """Of some elements, in the order of the page, those that lie in no other.

    One that has most of what the one around it has stands in its place.
    """
    if len(some) < 2:
        return list(some)
    known = {e.number for e in some}
    outer: list[int] = []
    """By the number of an element, that of the innermost of `some` around it."""
    standing: dict[int, Element] = {}
    outermost: dict[int, int] = {}
    for e in elements:
        around = -1 if e.above < 0 else e.above if e.above in known else outer[e.above]
        outer.append(around)
        if e.number not in known:
            continue
        if around < 0:
            outermost[e.number] = e.number
            standing[e.number] = e
        else:
            first = outermost[e.number] = outermost[around]
            if standing[first].number == around and e.weight >= MOST * standing[first].weight:
                standing[first] = e
    return list(standing.values())


def _several(elements: Sequence[Element], common: Element, some: Sequence[Element]) -> bool:
    """Whether elements below a common one are of several articles: each has its own headline."""
    headed: set[int] = set()
    articles = 0
    for e in some:
        branch, in_article = e, False
        while e.number != common.number:
            in_article = in_article or e.tag == "article"
            branch, e = e, elements[e.above]
        articles += in_article
        if branch.node.css_first("h1") is not None:
            headed.add(branch.number)
    return articles > 1 or len(headed) > 1


def _common(elements: Sequence[Element], some: Sequence[Element]) -> Element:
    """The innermost element that some elements lie in."""
    common = some[0]
    for e in some[1:]:
        other = e
        while common.number != other.number:
            if common.depth >= other.depth:
                common = elements[common.above]
            else:
                other = elements[other.above]
    return common


def _within(elements: Sequence[Element], inner: Element, outer: Element) -> bool:
    """Whether an element lies in another, or is it."""
    while inner.depth > outer.depth:
        inner = elements[inner.above]
    return inner.number == outer.number
