"""Where the comments of a text are, by the lines that head them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.dialects.feet import foot_start
from index.dialects.furniture import is_button
from index.dialects.groups import groups, speaks
from index.dialects.headers import Header, is_name
from index.dialects.names import LONGEST, is_alone, named
from index.dialects.page import LONG, Page, laid_out
from index.dialects.singles import is_single, is_single_foot

ABOVE: Final = 8
"""Lines with something on them, at most, between the heading of the comments and the first header."""
FEWEST_BUTTONS: Final = 2
CLOSE: Final = 12
"""Lines from one comment to the next where both are by people without an address."""
FEWEST_NAMED: Final = 3
MOST_HEADINGS: Final = 50
"""That are looked at."""
UNTOLD: Final = "a heading alone"
"""The shape of a thread whose comments can't be told apart."""


PINGBACK: Final = re.compile(r"(?:Pingback|Trackback)s?\s?:\s+\S.{0,300}", re.IGNORECASE)
"""How makers show a link from another page."""
LINKED: Final = re.compile(r"\[(?:\.\.\.|…)\] |(?:Pingback|Trackback)s?\b")
"""What another page says that links here begins so."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One comment: its lines, without its header, and what the header says."""

    start: int
    end: int
    name: str | None
    parent: str | None
    date: str | None
    indent: int
    """Blanks before its header."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Where in a text its comments are."""

    start: int
    """The first line that is not the article's."""
    marks: tuple[Mark, ...]
    shape: str


def find(lines: Sequence[str]) -> Thread | None:
    """The comments in the lines of a text, if it shows that there are any."""
    page = laid_out(lines)
    if page is None:
        return None
    for group in groups(page):
        thread = _thread(page, group)
        if thread is not None:
            return thread
    names = named(page.shown, page.floor)
    thread = _thread(page, names) if names else None
    return thread or _untold(page) or _linked(page)


def _thread(page: Page, group: list[Header]) -> Thread | None:
    heading, group = _headed(page, group)
    places = _names(page, group)
    if places is None:
        return None
    foot = not speaks(group[0]) and page.below(max(group[-1].last, places[-1])) is None
    if not _is_thread(page, group, places, foot, heading is not None):
        return None
    return _marks(page, group, places, foot, heading)


def _headed(page: Page, group: list[Header]) -> tuple[int | None, list[Header]]:
    """The heading above most headers of a group, and the headers below it."""
    lines = [each.line for each in group]
    for heading in page.headings[:MOST_HEADINGS]:
        first = bisect_right(lines, heading)
        if 2 * (len(group) - first) < len(group) or first == len(group):
            continue
        filled = (line for line in islice(page.shown, heading + 1, lines[first]) if line)
        between = list(islice(filled, ABOVE + 1))
        if len(between) <= ABOVE and (not any(len(line) >= LONG for line in between) or len(between) <= 2):
            return heading, group[first:]
    return None, group


def _names(page: Page, group: Sequence[Header]) -> list[int] | None:
    """The line in which each header's name is; None if there are no names."""
    if group[0].name is not None:
        return [each.line for each in group]
    above = [page.above(each.line) for each in group]
    if _are_names(page, above, group):
        return [at if at is not None else each.line for at, each in zip(above, group, strict=True)]
    below = [page.below(each.last) for each in group]
    if _are_names(page, below, group):
        return [at if at is not None else each.line for at, each in zip(below, group, strict=True)]
    return None


def _are_names(page: Page, places: Sequence[int | None], group: Sequence[Header]) -> bool:
    """Whether lines beside headers are names in at least two of three cases."""
    good = sum(
        at is not None and abs(at - each.line) <= 3 and is_name(page.shown[at])
        for at, each in zip(places, group, strict=True)
    )
    return good * 3 >= len(group) * 2 and good > 0


def _is_thread(page: Page, group: Sequence[Header], places: Sequence[int], foot: bool, headed: bool) -> bool:
    first, when = group[0], group[0].stamp
    texts = int(foot)
    for number, each in enumerate(group):
        start = max(each.last, places[number])
        more = number + 1 < len(group)
        end = min(group[number + 1].line, places[number + 1]) if more else len(page.shown)
        below = page.below(start)
        texts += below is not None and below < end
    if 2 * texts <= len(group):
        return False
    if len(group) == 1:
        return is_single_foot(page, first) if foot else headed or is_single(page, first, places[0])
    names = {
        page.shown[at] if each.name is None else each.name for at, each in zip(places, group, strict=True)
    }
    if headed or first.shape in ("slashdot", "address", "points", "names"):
        return True
    if when is not None and (when.timed or when.relative):
        return True
    return len(names) > 1


