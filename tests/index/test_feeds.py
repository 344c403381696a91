"""Feeds of every version, well-formed and not, and the comments in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import formats
from index.identity import identify
from index.model import Article, Origin, Rejection
from index.settings import Scrape


def read(folder: Path, data: str | bytes, name: str = "feed.xml") -> list[Article | Rejection]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(formats.read(Scrape(str(file))))


def articles(folder: Path, data: str | bytes, name: str = "feed.xml") -> list[Article]:
    found = []
    for record in read(folder, data, name):
        assert isinstance(record, Article), record
        assert record.scrape.format == "feed"
        found.append(identify(record))
    return found


RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Example</title><link>https://example.org/</link><language>en-us</language>
<image><title>No title</title></image>
<item><title>Bridge &amp;amp; road &lt;b&gt;closed&lt;/b&gt;</title>
  <link>https://example.org/1?utm_source=rss</link><guid isPermaLink="false">1 at example</guid>
  <description>Teaser.</description>
  <content:encoded><![CDATA[<p>One.</p><p>Two &nbsp; spaces.</p><script>no()</script>]]></content:encoded>
  <d:creator>Ann Lee</d:creator><d:creator>Bob Ray</d:creator>
  <pubDate>Wed, 05 Jun 2024 08:05:30 +0200</pubDate><media:title>No title</media:title></item>
<item><description>No title, only a text: AT&amp;T &lt; 5 &gt; 3.</description>
  <author>ann@example.org (Ann Lee)</author><guid>https://example.org/2</guid>
  <source url="https://other.example/feed">The Other</source></item>
<item><link>https://example.org/3</link></item>
<item><title>Only a title</title><link>/4</link><pubDate>some day</pubDate></item>
</channel></rss>"""


def test_rss(tmp_path: Path) -> None:
    first, second, third = articles(tmp_path, RSS)
    assert (first.title, first.url, first.body) == (
        "Bridge & road closed",
        "https://example.org/1",
        "One.\n\nTwo spaces.",
    )
    assert (first.authors, first.language) == (("Ann Lee", "Bob Ray"), "en")
    assert (first.source.name, first.source.origin, first.scrape.place) == (
        "The Example",
        Origin.PAGE,
        "item 1",
    )
    assert first.published is not None
    assert first.published.when.isoformat() == "2024-06-05T06:05:30+00:00"
    assert (second.title, second.body) == ("No title, only a text: AT&T < 5 > 3.",) * 2
    assert (second.authors, second.url) == (("Ann Lee",), "https://example.org/2")
    assert (second.source.name, second.published) == ("The Other", None)
    assert (third.title, third.url, third.published) == ("Only a title", "https://example.org/4", None)


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>The Example</title><dc:language>de</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>Eins</title><description>Text.</description>
<dc:date>2004-05-06T07:08Z</dc:date></item></rdf:RDF>"""

ATOM03 = """<a:feed version="0.3" xmlns:a="http://purl.org/atom/ns#" xml:lang="fr">
<a:entry><a:title mode="escaped" type="text/html">Un &amp;eacute;t&amp;eacute;</a:title>
<a:issued>2004-05-06T07:08:09+02:00</a:issued><a:modified>2005-01-01T00:00:00Z</a:modified>
<a:link rel="service.edit" href="https://example.org/no"/><a:link rel="alternate" href="https://example.org/1"/>
<a:author><a:name>Ann</a:name><a:email>ann@example.org</a:email></a:author>
<a:content mode="base64" type="text/html">PHA+VGV4dDwvcD4=</a:content></a:entry>
<a:title>Le Exemple</a:title></a:feed>"""

ATOM10 = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/">
<title type="html">The &lt;i&gt;Example&lt;/i&gt;</title><author><name>The Desk</name></author>
<entry><title>1 &lt; 2 &amp;amp; 3</title><link href="one"/><updated>2024-01-02T03:04:05Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b></p>
<blockquote>1 &lt; 2</blockquote></div></content></entry>
<entry><title>Gathered</title><content type="image/png">aGVsbG8=</content><summary>Short.</summary>
<source><title>Elsewhere</title></source><author><name>Ann</name></author></entry>
</feed>"""

CDF = """<?XML VERSION="1.0"?><CHANNEL HREF="https://example.org/"><TITLE>The Example</TITLE>
<ITEM HREF="https://example.org/1" LASTMOD="2001-02-03T04:05"><TITLE>One</TITLE>
<ABSTRACT>Text.</ABSTRACT></ITEM></CHANNEL>"""


def test_rdf(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, RDF)
    assert (article.title, article.url, article.body) == ("Eins", "https://example.org/1", "Text.")
    assert (article.source.name, article.language) == ("The Example", "de")
    assert article.published is not None


