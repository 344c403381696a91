"""Reads what stands at the places of a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index import dates
from index.model import Dated, Origin, Precision
from index.sites.site import NOTE, Place, Places

EPOCH: Final = re.compile(r"(\d{9,10})(?:\d{3}|\.\d{1,9})?")
"""Seconds since 1970; milliseconds have three digits more."""

LONGEST_NAME: Final = 200
"""Characters. What is longer is a text that was taken for a name."""
SAYING: Final = re.compile(
    r"(?:\s++(?:says|said|wrote|writes|schrieb|schreibt|sagt|sagte|meint|a dit|a écrit|dit|dice|dijo|"
    r"escribió|disse|ha detto|scrive|zegt|schreef|пишет))?+\s*+(?::|\.\.\.|…)$",
    re.IGNORECASE,
)
"""What pages put after a name, with the mark that tells it from a part of the name."""
PORTRAIT: Final = re.compile(r"['’]s (?:picture|avatar)$")


class Values:
    """The values of one post, or of a page; what was found once is kept."""

    __slots__ = ("_found", "_node", "_notes")

    def __init__(self, node: LexborNode, notes: Sequence[str] = ()) -> None:
        self._node = node
        self._notes = notes
        """The comments of HTML in it."""
        self._found: dict[str, LexborNode | None] = {"": node}

    def has(self, places: Places) -> bool:
        """Whether anything stands at one of the places."""
        return any(True for _ in self.all(places))

    def first(self, places: Places) -> str | None:
        """The first value."""
        return next(self.all(places), None)

    def all(self, places: Places) -> Iterator[str]:
        """One value of each place that has one."""
        for place in places:
            for text in self._texts(place):
                match = place.pattern.search(text) if place.pattern else None
                value = match[1] if match else None if place.pattern else text
                if value and (value := value.strip()):
                    yield value
                    break

    def name(self, places: Places) -> str | None:
        """The first value, as a name."""
        names = (PORTRAIT.sub("", SAYING.sub("", value)) for value in self.all(places))
        return next((name for name in names if name and len(name) <= LONGEST_NAME), None)

    def date(
        self, places: Places, origin: Origin, timezone: tzinfo | None, written: str = ""
    ) -> Dated | None:
        """The first value that is a date; `written` as in `PostParts`."""
        for value in self.all(places):
            seconds = EPOCH.fullmatch(value)
            dated = dates.epoch(int(seconds[1]), origin) if seconds else None
            dated = dated or (_by_form(value, written, origin, timezone) if written else None)
            dated = dated or dates.read(value, origin, timezone)
            if dated is not None:
                return dated
        return None

    def _texts(self, place: Place) -> Iterable[str]:
        if place.css == NOTE:
            return self._notes
        node = self._before() if place.before else self._first(place.css)
        if node is None:
            return ()
        text = node.attributes.get(place.attribute) or "" if place.attribute else node.text()
        return (" ".join(text.split()),)

    def _first(self, css: str) -> LexborNode | None:
        if css not in self._found:
            self._found[css] = self._node.css_first(css)
        return self._found[css]

    def _before(self) -> LexborNode | None:
        node = self._node.prev
        while node is not None and not node.is_element_node:
            node = node.prev
        return node


def notes(tree: LexborHTMLParser) -> list[str]:
    """The comments of HTML in a page."""
    if tree.root is None:
        return []
    nodes = tree.root.traverse(include_text=True)
    return [node.comment_content or "" for node in nodes if node.is_comment_node]


def _by_form(text: str, written: str, origin: Origin, timezone: tzinfo | None) -> Dated | None:
    try:
        when = datetime.strptime(text, written)  # `dated` gives it its zone
    except ValueError:
        return None
    return dates.dated(when, Precision.MINUTE, origin, timezone)
