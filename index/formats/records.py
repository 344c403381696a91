"""The records of a file, whatever form it has, to articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from index import layouts
from index.layouts import generic, mapped
from index.layouts.layout import Entry, Layout, Record
from index.layouts.threads import Gathered
from index.model import Article, Rejection
from index.settings import Scrape

LONGEST: Final = 64 * 1024 * 1024
"""Bytes of one record."""
MOST_REJECTED: Final = 100
"""Records of one file that are named of those that can't be read for one reason."""
MOST_NAMED: Final = 12
"""Fields of a record that are named."""

MAPPED: Final = Layout("mapped", "fields as a dateline.toml names them", lambda _: False, lambda _: iter(()))
GENERIC: Final = Layout(generic.NAME, "fields by their names", lambda _: False, generic.read)

RecordsIn = Iterable[tuple[str, Any] | Rejection]
"""The places and values of a file's records, and what of it is none."""


def read_records(records: RecordsIn, scrape: Scrape, form: str) -> Iterator[Article | Rejection]:
    """The articles in some records; those whose posts lie in several of them when all have been seen."""
    refused = _Refused(scrape)
    with Gathered(scrape, form) as gathered:
        for each in records:
            if isinstance(each, Rejection):
                yield from refused.one(each)
                continue
            place, value = each
            within = scrape.within(place) if place else scrape
            try:
                layout, found = _read(value, within, form)
            except Exception as error:  # a fault of ours in one record must not cost all the others
                reason = f"could not be read: {type(error).__name__}: {error}"
                yield from refused.one(Rejection(scrape.path, within.place, reason))
                continue
            if layout is None:
                yield from refused.one(Rejection(scrape.path, within.place, unread(value)))
                continue
            for record in found:
                if isinstance(record, Entry):
                    gathered.add(record, layout)
                else:
                    yield record
        yield from refused.rest()
        yield from gathered.articles()


def _read(value: Any, scrape: Scrape, form: str) -> tuple[Layout | None, list[Article | Entry]]:
    """What one record holds, and by which layout; None if it should hold something and does not.

    A layout that gives nothing at all has left it out: a draft, what was marked as spam.
    """
    if not isinstance(value, dict):
        return None, []
    if scrape.fields is not None:
        record = Record(value, scrape, form, MAPPED.name)
        found = [each for each in mapped.read(record, scrape.fields, joined=True) if each is not None]
        return (MAPPED if found else None), found
    layout = layouts.recognise(value)
    if layout is not None:
        read = list(layout.read(Record(value, scrape, form, layout.name)))
        found = [each for each in read if each is not None]
        return (layout if found or not read else None), found
    found = [each for each in generic.read(Record(value, scrape, form, generic.NAME)) if each is not None]
    return (GENERIC if found else None), found


def unread(value: Any) -> str:
    """Why there is no article in a record."""
    if not isinstance(value, dict):
        return f"no record: {_kind(value)}"
    if generic.names_text(value):
        return "holds no text"
    keys = [key if len(key) <= 40 else f"{key[:40]}…" for key in value][:MOST_NAMED]
    more = ", .." if len(value) > MOST_NAMED else ""
    names = ", ".join(keys) or "none"
    return (
        "no title and no text: say in dateline.toml which fields hold them, here are: "
        + "".join(character if character.isprintable() else "?" for character in names)
        + more
    )


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "a text" if isinstance(value, str) else "a lone value"


class _Refused:
    """What of one file can't be read: the first of each reason, and how many more."""

    def __init__(self, scrape: Scrape) -> None:
        self._scrape = scrape
        self._counts: Counter[str] = Counter()

    def one(self, rejection: Rejection) -> Iterator[Rejection]:
        """The rejection, unless there were enough for its reason."""
        reason = rejection.reason.partition(":")[0]
        self._counts[reason] += 1
        if self._counts[reason] <= MOST_REJECTED:
            yield rejection

    def rest(self) -> Iterator[Rejection]:
        """For each reason, how many were not named."""
        for reason, count in self._counts.items():
            if count > MOST_REJECTED:
                more = f"{reason}: so are {count - MOST_REJECTED:,} more of its records"
                yield Rejection(self._scrape.path, self._scrape.place, more)
