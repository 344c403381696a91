"""A record as the texts and values that queries ask about."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple, assert_never

from index.analysis import EXACT, STEMMED, Forms, word_spans
from index.documents import StoredRecord
from index.model import Article
from search.query import LEAD_WORDS, Scope, TextField

FORMS: Final = {STEMMED: Forms(STEMMED), EXACT: Forms(EXACT)}
"""Shared by all texts: words recur from record to record."""

PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n\s*")
LINE: Final = re.compile(r"\n\s*")
SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])[」』”’）]*|\n\s*")
"""What may stand between two sentences."""
ABBREVIATED: Final = re.compile(
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
    """A text as its words."""

    def __init__(self, text: str, most: int | None = None) -> None:
        self.text = text
        self.spans = word_spans(text)[:most]
        self._words = [text[start:end] for start, end in self.spans]
        self._places: dict[str, dict[str, list[int]]] = {}
        self._starts: dict[Scope, list[int]] = {}

    def places(self, analyzer: str) -> dict[str, list[int]]:
        """By the form that `analyzer` gives them, the numbers of the words that have it."""
        places = self._places.get(analyzer)
        if places is None:
            forms = FORMS[analyzer].of(self._words)
            places = self._places[analyzer] = {}
            for number, word in enumerate(self._words):
                form = forms[word]
                if form is not None:
                    places.setdefault(form, []).append(number)
        return places

    def word(self, number: int) -> str:
        """A word as it is written."""
        return self._words[number]

    def stretch(self, number: int, scope: Scope) -> int:
        """The number of the sentence or paragraph that a word stands in."""
        starts = self._starts.get(scope)
        if starts is None:
            starts = self._starts[scope] = _starts(self.text, scope)
        return bisect_right(starts, self.spans[number][0])


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
