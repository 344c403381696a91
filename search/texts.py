"""A record as the texts and values that queries ask about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, islice
from typing import Final, NamedTuple, assert_never

from index.analysis import UNAGREED, UNSPACED, word_spans
from index.documents import StoredRecord
from index.lazy import compiled
from index.model import Article
from search.query import LEAD_WORDS, Scope, TextField
from search.results import Span

LETTER: Final = b"\xff"
"""Stands for a letter or digit beyond ASCII."""
LETTERS: Final = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz" + LETTER)
PLAIN: Final = bytes(byte if byte in LETTERS else 32 for byte in bytes(range(256)).lower())
"""Translates letters and digits into lower case, and all else into spaces."""
SHAPE: Final = bytes(97 if byte in LETTERS else 32 for byte in range(256))
"""Translates every letter and digit into the same one."""

BEYOND: Final = re.compile(rb"\?\?*")
"""Where characters beyond ASCII were, in a text that is cut down to it, and question marks.

Written so that re looks for a byte, which is faster than to look for `+`."""
FOREIGN: Final = re.compile(r"[^\W_\x00-\x7f]")
"""A letter or digit beyond ASCII."""
ANY: Final = re.compile(b"[^ ]+")

PARAGRAPH: Final = compiled(r"\n[^\S\n]*\n\s*")
LINE: Final = compiled(r"\n\s*")
SENTENCE: Final = compiled(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])[」』”’）]*|\n\s*")
"""What may stand between two sentences."""
ABBREVIATED: Final = compiled(
    r"(?:^|[\s(\"'“‘])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Pres|Rev"
    r"|Hon|St|Jr|Sr|No|Nos|vs|etc|cf|al|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.$"
)
"""Ends in a full stop that ends no sentence, mostly."""


class Mark(NamedTuple):
    """A place in a text that satisfied a leaf of the query."""

    start: int
    end: int
    leaf: int
    """The number of the leaf, as the query has them."""


class Text:
    """A text whose words can be found and counted without taking all of it apart.

    It is searched as bytes, one for each character: letters of ASCII in lower case, those beyond as LETTER,
    and what belongs to no word as spaces. There is one space more before the first character, so a word
    goes by its place: that of the space before it here, and of its first character in the text.

    Texts in which words overlap, or in which Python can't tell where they end, are taken apart by
    `word_spans` and put together again with a space behind each word; where it stands in the text is kept.
    """

    def __init__(self, text: str, most: int | None = None) -> None:
        """The text, or as far as its first `most` words go."""
        self.text = text
        self._origins: dict[int, Span] | None = None
        self._plain = self._spaced(most)
        self._starts: dict[Scope, list[int]] = {}

    def words(self, *beginnings: str) -> list[int]:
        """The places of all words that begin so or so, in lower case, and of all beyond ASCII."""
        plain = self._plain
        found: list[int] = []
        for beginning in filter(str.isascii, beginnings):
            wanted = b" " + beginning.encode()
            at = plain.find(wanted)
            while at >= 0:
                found.append(at)
                at = plain.find(wanted, at + 1)
        return sorted({*found, *self._foreign}) if self._foreign or len(beginnings) > 1 else found

    def every(self) -> list[int]:
        """The places of all words."""
        return [match.start() - 1 for match in ANY.finditer(self._plain)]

    def distinct(self) -> set[str]:
        """The words of ASCII, each once and in lower case, and some that are none."""
        return set(self._plain.decode("latin-1").split())

    def span(self, first: int, last: int) -> Span:
        """Where some words stand in the text, from the first to the last."""
        if self._origins is not None:
            return self._origins[first][0], self._origins[last][1]
        return first, self._plain.index(b" ", last + 1) - 1

    def written(self, places: Iterable[int]) -> list[str]:
        """Words as they are written."""
        text = self.text
        if self._origins is not None:
            return [text[slice(*self._origins[place])] for place in places]
        index = self._plain.index
        return [text[place : index(b" ", place + 1) - 1] for place in places]

    def moved(self, place: int, words: int) -> int | None:
        """The place of the word that stands so many words behind another, or before it if less than 0."""
        shape = self._shape
        for _ in range(abs(words)):
            place = shape.find(b" a", place + 1) if words > 0 else shape.rfind(b" a", 0, place + 1)
            if place < 0:
                return None
        return place

    def between(self, first: int, last: int) -> list[int]:
        """The places of all words from one to another."""
        return [match.start() - 1 for match in ANY.finditer(self._plain, first, last + 2)]

    def numbers(self, places: Iterable[int]) -> dict[int, int]:
        """How many words stand before each of some."""
        numbers: dict[int, int] = {}
        at = number = 0
        for place in sorted(set(places)):
            number += self._shape.count(b" a", at, place + 1)
            numbers[place] = number
            at = place
        return numbers

    @property
    def length(self) -> int:
        """How many words there are."""
        return self._shape.count(b" a")

    def stretch(self, place: int, scope: Scope) -> int:
        """The number of the sentence or paragraph that a word stands in."""
        starts = self._starts.get(scope)
        if starts is None:
            starts = self._starts[scope] = _starts(self.text, scope)
        return bisect_right(starts, self.span(place, place)[0])

    @cached_property
    def _shape(self) -> bytes:
        """Where words begin: at each " a"."""
        return self._plain.translate(SHAPE)

    @cached_property
    def _foreign(self) -> list[int]:
        """The places of the words that are not of ASCII alone."""
        plain = self._plain
        found: list[int] = []
        at = plain.find(LETTER)
        while at >= 0:
            found.append(plain.rindex(b" ", 0, at))
            at = plain.find(LETTER, plain.index(b" ", at))
        return found

    def _spaced(self, most: int | None) -> bytes:
        text = self.text
        data = text.encode("ascii", "replace")
        if not text.isascii():
            odd = "".join(
                set().union(*(text[match.start() : match.end()] for match in BEYOND.finditer(data)))
            )
            if UNAGREED.search(odd) or UNSPACED.search(odd):
                return self._apart(most)
            if FOREIGN.search(odd):
                data = FOREIGN.sub("\xff", text).encode("latin-1", "replace")
        plain = b" %b " % data.translate(PLAIN)
        if most is not None:
            last = next(islice(ANY.finditer(plain), most - 1, None), None)
            plain = plain[: last.end() + 1] if last is not None else plain
        return plain

    def _apart(self, most: int | None) -> bytes:
        spans = word_spans(self.text)[:most]
        words = [self.text[start:end].encode("ascii", "replace") for start, end in spans]
        places = accumulate((len(word) + 1 for word in words), initial=0)
        self._origins = dict(zip(places, spans, strict=False))
        return b" %b " % b" ".join(words).replace(b"?", LETTER).translate(PLAIN)


class Subject:
    """A record as the texts and values that queries ask about."""

    def __init__(self, stored: StoredRecord, most: int | None = None) -> None:
        self.stored = stored
        self._most = most
        self._texts: dict[TextField, list[Text]] = {}
        self._lead: Subject | None = None

    def texts(self, field: TextField) -> list[Text]:
        """The texts of a field; a comment has no headline of its own."""
        if field not in self._texts:
            record = self.stored.record
            texts: tuple[str, ...]
            match field:
                case TextField.TITLE:
                    texts = (record.title,) if isinstance(record, Article) else ()
                case TextField.BODY:
                    texts = (record.body,)
                case TextField.AUTHOR:
                    texts = self.stored.authors
                case TextField.URL:
                    texts = (self.stored.url,) if self.stored.url else ()
                case _:
                    assert_never(field)
            most = self._most if field is TextField.BODY else None
            self._texts[field] = [Text(text, most) for text in texts]
        return self._texts[field]

    def lead(self) -> Subject:
        """The record as if its text went no farther than its first words."""
        if self._lead is None:
            self._lead = Subject(self.stored, LEAD_WORDS)
        return self._lead


def _starts(text: str, scope: Scope) -> list[int]:
    """Where sentences or paragraphs begin, but for the first. Where no line is empty, each is a paragraph."""
    if scope is Scope.SENTENCE:
        return [
            match.end()
            for match in SENTENCE.finditer(text)
            if "\n" in match[0] or not ABBREVIATED.search(text, max(0, match.start() - 12), match.start())
        ]
    pattern = PARAGRAPH if PARAGRAPH.search(text) else LINE
    return [match.end() for match in pattern.finditer(text)]
