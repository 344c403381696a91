"""Records that wait on disk come back as they were."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from index.layouts.layout import Entry
from index.model import NO_SOURCE, Article, Dated, Origin, Precision, ScrapeRef, Sourced, Zone
from index.packing import Packer
from index.posts import Post

TEXTS = st.text()
DATES = st.builds(
    Dated,
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(Precision),
    st.sampled_from(Origin),
    st.sampled_from(Zone),
)
SPANS = st.lists(st.tuples(st.integers(), st.integers())).map(tuple)
POSTS = st.builds(Post, TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.none() | DATES, TEXTS, SPANS)
ENTRIES = st.builds(
    Entry,
    TEXTS,
    st.none(),
    TEXTS,
    DATES,
    TEXTS,
    registered=st.none() | st.booleans(),
    thread=TEXTS,
    source=st.builds(Sourced, TEXTS, st.sampled_from(Origin)),
)


@given(st.lists(POSTS | ENTRIES))
def test_what_is_packed_comes_back(posts: list[Post]) -> None:
    packer = Packer()
    packed = [packer.pack(post) for post in posts]
    back = [packer.unpack(data) for data in packed]
    assert back == posts
    assert list(map(type, back)) == list(map(type, posts))


def test_halves_of_surrogate_pairs_come_back() -> None:
    packer = Packer()
    post = Post("\ud800", None, None, None, "a\udfff\0")
    assert packer.unpack(packer.pack(post)) == post


def test_what_holds_records_in_a_tuple_comes_back() -> None:
    dated = Dated(datetime(2016, 12, 13, tzinfo=UTC), Precision.DAY, Origin.PAGE, Zone.PAGE)
    scrape = ScrapeRef("/a.html", "html", "generic")
    inner = Article("i", None, NO_SOURCE, "T", (), dated, "B", (), scrape)
    outer = Article("o", None, NO_SOURCE, "T", (), dated, "B", (inner,), scrape)  # type: ignore[arg-type]
    packer = Packer()
    assert packer.unpack(packer.pack(outer)) == outer
    assert packer.unpack(packer.pack(inner)) == inner
