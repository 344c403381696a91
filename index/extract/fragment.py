"""A stretch of HTML that a record holds, to text."""

from __future__ import annotations

import html
import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from index.extract.blocks import quoted_text_of
from index.extract.stalling import stalls
from index.text import CONTROLS, Spans

MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&(?:#|[a-zA-Z])")
"""What tells HTML from plain text."""
TAGS: Final = re.compile(r"<[^<>]*+>")
STALLING: Final = 6_000
"""Characters from which on a text can hold what would stall the parser."""

BREAKS: Final = re.compile(
    r"(?P<kept><!--.*?-->|<(?P<raw>pre|script|style)\b.*?</(?P=raw)>|<[^<>]*+>)|\n", re.DOTALL | re.IGNORECASE
)


def read_fragment(text: str) -> tuple[str, Spans]:
    """The text of some HTML, or of a text without any, and which spans of it are quotes."""
    if MARKUP.search(text) is None:
        return plain(text), ()
    text = CONTROLS.sub("", text)
    if len(text) > STALLING and stalls(text.encode("utf-8", "replace")) is not None:
        return plain(html.unescape(TAGS.sub(" ", text))), ()
    body = LexborHTMLParser(text).body
    return quoted_text_of(body) if body is not None else ("", ())


def line_of(text: str) -> str:
    """The text of some HTML in one line: a title."""
    return " ".join(read_fragment(text)[0].split())


def plain(text: str) -> str:
    """A plain text without white space around it, at the ends of lines, or as more than one empty line."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def broken(text: str) -> str:
    """HTML in which line ends are breaks, as comment forms and old editors mean them."""
    return BREAKS.sub(_break, text.replace("\r\n", "\n"))


def _break(match: re.Match[str]) -> str:
    if match["raw"]:
        return match[0].replace("\n", "<br>")
    return match["kept"] or "<br>\n"
