"""A single message of mail or news, as programs save it and as Maildir folders and news spools hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from index.formats.format import ScrapeFormat, read_page
from index.formats.letters.letter import article_of, read_letter
from index.formats.letters.mime import FIELD, fields_of
from index.model import Article, Rejection
from index.settings import Scrape

SUFFIXES: Final = (".eml", ".msg", ".nws", ".mime")
COMPANY: Final = frozenset(
    "date message-id received return-path newsgroups path subject to delivered-to mime-version".split()
)
"""Headers of which a message has some beside that of its author."""


def _sniff(name: str, head: bytes) -> bool:
    if b"\0" in head:
        return False
    head = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    lines, empty, _ = head.partition(b"\n\n")
    if not empty and len(head) >= 4000:
        lines = lines.rpartition(b"\n")[0]  # the last line may be cut
    if FIELD.match(lines) is None:
        return False
    for line in lines.rstrip(b"\n").split(b"\n"):
        if FIELD.match(line) is None and line[:1] not in (b" ", b"\t", b">"):
            return False
    names = fields_of(lines).keys()
    enough = 1 if PurePath(name).suffix.lower() in SUFFIXES else 2
    return ("from" in names and len(names & COMPANY) >= enough) or len(names & COMPANY) >= 4


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    data = read_page(scrape, stream)
    if isinstance(data, Rejection):
        yield data
        return
    letter = read_letter(data.removeprefix(b"\xef\xbb\xbf"), scrape)
    if letter is None:
        yield Rejection(scrape.path, scrape.place, "holds no text")
    else:
        yield article_of(letter, (), "mail", scrape)


MAIL = ScrapeFormat(name="mail", about="a message of mail or news", sniff=_sniff, read=_read)
