"""WARC, the form in which crawlers and web archives keep what servers sent.

The records are taken apart here. The libraries for it, warcio and FastWARC, give up a file at the first
record that is amiss where others follow, unpack bodies without a bound, and write to stderr.

Records come in the order of the file: of one address fetched twice, the later is the newer text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from index import dates
from index.containers.bounds import Bounds
from index.containers.container import Container, Member
from index.containers.http import LONGEST_LINE, Response, read_head, read_response
from index.containers.media import charset, media, suffix
from index.foreign import foreign
from index.model import Origin, Rejection
from index.settings import Scrape
from index.streams import CUT, Limited, peek

VERSION: Final = re.compile(rb"WARC/[01]\.\d+\s*")
LENGTH: Final = re.compile(r"\d{1,18}")
SLIP: Final = 1024
"""Bytes between two records that are passed over without a word: lengths are often wrong by a few."""
FETCHED: Final = 200
"""The status of what was there and was sent whole."""

CRAWLERS_OWN: Final = ("metadata:", "urn:", "dns:", "whois:")
"""How the addresses begin of a crawler's own notes and logs."""


def _sniff(_name: str, head: bytes) -> bool:
    return VERSION.match(head) is not None


def _members(scrape: Scrape, stream: BinaryIO, bounds: Bounds) -> Iterator[Member | Rejection]:
    """The pages, texts and data among the records."""
    number = 0
    while True:
        found, passed = _seek(stream)
        if passed > SLIP:
            yield Rejection(
                scrape.path, scrape.at(f"after record {number}"), "damaged: no record begins here"
            )
        if not found:
            return
        number += 1
        headers = read_head(stream)
        length = headers.get("content-length", "") if headers else ""
        if headers is None or not LENGTH.fullmatch(length):
            yield Rejection(
                scrape.path, scrape.at(f"record {number}"), "damaged: does not say how long it is"
            )
            continue
        block = Limited(stream, int(length))
        member = _member(scrape, number, headers, block, bounds)
        if member is not None:
            yield member
            if block.damage() is not None:
                return
        block.skip()
        if block.damage() is not None:
            yield Rejection(scrape.path, scrape.at(f"record {number}"), CUT)


def _seek(stream: BinaryIO) -> tuple[bool, int]:
    """Go into the next record: whether there is one, and how many bytes of none were passed over."""
    passed = 0
    while line := stream.readline(LONGEST_LINE):
        if VERSION.fullmatch(line):
            return True, passed
        passed += len(line.strip())
    return False, passed


def _member(
    scrape: Scrape, number: int, headers: dict[str, str], block: Limited, bounds: Bounds
) -> Member | None:
    """What a record holds, if it may be a scrape."""
    kind = headers.get("warc-type", "").lower()
    content_type = headers.get("content-type", "")
    url = headers.get("warc-target-uri", "").strip("<>")
    if url.lower().startswith(CRAWLERS_OWN):
        return None
    stream: BinaryIO = io.BufferedReader(block)
    if kind == "response" and media(content_type) in ("application/http", ""):
        response = read_response(stream, block.damage, bounds)
        if response is None or response.status != FETCHED:
            return None
    elif kind in ("response", "resource"):
        response = Response(FETCHED, {"content-type": content_type}, stream, block.damage)
    else:
        return None
    return of_response(scrape, f"record {number}", url, response, headers.get("warc-date", ""))


def of_response(scrape: Scrape, place: str, url: str, response: Response, fetched: str = "") -> Member | None:
    """What a server sent from an address, if it may be a scrape; at a place in what it was kept in.

    `fetched` is when that was, in ISO 8601.
    """
    content_type = response.headers.get("content-type", "")
    head, body = peek(response.body, 4096)
    ending = suffix(content_type, head)
    name = url.partition("?")[0].rpartition("/")[2]
    if ending is None or foreign(f"page{ending}" if ending == ".html" else name, head) is not None:
        return None
    inner = replace(scrape.within(f"{place}{ending}"), url=url or None, charset=charset(content_type))
    when = dates.iso(fetched, Origin.PAGE, None)
    if when is not None:
        inner = replace(inner, fetched=when.when)
    return Member(inner, body, response.damage, sure=ending == ".html")


WARC = Container(name="warc", about="what a crawler fetched", sniff=_sniff, members=_members)
