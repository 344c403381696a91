"""What may have been meant by a query with words that no record has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from index.analysis import EXACT, Forms, normalize, word_spans
from search.parser import Role, parse_query
from search.results import Clause

SAID: Final = (Role.WORD, Role.PHRASE)
"""What of a query is words as they stand."""


def meant(text: str, clauses: Iterable[Clause]) -> str | None:
    """A query's text with each word that no record has replaced by what its clauses name in its place.

    None where they name nothing.
    """
    instead = {word: other for clause in clauses for word, other in clause.instead}
    if not instead:
        return None
    text = normalize(text)
    spans = [
        (piece.start + start, piece.start + end)
        for piece in parse_query(text, typing=True).pieces
        if piece.role in SAID
        for start, end in word_spans(text[piece.start : piece.end])
    ]
    forms = Forms(EXACT).of(text[start:end] for start, end in spans)
    changed = text
    for start, end in reversed(spans):
        other = instead.get(forms[text[start:end]] or "")
        if other is not None:
            changed = changed[:start] + other + changed[end:]
    return changed if changed != text else None
