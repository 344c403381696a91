"""The forms in which histograms are written; the names are those of `dateline timeline --format`."""

from __future__ import annotations

from typing import Final

from search.output.histogram.chart import CHART
from search.output.histogram.data import CSV, JSON
from search.output.histogram.format import HistogramFormat

__all__ = ["FORMATS", "HistogramFormat"]

FORMATS: Final = {form.name: form for form in (CHART, CSV, JSON)}
