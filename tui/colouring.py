"""The query in colours: each piece of it as it is understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text

from index.analysis import normalize
from search.parser import Piece, Role, parse_query

MOST: Final = 2_000
"""Characters that are coloured: a key must not wait for more."""


class Colouring(Highlighter):
    """Colours a query by the roles of its pieces."""

    def __init__(self, style: Callable[[Role], Style]) -> None:
        self._style = style
        self._text = ""
        self._pieces: tuple[Piece, ...] = ()

    def highlight(self, text: Text) -> None:
        """Colour a query; it is read once for all looks at it."""
        plain = text.plain[:MOST]
        if plain != self._text:
            self._text = plain
            # Places in the composed form are not those in another.
            self._pieces = parse_query(plain, typing=True).pieces if normalize(plain) == plain else ()
        for piece in self._pieces:
            text.stylize(self._style(piece.role), piece.start, piece.end)
