"""Headers and parts of a message of mail or news, read as they come: few of them are as they should be."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import webencodings

from index.extract.fragment import read_fragment
from index.formats.letters.quoting import read_plain
from index.formats.xml.tokens import SHIFTING, is_utf8
from index.text import CONTROLS, Spans, decode

Fields: TypeAlias = dict[str, list[bytes]]
"""By name in small letters."""

FIELD: Final = re.compile(rb"([!-9;-~]{1,80})[ \t]{0,20}:")
GAP: Final = re.compile(rb"\r?\n[ \t]{0,20}\r?\n")
"""The empty line between the headers of a message and its text."""
MOST_FIELDS: Final = 1_000
LONGEST: Final = 10_000
"""Bytes of a header that are read."""
DEEPEST: Final = 10
"""Parts within parts."""
MOST_PARTS: Final = 500
"""Of a whole message."""

WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([QqBb])\?([^?]*+)\?=")
BETWEEN: Final = re.compile(r"(?<=\?=)\s++(?==\?[^?\s]{1,60}\?[QqBb]\?)")
PARAMETER: Final = re.compile(
    r""";\s*+([\w-]{1,40})(?:\*\d{0,3})?\*?\s*+=\s*+("(?:[^"\\]|\\.)*+"?|[^;\s]*+)"""
)


@dataclass(slots=True)
class Part:
    """A message, or a part of one."""

    fields: Fields
    body: bytes
    depth: int = 0
    kind: str = ""
    """As "text/plain"; in small letters."""
    parameters: dict[str, str] = field(default_factory=dict)


def part_of(data: bytes, depth: int = 0) -> Part:
    """The headers and the text in some bytes; without an empty line all are headers."""
    gap = GAP.search(data)
    if data[:1] == b"\n" or data[:2] == b"\r\n":
        head, body = b"", data
    elif gap is None:
        head, body = data, b""
    else:
        head, body = data[: gap.start()], data[gap.end() :]
    fields = fields_of(head)
    stated = text_of(fields, "content-type")
    kind = stated.partition(";")[0].strip().lower()
    parameters: dict[str, str] = {}
    for match in PARAMETER.finditer(stated):
        value = match[2].strip('"').replace('\\"', '"')
        parameters[match[1].lower()] = parameters.get(match[1].lower(), "") + value
    return Part(fields, body, depth, kind or "text/plain", parameters)


def fields_of(head: bytes) -> Fields:
    """Headers, with their continued lines joined."""
    found: Fields = {}
    last: list[bytes] = []
    count = 0
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if last and len(last[-1]) < LONGEST:
                last[-1] += b" " + line.strip()
            continue
        match = FIELD.match(line)
        count += 1
        if match is None or count > MOST_FIELDS:
            last = []
            continue
        last = found.setdefault(match[1].decode("ascii").lower(), [])
        last.append(line[match.end() :].strip()[:LONGEST])
    return found


def text_of(fields: Fields, name: str, charset: str | None = None) -> str:
    """The first header of a name as text, with its encoded words resolved."""
    values = fields.get(name)
    return unworded(lenient(values[0][:LONGEST], charset)) if values else ""


def unworded(text: str) -> str:
    """A header with its encoded words (RFC 2047) resolved."""
    if "=?" not in text:
        return CONTROLS.sub("", text)
    pieces: list[str] = []
    waiting, charset, end = b"", "", 0
    text = BETWEEN.sub("", text)
    for match in WORD.finditer(text):
        data = _decoded_word(match[2], match[3])
        if match.start() > end or match[1].lower() != charset:
            pieces += lenient(waiting, charset), text[end : match.start()]
            waiting = b""
        waiting, charset, end = waiting + data, match[1].lower(), match.end()
    return CONTROLS.sub("", "".join((*pieces, lenient(waiting, charset), text[end:])))


def lenient(data: bytes, charset: str | None) -> str:
    """Bytes as text: what is labelled as ASCII or Latin-1 out of habit is often UTF-8."""
    charset = (charset or "").partition("*")[0].strip("\"' ")
    if data.isascii() and b"\x1b" not in data and charset.lower() not in SHIFTING:
        return data.decode("ascii")
    encoding = webencodings.lookup(charset)
    if encoding is not None and encoding.name == "windows-1252" and is_utf8(data):
        charset = "utf-8"
    return decode(data, charset)


def message_text(message: Part) -> tuple[str, Spans]:
    """The text of a message, without what is attached to it, and which spans of it are quotes."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for text, quotes in _texts(message):
        if text:
            pieces.append(text)
            spans += ((start + length, stop + length) for start, stop in quotes)
            length += len(text) + 2
    return "\n\n".join(pieces), tuple(spans)


def _texts(message: Part) -> Iterator[tuple[str, Spans]]:
    waiting = [message]
    count = 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop()
        count += 1
        inner = _inner(part) if part.kind.startswith(("multipart/", "message/rfc822")) else []
        if inner:
            waiting += [_best(inner)] if part.kind == "multipart/alternative" else reversed(inner)
        elif part.kind.startswith(("text/", "multipart/")) and not _attached(part):
            yield _read(part)


def _inner(part: Part) -> list[Part]:
    """The parts of a part; none where it does not hold what it says."""
    if part.depth >= DEEPEST:
        return []
    if part.kind == "message/rfc822":
        return [part_of(part.body, part.depth + 1)]
    boundary = part.parameters.get("boundary", "")
    if not boundary:
        return []
    between = re.escape(boundary.encode("utf-8", "replace"))
    marks = re.finditer(rb"^--" + between + rb"(--)?[ \t]*+\r?$\n?", part.body, re.MULTILINE)
    inner: list[Part] = []
    start = -1
    for mark in marks:
        if start >= 0:
            inner.append(part_of(part.body[start : mark.start()], part.depth + 1))
        start = mark.end()
        if mark[1] or len(inner) >= MOST_PARTS:
            return inner
    if start >= 0:
        inner.append(part_of(part.body[start:], part.depth + 1))
    return inner


def _best(parts: list[Part]) -> Part:
    """Of parts that say the same the one that is told apart best: plain text, unless there is none in it."""
    plain = [part for part in parts if part.kind == "text/plain" and part.body.strip()]
    holding = [part for part in parts if part.kind.startswith("multipart/")]
    html = [part for part in parts if part.kind == "text/html"]
    return (plain or holding or html or parts)[0]


def _attached(part: Part) -> bool:
    return text_of(part.fields, "content-disposition").lower().startswith("attachment")


def _read(part: Part) -> tuple[str, Spans]:
    encoding = text_of(part.fields, "content-transfer-encoding").strip().lower()
    data = part.body
    if encoding == "base64":
        data = _base64(data)
    elif encoding == "quoted-printable":
        data = quopri.decodestring(data)
    text = CONTROLS.sub("", lenient(data, part.parameters.get("charset")))
    if part.kind == "text/html":
        return read_fragment(text)
    if part.kind not in ("text/plain", "text/enriched", "text/richtext") and part.depth:
        return "", ()  # a calendar, a card: written for programs
    flowed = part.parameters.get("format", "").lower() == "flowed"
    return read_plain(text, flowed, part.parameters.get("delsp", "").lower() == "yes")


def _decoded_word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    return _base64(data) if encoding in "Bb" else quopri.decodestring(data.replace(b"_", b" "))


def _base64(data: bytes) -> bytes:
    """Bytes out of base64, as many as there are whole ones."""
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    data = data[: len(data) - (len(data) % 4 == 1)]
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return b""
