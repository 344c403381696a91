"""A Reddit thread or listing as `.json` behind its address gives it: things within listings within things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from index.layouts.layout import MOST_ITEMS, Entry, Layout, Record
from index.layouts.reddit import entry_of

THINGS: Final = frozenset({"Listing", "t1", "t3"})


def _recognise(value: dict[str, Any]) -> bool:
    kind = value.get("kind")
    return isinstance(kind, str) and kind in THINGS and isinstance(value.get("data"), dict)


def _read(record: Record) -> Iterator[Entry | None]:
    waiting = [record]
    for _ in range(MOST_ITEMS):
        if not waiting:
            return
        thing = waiting.pop()
        if not _recognise(thing.value):
            continue  # "more": what the page has not loaded
        (data,) = thing.within([thing.value["data"]])
        if thing.value["kind"] == "Listing":
            waiting += reversed(data.items("children"))
        else:
            yield entry_of(data)
            replies = data.value.get("replies")
            waiting += thing.within([replies])


REDDIT_PAGE = Layout(
    "reddit-page", "a thread or a listing of Reddit: `.json`", _recognise, _read, house="Reddit"
)
