"""How plain-text dumps of pages tell an article from its comments, one module a dialect.

A dialect is recognised by its marks in the text, in the order of DIALECTS; the last takes any text.
"""

from __future__ import annotations

from typing import Final

from index.dialects.dialect import Dialect
from index.dialects.drupal import DRUPAL
from index.dialects.plain import PLAIN
from index.dialects.submitted import DRUPAL_SUBMITTED
from index.dialects.threads import THREADS

DIALECTS: Final[tuple[Dialect, ...]] = (DRUPAL_SUBMITTED, DRUPAL, THREADS, PLAIN)


def recognise(lines: list[str]) -> Dialect:
    """The first dialect whose marks are in `lines`; it reads these lines, and no others."""
    found = (dialect.recognise(lines) for dialect in DIALECTS)
    return next(dialect for dialect in found if dialect is not None)
