"""Lines that name who comments, and say by a word, not by a time, that it is a comment.

Ann 5 points                            livefyre
http://ann.example.org/ Ann             Disqus, where its styles are lost
Comment #3 by Ann                       and in other languages
Ann [Visitor]                           b2evolution; (guest), · Top Commenter and others
Ann's avatar                            what stands in place of a portrait
"""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = {
    "points": (
        ("pt", "point"),
        re.compile(r"(?P<name>\S.{0,40}?)\s{1,3}[(\[]?-?\d{1,6}\s?(?:pts?|points?)\b[)\]]?"),
    ),
    "address": (("http",), re.compile(r"https?://\S{4,200}\s+(?P<name>\S.{0,60})")),
    "comment": (
        ("omment", "omentario"),
        re.compile(
            r"(?:Comment(?:aire)?|Kommentar|Comentario)(?:\s(?:#|no\.?\s?|nr\.?\s?)?\d{1,5})?\s"
            r"(?:by|from|von|par|de):?\s(?P<name>\S.{0,40})",
            re.IGNORECASE,
        ),
    ),
    "role": (
        ("guest", "visitor", "member", "nonymous", "registered", "commenter"),
        re.compile(
            r"(?P<name>\S.{0,40}?)\s?(?:[(\[](?:guest|visitor|member|anonymous|unregistered|registered)[)\]]|"
            r"·\sTop\sCommenter(?:\s·.{0,80})?)",
            re.IGNORECASE,
        ),
    ),
    "portrait": (
        ("vatar",),
        re.compile(
            r"(?:Gr)?Avatar (?:of|for|von|de) (?P<of>\S.{0,40})|"
            r"(?P<name>\S.{0,40}?)(?:['’]s)? (?:gr)?avatar",
            re.IGNORECASE,
        ),
    ),
}
"""By the shape that they make: words of which one is there, and how the whole line is."""
_HINTS: Final = tuple((hint, shape, form) for shape, (hints, form) in _FORMS.items() for hint in hints)


def undated(text: str) -> tuple[str, str] | None:
    """The shape of such a line, and what may be the name in it."""
    low = text.lower()
    for hint, shape, form in _HINTS:
        if hint in low:
            found = form.fullmatch(text)
            if found is not None:
                return shape, next(filter(None, found.groups()))
    return None
