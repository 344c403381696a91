"""Bytes to text, and text brought to the one form in which it is kept."""

from __future__ import annotations

import codecs
import operator
import re
from dataclasses import replace
from typing import Final, TypeAlias

import webencodings

from index.analysis import normalize
from index.model import Article, Comment

CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]+")
"""Characters that no page shows and that a terminal may obey. Tab, line feed and form feed stay."""

WIDE_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a text begins in whose bytes there are zeros."""

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Stretches of a text, in characters, sorted and disjoint."""

BROKEN: Final = "\ufffd"
"""What stands for bytes that an encoding does not allow."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`: by its byte order mark, else as declared, else as UTF-8, else as Windows-1252.

    Encodings go by the names that the web uses (https://encoding.spec.whatwg.org): what calls itself
    ISO-8859-1 is Windows-1252. Some broken bytes do not make a text one of another encoding.
    """
    encoding = webencodings.lookup(declared) if declared else None
    if encoding is not None and encoding.name.startswith("utf-16"):
        encoding = None  # who could read that declaration as ASCII knows better
    for candidate in (encoding, webencodings.UTF8):
        if candidate is not None:
            text, used = webencodings.decode(data, candidate, errors="replace")
            if used is not candidate or _plausible(text):
                return text
    return data.decode("cp1252", "replace")


def _plausible(text: str) -> bool:
    """Whether a text was decoded by its own encoding: most that is not ASCII has then come out whole."""
    return text.isascii() or 2 * text.count(BROKEN) < sum(character > "\x7f" for character in text)


def broken(data: bytes) -> int | None:
    """The place of the first byte that the encoding of the byte order mark does not allow, if any."""
    try:
        if data.startswith(WIDE_MARKS):
            data.decode("utf-16")
    except UnicodeDecodeError as error:
        return error.start
    return None


def clean(text: str) -> str:
    """Text in Unicode's composed form, without control characters, with line feeds for line ends, mended."""
    return as_written(mended(text))


def as_written(text: str) -> str:
    """The same, not mended: what a name should have been, its bearer knows best."""
    # Most texts have nothing that is not shown: to learn that is far cheaper than to look for it.
    if not text.replace("\n", "").replace("\xa0", "").isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        text = CONTROLS.sub("", text)
    return normalize(text)


LEADS: Final = "ÂÃÄÅÐÑØÙâãïð"
"""What the first bytes of such characters are read as."""
MANGLED: Final = re.compile(f"[{LEADS}][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""Characters that rarely stand side by side but in UTF-8 that was read as Windows-1252."""
LONGEST_MENDED: Final = 100_000
"""Characters of a line; a longer one is left as it is."""


def mended(text: str) -> str:
    """Text whose UTF-8 was once read as Windows-1252 as it was meant: "itâ€™s" is "it’s"."""
    if text.isascii() or not any(lead in text for lead in LEADS) or MANGLED.search(text) is None:
        return text
    from ftfy import fix_encoding  # takes a tenth of a second, and few texts need it

    return "\n".join(
        fix_encoding(line) if len(line) <= LONGEST_MENDED and MANGLED.search(line) else line
        for line in text.split("\n")
    )


def cleaned(article: Article) -> Article:
    """An article all of whose texts, and its comments', are `clean`."""
    title, body = clean(article.title), clean(article.body)
    authors = tuple(map(as_written, article.authors))
    comments = tuple(map(_cleaned, article.comments))
    if (title, body, authors) == (article.title, article.body, article.authors) and all(
        map(operator.is_, comments, article.comments)
    ):
        return article
    return replace(article, title=title, authors=authors, body=body, comments=comments)


def _cleaned(comment: Comment) -> Comment:
    body, quotes = clean_quoted(comment.body, comment.quotes)
    author = as_written(comment.author) if comment.author is not None else None
    name = as_written(comment.reply_to_name) if comment.reply_to_name is not None else None
    if (body, quotes, author, name) == (comment.body, comment.quotes, comment.author, comment.reply_to_name):
        return comment  # as most are, and to make another costs more than to look
    return replace(comment, quotes=quotes, author=author, reply_to_name=name, body=body)


def clean_quoted(text: str, quotes: Spans) -> tuple[str, Spans]:
    """A text that is `clean`, and where in it the spans of `quotes` now are."""
    if not quotes:
        return clean(text), ()
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    end = length = 0
    for start, stop in quotes:
        own, quoted = clean(text[end:start]), clean(text[start:stop])
        pieces += own, quoted
        if quoted:
            spans.append((length + len(own), length + len(own) + len(quoted)))
        length += len(own) + len(quoted)
        end = stop
    return "".join((*pieces, clean(text[end:]))), tuple(spans)
