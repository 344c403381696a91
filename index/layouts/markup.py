"""Fields of records that hold HTML: a fragment, to text with its paragraphs and quotes."""

from __future__ import annotations

import html
import re
from typing import Final

from index.extract.fragment import read_fragment
from index.text import Spans

MARKED: Final = re.compile(
    r"</?(?:p|br|div|blockquote|ul|ol|li|h[1-6]|section|article|figure|table|pre)(?:\s[^<>]{0,2000}+)?/?>"
    r"|</(?:a|b|i|em|strong|span|u|sup|sub|font|code)>",
    re.IGNORECASE,
)
"""How a text shows that it is HTML where nothing says so."""

PAGE: Final = re.compile(
    r"\ufeff?\s*+(?:(?><!--.*?-->)\s*+)*+(?:<\?xml[^<>]*+>\s*+)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How it shows that it is a whole page."""


def fragment(text: str) -> tuple[str, Spans]:
    """The text of an HTML fragment, with an empty line between paragraphs, and what of it is quoted."""
    if "<" not in text:
        return html.unescape(text).strip() if "&" in text else text.strip(), ()
    return read_fragment(text)


def guessed(text: str) -> tuple[str, Spans]:
    """The same of a text of which nothing says whether it is HTML; plain text stays as it is."""
    return fragment(text) if "<" in text and MARKED.search(text) else (text.strip(), ())


def is_page(text: str) -> bool:
    """Whether a text is the HTML of a whole page."""
    return "<" in text[:1000] and PAGE.match(text[:4096]) is not None


def markdown(text: str) -> tuple[str, Spans]:
    """A text whose maker reads it as Markdown, as it stands, and the lines that ">" marks as quoted."""
    text = text.strip()
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.startswith((">", " >", "  >")) and not line.startswith(">!"):
            if spans and spans[-1][1] == start - 1:
                spans[-1] = spans[-1][0], end
            else:
                spans.append((start, end))
        start = end + 1
    return text, tuple(spans)