def test_atom_of_both_versions(tmp_path: Path) -> None:
    (old,) = articles(tmp_path, ATOM03)
    assert (old.title, old.body, old.authors, old.url) == (
        "Un été",
        "Text",
        ("Ann",),
        "https://example.org/1",
    )
    assert (old.source.name, old.language) == ("Le Exemple", "fr")
    assert old.published is not None
    assert old.published.when.year == 2004
    first, second = articles(tmp_path, ATOM10)
    assert (first.title, first.url, first.authors) == (
        "1 < 2 &amp; 3",
        "https://example.org/news/one",
        ("The Desk",),
    )
    assert first.body == "One two\n\n1 < 2"
    assert first.source.name == "The Example"
    assert (second.body, second.authors, second.source.name) == ("Short.", ("Ann",), "Elsewhere")


def test_cdf(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, CDF)
    assert (article.title, article.url, article.body) == ("One", "https://example.org/1", "Text.")


@pytest.mark.parametrize(
    "data",
    [
        b'<br />\n<b>Warning</b>: no file\n<?xml version="1.0"?><rss><channel>'
        b"<item><title>A &eacute; B</title><description>x &copy=1 & y</description></item></channel></rss>",
        b"<rss><channel><item><title>A \xe9 B<description>x &amp;copy=1 & y</item></channel></rss>",
        b"\xef\xbb\xbf<rss><channel><item><title>A \xc3\xa9 B</title>"
        b"<description>x &amp;copy=1 & y</description><item><title>",
        "<rss><channel><item><title>A é B</title><description>x &amp;copy=1 & y".encode("utf-16"),
        b'<?xml version="1.0" encoding="us-ascii"?><rss><item><title>A \xc3\xa9 B</title>'
        b"<description><![CDATA[x &amp;copy=1 & y</description></item></rss>",
    ],
    ids=["junk before and stray marks", "unclosed", "two begun", "cut", "unclosed CDATA"],
)
def test_what_is_ill_formed_is_read(tmp_path: Path, data: bytes) -> None:
    article = next(record for record in read(tmp_path, data) if isinstance(record, Article))
    assert article.title.startswith("A é B")
    assert "x " in article.title + article.body


@pytest.mark.parametrize("name", ["index.html", "feed", "feed.rss", "x.txt"])
def test_a_feed_of_any_name(tmp_path: Path, name: str) -> None:
    assert len(articles(tmp_path, RSS, name)) == 3


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>'
        "</head><body><p>How to write an &lt;rss> feed, told in so many words that it is a text."
        " <rss></p></body>",
        "A plain text that says <rss and no more.",
    ],
)
def test_what_is_no_feed(tmp_path: Path, data: str) -> None:
    (record,) = read(tmp_path, data, "page.txt")
    assert isinstance(record, Rejection) or record.scrape.format in ("html", "text")


def test_a_feed_without_items(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "<rss><channel><title>T</title><item><pubDate/></item></channel></rss>")
    assert isinstance(record, Rejection)
    assert record.reason == "holds no item with a text"


OF_ONE_POST = """<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Kommentare zu: Die Brücke: gesperrt</title><link>https://example.org/bridge/</link>
<item><title>Von: Bob</title><link>https://example.org/bridge/#comment-12</link><dc:creator>Bob</dc:creator>
<pubDate>Wed, 05 Jun 2024 08:05:30 +0000</pubDate>
<description>Als Antwort auf &lt;a href=&quot;https://example.org/bridge/#comment-11&quot;&gt;Ann&lt;/a&gt;.
 Nein. &lt;blockquote&gt;Ja.&lt;/blockquote&gt;</description></item>
<item><title>Von: Ann</title><link>https://example.org/bridge/#comment-11</link>
<description>Ja.</description></item></channel></rss>"""

OF_A_SITE = """<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Comments for The Example</title>
<item><title>Comment on Bridge by Bob</title><link>https://example.org/bridge/#comment-12</link>
<dc:creator>Bob</dc:creator><description>Yes.</description></item>
<item><title>Comment on Road by the river by Ann</title><link>https://example.org/road/#comment-13</link>
<dc:creator>Ann</dc:creator><description>No.</description></item>
<item><title>Comment on Bridge by Ann</title><link>https://example.org/bridge/#comment-14</link>
<dc:creator>Ann</dc:creator><description>Maybe.</description></item></channel></rss>"""


