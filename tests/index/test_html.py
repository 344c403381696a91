"""Saved pages: of known makers, of unknown ones, and of those who mean harm."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index import formats, sites, urls
from index.extract.stalling import stalls
from index.extract.stripping import stripped
from index.formats.html import is_plainly_page
from index.identity import identify
from index.model import Article, Rejection
from index.settings import Scrape
from index.shapes import article_shape
from index.sites.site import SiteProfile

HERE = Path(__file__).parent


def read(file: Path) -> Article:
    (article,) = formats.read(Scrape(str(file)))
    assert isinstance(article, Article)
    return identify(article)


def page(folder: Path, text: str | bytes, name: str = "page.html") -> Article | Rejection:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    (record,) = formats.read(Scrape(str(file)))
    return record


PROSE = "<p>A paragraph of running text, long enough that nobody takes it for a menu.</p>"


@pytest.mark.parametrize("site", sites.SITES, ids=lambda site: site.name)
def test_every_profile_has_a_page_and_reads_it(site: SiteProfile) -> None:
    """UPDATE_PAGES=1 writes what was read; compare it with the page before it is believed."""
    file = HERE / f"sites/{site.name}.html"
    shape = article_shape(read(file))
    assert shape["dialect"] == site.name
    del shape["path"]
    expected = file.with_suffix(".json")
    if os.environ.get("UPDATE_PAGES"):
        expected.write_text(json.dumps(shape, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert shape == json.loads(expected.read_text(encoding="utf-8"))


def test_a_page_of_an_unknown_maker(tmp_path: Path) -> None:
    article = page(
        tmp_path,
        f"""<!doctype html><html><head><title>Bridge closed – The Example</title>
        <meta property="og:site_name" content="The Example"><meta property="og:url" content="/not/absolute">
        <link rel="canonical" href="https://example.org/2024/bridge">
        <script type="application/ld+json">{{"@graph": [{{"@type": "Person", "name": "No"}},
          {{"@type": ["NewsArticle"], "headline": "Bridge closed for a week",
            "author": [{{"@type": "Person", "name": "By Jane Roe"}}, "John Doe"],
            "datePublished": "2024-06-05T08:05:30+02:00"}}]}}</script></head>
        <body><nav><ul><li><a href="/">Home, where there is so much more to read than here</a></li></ul></nav>
        <div class="page"><h1>Bridge closed</h1><div class="story">{PROSE}<h2>Why</h2><p>A crack.</p>{PROSE}
        <ul><li>One reason</li></ul><figure><img><figcaption>The bridge</figcaption></figure></div>
        <div class="related-links"><p><a href="/2">Another story altogether, and a long one too</a></p></div>
        <div id="comments"><p>I am a comment of some length, and no part of the article.</p></div></div>
        <footer><p>All rights reserved by The Example, which is a paper, since 1901 or so.</p></footer>
        <script>var x = "not text";</script></body></html>""",
    )
    assert isinstance(article, Article)
    assert article.title == "Bridge closed"
    assert article.authors == ("Jane Roe", "John Doe")
    assert (article.source.name, article.source.origin) == ("The Example", "page")
    assert article.url == "https://example.org/2024/bridge"
    assert article.published is not None
    assert (article.published.when.isoformat(), article.published.zone) == (
        "2024-06-05T06:05:30+00:00",
        "page",
    )
    assert (article.published.precision, article.published.origin) == ("second", "page")
    prose = PROSE[3:-4]
    assert article.body == f"{prose}\n\nWhy\n\nA crack.\n\n{prose}\n\nOne reason"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>The headline | The Site</title><h1>The Site</h1><h2>The headline</h2>", "The headline"),
        ("<title>Opinion | The headline</title><h1>The headline</h1>", "The headline"),
        ("<title>The headline</title><h1>Another</h1>", "The headline"),
        ("<title>A - B</title>", "A - B"),
        ("<h1>The headline</h1>", "The headline"),
        ("<title>x</title><meta property=og:title content='The headline'>", "The headline"),
        ("", "A paragraph of running text, long enough that nobody takes it for a menu."),
    ],
)
def test_headlines(tmp_path: Path, head: str, title: str) -> None:
    article = page(tmp_path, f"<html><body>{head}{PROSE}</body></html>")
    assert isinstance(article, Article)
    assert article.title == title


def test_a_page_that_states_no_date_has_none(tmp_path: Path) -> None:
    article = page(
        tmp_path, f"<html><body>{PROSE}<p>Updated on 2024-01-01, as they say, or so.</p></body></html>"
    )
    assert isinstance(article, Article)
    assert (article.published, article.source.origin, article.url) == (None, "none", None)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("<html><meta charset=utf-8><title>Naïve – “x”</title>".encode(), "Naïve – “x”"),
        ("<html><title>Naïve – “x”</title>".encode(), "Naïve – “x”"),
        ("<html><meta charset=iso-8859-1><title>Naïve – “x”</title>".encode("cp1252"), "Naïve – “x”"),
        ("<html><title>Naïve – “x”</title>".encode("cp1252"), "Naïve – “x”"),
        ("<html><title>Naïve – “x”</title>".encode("utf-16"), "Naïve – “x”"),
        ("<html><meta charset=koi8-r><title>Новости</title>".encode("koi8-r"), "Новости"),
        ("<html><meta charset=shift_jis><title>東京</title>".encode("shift_jis"), "東京"),
        ("<html><meta charset=no-such-thing><title>Naïve</title>".encode(), "Naïve"),
        ("<html><meta charset=ascii><title>Naïve</title>".encode(), "Naïve"),
    ],
)
def test_charsets(tmp_path: Path, data: bytes, title: str) -> None:
    prose = PROSE.encode("utf-16-le") if data.startswith(b"\xff\xfe") else PROSE.encode()
    article = page(tmp_path, data + prose)
    assert isinstance(article, Article)
    assert article.title == title


def test_pages_are_told_by_their_beginning(tmp_path: Path) -> None:
    text = f"<!-- saved by a tool -->\n<!DOCTYPE html><title>T</title>{PROSE}"
    for name in ("page", "page.txt", "page.php", "page.HTM"):
        article = page(tmp_path, text, name)
        assert isinstance(article, Article)
        assert article.scrape.format == "html"


@pytest.mark.parametrize(
    "text", ["<html><body><script>x</script></body></html>", "", "<html>" + "<div>" * 100_000]
)
def test_pages_without_text_are_rejected(tmp_path: Path, text: str) -> None:
    rejection = page(tmp_path, text)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "holds no text"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<div>" * 100_000, "nested deeper than"),
        ("<p " + "a=1 " * 60_000 + ">", "a tag of more than"),
        ("<div></x>" * 60_000, "nested deeper than"),
        ("<p " + 'a="<" ' * 60_000 + ">", "a tag of more than"),
        ("<p>" + "".join(f"<b a={number}>" for number in range(600)) + "<p>x" * 4_000, "in every paragraph"),
        ("<b></b>" * 600_000, "tags"),
    ],
)
def test_pages_that_would_stall_a_parser_are_read_without_one(tmp_path: Path, text: str, reason: str) -> None:
    data = f"<html><title>The headline</title>{text}{PROSE}".encode()
    assert reason in (stalls(data) or "")
    article = page(tmp_path, data)
    assert isinstance(article, Article)
    assert article.body.splitlines()[-1] == PROSE[3:-4]


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("<title>A &amp; B</title><p>One<br>two</p><!-- no --><p>Three", "A & B", "One\ntwo\n\nThree"),
        ("<script>var a = 1;</script>b<script>c", "", "b\nc".replace("\n", "")),
        ("<!-- <p>never closed", "", "never closed"),
        ("<a " * 1_000 + "<p>text", "", "text"),
        ("<STYLE>x</STYLE><P>Capitals</P>", "", "Capitals"),
        ("a < b", "", "a < b"),
    ],
)
def test_text_without_a_parser(text: str, title: str, body: str) -> None:
    assert stripped(text) == (title, body)


def test_no_page_of_the_usual_size_is_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    def scanned(data: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr("index.extract.stalling._stalls", scanned)
    data = ("<script>var x = [" + "1, " * 50_000 + "]</script>" + PROSE * 1_000).encode()
    assert stalls(data) is None


def test_a_page_that_was_saved_anew_is_in_utf8_whatever_it_says(tmp_path: Path) -> None:
    prose = PROSE.replace(
        "running", "naïve, à propos, déjà vu, öffentlich, größer, ñandú, ¿qué?, “so”, – and so on"
    )
    for charset in ("iso-8859-1", "gb2312", "utf-8"):
        article = page(tmp_path, f"<html><meta charset={charset}><title>T</title>{prose}".encode())
        assert isinstance(article, Article)
        assert "größer" in article.body


def test_bytes_that_are_no_utf8_have_a_page_read_again(tmp_path: Path) -> None:
    prose = PROSE.replace("running", "naïve")
    article = page(tmp_path, f"<html><meta charset=utf-8><title>T</title>{prose}".encode("cp1252"))
    assert isinstance(article, Article)
    assert "naïve" in article.body


def test_too_long_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.formats.format.LARGEST", 10)
    rejection = page(tmp_path, "<html>12345")
    assert isinstance(rejection, Rejection)
    assert "longer than" in rejection.reason


def test_deep_pages_have_an_end(tmp_path: Path) -> None:
    article = page(tmp_path, "<html><body>" + "<b>" * 1_500 + "<div>" * 400 + PROSE)
    assert isinstance(article, Article)
    assert article.body.startswith("A paragraph")


def test_large_images_in_a_page_are_no_harm(tmp_path: Path) -> None:
    article = page(tmp_path, f'<html><img alt="a" src="data:image/png;base64,{"A" * 1_000_000}">{PROSE}')
    assert isinstance(article, Article)


def test_telling_a_page_takes_no_time(tmp_path: Path) -> None:
    """With a pattern that goes back and forth this would not end."""
    rejection_or_article = page(tmp_path, "<!-- x -->" * 400 + "no page", "page.txt")
    assert isinstance(rejection_or_article, Article)
    assert rejection_or_article.scrape.format == "text"


def test_entities_are_text_like_any_other(tmp_path: Path) -> None:
    prose = PROSE.replace("running", "re&#769;sume&#769;&#27;[2J")
    article = page(
        tmp_path, f"<html><title>T&#27;]0;x&#7;</title><meta name=author content='A&#27;nn'>{prose}"
    )
    assert isinstance(article, Article)
    assert "résumé[2J text" in article.body
    assert (article.title, article.authors) == ("T]0;x", ("Ann",))


def test_some_broken_bytes_do_not_change_the_charset(tmp_path: Path) -> None:
    good = "Ünïcödé, çà et là. " * 3
    article = page(tmp_path, b"<html><title>" + good.encode() + b"\xff</title>" + PROSE.encode())
    assert isinstance(article, Article)
    assert article.title == f"{good}\ufffd"
    chinese = "新闻" * 10 + "镕"  # the last is in GBK, not in the GB2312 that is declared
    article = page(tmp_path, f"<html><meta charset=gb2312><title>{chinese}</title>{PROSE}".encode("gbk"))
    assert isinstance(article, Article)
    assert article.title == chinese


def test_comments_without_ids_keep_theirs_when_others_come(tmp_path: Path) -> None:
    def saved(*names: str) -> Article:
        comments = "".join(
            '<div class="comment">'
            f'<div class="submitted">Submitted by {name} on Thu, 05/06/2014 - 09:15.</div>'
            f'<div class="content"><p>{name} says so.</p></div></div>'
            for name in names
        )
        indented = f'<div class="indented">{comments}</div>'
        text = f'<div class="node"><span class="submitted"></span><div class="content">{PROSE}</div></div>'
        record = page(tmp_path, f'<html><title>T</title>{text}<div id="comments">{comments}{indented}</div>')
        assert isinstance(record, Article)
        return identify(record)

    before, after = saved("Ann", "Bob"), saved("Cy", "Ann", "Bob")
    assert [c.id for c in before.comments[:2]] == [c.id for c in after.comments[1:3]]
    assert before.comments[2].reply_to == before.comments[1].id
    assert before.comments[2].depth == 1


def test_broken_linked_data_is_passed_over(tmp_path: Path) -> None:
    scripts = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in ("{", "[[[]]]", "1", "null")
    )
    data = '{"@type": "Article", "headline": 3, "author": {"name": 4}, "datePublished": []}'
    nested = f'<script type="application/ld+json">{data}</script>'
    article = page(tmp_path, f"<html><title>T</title>{scripts}{nested}{PROSE}")
    assert isinstance(article, Article)
    assert (article.title, article.authors) == ("T", ())


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://Example.ORG/a?b=1#c", "https://example.org/a?b=1"),
        ("https://example.org:443/a?utm_source=x&fbclid=y&b=", "https://example.org/a?b="),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/", None),
        ("https://example.org", None),
        ("https://example.org/?p=3", "https://example.org/?p=3"),
        ("/a", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://[bad", None),
        ("https://example.org:port/a", None),
        ("", None),
    ],
)
def test_addresses(url: str, canonical: str | None) -> None:
    assert urls.canonical(url) == canonical


@pytest.mark.parametrize(
    ("head", "plain"),
    [
        (b"<!DOCTYPE html>\n<html lang=en>", True),
        (b'<!doctype html public "-//W3C//DTD XHTML 1.0//EN">\n<!--[if IE]><html><![endif]-->\n<HTML>', True),
        (b"<body class=a>", True),
        (b"<!doctype html><rss version=2.0>", False),
        (b'<html>Notice</html><?xml version="1.0"?><rss>', False),
        (b"<!-- <html> --><rss>", False),
        (b"<html:feed>", False),
        (b"<html>\0", False),
        (b"<p>", False),
    ],
)
def test_no_other_form_is_tried_on_what_begins_as_a_page(head: bytes, plain: bool) -> None:
    assert is_plainly_page("page", head) is plain
