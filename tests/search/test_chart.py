"""What each format of histograms writes, byte for byte.

The files in golden_histograms/ are written anew by UPDATE_GOLDEN=1, and read by whoever changes them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Kind
from search.output import Style
from search.output.histogram import FORMATS
from search.output.histogram.chart import BLOCKS, Columns, bars, chart
from search.output.histogram.ticks import ticks
from search.periods import Period, first_day, first_days, following
from search.results import Bin, Histogram

GOLDEN = Path(__file__).parent / "golden_histograms"
KINDS = tuple(Kind)


def histogram(query: str, by: Period, first: date, counts: Sequence[tuple[int, ...]]) -> Histogram:
    bins = []
    for count in counts:
        bins.append(Bin(first, *count))
        first = following(first, by)
    return Histogram(query, f"({query})", (), by, "UTC", tuple(bins), 3, 1_234, 0)


MONTHS = histogram(
    "ceasefire", Period.MONTH, date(2016, 3, 1), [(1, 20), (0, 0), (7, 1_500), (2, 700), (0, 3), (1, 0)] * 3
)
OTHER = histogram("=HYPERLINK(\u202e1)\x1b[2J", Period.MONTH, date(2016, 3, 1), [(0, 1), (4, 90), (0, 0)] * 6)
SHARE = replace(
    histogram(
        "ceasefire",
        Period.WEEK,
        date(2016, 11, 28),
        [(1, 2, 4, 8), (0, 0, 0, 0), (0, 1, 2, 1_000), (3, 3, 3, 4)],
    ),
    coarse=2,
    zone="Europe/Berlin",
)
NONE = Histogram("zzzz", "zzzz", (), Period.DAY, "UTC", (), 0, 0, 0)
EXAMPLES = {
    "one": [MONTHS],
    "three": [MONTHS, OTHER, replace(MONTHS, query="again")],
    "share": [SHARE],
    "none": [NONE],
}
STYLES = {
    "pipe": Style(),
    "terminal": Style(terminal=True, color=True, width=60),
    "ascii": Style(terminal=True, width=120, ascii=True),
}


def written(name: str, example: str, style: Style, kinds: Sequence[Kind] = KINDS) -> bytes:
    stream = io.BytesIO()
    FORMATS[name].write(EXAMPLES[example], kinds, stream, style)
    return stream.getvalue()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, example: str, style: str) -> None:
    golden = GOLDEN / f"{example}.{style}.{name}"
    found = written(name, example, STYLES[style])
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_bytes(found)
    assert found == golden.read_bytes()


def test_every_golden_file_has_its_format() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{example}.{style}.{name}" for example in EXAMPLES for style in STYLES for name in FORMATS
    }


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_nothing_reaches_a_terminal_that_it_obeys(name: str, example: str) -> None:
    text = written(name, example, Style(terminal=True, width=80)).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert written("text", example, STYLES["ascii"]).isascii()


def test_rows_are_those_of_json() -> None:
    shapes = json.loads(written("json", "share", Style()))["timelines"][0]
    rows = list(csv.DictReader(io.StringIO(written("csv", "share", Style()).decode())))
    assert [row["bin"] for row in rows] == ["2016-W48", "2016-W49", "2016-W50", "2016-W51", "undated"]
    assert [
        {name: row[name] or None for name in shape} for row, shape in zip(rows, shapes["bins"], strict=False)
    ] == [
        {name: None if value is None else str(value) for name, value in shape.items()}
        for shape in shapes["bins"]
    ]
    assert (rows[-1]["articles"], rows[-1]["comments"]) == ("3", "1234")
    assert [each["articles_share"] for each in shapes["bins"]] == [0.25, None, 0.0, 1.0]
    assert shapes["total"] == 4 + 6 + 3 + 1_234


def test_a_table_has_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", "three", Style()).decode())))
    assert {row["query"] for row in rows} == {"ceasefire", "'=HYPERLINK(1)[2J", "again"}
    assert sum(int(row["comments"]) for row in rows if row["query"] == "again") == MONTHS.comments + 1_234


@pytest.mark.parametrize("name", FORMATS)
def test_of_one_kind_there_is_nothing_of_the_other(name: str) -> None:
    text = written(name, "one", Style(), (Kind.ARTICLE,)).decode()
    assert "article" in text
    assert "comment" not in text


def test_queries_can_be_compared() -> None:
    """Strips of one kind have one scale: the same counts give the same bars, whatever else is shown."""
    lines = list(chart(EXAMPLES["three"], KINDS, Style()))
    first, last = (
        next(at for at, line in enumerate(lines) if line.startswith(query))
        for query in ("ceasefire", "again")
    )
    assert lines[first + 1 : first + 5] == lines[last + 1 : last + 5]
    assert any("█" in line for line in lines[first + 1 : first + 5])


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=50), st.integers(1, 6))
def test_bars(values: list[float | None], rows: int) -> None:
    lines = bars(values, 1.0, rows, BLOCKS.bars)
    assert [len(line) for line in lines] == [len(values)] * rows
    for at, value in enumerate(values):
        column = [BLOCKS.bars.index(line[at]) for line in lines]
        assert bool(sum(column)) == bool(value)
        assert column == sorted(column)  # nothing hangs in the air
        assert abs(sum(column) - (value or 0) * rows * 8) <= 1


PERIODS = st.sampled_from(Period)


@given(st.dates(date(1678, 1, 1), date(2200, 1, 1)), st.integers(1, 400), PERIODS, st.integers(40, 300))
def test_a_chart_is_never_wider_than_it_may_be(first: date, bins: int, by: Period, width: int) -> None:
    found = histogram("x", by, first_day(first, by), [(number % 7, number) for number in range(bins)])
    lines = list(chart([replace(found, undated_articles=0, undated_comments=0)], KINDS, Style(width=width)))
    assert max(len(line) for line in lines if not line.startswith(("x:", "by "))) <= width


@given(st.dates(date(1678, 1, 1), date(2200, 1, 1)), st.integers(1, 400), PERIODS, st.integers(20, 300))
def test_dates_below_a_chart(first: date, bins: int, by: Period, width: int) -> None:
    last = first + timedelta(bins * {"day": 1, "week": 7, "month": 28, "year": 365}[by])
    every = list(first_days(first, last, by))
    columns = Columns.of(len(every), width)
    starts = every[:: columns.bins]
    marks = ticks(starts, following(every[-1], by), by, columns.cell, width)
    assert marks
    line = ""
    for at, text in marks:
        assert at == 0 or at > len(line)
        line = line.ljust(at) + text
        year = int(text[:4])
        begin = starts[at // columns.cell]
        after = (
            starts[at // columns.cell + 1]
            if at // columns.cell + 1 < len(starts)
            else following(every[-1], by)
        )
        assert begin.year <= year <= after.year
    assert len(line) <= max(width, 10)
