"""Histograms for programs: as comma-separated values and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, BinaryIO, Final

from index.model import Kind
from search.output.format import Style
from search.output.histogram.format import HistogramFormat, count, undated, whole
from search.output.shape import VERSION, json_bytes
from search.output.table import cell
from search.periods import following, name
from search.results import Bin, Histogram

UNDATED: Final = "undated"
"""Stands for the bin in the row of what is in none."""


def histogram_shape(histogram: Histogram, kinds: Sequence[Kind]) -> dict[str, Any]:
    """A histogram; shares are of 1, and null where there is nothing to have a share of."""
    return {
        "query": histogram.query,
        "reading": histogram.reading,
        "notes": histogram.notes,
        "total": sum(count(each, kind) for each in histogram.bins for kind in kinds)
        + sum(undated(histogram, kind) for kind in kinds),
        "undated": {f"{kind}s": undated(histogram, kind) for kind in kinds},
        "coarse": histogram.coarse,
        "bins": [_bin_shape(histogram, each, kinds) for each in histogram.bins],
    }


def _bin_shape(histogram: Histogram, each: Bin, kinds: Sequence[Kind]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "bin": name(each.first, histogram.by),
        "first": each.first.isoformat(),
        "last": (following(each.first, histogram.by) - timedelta(1)).isoformat(),
    }
    shape |= {f"{kind}s": count(each, kind) for kind in kinds}
    for kind in kinds:
        records = whole(each, kind)
        if records is not None:
            shape[f"all_{kind}s"] = records
            shape[f"{kind}s_share"] = round(count(each, kind) / records, 6) if records else None
    return shape


def _json(histograms: Sequence[Histogram], kinds: Sequence[Kind], stream: BinaryIO, style: Style) -> None:
    shape = {
        "version": VERSION,
        "by": histograms[0].by.value,
        "zone": histograms[0].zone,
        "timelines": [histogram_shape(each, kinds) for each in histograms],
    }
    stream.write(json_bytes(shape, indent=style.terminal))


def columns(kinds: Sequence[Kind], *, share: bool) -> list[str]:
    """The columns of a table of these kinds."""
    more = [column for kind in kinds for column in (f"all_{kind}s", f"{kind}s_share")] if share else []
    return ["query", "bin", "first", "last", *(f"{kind}s" for kind in kinds), *more]


def _csv(histograms: Sequence[Histogram], kinds: Sequence[Kind], stream: BinaryIO, _style: Style) -> None:
    share = any(each.all_articles is not None for one in histograms for each in one.bins[:1])
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, columns(kinds, share=share), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for each in histograms for row in _rows(each, kinds))
    finally:
        text.detach()


def _rows(histogram: Histogram, kinds: Sequence[Kind]) -> Iterator[dict[str, Any]]:
    query = {"query": cell(histogram.query)}
    for each in histogram.bins:
        yield query | _bin_shape(histogram, each, kinds)
    yield query | {"bin": UNDATED} | {f"{kind}s": undated(histogram, kind) for kind in kinds}


CSV = HistogramFormat("csv", "a row for each bin of each query", _csv)
JSON = HistogramFormat("json", "one object with a list of bins for each query", _json)
