"""The bytes of XML to text, and the text to tags and what stands between them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO, Final, NamedTuple

import webencodings

from index.text import BROKEN, CONTROLS

CHUNK: Final = 1 << 16
"""Bytes that are read at once."""
LONGEST: Final = 1 << 16
"""Characters of a tag. A "<" with no ">" for so long is text."""
ENTITY: Final = 40
"""Characters of a character reference, at most."""

MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How files begin whose bytes alone tell their encoding."""
DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w:.-]+)""")
SHIFTING: Final = frozenset({"iso-2022-jp", "hz-gb-2312"})
"""Encodings that write other characters as ASCII."""


class Piece(Enum):
    """What a token is."""

    TEXT = auto()
    LITERAL = auto()
    """Text in which nothing is to be resolved."""
    START = auto()
    END = auto()


class Token(NamedTuple):
    """A tag, or some text between two; one text may come in several tokens."""

    piece: Piece
    text: str
    """Of a tag, the name as it is written."""
    attributes: str = ""
    """As they are written."""
    empty: bool = False
    """Whether a start tag is an end tag too."""


TEXT: Final = re.compile(r"[^<]*+(?:<(?!/?[^\W\d][^<>]*+>|!|\?)[^<]*+)*+")
"""All up to the next tag: also each "<" that begins none."""
TAG: Final = re.compile(r"""<(/?)([^\s<>/="']++)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
LOOSE: Final = re.compile(r"""<(/?)([^\s<>/="']++)([^<>]*+)>""")
"""A tag with a quotation mark too few."""


def tokens(chunks: Iterator[str]) -> Iterator[Token]:
    """The tags in a text that comes in chunks, and the texts between them.

    Comments, processing instructions and declarations are left out.
    """
    buffer, at, limit = "", 0, 0
    until, literal = "", False
    ended = False
    while True:
        if until:
            end = buffer.find(until, at)
            stop = end if end >= 0 else max(at, len(buffer) - (0 if ended else len(until) - 1))
            if literal and stop > at:
                yield Token(Piece.LITERAL, buffer[at:stop])
            at = stop
            if end >= 0:
                at, until = end + len(until), ""
                continue
        else:
            if at > limit:
                limit = _settled(buffer, at)
            text = TEXT.match(buffer, at, limit)
            if text is not None and text.end() > at:
                yield Token(Piece.TEXT, text[0])
                at = text.end()
            if at < limit:
                if buffer.startswith(("<!", "<?"), at):
                    at, until, literal = _section(buffer, at)
                    continue
                tag = TAG.match(buffer, at) or LOOSE.match(buffer, at)
                if tag is None:
                    yield Token(Piece.TEXT, buffer[at])
                    at += 1
                elif tag[1]:
                    yield Token(Piece.END, tag[2])
                    at = tag.end()
                else:
                    yield Token(Piece.START, tag[2], tag[3], tag[3].endswith("/"))
                    at = tag.end()
                continue
        if ended:
            return
        chunk = next(chunks, None)
        ended = chunk is None
        buffer, at = buffer[at:] + (chunk or ""), 0
        limit = len(buffer) if ended else _settled(buffer, 0)


def _settled(buffer: str, at: int) -> int:
    """Up to where a buffer can be read without knowing what follows it."""
    size = len(buffer)
    last = buffer.rfind("<", at)
    if last >= 0 and size - last < LONGEST and TAG.match(buffer, last) is None:
        return last
    reference = buffer.rfind("&", max(at, size - ENTITY))
    return reference if reference >= 0 and buffer.find(";", reference) < 0 and reference > last else size


def _section(buffer: str, at: int) -> tuple[int, str, bool]:
    """What is no tag but begins as one: where its inside begins, what ends it, and whether that is text."""
    if buffer.startswith("<![CDATA[", at):
        return at + 9, "]]>", True
    if buffer.startswith("<!--", at):
        return at + 4, "-->", False
    if buffer.startswith("<?", at):
        return at + 2, ">", False
    inner, end = buffer.find("[", at), buffer.find(">", at)
    return (inner + 1, "]", False) if 0 <= inner < end else (at + 2, ">", False)


def texts(stream: BinaryIO, charset: str | None = None) -> Iterator[str]:
    """A stream of bytes as text, without control characters.

    Its encoding is that of the first bytes, else the declared one, else `charset`, else UTF-8, else
    Windows-1252; which one is decided by the first bytes that are not ASCII.
    """
    decoder: codecs.IncrementalDecoder | None = None
    declared: list[str] = []
    first = True
    while data := stream.read(CHUNK):
        if first:
            first = False
            mark = next((name for begin, name in MARKS if data.startswith(begin)), None)
            match = DECLARED.search(data[:1000])
            declared = [match[1].decode("ascii", "replace")] if match else []
            declared += [charset] if charset else []
            if mark is not None:
                decoder = codecs.getincrementaldecoder(mark)("replace")
            elif any(encoding.name in SHIFTING for encoding in _known(declared)):
                decoder = _decoder(_known(declared)[0].name)
        if decoder is None:
            if data.isascii():
                yield CONTROLS.sub("", data.decode("ascii"))
                continue
            if data[:-4].isascii():
                data += stream.read(CHUNK)  # a character may be cut here, and it is all there is to go by
            decoder = _chosen(data, declared)
        yield CONTROLS.sub("", decoder.decode(data))
    if decoder is not None:
        yield decoder.decode(b"", True)


def _known(labels: list[str]) -> list[webencodings.Encoding]:
    found = [webencodings.lookup(label) for label in labels]
    return [encoding for encoding in found if encoding and not encoding.name.startswith("utf-16")]


def _chosen(data: bytes, declared: list[str]) -> codecs.IncrementalDecoder:
    """What decodes a text that goes on with these bytes, which are not all ASCII."""
    for name in [encoding.name for encoding in _known(declared)] + ["utf-8"]:
        if name == "windows-1252" and is_utf8(data):
            continue  # what is labelled so out of habit
        text = _decoder(name).decode(data)
        if 2 * text.count(BROKEN) < sum(character > "\x7f" for character in text):
            return _decoder(name)
    return codecs.getincrementaldecoder("cp1252")("replace")


def _decoder(name: str) -> codecs.IncrementalDecoder:
    encoding = webencodings.lookup(name) or webencodings.UTF8
    return encoding.codec_info.incrementaldecoder("replace")


def is_utf8(data: bytes) -> bool:
    """Whether some bytes are UTF-8 throughout, but for a character that they end in."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True
