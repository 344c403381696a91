"""ARC, the form of web archives before WARC: a line before each record, and the server's answer after it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from index.containers.bounds import Bounds
from index.containers.container import Container, Member
from index.containers.http import LONGEST_LINE, read_response
from index.containers.warc import FETCHED, of_response
from index.model import Rejection
from index.settings import Scrape
from index.streams import CUT, Limited

MAGIC: Final = b"filedesc://"
COLUMNS: Final = re.compile(rb"URL(?: [\w-]{1,40}){4,12}\s*")
"""The line in the first record that says what stands in the lines before records."""
USUAL: Final = 5
"""Columns in it, unless it says otherwise."""
TIME: Final = re.compile(rb"\d{8,20}")
LENGTH: Final = re.compile(rb"\d{1,18}")


def _sniff(_name: str, head: bytes) -> bool:
    return head.startswith(MAGIC)


def _members(scrape: Scrape, stream: BinaryIO, bounds: Bounds) -> Iterator[Member | Rejection]:
    columns = USUAL
    number = 0
    lost = False
    while line := stream.readline(LONGEST_LINE):
        if not line.strip():
            continue
        if number <= 1 and COLUMNS.fullmatch(line):
            columns = len(line.split())
            continue
        first = line.startswith(MAGIC)
        parts = line.strip().rsplit(b" ", columns - 1)
        if not first and not (len(parts) == columns and TIME.fullmatch(parts[2])):
            if number != 1 and not lost:  # the first record is often longer than it says
                lost = True
                place = scrape.at(f"after record {number}")
                yield Rejection(scrape.path, place, "damaged: no record begins here")
            continue
        number += 1
        if not LENGTH.fullmatch(parts[-1]):
            if not first:
                place = scrape.at(f"record {number}")
                yield Rejection(scrape.path, place, "damaged: does not say how long it is")
            lost = True
            continue
        lost = False
        block = Limited(stream, int(parts[-1]))
        if first:
            columns = next(
                (len(found.split()) for found in io.BufferedReader(block) if COLUMNS.fullmatch(found)),
                columns,
            )
        elif line.lower().startswith(b"http"):
            response = read_response(io.BufferedReader(block), block.damage, bounds)
            if response is not None and response.status == FETCHED:
                url = parts[0].decode("utf-8", "replace")
                fetched = parts[2].decode("ascii")
                member = of_response(scrape, f"record {number}", url, response, fetched)
                if member is not None:
                    yield member
                    if block.damage() is not None:
                        return
        block.skip()
        if block.damage() is not None:
            yield Rejection(scrape.path, scrape.at(f"record {number}"), CUT)


ARC = Container(name="arc", about="what a crawler fetched, in the older form", sniff=_sniff, members=_members)
