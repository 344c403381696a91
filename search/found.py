"""A hit with all that the index holds of its record."""

from __future__ import annotations

from typing import NamedTuple

from index.documents import StoredRecord
from search.matching import Marks
from search.results import Hit


class Found(NamedTuple):
    """A hit, the record that it is, and every place in it that satisfied the query."""

    hit: Hit
    stored: StoredRecord
    marks: Marks
