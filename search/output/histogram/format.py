"""What an output format of histograms is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from index.model import Kind
from search.output.format import Style
from search.results import Bin, Histogram


@dataclass(frozen=True, slots=True)
class HistogramFormat:
    """One form in which histograms over the same bins are written."""

    name: str
    about: str
    write: Callable[[Sequence[Histogram], Sequence[Kind], BinaryIO, Style], None]
    """Write them, the counts of these kinds."""


def count(each: Bin, kind: Kind) -> int:
    """How many of a kind match in a bin."""
    return each.articles if kind is Kind.ARTICLE else each.comments


def whole(each: Bin, kind: Kind) -> int | None:
    """How many of a kind there are in a bin; None where nobody asked."""
    return each.all_articles if kind is Kind.ARTICLE else each.all_comments


def undated(histogram: Histogram, kind: Kind) -> int:
    """How many of a kind match that are in none of the bins."""
    return histogram.undated_articles if kind is Kind.ARTICLE else histogram.undated_comments
