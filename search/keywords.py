"""The words that tell most of what some records are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from index.analysis import STEMMED, Forms, word_spans
from index.documents import StoredRecord
from index.frozen import dataclass
from index.model import Article
from search.leaves import Leaves
from search.wording import is_function_word

SATURATION: Final = 1.2
NORMALIZATION: Final = 0.75
"""BM25's k1 and b: a word said ten times tells hardly more than one said five times."""
LONGEST: Final = 50_000
"""Characters of a text that are read."""

STEMS: Final = Forms(STEMMED)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word, and how much it tells."""

    text: str
    """In its commonest form, in lower case."""
    share: float
    """How much it is said, as BM25 counts: once and no more is less than 1, often is 1 at most."""
    rarity: float
    """Its inverse document frequency."""

    @property
    def weight(self) -> float:
        """How much it tells."""
        return self.share * self.rarity


def keywords(
    records: Sequence[tuple[StoredRecord, float]], leaves: Leaves, most: int, known: int = 1
) -> list[Keyword]:
    """The `most` words that tell most of records, each of which counts so much; the best first.

    Words that no more than `known` records hold are left out, for they lead to no other. The rest count as
    BM25 has it, with the mean length of these records for the average.
    """
    counts = [(_words(stored), share) for stored, share in records]
    lengths = [sum(count.values()) for count, _ in counts]
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    stems = STEMS.of({word for count, _ in counts for word in count})
    forms: dict[str, Counter[str]] = {}
    shares: dict[str, float] = {}
    for (count, share), length in zip(counts, lengths, strict=True):
        times: Counter[str] = Counter()
        for word, said in count.items():
            if stem := stems[word]:
                times[stem] += said
                forms.setdefault(stem, Counter())[word] += said
        room = SATURATION * (1 - NORMALIZATION + NORMALIZATION * length / average)
        for stem, said in times.items():
            shares[stem] = shares.get(stem, 0.0) + share * said / (said + room)
    found = [
        Keyword(_commonest(forms[stem]), share, leaves.rarity("body", stem))
        for stem, share in shares.items()
        if leaves.holding("body", stem) > known
    ]
    found.sort(key=lambda each: (-each.weight, each.text))
    return found[:most]


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda word: (-forms[word], word))


def _words(stored: StoredRecord) -> Counter[str]:
    """The words of a record's headline and text that are none of grammar, lower-cased, with their numbers."""
    record = stored.record
    texts = [record.title, record.body] if isinstance(record, Article) else [record.body]
    words = (text[start:end].lower() for text in texts for start, end in word_spans(text[:LONGEST]))
    return Counter(word for word in words if len(word) > 1 and not is_function_word(word))
