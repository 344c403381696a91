"""Patterns of words: wildcards, regular expressions, words with a few letters wrong.

Words are held against them in their indexed form, lower-cased and folded. Wildcards and expressions run
on RE2, which takes time in proportion to the text whatever the pattern; distances are counted by RapidFuzz.
Both are loaded when first needed: most searches have neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

LARGEST: Final = 1 << 20
"""Bytes that a compiled expression may take."""


def regular(text: str) -> bool:
    """Whether this is a regular expression that RE2 takes, and one that matches more than the empty text."""
    try:
        expression(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def expression(text: str, *, lines: bool = False) -> Any:
    """A regular expression of RE2 that does not tell case; with `lines`, one that matches whole lines.

    Raises:
        ValueError: it is none, or one that would be too large.
    """
    import re2

    options = re2.Options()
    options.max_mem = LARGEST
    options.log_errors = False
    options.case_sensitive = False
    options.never_nl = False
    pattern = f"(?m:^(?:{text})$)" if lines else text
    try:
        re2.compile(text, options)  # by itself: a bracket too many must not close ours
        return re2.compile(pattern, options)
    except re2.error as error:
        raise ValueError(f"no regular expression: {text}") from error


def resembles(word: str, distance: int) -> Callable[[str], bool]:
    """Whether words are `word` but for `distance` characters wrong, missing, too many or swapped.

    The optimal string alignment distance, as tantivy's automaton has it: no place is mended twice.
    """
    from rapidfuzz.distance import OSA

    least, most = len(word) - distance, len(word) + distance

    def close(form: str) -> bool:
        return least <= len(form) <= most and OSA.distance(word, form, score_cutoff=distance) <= distance

    return close


def wildcard(text: str) -> str:
    """A wildcard as a regular expression; RE2 and Rust's regex read it the same."""
    pieces = (".*" if part[0] == "*" else "." if part == "?" else re.escape(part) for part in parts(text))
    return "".join(pieces)


def literal(text: str) -> str:
    """What a word must begin with to match a wildcard."""
    first = next(parts(text), "")
    return "" if first[:1] in ("*", "?") else first


def parts(text: str) -> Iterator[str]:
    """The stars, question marks and letters of a wildcard."""
    return iter(re.findall(r"\*+|\?|[^*?]+", text))
