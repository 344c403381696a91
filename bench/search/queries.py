"""What is asked: queries that people typed, and the corpus' own words, common, middling and rare."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Final

from bench.corpora import SEED

KINDS: Final = ("term", "and", "or", "phrase", "prefix", "fuzzy", "near")
GAME: Final = "ranking/search-benchmark-game/queries.txt"
TAGS: Final = {"intersection": "and", "union": "or", "phrase": "phrase"}
BANDS: Final = {"common": (0.03, 1.0), "middling": (0.003, 0.03), "rare": (0.0002, 0.003)}
"""In which share of the records a word stands."""
SAMPLE: Final = 30_000
"""Records in which words are counted."""
WORD: Final = re.compile(r"(?<![^\W_])[a-z]{3,14}(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, for every engine to put in its own language."""

    kind: str
    """One of KINDS."""
    words: tuple[str, ...]
    """In lower case; of a prefix, what words begin with."""
    origin: str
    """"game", or one of BANDS."""


def queries(data: Path, rows: Path, records: int, count: int) -> list[Query]:
    """So many queries of each kind: half of those that can be are from the game, the others by bands."""
    sample = _Sample(rows, max(1, records // SAMPLE))
    chance = random.Random(SEED)
    played = _played(data / GAME, sample)
    made: list[Query] = []
    for kind in KINDS:
        taken = played.get(kind, [])
        chance.shuffle(taken)
        made += taken[: count // 2]
        own = _own(kind, sample, chance)
        made += islice(own, count - min(len(taken), count // 2))
    return made


class _Sample:
    """Some records of a file, and how many of them hold each word."""

    def __init__(self, rows: Path, every: int) -> None:
        self.texts: list[list[str]] = []
        self.holding: Counter[str] = Counter()
        with rows.open(encoding="utf-8") as stream:
            for line in islice(stream, 0, None, every):
                words = [word.lower() for word in WORD.findall(json.loads(line)["body"])]
                self.texts.append(words)
                self.holding.update(set(words))
        self.bands = {
            name: [
                word
                for word, holding in self.holding.items()
                if holding > 2 and least <= holding / len(self.texts) < most
            ]
            for name, (least, most) in BANDS.items()
        }


def _played(file: Path, sample: _Sample) -> dict[str, list[Query]]:
    """The game's queries whose words are in the sample, and of phrases those that are there as such."""
    found: dict[str, list[Query]] = {}
    pairs: set[tuple[str, str]] = set()
    if not file.is_file():
        return found
    with file.open(encoding="utf-8") as stream:
        for asked in map(json.loads, stream):
            kind = TAGS.get(asked["tags"][0])
            words = tuple(asked["query"].replace('"', "").replace("+", "").split())
            if kind and 2 <= len(words) <= 4 and all(map(sample.holding.__contains__, words)):
                found.setdefault(kind, []).append(Query(kind, words, "game"))
                pairs |= set(pairwise(words))
    there = {pair for text in sample.texts for pair in pairwise(text) if pair in pairs}
    found["phrase"] = [each for each in found.get("phrase", []) if set(pairwise(each.words)) <= there]
    found["term"] = [Query("term", each.words[:1], "game") for each in found.get("or", [])]
    return found


def _own(kind: str, sample: _Sample, chance: random.Random) -> Iterator[Query]:
    """Queries of the corpus' own words, by bands in turn, without end."""
    pick = _PICKS[kind]
    while True:
        for band, words in sample.bands.items():
            if words and (found := pick(sample, chance, words)):
                yield Query(kind, found, band)


def _word(_: _Sample, chance: random.Random, words: list[str]) -> tuple[str, ...]:
    return (chance.choice(words),)


def _beginning(_: _Sample, chance: random.Random, words: list[str]) -> tuple[str, ...]:
    word = chance.choice([word for word in words if len(word) > 5] or words)
    return (word[: chance.randint(min(4, len(word)), max(4, len(word) - 1))],)


def _long(_: _Sample, chance: random.Random, words: list[str]) -> tuple[str, ...]:
    return (chance.choice([word for word in words if len(word) > 5] or words),)


def _together(sample: _Sample, chance: random.Random, words: list[str]) -> tuple[str, ...] | None:
    """Two words of one text, the first of a band."""
    return _pair(sample, chance, words, lambda text, at: chance.randrange(len(text)))


def _side_by_side(sample: _Sample, chance: random.Random, words: list[str]) -> tuple[str, ...] | None:
    return _pair(sample, chance, words, lambda _, at: at + 1)


def _near(sample: _Sample, chance: random.Random, words: list[str]) -> tuple[str, ...] | None:
    return _pair(sample, chance, words, lambda _, at: at + chance.randint(2, 4))


def _pair(
    sample: _Sample, chance: random.Random, words: list[str], other: Callable[[list[str], int], int]
) -> tuple[str, ...] | None:
    wanted = set(words)
    for _ in range(1_000):
        text = chance.choice(sample.texts)
        places = [at for at, word in enumerate(text) if word in wanted]
        if not places:
            continue
        at = chance.choice(places)
        second = other(text, at)
        if second < len(text) and text[second] != text[at]:
            return text[at], text[second]
    return None


_PICKS: Final[dict[str, Callable[[_Sample, random.Random, list[str]], tuple[str, ...] | None]]] = {
    "term": _word,
    "and": _together,
    "or": _together,
    "phrase": _side_by_side,
    "prefix": _beginning,
    "fuzzy": _long,
    "near": _near,
}
