"""Dates in the forms that pages, feeds, mails and dumps have."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dates
from index.model import Origin, Precision, Zone
from index.months import MONTHS, WEEKDAYS, fold


def said(text: str, month_first: bool | None = None) -> str | None:
    """What is read of a text: the moment, how exact it is and how its zone is known."""
    dated = dates.read(text, Origin.PAGE, None, month_first=month_first)
    if dated is None:
        return None
    form = {Precision.SECOND: "%Y-%m-%d %H:%M:%S", Precision.MINUTE: "%Y-%m-%d %H:%M"}
    form |= {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m"}
    return dated.when.strftime(form[dated.precision]) + (" Z" if dated.zone is Zone.PAGE else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-12-13", "2016-12-13"),
        ("20161213", "2016-12-13"),
        ("2016-12-13T15:09", "2016-12-13 15:09"),
        ("2016-12-13T15:09:00Z", "2016-12-13 15:09:00 Z"),
        ("2016-12-13t15:09:00z", "2016-12-13 15:09:00 Z"),
        ("2016-12-13T15:09:00+0200", "2016-12-13 13:09:00 Z"),
        ("2016-12-13T15:09:00+02", "2016-12-13 13:09:00 Z"),
        ("2016-12-13 15:09:00.123456789 +02:00", "2016-12-13 13:09:00 Z"),
        ("2016-12-13 15:09:00 UTC", "2016-12-13 15:09:00 Z"),
        ("20161213T150900Z", "2016-12-13 15:09:00 Z"),
        ("20161213150900", "2016-12-13 15:09:00"),
        ("2016-12-13T24:00:00.5", "2016-12-14 00:00:00"),
        ("2016-12-13T15:09:00-05:00[America/New_York]", "2016-12-13 20:09:00 Z"),
        ("2016-12-13T00:00:00+01:00", "2016-12-13"),
        ("2016-12-13T00:00Z", "2016-12-13 00:00 Z"),
        ("2016-12", "2016-12"),
        ("1481641740", "2016-12-13 15:09:00 Z"),
        ("1481641740000", "2016-12-13 15:09:00 Z"),
        ("2016-13-01", None),
        ("2016-02-30", None),
        ("2016-12-13T25:00", None),
        ("2016-121-3", None),
        ("2016", None),
        ("", None),
    ],
)
def test_machine_readable_dates(text: str, expected: str | None) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 13 Dec 2016 16:01:00 +0100", "2016-12-13 15:01:00 Z"),
        ("Tue, 13 Dec 2016 16:01:00 +0100 (CET)", "2016-12-13 15:01:00 Z"),
        ("Tue, 13 Dec 2016 16:01:00 -0000", "2016-12-13 16:01:00"),
        ("13 Dec 16 16:01 EST", "2016-12-13 21:01 Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06 08:49:37 Z"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06 08:49:37"),
        ("Tue Dec 13 16:01:00 CET 2016", "2016-12-13 15:01:00 Z"),
        ("Tue Dec 13 16:01:00 +0000 2016", "2016-12-13 16:01:00 Z"),
        ("Mon, 13 Dec 2016 16:01 GMT+1", "2016-12-13 15:01 Z"),
        ("Dec 13, 2016 3:09 PM", "2016-12-13 15:09"),
        ("December 13, 2016 at 12:09 a.m. EST", "2016-12-13 05:09 Z"),
        ("3:09 pm ET, July 13, 2016", "2016-07-13 19:09 Z"),
        ("3:09 pm ET, December 13, 2016", "2016-12-13 20:09 Z"),
        ("13 December 2016 15:09 IST", "2016-12-13 15:09"),
        ("13 December 2016 at 15:09", "2016-12-13 15:09"),
        ("19 March 2015 - 11:24am", "2015-03-19 11:24"),
        ("Thursday, 13th of December, 2012", "2012-12-13"),
        ("Published on Dec. 13th, 2016", "2016-12-13"),
        ("December 2016", "2016-12"),
        ("13.12.2016, 15:09 Uhr", "2016-12-13 15:09"),
        ("Di, 21. April 2020 - 15 Uhr", "2020-04-21 15:00"),
        ("Den 13 december 2016 kl. 15.09", "2016-12-13 15:09"),
        ("13 décembre 2016 à 15h09", "2016-12-13 15:09"),
        ("1er mars 2016", "2016-03-01"),
        ("13 de diciembre de 2016", "2016-12-13"),
        ("13 de dezembro de 2016 às 15h09", "2016-12-13 15:09"),
        ("martedì 13 dicembre 2016 ore 15:09", "2016-12-13 15:09"),
        ("13 december 2016 15:09 uur", "2016-12-13 15:09"),
        ("13 grudnia 2016, 15:09", "2016-12-13 15:09"),
        ("13. prosince 2016", "2016-12-13"),
        ("2016. december 13. 15:09", "2016-12-13 15:09"),
        ("2016 m. gruodžio 13 d. 15:09", "2016-12-13 15:09"),
        ("13 декабря 2016 г., 15:09", "2016-12-13 15:09"),
        ("13 грудня 2016", "2016-12-13"),
        ("13 Δεκεμβρίου 2016 15:09", "2016-12-13 15:09"),
        ("13 Aralık 2016 Salı 15:09", "2016-12-13 15:09"),
        ("KASIM 5, 2016", "2016-11-05"),
        ("13 Des 2016, 15:09 WIB", "2016-12-13 08:09 Z"),
        ("Thứ ba, 13/12/2016 - 15:09", "2016-12-13 15:09"),
        ("13 tháng 12, 2016", "2016-12-13"),
        ("13 ธ.ค. 2559 15:09", "2016-12-13 15:09"),
        ("१३ दिसंबर २०१६", "2016-12-13"),
        ("١٣ ديسمبر ٢٠١٦ 15:09", "2016-12-13 15:09"),
        ("13 كانون الأول 2016", "2016-12-13"),
        ("2016年12月13日 下午3:09", "2016-12-13 15:09"),
        ("2016年12月13日(火) 15時09分", "2016-12-13 15:09"),
        ("2016년 12월 13일 화요일 오후 3:09", "2016-12-13 15:09"),
        ("2016年12月", "2016-12"),
    ],
)
def test_dates_as_people_write_them(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("03/04/2015", None, "2015-04-03"),
        ("03/04/2015", False, "2015-04-03"),
        ("03/04/2015", True, "2015-03-04"),
        ("13/12/2016", True, "2016-12-13"),
        ("12/13/2016", False, "2016-12-13"),
        ("12/13/16 3:09 pm", None, "2016-12-13 15:09"),
        ("Fri, 03/04/2015 - 10:00", True, "2015-04-03 10:00"),
        ("Wed, 03/04/2015 - 10:00", None, "2015-03-04 10:00"),
        ("Mon, 03/04/2015 - 10:00", None, None),  # fits neither
        ("13/13/2016", None, None),
    ],
)
def test_which_number_is_the_day(text: str, month_first: bool | None, expected: str | None) -> None:
    assert said(text, month_first) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3 days ago",
        "yesterday 15:09",
        "13 December",
        "15:09",
        "31 February 2016",
        "Room 12 2016",
        "He was born on 3 May 1950 in Rome",
        "1 May 2016 - 3 May 2016",
        "Vol. 12, 2016",
        "a" * 5_000,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ann Roe, 13 December 2016 at 15:09", "2016-12-13T15:09"),
        ("Von Max, 13.12.2016, 15:09 Uhr | 3 Kommentare", "2016-12-13T15:09"),
        ("Updated 3 May 2016 | Published 1 May 2016", "2016-05-01T00:00"),
        ("Aktualisiert am 03.05.2016", None),
        ("© 13 December 2016", None),
        ("No date at all in 2016", None),
    ],
)
def test_dates_are_found_among_words(text: str, expected: str | None) -> None:
    dated = dates.find(text, Origin.PAGE, None)
    assert (f"{dated.when:%Y-%m-%dT%H:%M}" if dated else None) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2016/12/13/a-story", ("2016-12-13", Precision.DAY)),
        ("/2016/dec/13/a-story", ("2016-12-13", Precision.DAY)),
        ("/2016/1/3/a", ("2016-01-03", Precision.DAY)),
        ("/news/20161213/a", ("2016-12-13", Precision.DAY)),
        ("/201612/t20161213_12.html", ("2016-12-13", Precision.DAY)),
        ("/2016-12-13-a-story.html", ("2016-12-13", Precision.DAY)),
        ("/2016/12/a-story", ("2016-12-01", Precision.MONTH)),
        ("/2089096-a-story", None),
        ("/20169999", None),
        ("/a?day=2016/12/13/", None),
        ("/12345201612139", None),
    ],
)
def test_addresses_name_days(path: str, expected: tuple[str, Precision] | None) -> None:
    dated = dates.of_url(f"https://example.org{path}")
    assert (dated and (dated.when.date().isoformat(), dated.precision)) == expected
    assert dated is None or dated.origin is Origin.URL


def test_a_setting_speaks_for_times_without_a_zone() -> None:
    york = ZoneInfo("America/New_York")
    dated = dates.read("13 December 2016 15:09", Origin.PAGE, york)
    assert dated is not None
    assert (dated.when.hour, dated.zone) == (20, Zone.CONFIG)
    day = dates.read("13 December 2016", Origin.PAGE, york)
    assert day is not None
    assert (day.when.hour, day.zone) == (0, Zone.ASSUMED)  # a day is that day everywhere


def test_names_are_in_the_form_in_which_they_are_looked_up() -> None:
    for name in (*MONTHS, *WEEKDAYS):
        assert fold(name) == name
    assert sorted(set(MONTHS.values())) == list(range(1, 13))
    assert sorted(set(WEEKDAYS.values())) == list(range(7))


@given(st.text(alphabet=st.sampled_from("0123456789 -/:.,TZ年月日+decmay&\u0660é\u0000"), max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    for origin in (dates.read(text, Origin.PAGE, None), dates.find(text, Origin.PAGE, None)):
        assert origin is None or origin.when.microsecond == 0
    dates.of_url(f"https://example.org/{text}")