def _marks(
    page: Page, group: Sequence[Header], places: Sequence[int], foot: bool, heading: int | None
) -> Thread:
    firsts = [min(each.line, place) for each, place in zip(group, places, strict=True)]
    lasts = [max(each.last, place) for each, place in zip(group, places, strict=True)]
    if not foot:
        firsts = _with_names(page, [_with_subject(page, first) for first in firsts], lasts)
    if foot:
        begin = (
            heading + 1
            if heading is not None
            else foot_start(page, firsts, lasts, [each.name for each in group])
        )
        starts = [begin, *(last + 1 for last in lasts[:-1])]
        ends = firsts
    else:
        begin = firsts[0]
        starts = [last + 1 for last in lasts]
        ends = [*firsts[1:], page.form(lasts[-1] + 1)]
    marks = []
    for each, place, start, end in zip(group, places, starts, ends, strict=True):
        when = each.stamp.text if each.stamp is not None else None
        if when is None:
            start, end, when = _dated_within(page, start, end)
        line = page.lines[min(each.line, place)]
        name = each.name
        if name is None:
            shown = page.shown[place].strip("|•·—–-,: ")
            name = shown if is_name(shown) else None
        indent = len(line) - len(line.lstrip())
        marks.append(Mark(start, max(start, end), name, each.parent, when, indent))
    if group[0].shape == "address" and heading is None:
        begin = _named_above(page, begin)
    start = heading if heading is not None else _linked_above(page, begin)
    return Thread(start, tuple(marks), group[0].shape)


def _with_subject(page: Page, first: int) -> int:
    """The line of a subject such as "Re: .." right above a header, else the header's."""
    above = page.above(first)
    return (
        above if above is not None and first - above <= 2 and page.shown[above].startswith("Re: ") else first
    )


def _with_names(page: Page, firsts: list[int], lasts: Sequence[int]) -> list[int]:
    """The lines at which headers begin, with the names above, where what is above each is one."""
    above = []
    for first, floor in zip(firsts, [page.floor - 1, *lasts], strict=False):
        at = page.above(first)
        near = (
            at is not None
            and first - at <= 2
            and at > floor
            and (len(page.shown[at]) <= LONGEST and is_name(page.shown[at]))
        )
        above.append(at if near and at is not None else first)
    found = sum(at != first for at, first in zip(above, firsts, strict=True))
    return above if found >= FEWEST_NAMED and 3 * found >= 2 * len(firsts) else firsts


def _named_above(page: Page, start: int) -> int:
    """The line at which the comments begin, with those of people without an address right above."""
    at = start
    while True:
        stop = max(page.floor - 1, at - CLOSE)
        above = next((each for each in range(at - 1, stop, -1) if is_alone(page.shown, each)), None)
        if above is None:
            return at
        at = above


def _linked_above(page: Page, start: int) -> int:
    """The line at which the comments begin: links back from other pages, right above, are among them."""
    at = start
    while at > page.floor:
        above = page.above(at)
        if above is None:
            break
        first = above
        while first > page.floor and page.shown[first - 1]:
            first -= 1
        linked = next((line for line in range(first, above + 1) if LINKED.match(page.shown[line])), None)
        if linked is None:
            break
        title = page.above(first) if linked == first else None
        named = title is not None and "»" in page.shown[title]
        at = title if named and title is not None else first
    return at


def _untold(page: Page) -> Thread | None:
    """Comments below a heading with their number, and buttons between them, but nothing where each begins."""
    headings = [at for at in page.headings[:MOST_HEADINGS] if re.search(r"[1-9]", page.shown[at])]
    if not headings:
        return None
    below = [at for at in range(headings[0] + 1, len(page.shown)) if page.shown[at]]
    buttons = [at for at in below if is_button(page.shown[at])]
    end = 0
    for heading in headings:
        end = end if end > heading else page.form(heading + 1)
        own = bisect_left(buttons, end) - bisect_left(buttons, heading + 1)
        texts = bisect_left(below, end) - bisect_left(below, heading + 1) - own
        if own >= FEWEST_BUTTONS and texts >= own:
            return Thread(heading, (Mark(heading + 1, end, None, None, None, 0),), UNTOLD)
    return None


def _linked(page: Page) -> Thread | None:
    """Links from other pages, where nobody says anything else."""
    shown = page.shown
    start = next((at for at in range(page.floor, len(shown)) if PINGBACK.fullmatch(shown[at])), None)
    if start is None:
        return None
    return Thread(start, (Mark(start, page.form(start + 1), None, None, None, 0),), UNTOLD)


def _dated_within(page: Page, start: int, end: int) -> tuple[int, int, str | None]:
    """The lines of a comment without the line of its date, which is its first or its last."""
    says = [at for at in (page.below(start - 1), page.above(end)) if at is not None and start <= at < end]
    for at in says:
        found = page.headers.get(at)
        if found is not None and found.stamp is not None and found.name is None:
            return (found.last + 1, end, found.stamp.text) if at == says[0] else (start, at, found.stamp.text)
    return start, end, None
