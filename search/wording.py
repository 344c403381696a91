"""Words that say little of what is looked for: those that sentences are made with, and those of asking."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from index.analysis import STEMMED, terms
from index.frozen import replace
from search.query import Node, Words

FUNCTION_WORDS: Final = frozenset(
    """
    a about after all also am an and any are as at be because been before being between both but by can
    cannot could did do does doing during each either for from had has have having he her here him his how i
    if in into is it its me might more most must my no nor not of on or other our out over she should so
    some such than that the their them then there these they this those through to too under until up upon
    was we were what when where whether which while who whom whose why will with within would you your
    """.split()
)
"""English words of grammar. "May" and "us" are not among them, which news has as names."""

REQUESTS: Final = """
    anyone anything area article aspect available concept concern consider deal define definition describe
    discuss document effect example exist find give help hope include inform information interest interested
    investigate involve kind know learn like list literature look material obtain paper particular
    particularly please possible present problem receive reference regard relate relation relevant report
    research review search seek show someone something special specific specifically study subject tell topic
    type various view want way wish work
    """
"""Words of which requests are made: "articles that deal with ..", "information on .."."""

APOSTROPHES: Final = str.maketrans("’‘ʼ＇", "''''")
GENITIVE: Final = re.compile(r"'s?$", re.I)
CONTRACTED: Final = re.compile(r"(?:n't|'(?:m|re|ve|ll|d))$", re.I)
APART: Final = re.compile(r"[^\w']+")


@cache
def request_stems() -> frozenset[str]:
    """The words of REQUESTS as they are indexed."""
    return frozenset(stem for _, stem in terms(STEMMED, REQUESTS))


def is_function_word(text: str) -> bool:
    """Whether a word is one of grammar: "of", "does", "don't"."""
    word = text.translate(APOSTROPHES)
    if CONTRACTED.search(word):
        return True
    return GENITIVE.sub("", word).lower() in FUNCTION_WORDS


def telling(clauses: Iterable[Node]) -> list[Node]:
    """The clauses of a query of which a record needs any, without words that nearly all records have.

    Words of grammar are left out, unless there is nothing else; of "multi-targeted" either part will do, and
    a genitive is the word itself.
    """
    asked = list(clauses)
    found: list[Node] = []
    for clause in asked:
        if not isinstance(clause, Words) or clause.field is not None:
            found.append(clause)
            continue
        words = [GENITIVE.sub("", word) for word in APART.split(clause.text.translate(APOSTROPHES))]
        if any(len(word) < 2 for word in words):
            words = [clause.text]  # initials, and what is no word without its letter: "U.S.", "x-ray"
        found += [replace(clause, text=word) for word in words if not is_function_word(word)]
    return found or asked
