"""Addresses: what names the same page is one, and nothing else is."""

from __future__ import annotations

import pytest

from index import urls


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://example.org/story-1?utm_source=x&id=3&fbclid=y#top", "https://example.org/story-1?id=3"),
        ("https://example.org/2016/12/13-story/amp/", "https://example.org/2016/12/13-story/"),
        ("https://example.org/a-long-story-name/amp", "https://example.org/a-long-story-name"),
        ("https://example.org/story-12/print", "https://example.org/story-12"),
        ("https://example.org/story?amp", "https://example.org/story"),
        ("https://example.org/story?amp=1&id=3", "https://example.org/story?id=3"),
        ("https://example.org/story?outputType=amp", "https://example.org/story"),
        ("https://example.org/story?print=1", "https://example.org/story"),
        ("https://amp.example.org/story", "https://www.example.org/story"),
        ("https://amp.www.example.org/story", "https://www.example.org/story"),
        ("https://www.google.com/amp/s/example.org/story/", "https://example.org/story/"),
        ("https://example-org.cdn.ampproject.org/c/s/example.org/story", "https://example.org/story"),
        ("https://web.archive.org/web/20161213123456/https://example.org/x", "https://example.org/x"),
        ("https://web.archive.org/web/20161213123456im_/https:/example.org/x", "https://example.org/x"),
        ("https://name.blogspot.com/2016/12/a.html?m=1", "https://name.blogspot.com/2016/12/a.html"),
    ],
)
def test_variants_are_folded(url: str, canonical: str) -> None:
    assert urls.canonical(url) == canonical
    assert urls.canonical(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/shop/amp",
        "https://example.org/print",
        "https://example.org/story-1/amp/2",
        "https://example.org/list?type=print",
        "https://example.org/?a=%E4",
        "https://example.org/?a=%F6",
        "https://example.org/#!/story-1",
        "https://amp.a.example.org/x",
        "https://example.org/a?amp=12",
    ],
)
def test_pages_of_their_own_are_kept(url: str) -> None:
    assert urls.canonical(url) == url


def test_relative_addresses_need_a_base() -> None:
    assert urls.canonical("/a/b") is None
    assert urls.canonical("/a/b", "https://example.org/c/d") == "https://example.org/a/b"
    assert urls.canonical("x" * 5_000, "https://example.org/") is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("http://m.example.org/", "example.org"),
        ("https://amp.example.org/a", "example.org"),
        ("https://news.example.org", "news.example.org"),
        ("http://www.com/", "www.com"),
        ("example.org", None),
        ("https://[bad", None),
        ("", None),
    ],
)
def test_hosts(url: str, host: str | None) -> None:
    assert urls.host(url) == host
