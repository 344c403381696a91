"""Plain-text dumps of pages, one page a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from index import dialects
from index.analysis import normalize
from index.formats.format import ScrapeFormat
from index.model import Article, Rejection
from index.settings import Scrape

SUFFIXES: Final = ("", ".txt", ".text")

LARGEST: Final = 64 * 1024 * 1024
"""In bytes. A longer text is no page."""

MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]+")
"""Characters that no page shows and that a terminal may obey. Tab, line feed and form feed stay."""


def decode(data: bytes) -> str:
    """The text in `data`, by its mark, else as UTF-8, else as Windows-1252.

    In Unicode's composed form, with line feeds for line ends, without control characters.

    Raises:
        UnicodeDecodeError: a mark promises an encoding that the bytes do not keep.
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            text = data.decode(encoding)
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return normalize(CONTROLS.sub("", text))


def _sniff(path: str, head: bytes) -> bool:
    if PurePath(path).suffix.lower() not in SUFFIXES:
        return False
    return b"\0" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _read(scrape: Scrape) -> Iterator[Article | Rejection]:
    try:
        with open(scrape.path, "rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            yield Rejection(scrape.path, "", f"longer than {LARGEST // 1024**2} MiB, which is no page")
            return
        lines = decode(data).split("\n")
    except OSError as error:
        yield Rejection(scrape.path, "", error.strerror or str(error))
        return
    except UnicodeDecodeError as error:
        reason = f"not the {error.encoding} that its first bytes promise"
        yield Rejection(scrape.path, f"byte {error.start}", reason)
        return
    article = dialects.recognise(lines).read(lines, scrape)
    if not article.title:
        yield Rejection(scrape.path, "", "holds no text")
        return
    yield article


TEXT = ScrapeFormat(name="text", about="a plain-text dump of one page", sniff=_sniff, read=_read)
