"""Histograms against a count of every hit by hand, in zones with all that zones have."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import update
from index.model import Kind, Origin, Precision
from search import histogram
from search.facets import Facet
from search.periods import Period, first_day, first_days, following, name
from search.request import SearchRequest
from search.results import Histogram, Hit
from search.searcher import Searcher

ZONES = (
    UTC,
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/St_Johns"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Pacific/Apia"),  # without a 2011-12-30
    ZoneInfo("America/Sao_Paulo"),  # whose clocks were changed at midnight
    timezone(timedelta(hours=-23, minutes=-59)),
    timezone(timedelta(hours=23, minutes=59)),
)
EXACT = (Precision.SECOND, Precision.MINUTE)


def at(request: SearchRequest | str, zone: tzinfo) -> SearchRequest:
    """A request by another clock."""
    request = SearchRequest(request) if isinstance(request, str) else request
    return replace(request, timezone=zone)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """600 records of all precisions, many of them near the ends of days, months and years."""
    random = Random(5)  # noqa: S311
    folder = tmp_path_factory.mktemp("dated")
    (folder / "scrapes").mkdir()
    lines = []
    for number in range(150):
        shift = random.choice((0, -1, 1, -3600, 3600 * 5, 86399, -86400, random.randrange(10**7)))
        base = random.choice(
            (
                datetime(2011, 12, 30, tzinfo=UTC),
                datetime(2012, 1, 1, tzinfo=UTC),
                datetime(2012, 3, 25, 1, tzinfo=UTC),
                datetime(2015, 12, 28, tzinfo=UTC),
                datetime(2013, 10, 20, 3, tzinfo=UTC),
                datetime(2016, 2, 29, 22, 15, tzinfo=UTC),
            )
        )
        moment = base + timedelta(seconds=shift)

        def written(when: datetime) -> str | None:
            forms = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ", "%Y-%m-%d", "%Y-%m", "%Y", None)
            form = random.choices(forms, (6, 3, 4, 2, 1, 3))[0]
            return when.strftime(form) if form else None

        comments = [
            {
                "id": f"{number}-{each}",
                "author": random.choice(("Ann", "Ben")),
                "date": written(moment + timedelta(minutes=random.randrange(10_000))),
                "text": f"comment {each} {random.choice(('ferry', 'bridge'))}",
            }
            for each in range(3)
        ]
        lines.append(
            json.dumps(
                {
                    "id": str(number),
                    "url": f"https://example.org/{number}",
                    "title": f"Article {number}",
                    "body": f"text {number} {random.choice(('ferry', 'bridge'))}",
                    "date": written(moment),
                    "comments": comments,
                }
            )
        )
    (folder / "scrapes/a.jsonl").write_text("\n".join(lines))
    update(folder / "index", [folder / "scrapes"])
    searcher = Searcher.open(folder / "index")
    assert len(searcher) == 600
    return searcher


def own_day(hit: Hit, zone: tzinfo) -> date | None:
    """The day that a record is dated in, worked out without the index."""
    if hit.date is None or (hit.kind is Kind.ARTICLE and hit.date.origin is Origin.COMMENT):
        return None
    return hit.date.when.astimezone(zone if hit.date.precision in EXACT else UTC).date()


def counted(found: Histogram) -> Counter[tuple[Kind, date]]:
    return Counter(
        {
            (kind, each.first): count
            for each in found.bins
            for kind, count in ((Kind.ARTICLE, each.articles), (Kind.COMMENT, each.comments))
        }
    )


@cache
def hits(searcher: Searcher, query: str) -> tuple[Hit, ...]:
    return tuple(searcher.walk(query))


def by_hand(searcher: Searcher, query: str, by: Period, zone: tzinfo) -> Counter[tuple[Kind, date]]:
    days = [(hit.kind, own_day(hit, zone)) for hit in hits(searcher, query)]
    return Counter((kind, first_day(day, by)) for kind, day in days if day)


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("by", Period)
@pytest.mark.parametrize("query", ["*", "ferry", "kind:comment", "kind:article bridge"])
@pytest.mark.parametrize("cost", [0, histogram.RANGE_COST, 10**6])
def test_every_record_is_in_its_bin(
    dated: Searcher, query: str, by: Period, zone: tzinfo, cost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histogram, "RANGE_COST", cost)  # always ranges, as it is, always a histogram
    monkeypatch.setattr(histogram, "MOST_AT_ONCE", 700)
    found = dated.histogram(at(query, zone), by)
    assert +counted(found) == by_hand(dated, query, by, zone)
    assert found.total == dated.count(query)
    assert found.undated_articles + found.undated_comments > 0
    firsts = [each.first for each in found.bins]
    assert firsts == list(first_days(firsts[0], firsts[-1], by))
    assert found.bins[0].total > 0
    assert found.bins[-1].total > 0
    assert all(each.all_articles is None for each in found.bins)


def test_there_is_something_of_everything(dated: Searcher) -> None:
    assert {hit.date.precision for hit in hits(dated, "*") if hit.date} == set(Precision)
    assert any(hit.date and own_day(hit, UTC) is None for hit in hits(dated, "*"))


def test_a_month_is_what_its_filter_finds(dated: Searcher) -> None:
    for each in dated.histogram("ferry", Period.MONTH).bins:
        month = name(each.first, Period.MONTH)
        assert each.comments == dated.count(f"ferry kind:comment date:{month}")
        borrowed = sum(own_day(hit, UTC) is None for hit in dated.walk(f"ferry kind:article date:{month}"))
        assert each.articles == dated.count(f"ferry kind:article date:{month}") - borrowed


@pytest.mark.parametrize("by", [Period.MONTH, Period.YEAR])
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_days_add_up_to_months_and_years(dated: Searcher, by: Period, zone: tzinfo) -> None:
    sums: Counter[date] = Counter()
    for each in dated.histogram(at("*", zone), Period.DAY).bins:
        sums[first_day(each.first, by)] += each.total
    assert {each.first: each.total for each in dated.histogram(at("*", zone), by).bins} == sums


@pytest.mark.parametrize("by", Period)
def test_the_whole_is_counted_in_the_bins_of_the_query(dated: Searcher, by: Period) -> None:
    zone = ZoneInfo("Europe/Berlin")
    request = SearchRequest("ferry since:2012-02", authors=("Ann",))
    whole = by_hand(dated, "author:=Ann", by, zone)
    bins = dated.histogram(at(request, zone), by, whole=True).bins
    assert bins
    for each in bins:
        assert (each.all_articles, each.all_comments) == (
            whole[Kind.ARTICLE, each.first],
            whole[Kind.COMMENT, each.first],
        )
    assert dated.histogram(at("zzzz", zone), by, whole=True).bins == ()


def test_several_queries_have_the_same_bins(dated: Searcher) -> None:
    requests = ["ferry until:2012", "bridge since:2016", "zzzz"]
    found = dated.histograms(requests, Period.WEEK)
    firsts = [[each.first for each in one.bins] for one in found]
    assert firsts[0] == firsts[1] == firsts[2]
    assert len(firsts[0]) > 200
    for one, query in zip(found, requests, strict=True):
        assert +counted(one) == by_hand(dated, query, Period.WEEK, UTC)
        assert one.reading == dated.search(query).reading
    assert found[2].total == 0
    assert found[0].bins[0].total > 0
    assert found[1].bins[-1].total > 0


@pytest.mark.parametrize(
    ("query", "by"),
    [
        ("date:2011-12-20..2012-01-10", Period.DAY),
        ("since:2011-12 until:2013", Period.WEEK),
        ("*", Period.MONTH),
        ("zzzz", Period.DAY),
    ],
)
def test_without_a_period_it_is_the_shortest_that_will_do(dated: Searcher, query: str, by: Period) -> None:
    found = dated.histogram(query)
    assert found.by is by
    assert len(found.bins) <= histogram.MOST


def test_what_is_dated_less_exactly_than_a_bin_is_counted(dated: Searcher) -> None:
    found = Counter(hit.date.precision for hit in hits(dated, "ferry") if hit.date and own_day(hit, UTC))
    months, years = found[Precision.MONTH], found[Precision.YEAR]
    assert months
    assert years
    coarse = {by: dated.histogram("ferry", by).coarse for by in Period}
    assert coarse == {
        Period.DAY: months + years,
        Period.WEEK: months + years,
        Period.MONTH: years,
        Period.YEAR: 0,
    }


def test_the_first_and_the_last_date_that_there_can_be(tmp_path: Path) -> None:
    (tmp_path / "scrapes").mkdir()
    days = ("1678-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "2261-12-31T23:59:59Z")
    rows = [
        {"id": day, "url": f"https://e.org/{day}", "title": "T", "body": "x", "date": day} for day in days
    ]
    (tmp_path / "scrapes/a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    update(tmp_path / "index", [tmp_path / "scrapes"])
    searcher = Searcher.open(tmp_path / "index")
    for zone in ZONES[-2:]:
        for by in set(Period) - {Period.DAY}:
            found = searcher.histogram(at("*", zone), by, whole=True)
            assert +counted(found) == by_hand(searcher, "*", by, zone)
            assert (found.articles, found.coarse) == (3, 0)
    every_day = (date(2261, 12, 31) - date(1678, 1, 1)).days + 1
    assert len(searcher.histogram("*", Period.DAY).bins) == every_day
    assert searcher.histogram("*").by is Period.YEAR


def test_seeds(searcher: Searcher) -> None:
    found = searcher.histogram("*", Period.WEEK)
    assert [(name(each.first, Period.WEEK), each.articles, each.comments) for each in found.bins] == [
        ("2016-W48", 0, 5),
        ("2016-W49", 0, 0),
        ("2016-W50", 0, 2),
    ]
    assert (found.undated_articles, found.undated_comments, found.total) == (5, 130, 142)
    assert searcher.histogram("zzzz").bins == ()


DAYS = st.dates(date(1678, 1, 1), date(2261, 12, 31))


@given(DAYS, st.sampled_from(Period))
def test_periods_follow_each_other(day: date, by: Period) -> None:
    first = first_day(day, by)
    after = following(first, by)
    assert first <= day < after
    assert first_day(first, by) == first
    assert first_day(after, by) == after
    assert first_day(after - timedelta(1), by) == first
    assert name(first, by) != name(after, by)
    assert list(first_days(day, after, by)) == [first, after]


class TestFacets:
    def test_together_as_one_by_one(self, dated: Searcher) -> None:
        request = SearchRequest("ferry", kind=Kind.COMMENT, authors=("Ann",))
        assert dated.facets(request) == {facet: dated.facet(request, facet) for facet in Facet}

    def test_the_commonest(self, wordy_names: Searcher) -> None:
        found = wordy_names.facets("*", (Facet.AUTHOR,), most=2)[Facet.AUTHOR]
        assert [(each.value, each.count) for each in found] == [("Ann Lee", 5), ("Ben", 3)]

    def test_languages_and_those_without_one(self, searcher: Searcher) -> None:
        found = searcher.facet("*", Facet.LANGUAGE)
        assert [(each.value, each.count) for each in found] == [("en", 142)]
        assert searcher.facet("zzzz", Facet.LANGUAGE) == ()


@pytest.fixture
def wordy_names(tmp_path: Path) -> Searcher:
    """Names in several spellings, of which each alone is rarer than another name."""
    (tmp_path / "scrapes").mkdir()
    names = ["Ann Lee"] * 2 + ["ANN LEE"] * 2 + ["ann  lee"] + ["Ben"] * 3 + ["Cy"]
    rows = [
        {"id": str(at), "url": f"https://e.org/{at}", "title": "T", "body": "x", "author": each}
        for at, each in enumerate(names)
    ]
    (tmp_path / "scrapes/a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    update(tmp_path / "index", [tmp_path / "scrapes"])
    return Searcher.open(tmp_path / "index")
