"""How text becomes terms: the analyzers by name, and the same analysis seen from Python.

tantivy does not store analyzers in an index, and a *different* analyzer under an old name finds
nothing and says nothing. So a name carries a version, which goes up with any change here, and
`register` is called on every create and every open.

Chinese, Japanese and Korean are written without spaces between words, or with spaces that say little, so
runs of their characters are indexed as pairs: 東京都 as 東京, 京都 and, so that every character begins a
word, 都. tantivy has no such tokenizer; `prepared` spells the pairs out in the text it is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from index.lazy import compiled

STEMMED: Final = "en_v2"
"""Words lower-cased, folded to ASCII where they can be, and stemmed (Snowball English)."""
EXACT: Final = "exact_v2"
"""The same without the stemmer: the forms as they stand in the text."""
KEY: Final = "raw"
"""tantivy's own: the whole value is one term."""

LONGEST_WORD: Final = 255
"""Longer words, in bytes of UTF-8, are not indexed: they are encoded data, not language."""

WORD: Final = re.compile(r"[^\W_]+")
"""A word, in a text without characters of UNAGREED."""

UNAGREED: Final = compiled(
    "[\u0345\u0363-\u036f\u0590-\u109f\u1700-\u1dff\u24b6-\u24e9\u2de0-\u2dff\ua600-\uabff\ufb1e"
    "\U00010000-\U0001f189\U0001fb00-\U0001ffff\U0002b700-\U0010ffff]"
)
"""Where Python and tantivy may differ on what belongs to a word: vowel signs, which Python leaves out, and
characters that are newer than the Unicode of this Python."""

UNSPACED: Final = compiled(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff"
    "\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]+"
)
"""A run of characters of Chinese, Japanese or Korean."""


@cache
def analyzer(name: str) -> tantivy.TextAnalyzer:
    """The analyzer called `name`: STEMMED or EXACT."""
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_WORD + 1))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )
    if name == STEMMED:
        builder = builder.filter(Filter.stemmer("english"))
    elif name != EXACT:
        raise KeyError(name)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Make our analyzers known to an index that was just created or opened."""
    for name in (STEMMED, EXACT):
        index.register_tokenizer(name, analyzer(name))


def normalize(text: str) -> str:
    """Text in Unicode's composed form (NFC), which both documents and queries are brought to.

    Halves of surrogate pairs, which a command line can hold and no text may, become question marks.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode("utf-8")


def key(name: str) -> str:
    """The one spelling under which a name is indexed and asked for.

    Case, width, and runs of white space do not matter: "Tyler  Durden" and "tyler durden" are one.
    """
    if name.isascii():
        return " ".join(name.lower().split())
    return " ".join(unicodedata.normalize("NFKC", normalize(name)).casefold().split())


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of `text` begin and end, in characters: those that tantivy indexes, in their order.

    Those of UNSPACED overlap. Python finds words several times faster where it finds the same.
    """
    if text.isascii() or UNAGREED.search(text) is None:
        spans = [match.span() for match in WORD.finditer(text)]
    else:
        tokens = _splitter().pre_tokenize(text).tokens
        spans = [(token.char_offset_from, token.char_offset_to) for token in tokens]
    if text.isascii() or UNSPACED.search(text) is None:
        return spans
    return [piece for start, end in spans for piece in _pieces(text, start, end)]


def prepared(text: str) -> str:
    """What tantivy is given in place of `text`, so that it finds the words of `word_spans`."""
    if text.isascii() or UNSPACED.search(text) is None:
        return text
    return " ".join(text[start:end] for start, end in word_spans(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words in one that may have runs of UNSPACED in it."""
    for run in UNSPACED.finditer(text, start, end):
        first, last = run.span()
        if start < first:
            yield start, first
        for at in range(first, last - 1):
            yield at, at + 2
        yield last - 1, last
        start = last
    if start < end:
        yield start, end


@cache
def _splitter() -> tantivy.TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.simple()).build()


SPELLED: Final = "="
"""Stands between a word's folded form and its spelling, in the terms of the field `spelled`."""


def spelled(text: str) -> list[str]:
    """The terms `folded=spelling` of those words of `text`, each once, that are folded to another word.

    By them a query can tell whether there are any other spellings of a word, and find one.
    """
    if text.isascii():
        return []
    words = {word for start, end in word_spans(text) if not (word := text[start:end].lower()).isascii()}
    forms = _EXACT.of(words)
    return sorted(f"{form}{SPELLED}{word}" for word in words if (form := forms[word]) not in (None, word))


class Forms:
    """The indexed forms of words, remembered.

    A page of prose repeats its words, and asking tantivy word by word costs more than the analysis
    itself; so new words are analysed together and kept.
    """

    CAPACITY: Final = 200_000
    """Words kept before starting over; about 30 MB."""

    def __init__(self, name: str) -> None:
        self._analyzer = analyzer(name)
        self._forms: dict[str, str | None] = {}

    def of(self, words: Iterable[str]) -> dict[str, str | None]:
        """A mapping that holds the indexed form of each of `words`, None for a word not indexed."""
        if len(self._forms) > self.CAPACITY:
            self._forms = {}  # another, for a thread may be reading this one
        known = self._forms
        new = [word for word in set(words) if word not in known]
        if new:
            forms = self._analyzer.analyze(" ".join(new))
            if len(forms) == len(new):
                known.update(zip(new, forms, strict=True))
            else:  # a word over the longest was dropped: ask for each
                known.update((word, next(iter(self._analyzer.analyze(word)), None)) for word in new)
        return known


def terms(name: str, text: str) -> list[tuple[int, str]]:
    """The terms of `text` under the analyzer `name`, each with its position."""
    return [(token.position, token.text) for token in analyzer(name).pre_tokenize(prepared(text)).tokens]


_EXACT: Final = Forms(EXACT)