def test_the_comments_on_a_post(tmp_path: Path) -> None:
    (thread,) = articles(tmp_path, OF_ONE_POST)
    assert (thread.title, thread.url, thread.body) == (
        "Die Brücke: gesperrt",
        "https://example.org/bridge/",
        "",
    )
    assert (thread.published, thread.source.name) == (None, None)
    ann, bob = thread.comments
    assert (ann.author, ann.body, ann.depth) == ("Ann", "Ja.", 0)
    assert (bob.author, bob.body, bob.reply_to, bob.quotes) == ("Bob", "Nein.\n\nJa.", ann.id, ((7, 10),))


def test_the_comments_of_a_site(tmp_path: Path) -> None:
    bridge, road = articles(tmp_path, OF_A_SITE)
    assert (bridge.title, bridge.source.name) == ("Bridge", "The Example")
    assert [each.body for each in bridge.comments] == ["Yes.", "Maybe."]
    assert (road.title, road.url) == ("Road by the river", "https://example.org/road/")


def blogger(kind: str, own: int, more: str, text: str) -> str:
    return f"""<entry><id>tag:blogger.com,1999:blog-1.post-{own}</id>
    <published>2010-01-02T03:04:0{own % 10}-08:00</published>
    <category scheme='http://schemas.google.com/g/2005#kind'
      term='http://schemas.google.com/blogger/2008/kind#{kind}'/>
    <title type='text'>{text[:9]}</title><content type='html'>&lt;p&gt;{text}&lt;/p&gt;</content>
    <author><name>Ann</name></author>{more}</entry>"""


REPLY = """<thr:in-reply-to href='http://blog.example/2010/01/one.html'
  ref='tag:blogger.com,1999:blog-1.post-5'/>"""
BLOGGER = f"""<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
  xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'
  xmlns:gd='http://schemas.google.com/g/2005'><title type='text'>The Blog</title>
{blogger("template", 1, "", "CSS")}
{blogger("settings", 2, "", "yes")}
{
    blogger(
        "comment", 8, REPLY + "<link rel='related' href='http://b/feeds/1/5/comments/default/7'/>", "Answer"
    )
}
{blogger("post", 5, "<link rel='alternate' href='http://blog.example/2010/01/one.html'/>", "A first text")}
{blogger("post", 6, "<app:control><app:draft>yes</app:draft></app:control>", "A draft text")}
{blogger("comment", 7, REPLY, "A comment")}
{
    blogger(
        "comment", 9, REPLY + "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>", "Removed"
    )
}
</feed>"""


def test_an_export_of_blogger(tmp_path: Path) -> None:
    (post,) = articles(tmp_path, BLOGGER)
    assert (post.title, post.body, post.url) == (
        "A first t",
        "A first text",
        "http://blog.example/2010/01/one.html",
    )
    assert (post.source.name, post.authors, post.scrape.place) == ("The Blog", ("Ann",), "item 4")
    assert [(each.body, each.depth, each.deleted) for each in post.comments] == [
        ("A comment", 0, False),
        ("Answer", 1, False),
        ("Removed", 0, True),
    ]


def test_an_export_of_blogger_as_it_is_now(tmp_path: Path) -> None:
    entry = """<entry><id>tag:blogger.com,1999:blog-1.post-{own}</id><blogger:type>{kind}</blogger:type>
    <blogger:status>{status}</blogger:status><title>{text}</title><content type='html'>{text}</content>{more}
    </entry>"""
    parent = "<blogger:parent>tag:blogger.com,1999:blog-1.post-5</blogger:parent>"
    answer = f"{parent}<blogger:inReplyTo>tag:blogger.com,1999:blog-1.post-7</blogger:inReplyTo>"
    text = "".join(
        (
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>",
            entry.format(own=5, kind="POST", status="LIVE", text="A post", more=""),
            entry.format(own=6, kind="POST", status="DRAFT", text="A draft", more=""),
            entry.format(own=8, kind="COMMENT", status="LIVE", text="Two", more=answer),
            entry.format(own=7, kind="COMMENT", status="LIVE", text="One", more=parent),
            entry.format(own=9, kind="COMMENT", status="SPAM_COMMENT", text="Buy", more=parent),
            "</feed>",
        )
    )
    (post,) = articles(tmp_path, text)
    assert post.title == "A post"
    assert [(each.body, each.depth) for each in post.comments] == [("One", 0), ("Two", 1)]


def test_real_feeds_give_records_or_say_why(data: Path) -> None:
    files = sorted((data / "formats/feedparser").rglob("*.xml"))
    assert len(files) > 2_000
    found = 0
    for file in files[::3]:
        records = list(formats.read(Scrape(str(file))))
        assert records, file
        for record in records:
            if isinstance(record, Article):
                found += 1
                assert record.title
            else:
                assert "could not be read" not in record.reason, file
    assert found > 130
