"""Scores that fall with age, for whoever wants the news rather than the record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import tantivy

from index.documents import ORDER_BITS
from index.schema import EARLIEST

MOST: Final = 1_000
"""Hits that are weighed by their age, the best; those behind them stay as they are."""
FLOOR: Final = 0.5
"""What of its score a hit keeps at any age."""
DAY: Final = 24 * 60 * 60

Hit = tuple[float, tantivy.DocAddress]
"""A score and where the record lies."""


def by_recency(searcher: tantivy.Searcher, hits: Sequence[Hit], half_life: float) -> list[Hit]:
    """Hits, best first, with scores times FLOOR + (1 - FLOOR) 2^(-age / half_life), in their new order.

    Ages are in days, before the newest of the hits, but none is newer than now: so an archive has its new
    and old records, too. What has no date is as old as can be.
    """
    places = searcher.fast_field_values("order", [address for _, address in hits])
    moments = [int(place or 0) >> ORDER_BITS for place in places]
    now = int(time.time() - EARLIEST.timestamp())
    newest = max((moment for moment in moments if 0 < moment <= now), default=now)
    found = []
    for (score, address), moment, place in zip(hits, moments, places, strict=True):
        age = max(0, newest - moment) / DAY
        fresh = 2.0 ** (-age / half_life) if moment else 0.0
        found.append((score * (FLOOR + (1 - FLOOR) * fresh), -int(place or 0), address))
    found.sort(key=lambda each: (-each[0], each[1]))
    return [(score, address) for score, _, address in found]
