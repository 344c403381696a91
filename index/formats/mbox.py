"""Messages one after the other in a file, to threads: the first one of each with its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from index.formats.format import LARGEST, ScrapeFormat
from index.formats.letters.kinship import Kinship
from index.formats.letters.letter import Letter, article_of, read_letter
from index.formats.letters.mime import FIELD
from index.identity import PLACE
from index.model import Article, Rejection
from index.posts import Post, Threads, comments
from index.settings import Scrape

DATED: Final = re.compile(rb"From .{0,300}\d\d?:\d\d.{0,40}\b\d{4}\b")
BARE: Final = re.compile(rb"From \S+\s*$")
"""How archives begin a message that do not know when it came."""
QUOTED: Final = re.compile(rb">+From ")
LINE: Final = 1 << 20
"""Bytes of a line that are read at once."""


def messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """The messages in a file, without the lines that part them; None for one that is too long to be read."""
    lines: list[bytes] = []
    size, begun, empty = 0, False, True
    parting: bytes | None = None
    while line := stream.readline(LINE):
        if parting is not None:
            if FIELD.match(line) or line.startswith(b">From "):
                if begun:
                    yield b"".join(lines) if size <= LARGEST else None
                lines, size, begun = [], 0, True
            else:
                lines.append(parting)
                size += len(parting)
            parting = None
        if empty and line.startswith(b"From ") and (DATED.match(line) or BARE.match(line)):
            parting = line
            continue
        empty = line in (b"\n", b"\r\n")
        size += len(line)
        if size <= LARGEST:
            lines.append(line[1:] if QUOTED.match(line) else line)
    if begun:
        yield b"".join(lines) if size <= LARGEST else None


def _sniff(_name: str, head: bytes) -> bool:
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    known = DATED.match(first) or BARE.match(first)
    headed = FIELD.match(rest) is not None or rest.startswith(b">From ")
    return known is not None and b"\0" not in first and headed


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    found = False
    with Threads() as threads, Kinship() as kinship:
        for number, data in enumerate(messages(stream), start=1):
            place = scrape.within(f"message {number}")
            letter = read_letter(data, place, number) if data is not None else None
            if letter is None:
                reason = "holds no text" if data is not None else f"longer than {LARGEST // 1024**2} MiB"
                yield Rejection(scrape.path, place.place, reason)
                continue
            threads.add(kinship.add(letter), letter)
            found = True
        with Threads() as mended:
            for key, posts in threads.threads():
                root = kinship.root(key)
                if root not in kinship.mended:
                    yield _thread(posts, scrape)
                    continue
                for post in posts:
                    mended.add(root, post)
            for _, posts in mended.threads():
                yield _thread(posts, scrape)
    if not found:
        yield Rejection(scrape.path, scrape.place, "holds no message")


def _thread(posts: Sequence[Post], scrape: Scrape) -> Article:
    """The first of some messages, as an article, with the others under it."""
    letters = _once([post for post in posts if isinstance(post, Letter)])
    ids = {letter.id for letter in letters if letter.id}
    placed = []
    for letter in letters:
        known = (each for each in reversed(letter.references) if each in ids and each != letter.id)
        parent = next(known, None) or (letter.parent if letter.parent in ids else None)
        placed.append(replace(letter, parent=parent if parent != letter.id else None))
    first = min([letter for letter in placed if letter.parent is None] or placed, key=_order)
    under = comments([letter for letter in placed if letter is not first])
    return article_of(first, under, "mbox", scrape.within(f"message {first.number}"))


def _order(letter: Letter) -> tuple[bool, bool, float]:
    """What starts a thread comes first: no answer by its subject, and the oldest."""
    return letter.answers, letter.posted is None, letter.posted.when.timestamp() if letter.posted else 0


def _once(letters: list[Letter]) -> list[Letter]:
    """Messages without those that are in the file twice."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for letter in letters:
        own = (letter.id or f"{PLACE}{letter.number}", letter.body)
        if own not in seen:
            seen.add(own)
            kept.append(letter)
    return kept


MBOX = ScrapeFormat(name="mbox", about="messages in one file", sniff=_sniff, read=_read)
