"""MHTML: a page as a browser saves it in one file, with all that belongs to it, in the form of a mail.

Of its parts the page alone is read. Its address is that of the part, or of the whole.
"""

from __future__ import annotations

import binascii
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Final

from index.containers.bounds import LARGEST, Bounds
from index.containers.container import Container, Member
from index.containers.media import suffix
from index.model import Rejection
from index.settings import Scrape
from index.streams import CUT, read_up_to

if TYPE_CHECKING:
    from email.message import Message

SUFFIXES: Final = (".mht", ".mhtml")
HEAD: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*+[A-Za-z][\w-]{1,60}: ?[^\0]*")
RELATED: Final = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
SAVED: Final = re.compile(
    rb"^(?:snapshot-content-location:|x-maf-information:|from:\s*\"?<?saved by )",
    re.IGNORECASE | re.MULTILINE,
)
"""What a browser writes and no mail program."""
BLANK_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)?")
BLANK: Final = re.compile(rb"\r?\n[ \t]*\r?\n")

LONGEST_HEAD: Final = 64 * 1024
"""Bytes of the head of a part."""
MOST_PARTS: Final = 100_000
DEEPEST: Final = 5
"""Parts within parts."""


def _sniff(name: str, head: bytes) -> bool:
    if not HEAD.match(head):
        return False
    head = BLANK.split(head, maxsplit=1)[0]
    if name.lower().endswith(SUFFIXES):
        return re.search(rb"^(?:content-type|mime-version):", head, re.IGNORECASE | re.MULTILINE) is not None
    return RELATED.search(head) is not None and SAVED.search(head) is not None


@dataclass(frozen=True, slots=True)
class _Part:
    head: Message
    start: int
    """Where its content lies in the file."""
    end: int
    cut: bool
    """Whether the file ends before the part does."""


def _members(scrape: Scrape, stream: BinaryIO, _bounds: Bounds) -> Iterator[Member | Rejection]:
    data = read_up_to(stream, LARGEST)
    if data is None:
        reason = f"longer than {LARGEST // 1024**2} MiB, which is no page"
        yield Rejection(scrape.path, scrape.place, reason)
        return
    whole = part = _part(data, 0, len(data), cut=False)
    for _ in range(DEEPEST):
        if part.head.get_content_maintype() != "multipart":
            break
        inner = _root(data, part)
        if inner is None:
            yield Rejection(scrape.path, scrape.place, "damaged: holds no page")
            return
        part = inner
    content = _decoded(data[part.start : part.end], str(part.head.get("Content-Transfer-Encoding", "")))
    ending = suffix(part.head.get_content_type(), content[:4096])
    if ending is None:
        yield Rejection(scrape.path, scrape.place, "damaged: holds no page")
        return
    place = scrape.within(PurePath(scrape.name).stem + ending)
    named = part.head.get("Content-Location") or whole.head.get("Snapshot-Content-Location")
    url = "".join(str(named).split()) if named else None
    charset = part.head.get_param("charset")
    inner_scrape = replace(place, url=url, charset=charset if isinstance(charset, str) else None)
    damage = CUT if part.cut else None
    yield Member(inner_scrape, io.BytesIO(content), lambda: damage)


def _part(data: bytes, start: int, end: int, *, cut: bool) -> _Part:
    """The part that lies there, head and content."""
    from email.parser import HeaderParser  # takes its time, and few files need it

    begin = BLANK_START.match(data, start, end)
    start = begin.end() if begin else start
    blank = BLANK.search(data, start, min(end, start + LONGEST_HEAD))
    head = data[start : blank.start() if blank else min(end, start + LONGEST_HEAD)]
    message = HeaderParser().parsestr(head.decode("utf-8", "replace"))
    return _Part(message, blank.end() if blank else end, end, cut)


def _root(data: bytes, part: _Part) -> _Part | None:
    """The part that is the page: the one that `start` names, else the first of HTML, else the first."""
    boundary = part.head.get_boundary()
    if not boundary:
        return None
    start = part.head.get_param("start")
    first = page = None
    for inner in _parts(data, part, boundary):
        kind = inner.head.get_content_type()
        if start and str(inner.head.get("Content-ID", "")).strip() == start:
            return inner
        if page is None and kind in ("text/html", "application/xhtml+xml"):
            page = inner
            if not start:
                break
        first = first or inner
    return page or first


def _parts(data: bytes, part: _Part, boundary: str) -> Iterator[_Part]:
    line = (
        rb"(?:\r?\n|\A|(?<=\n))--"
        + re.escape(boundary.encode("utf-8", "replace"))
        + rb"(--)?[ \t]*(?:(?=\r?\n)|\Z)"
    )
    begun: int | None = None
    for _, match in zip(range(MOST_PARTS), re.finditer(line, data[part.start : part.end]), strict=False):
        if begun is not None:
            yield _part(data, begun, part.start + match.start(), cut=False)
        if match[1]:
            return
        begun = part.start + match.end()
    if begun is not None:
        yield _part(data, begun, part.end, cut=True)


def _decoded(content: bytes, encoding: str) -> bytes:
    encoding = encoding.strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding == "base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]+", b"", content)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _rest(letters))
    return content


def _rest(letters: bytes) -> bytes:
    """The last letters of a text in base64, filled up as its rules want it."""
    left = letters[len(letters) // 4 * 4 :]
    return left + b"=" * (4 - len(left)) if len(left) > 1 else b""


MHTML = Container(
    name="mhtml", about="a page that a browser saved in one file", sniff=_sniff, members=_members
)
