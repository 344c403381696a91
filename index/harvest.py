"""What a share of the scrapes gave, as it waits on disk to be written into segments.

A folder of three files: `values` has, thread by thread, the values of the fields of its documents; `about`
what tells which threads and copies stand in several shares; `report` what the manifest has to know.
"""

from __future__ import annotations

import os
import pickle
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, TypeAlias

from index.documents import from_blob, stored_records, to_values, unpacked
from index.frozen import replace
from index.manifest import Reading
from index.model import Article, Comment
from index.sketch import Outline, outline, told, told_of

VALUES: Final = "values"
ABOUT: Final = "about"
REPORT: Final = "report"

Values: TypeAlias = dict[str, Any]
"""What `index.documents.to_values` gives."""


class Entry(NamedTuple):
    """A thread as one scrape has it."""

    thread: str
    comments: int
    offset: int
    """Where its values begin."""


class Keyed(NamedTuple):
    """A record that may have copies."""

    id: str
    entry: int
    """The number of its thread's entry,"""
    number: int
    """and its own in that."""
    digest: bytes
    """Of the text it is compared by."""
    keys: tuple[int, ...]
    pieces: bytes
    """As `index.sketch.Outline` has them both."""

    @property
    def outline(self) -> Outline:
        """Its text in short."""
        return Outline(self.keys, array("I", self.pieces))


class About(NamedTuple):
    """What is known of a harvest without its values. Tuples are read several times as fast as dataclasses."""

    entries: list[Entry]
    keyed: list[Keyed]
    bytes: int
    """Of the values."""


@dataclass(slots=True)
class Report:
    """What reading a share gave beside records."""

    readings: list[Reading] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Scrapes that were not read: they are gone, or hold something else than was thought."""
    passed: Counter[str] = field(default_factory=Counter)
    """Files that only come along with pages, by kind."""


class Harvester:
    """Writes a harvest into a folder."""

    def __init__(self, folder: Path) -> None:
        self.report = Report()
        self.entries: list[Entry] = []
        self._keyed: list[Keyed] = []
        self._folder = folder
        self._stream = (folder / VALUES).open("wb")

    def add(self, article: Article) -> None:
        """Take in a thread."""
        entry = len(self.entries)
        self.entries.append(Entry(article.id, len(article.comments), self._stream.tell()))
        records = []
        for number, stored in enumerate(stored_records(article, {})):
            text = told(stored.record)
            found = outline(text, stored.kind)
            if found:
                digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
                pieces = found.pieces.tobytes()
                self._keyed.append(Keyed(stored.record.id, entry, number, digest, found.keys, pieces))
            records.append(to_values(stored, found.keys if found else ()))
        pickle.dump(records, self._stream, pickle.HIGHEST_PROTOCOL)

    def finish(self) -> None:
        """Have it on the disk."""
        about = About(self.entries, self._keyed, self._stream.tell())
        with (self._folder / ABOUT).open("wb") as stream, (self._folder / REPORT).open("wb") as report:
            pickle.dump(about, stream, pickle.HIGHEST_PROTOCOL)
            pickle.dump(self.report, report, pickle.HIGHEST_PROTOCOL)
            for each in (self._stream, stream, report):
                each.flush()
                os.fsync(each.fileno())
        self._stream.close()


class Harvest:
    """Reads one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stream = (folder / VALUES).open("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    @staticmethod
    def about(folder: Path) -> About:
        """What is known of it."""
        with (folder / ABOUT).open("rb") as stream:
            about: About = pickle.load(stream)  # noqa: S301 - written above
        return about

    @staticmethod
    def report(folder: Path) -> Report:
        """What reading it gave beside records."""
        with (folder / REPORT).open("rb") as stream:
            report: Report = pickle.load(stream)  # noqa: S301
        return report

    def at(self, offset: int) -> list[Values]:
        """The values of the records of the thread whose values begin here."""
        self._stream.seek(offset)
        records: list[Values] = pickle.load(self._stream)  # noqa: S301
        return records

    def all(self, number: int) -> Iterator[list[Values]]:
        """Those of the first so many threads."""
        self._stream.seek(0)
        for _ in range(number):
            yield pickle.load(self._stream)  # noqa: S301


def article_of(records: Sequence[Values]) -> Article:
    """The thread that these are the records of."""
    article, *comments = [from_blob(values["record"]).record for values in records]
    if not isinstance(article, Article):
        raise ValueError("a thread without its article")
    return replace(article, comments=tuple(each for each in comments if isinstance(each, Comment)))


def text_of(values: Values) -> str:
    """What a record is compared by."""
    packed, body = unpacked(values["record"])
    return told_of(body, packed.get("quotes", ()))
