"""A page as Safari saves it: a property list of Apple's, with the page and all that belongs to it."""

from __future__ import annotations

import io
import plistlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO, Final

from index.containers.bounds import LARGEST, Bounds
from index.containers.container import Container, Member
from index.containers.media import suffix
from index.model import Rejection
from index.settings import Scrape
from index.streams import read_up_to

MAGIC: Final = b"bplist0"


def _sniff(name: str, head: bytes) -> bool:
    named = name.lower().endswith(".webarchive")
    return head.startswith(MAGIC) and (named or b"WebMainResource" in head)


def _members(scrape: Scrape, stream: BinaryIO, _bounds: Bounds) -> Iterator[Member | Rejection]:
    data = read_up_to(stream, LARGEST)
    if data is None:
        reason = f"longer than {LARGEST // 1024**2} MiB, which is no page"
        yield Rejection(scrape.path, scrape.place, reason)
        return
    try:
        page = plistlib.loads(data, fmt=plistlib.FMT_BINARY)["WebMainResource"]
        content, kind = page["WebResourceData"], page.get("WebResourceMIMEType", "")
        url, charset = page.get("WebResourceURL"), page.get("WebResourceTextEncodingName")
        ending = suffix(str(kind), content[:4096])
    except Exception:  # a damaged list fails in as many ways as there are
        content = url = charset = ending = None
    if not isinstance(content, bytes) or ending is None:
        yield Rejection(scrape.path, scrape.place, "damaged: holds no page")
        return
    inner = replace(
        scrape.within(PurePath(scrape.name).stem + ending),
        url=url if isinstance(url, str) else None,
        charset=charset if isinstance(charset, str) else None,
    )
    yield Member(inner, io.BytesIO(content))


WEBARCHIVE = Container(name="webarchive", about="a page that Safari saved", sniff=_sniff, members=_members)
