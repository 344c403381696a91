from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import tzlocal
from hypothesis import given
from hypothesis import strategies as st

from search import days
from search.days import span, spans

NOW = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-2-9", "2016-02-09", "2016-02-09"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("today", "2024-03-31", "2024-03-31"),
        ("Yesterday", "2024-03-30", "2024-03-30"),
        ("3d", "2024-03-28", "2024-03-31"),
        ("2w", "2024-03-17", "2024-03-31"),
        ("1m", "2024-02-29", "2024-03-31"),
        ("1y", "2023-03-31", "2024-03-31"),
    ],
)
def test_span(text: str, first: str, last: str) -> None:
    assert span(text, NOW) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "foo", "2016-13", "2016-02-30", "0000", "16", "9999y", "2016-12-13T10:00", "２０１６x"]
)
def test_no_span(text: str) -> None:
    assert span(text, NOW) is None


def test_spans() -> None:
    assert spans("2016..2017-02", NOW) == (date(2016, 1, 1), date(2017, 2, 28))
    assert spans("2016..", NOW) == (date(2016, 1, 1), None)
    assert spans("..2016", NOW) == (None, date(2016, 12, 31))
    assert spans("2016", NOW) == (date(2016, 1, 1), date(2016, 12, 31))
    for text in ("..", "foo..2016", "2016..foo"):
        assert spans(text, NOW) is None


@given(st.text(max_size=12))
def test_any_text_is_a_span_or_none(text: str) -> None:
    spans(text, NOW)


@pytest.mark.parametrize(
    ("name", "hours"), [("Etc/GMT-3", 3), (":Etc/GMT-3", 3), ("FOO-3", 0), ("UTC", 0), ("Nowhere/Else", 0)]
)
def test_the_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch, name: str, hours: int) -> None:
    monkeypatch.setenv("TZ", name)
    monkeypatch.setattr("tzlocal.get_localzone", tzlocal.reload_localzone)  # the other remembers
    days._local.cache_clear()
    try:
        assert datetime(2016, 12, 13, tzinfo=days.zone(None)).utcoffset() == timedelta(hours=hours)
    finally:
        days._local.cache_clear()
