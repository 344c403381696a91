"""What pages of any maker say of themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from index.extract.bylines import names
from index.extract.embeds import comment_system
from index.extract.metadata import Metadata, read_metadata
from index.model import Origin, Precision, Zone
from index.settings import Scrape
from index.text import mended
from index.trace import Trace

PROSE = "<p>" + "A paragraph of running text, long enough that nobody takes it for a menu. " * 4 + "</p>"


def read(text: str, scrape: Scrape | None = None) -> Metadata:
    return read_metadata(LexborHTMLParser(text), scrape or Scrape("/a.html"))


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def day(text: str) -> str | None:
    published = read(text).published
    return (
        None
        if published is None
        else published.when.isoformat()[: 10 if published.precision == "day" else 16]
    )


class TestTitles:
    @pytest.mark.parametrize(
        ("page", "title"),
        [
            ("<title>Bridge closed | The Example</title><h1>Bridge closed</h1>", "Bridge closed"),
            ("<title>Bridge closed - The Example</title><meta property=og:site_name content='The Example'>",
             "Bridge closed"),
            ("<title>The Example: Bridge closed</title><meta property=og:site_name content='The Example'>",
             "Bridge closed"),
            ("<title>Brücke gesperrt – Politik – Beispiel.de</title><link rel=canonical "
             "href=https://www.beispiel.de/a/b>", "Brücke gesperrt – Politik"),
            ("<title>Мост закрыт | Пример</title>", "Мост закрыт"),
            ("<title>橋が閉鎖された｜例新聞</title>", "橋が閉鎖された"),
            ("<title>Bridges: a history</title>", "Bridges: a history"),
            ("<title>What we know of the bridge - The Example</title>", "What we know of the bridge"),
            ("<title>A - B</title>", "A - B"),
            ("<title>Seo words for the bridge closure in town</title><h1>The bridge closure in town</h1>",
             "The bridge closure in town"),
            ("<h1><a href='/'>The Example</a></h1><title>Sprites</title>", "Sprites"),
            ("<title>Sprites at night - example.org archive</title><h1>example.org archive</h1>",
             "Sprites at night"),
            ("<meta property=og:title content='Bridge &amp; tunnel'><title>x</title>", "Bridge & tunnel"),
            ("<svg><title>Logo</title></svg><title>Bridge closed</title>", "Bridge closed"),
            ("<h3>Bridge closed</h3>", "Bridge closed"),
            ("", ""),
        ],
    )  # fmt: skip
    def test_the_headline_is_told_from_the_site(self, page: str, title: str) -> None:
        assert read(page + PROSE).title == title

    def test_the_trace_names_the_rule(self) -> None:
        trace = Trace()
        read("<title>Bridge closed | X</title><h1>Bridge closed</h1>", Scrape("/a", trace=trace))
        assert trace.rules["title"] == "h1 that is the <title>"


class TestDates:
    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            (linked({"@type": "NewsArticle", "datePublished": "2016-12-13T15:09:00+01:00"}),
             "2016-12-13T14:09"),
            (linked({"@graph": [{"@type": ["https://schema.org/Article"], "datePublished": "2016-12-13"}]}),
             "2016-12-13"),
            (linked({"@type": "Article", "datePublished": "2016-12-13"})
             + "<meta property=article:published_time content=2016-12-13T15:09:00Z>", "2016-12-13T15:09"),
            (linked({"@type": "Article", "datePublished": "1970-01-01T00:00:00Z"}), None),
            ("<meta name=DC.Date.Issued content=2016-12-13>", "2016-12-13"),
            ("<article itemscope itemtype=http://schema.org/Article><time itemprop=datePublished "
             "datetime=2016-12-13T15:09Z>today</time></article>", "2016-12-13T15:09"),
            ("<time pubdate datetime=2016-12-13>x</time>", "2016-12-13"),
            ("<h1>Bridge closed</h1><div class=byline>Von Ann Roe | 13. Dezember 2016, 15:09 Uhr</div>",
             "2016-12-13T15:09"),
            ("<p>13 декабря 2016</p><h1>Мост закрыт навсегда</h1>", "2016-12-13"),
            ("<h1>Bridge closed</h1><span class=updated>Updated 15 December 2016</span>"
             "<span>Published 13 December 2016</span>", "2016-12-13"),
            ("<link rel=canonical href=https://example.org/2016/12/13/bridge>", "2016-12-13"),
            ("<div class=entry-footer><span class=post-date>December 13, 2016</span></div>", "2016-12-13"),
            (f"{PROSE}<p>This was published on December 13, 2016 by us.</p>", "2016-12-13"),
            ("<html lang=en-US><h1>Bridge closed</h1><span class=date>03/04/2015</span>", "2015-03-04"),
            ("<html lang=en-GB><h1>Bridge closed</h1><span class=date>03/04/2015</span>", "2015-04-03"),
        ],
    )  # fmt: skip
    def test_what_states_it_is_believed(self, page: str, expected: str | None) -> None:
        assert day(f"<title>Bridge closed</title>{page}{PROSE}") == expected

    @pytest.mark.parametrize(
        "page",
        [
            "<footer>© 13 December 2016</footer>",
            "<meta property=article:modified_time content=2016-12-13>",
            linked({"@type": "Article", "dateModified": "2016-12-13"}),
            "<h1>Bridge closed</h1><p>On 13 December 2016 the men found a crack in the pier and so on</p>",
            "<div id=comments><div class=comment><time datetime=2016-12-13>x</time> I agree</div></div>",
            "<article class=comment itemscope itemtype=http://schema.org/Comment>"
            "<time itemprop=datePublished datetime=2016-12-13>x</time></article>",
            "<div class=related><a>Another</a> <span class=date>13 December 2016</span></div>",
            "<aside><time datetime=2016-12-13>x</time></aside>",
            "<ul><li><span class=date>1 May 2016</span><li><span class=date>2 May 2016</span></ul>",
            "<h1>Bridge closed</h1><p>3 days ago</p>",
        ],
    )
    def test_what_states_another_is_not(self, page: str) -> None:
        assert day(f"<title>Bridge closed</title>{page}{PROSE}") is None

    def test_time_and_zone_are_kept(self) -> None:
        page = linked({"@type": "NewsArticle", "datePublished": "2016-12-13T15:09:30-05:00"})
        published = read(page + PROSE).published
        assert published is not None
        assert (published.precision, published.zone, published.origin) == (
            Precision.SECOND,
            Zone.PAGE,
            Origin.PAGE,
        )


class TestAuthors:
    @pytest.mark.parametrize(
        ("byline", "expected"),
        [
            ("By Jane Roe and John Doe, Associated Press", ("Jane Roe", "John Doe")),
            ("Abby Byers", ("Abby Byers",)),
            ("By JANE ROE | Staff writer", ("JANE ROE",)),
            ("Von Max Müller und Eva Groß", ("Max Müller", "Eva Groß")),
            ("Par Marie Curie et Jean Moulin", ("Marie Curie", "Jean Moulin")),
            ("Por María José y Ana Ruiz", ("María José", "Ana Ruiz")),
            ("Di Mario Rossi", ("Mario Rossi",)),
            ("Di Matteo", ("Di Matteo",)),
            ("Автор: Иван Петров", ("Иван Петров",)),
            ("作者：王小明", ("王小明",)),
            ("Jane Roe, MD, PhD", ("Jane Roe",)),
            ("Dr. Jane Roe", ("Jane Roe",)),
            ("Jane Roe for The Example", ("Jane Roe",)),
            ("Submitted by Jane Roe on Thu, 05/06/2014 - 09:15", ("Jane Roe",)),
            ("Jane Roe March 25, 2015", ("Jane Roe",)),
            ("Jane (J.) Roe", ("Jane Roe",)),
            ("Roe, Jane", ("Roe, Jane",)),
            ("jane@example.org", ()),
            ("https://example.org/jane", ()),
            ("Posted by admin", ()),
            ("2 Hours ago", ()),
            ("The Example", ()),
            ("Our Foreign Staff", ()),
            ("Reuters", ("Reuters",)),
            ("", ()),
            ("x" * 10_000, ()),
        ],
    )  # fmt: skip
    def test_bylines(self, byline: str, expected: tuple[str, ...]) -> None:
        assert names(byline, {"theexample"}) == expected

    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            (linked({"@graph": [{"@type": "Article", "author": {"@id": "#1"}},
                                {"@type": "Person", "@id": "#1", "name": "Jane Roe"}]}), ("Jane Roe",)),
            (linked({"@type": "Article", "author": [{"name": "Jane Roe"}, "John Doe"]}),
             ("Jane Roe", "John Doe")),
            (linked({"@type": "Article", "publisher": {"name": "Jane Roe"},
                     "author": {"@type": "Person", "name": "Jane Roe"}}), ("Jane Roe",)),
            (linked({"@type": "Article", "publisher": {"name": "Daily Example"},
                     "author": {"@type": "Organization", "name": "Daily Example"}}), ()),
            ("<meta name=author content='Jane Roe'><meta name=author content='John Doe'>",
             ("Jane Roe", "John Doe")),
            ("<meta property=article:author content=https://example.org/jane>", ()),
            ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Roe'>",
             ("Jane Roe",)),
            ("<span itemprop=author><a itemprop=name>Jane Roe</a> in Town</span>", ("Jane Roe",)),
            ("<a rel='author nofollow' href=/jane>Jane Roe</a>", ("Jane Roe",)),
            ("<h1>Bridge closed</h1><p>By Jane Roe</p>", ("Jane Roe",)),
            ("<h1>Bridge closed</h1><div class=author>Jane Roe</div>", ("Jane Roe",)),
            ("<div id=comments><a rel=author>Cy Bern</a><div class=comment-author>Cy Bern</div></div>", ()),
        ],
    )  # fmt: skip
    def test_pages(self, page: str, expected: tuple[str, ...]) -> None:
        assert read(f"<title>Bridge closed</title>{page}{PROSE}").authors == expected


class TestAddresses:
    @pytest.mark.parametrize(
        ("page", "url"),
        [
            ("<link rel=canonical href=https://example.org/a-1/amp/>", "https://example.org/a-1/"),
            ("<base href=https://example.org/x/><link rel=canonical href=../a>", "https://example.org/a"),
            ("<link rel=canonical href=/a><meta property=og:url content=https://example.org/b>",
             "https://example.org/a"),
            (linked({"@type": "Article", "mainEntityOfPage": {"@id": "https://example.org/a"}}),
             "https://example.org/a"),
            ("<!-- saved from url=(0021)https://example.org/a -->\n<html>", "https://example.org/a"),
            ("<html><!--\n Page saved with SingleFile \n url: https://example.org/a?b=1 \n saved date: x-->",
             "https://example.org/a?b=1"),
            ("<!-- Mirrored from example.org/a by HTTrack Website Copier/3.x -->", "http://example.org/a"),
            ("<link rel=canonical href=https://example.org/>", None),
        ],
    )  # fmt: skip
    def test_what_says_it(self, page: str, url: str | None) -> None:
        assert read(page + PROSE).url == url


def test_language_and_site() -> None:
    page = read(
        "<html lang=pt-BR><meta property=og:locale content=en_US><meta name=application-name content=Exemplo>"
        f"{PROSE}"
    )
    assert (page.language, page.site) == ("pt", "Exemplo")


@pytest.mark.parametrize(
    ("part", "system"),
    [
        ("<div id=disqus_thread></div>", "Disqus"),
        ("<div class='a fb-comments'></div>", "Facebook"),
        ("<div class=vf-comments></div>", "Viafoura"),
        ("<fb:comments></fb:comments>", "Facebook"),
        ("<hyvor-talk-comments></hyvor-talk-comments>", "Hyvor"),
        ("<div data-spotim-app=1></div>", "OpenWeb"),
        ("<script src=https://giscus.app/client.js></script>", "giscus"),
        ("<div class=our-comments></div>", None),
        ("<div class=our-comments></div><script src=//x.disqus.com/embed.js></script>", "Disqus"),
        ("<div id=comments></div>", None),
    ],
)
def test_comment_system(part: str, system: str | None) -> None:
    assert comment_system(LexborHTMLParser(PROSE + part)) == system


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "headline": "Bridge\nclosed", "datePublished": "2016-12-13",}',
        '<!-- {"@type": "Article", "datePublished": "2016-12-13"} -->',
        '//<![CDATA[\n{"@type": "Article", "datePublished": "2016-12-13"};\n//]]>',
        '{"@type": "Article", "description": "a "quoted" word", "datePublished": "2016-12-13"}',
    ],
)
def test_common_faults_of_linked_data_are_mended(script: str) -> None:
    assert day(f'<script type="application/ld+json">{script}</script>{PROSE}') == "2016-12-13"


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        [],
        {},
        [[[]]],
        {"name": {"name": []}},
        ["x", None, 3],
        True,
        "\x00",
        "&#0;",
        "<" * 600,
        {"@value": 1},
    ],
)
def test_linked_data_of_any_shape_is_passed_over(value: object) -> None:
    keys = (
        "headline",
        "author",
        "creator",
        "datePublished",
        "publisher",
        "url",
        "mainEntityOfPage",
        "inLanguage",
    )
    page = read(linked({"@type": "Article", **dict.fromkeys(keys, value)}) + PROSE)
    assert page.published is None


def test_deep_linked_data_is_passed_over() -> None:
    script = '{"@graph":[' * 50_000
    assert read(f'<script type="application/ld+json">{script}</script>{PROSE}').title == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Itâ€™s a cafÃ©", "It’s a café"),
        ("right “text” Itâ€™s", "right “text” It’s"),
        ("CAFÉ» dit-il", "CAFÉ» dit-il"),
        ("São Ã la carte", "São Ã la carte"),
        ("plain", "plain"),
    ],
)
def test_mangled_text_is_mended(text: str, expected: str) -> None:
    assert mended(text) == expected


def test_real_pages(data: Path) -> None:
    """Of pages that others describe, at least so many are described alike."""
    right = dated = 0
    for folder in sorted((data / "extraction/readability").iterdir()):
        told = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
        if not told.get("publishedTime"):
            continue
        page = read((folder / "source.html").read_text(encoding="utf-8", errors="replace"))
        dated += 1
        found = page.published.local.date().isoformat() if page.published else ""
        right += found == told["publishedTime"][:10]
    assert dated == 32
    assert right >= 30
