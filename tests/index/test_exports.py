"""Exports of WordPress, Disqus and a news wire, and the XML that is made to do harm."""

from __future__ import annotations

import io
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from index import formats
from index.formats.xml import markup
from index.formats.xml.tokens import CHUNK, texts
from index.identity import identify
from index.model import Article, Origin, Rejection, Zone
from index.settings import Scrape
from index.trace import Trace

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file <item> with a made up element in a comment -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Example &amp; Sons</title><language>en-GB</language>
<wp:author><wp:author_login>ann</wp:author_login>
  <wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>
<item>
  <title>Bridge &#8211; closed</title>
  <link>https://example.org/2024/bridge/?utm_source=x</link>
  <pubDate>Wed, 05 Jun 2024 06:05:30 +0000</pubDate>
  <dc:creator>ann</dc:creator>
  <content:encoded><![CDATA[[caption id="a" width="30"]<img src="b.jpg"> The bridge[/caption]
The bridge <em>is</em> closed,
says the city [sic].

Nobody &amp; nothing may cross. [gallery ids="1,2"] [[gallery]]
<blockquote>Quoted by the author.</blockquote><pre>a
b</pre>]]></content:encoded>
  <excerpt:encoded>Not the text.</excerpt:encoded>
  <wp:post_date>2024-06-05 08:05:30</wp:post_date>
  <wp:post_date_gmt>2024-06-05 06:05:30</wp:post_date_gmt>
  <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
  %s
</item>
<item><title>A picture</title><content:encoded>text</content:encoded>
  <wp:post_type>attachment</wp:post_type></item>
<item><title>Not yet</title><content:encoded>text</content:encoded><wp:post_type>post</wp:post_type>
  <wp:status>draft</wp:status></item>
<item><title>Blocks</title><dc:creator>gone</dc:creator>
  <content:encoded><![CDATA[<!-- wp:paragraph --><p>One
line.</p><!-- /wp:paragraph --><!-- wp:list --><ul>
<li>An item</li></ul><!-- /wp:list -->]]]]><![CDATA[>]]></content:encoded>
  <wp:post_date>2024-07-01 10:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>
  <wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>
</channel></rss>"""
HEAD = WXR[: WXR.index("<item>\n")]


def comment(own: int, body: str, parent: int = 0, more: str = "", approved: str = "1") -> str:
    return f"""<wp:comment><wp:comment_id>{own}</wp:comment_id>
      <wp:comment_author><![CDATA[Bob &amp; C{own}]]></wp:comment_author>
      <wp:comment_author_email>bob@example.org</wp:comment_author_email>
      <wp:comment_date>2024-06-05 09:00:0{own % 10}</wp:comment_date>
      <wp:comment_date_gmt>2024-06-05 07:00:0{own % 10}</wp:comment_date_gmt>
      <wp:comment_content><![CDATA[{body}]]></wp:comment_content>
      <wp:comment_approved>{approved}</wp:comment_approved>
      <wp:comment_parent>{parent}</wp:comment_parent>{more}</wp:comment>"""


COMMENTS = "".join(
    (
        comment(3, "An answer.", 1, "<wp:comment_user_id>7</wp:comment_user_id>"),
        comment(
            1, "One line.\nAnother.\n\nA paragraph &lt;3", 0, "<wp:comment_user_id>0</wp:comment_user_id>"
        ),
        comment(4, "<blockquote>Said before.</blockquote>I agree.", 3),
        comment(5, "Buy!", approved="spam"),
        comment(6, "Answers spam.", 5),
        comment(7, "Waiting.", approved="0"),
        comment(8, "Gone.", approved="trash"),
        comment(9, "[...] a ping", more="<wp:comment_type>pingback</wp:comment_type>"),
    )
)


def read(folder: Path, data: str | bytes, name: str = "export.xml") -> list[Article | Rejection]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(formats.read(Scrape(str(file))))


def articles(folder: Path, data: str | bytes, name: str = "export.xml") -> list[Article]:
    found = []
    for record in read(folder, data, name):
        assert isinstance(record, Article), record
        found.append(identify(record))
    return found


def test_an_export_of_wordpress(tmp_path: Path) -> None:
    post, page = articles(tmp_path, WXR % COMMENTS)
    assert (post.title, post.url, post.authors) == (
        "Bridge – closed",
        "https://example.org/2024/bridge/",
        ("Ann Lee",),
    )
    assert (post.source.name, post.source.origin, post.language) == ("The Example & Sons", Origin.PAGE, "en")
    assert post.published is not None
    assert (post.published.when.isoformat(), post.published.zone) == ("2024-06-05T06:05:30+00:00", Zone.PAGE)
    assert post.scrape.place == "item 1"
    assert post.body == (
        "The bridge\nThe bridge is closed,\nsays the city [sic].\n\n"
        "Nobody & nothing may cross. [[gallery]]\n\nQuoted by the author.\n\na\nb"
    )
    assert [(each.author, each.registered, each.depth, each.body) for each in post.comments] == [
        ("Bob & C1", False, 0, "One line.\nAnother.\n\nA paragraph <3"),
        ("Bob & C3", True, 1, "An answer."),
        ("Bob & C4", None, 2, "Said before.\n\nI agree."),
        ("Bob & C6", None, 0, "Answers spam."),
    ]
    assert post.comments[1].reply_to == post.comments[0].id
    assert post.comments[2].quotes == ((0, 12),)
    assert post.comments[0].posted is not None
    assert post.comments[0].posted.when.isoformat() == "2024-06-05T07:00:01+00:00"
    assert (page.title, page.authors, page.body) == ("Blocks", ("gone",), "One line.\n\nAn item\n\n]]>")
    assert page.published is not None
    assert page.published.zone is Zone.ASSUMED


def test_what_of_an_export_is_left_out_is_told(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text(WXR % COMMENTS)
    trace = Trace()
    assert len(list(formats.read(Scrape(str(file), trace=trace)))) == 2
    assert [(each.rule, each.text) for each in trace.left_out] == [
        ("wxr spam", "Buy!"),
        ("wxr pending", "Waiting."),
        ("wxr trash", "Gone."),
        ("wxr pingback", "[...] a ping"),
        ("wxr attachment", "A picture"),
        ("wxr post draft", "Not yet"),
    ]


def test_an_export_that_ends_too_soon_gives_what_there_is(tmp_path: Path) -> None:
    text = WXR % COMMENTS
    records = read(tmp_path, text[: text.index("An answer.")])
    rejection, article = records
    assert isinstance(rejection, Rejection)
    assert (rejection.where, rejection.reason) == ("item 1", "cut short, or longer than a post can be")
    assert isinstance(article, Article)
    assert article.title == "Bridge – closed"
    assert len(article.comments) == 1


def test_an_export_is_not_held_in_memory() -> None:
    item = "<item><title>T</title><link>" + "x" * 8_000 + "</link></item>"

    class Reader:
        def __init__(self) -> None:
            self.pieces: Iterator[bytes] = iter([HEAD.encode(), *[item.encode()] * 4_000])

        def read(self, _size: int) -> bytes:
            return next(self.pieces, b"")

    stream = cast(BinaryIO, Reader())
    tracemalloc.start()
    try:
        records = markup.records(stream, frozenset({"rss", "channel"}), frozenset())
        found = sum(record.name == "item" for record in records)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == 4_000
    assert peak < 3_000_000  # of 32 MB


DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><forum>example</forum></category>
<thread dsq:id="10"><forum>example</forum><link>https://example.org/bridge#disqus</link>
  <title>Bridge &amp;amp; road</title><createdAt>2020-01-01T00:00:00Z</createdAt>
  <author><name>Nobody</name></author></thread>
<thread dsq:id="11"><forum>example</forum><link>https://example.org/empty</link><title>Empty</title></thread>
<thread dsq:id="12"><link>https://example.org/untitled</link><title/></thread>
<post dsq:id="22"><message><![CDATA[<p>Second<br>line.</p><blockquote>Old.</blockquote>]]></message>
  <createdAt>2020-01-02T10:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
  <author><name>Bob</name><isAnonymous>false</isAnonymous><username>bob1</username></author>
  <thread dsq:id="10"/><parent dsq:id="21"/></post>
<post dsq:id="21"><message>First.</message><createdAt>2020-01-01T10:00:00Z</createdAt>
  <author><name>Ann</name><isAnonymous>true</isAnonymous></author><thread dsq:id="10"/></post>
<post dsq:id="23"><message>Buy!</message><isSpam>true</isSpam><thread dsq:id="10"/></post>
<post dsq:id="24"><message/><isDeleted>true</isDeleted><author/><thread dsq:id="10"/></post>
<post dsq:id="25"><message>Lost.</message>
  <author><username>eve</username></author><thread dsq:id="99"/></post>
<post dsq:id="26"><message>Here.</message>
  <author><username>eve</username></author><thread dsq:id="12"/></post>
</disqus>"""


def test_an_export_of_disqus(tmp_path: Path) -> None:
    bridge, lost, untitled = _ordered(read(tmp_path, DISQUS))
    assert isinstance(bridge, Article)
    assert (bridge.title, bridge.url, bridge.body, bridge.published) == (
        "Bridge & road",
        "https://example.org/bridge",
        "",
        None,
    )
    assert (bridge.source.name, bridge.scrape.place) == ("example", "thread 10")
    assert [
        (each.id, each.author, each.registered, each.reply_to, each.body) for each in bridge.comments
    ] == [
        ("21", "Ann", False, None, "First."),
        ("22", "Bob", True, "21", "Second\nline.\n\nOld."),
        ("24", None, None, None, ""),
    ]
    assert bridge.comments[1].quotes == ((14, 18),)
    assert [each.deleted for each in bridge.comments] == [False, False, True]
    assert isinstance(untitled, Article)
    assert (untitled.title, untitled.comments[0].author) == ("https://example.org/untitled", "eve")
    assert isinstance(lost, Rejection)
    assert (lost.where, lost.reason) == ("thread 99", "1 comments on a thread that is not in the file")


def _ordered(records: list[Article | Rejection]) -> list[Article | Rejection]:
    return sorted(records, key=lambda each: each.scrape.place if isinstance(each, Article) else "thread 11")


SGML = b"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE><TOPICS><D>cocoa</D></TOPICS>
<UNKNOWN>&#5;&#5;C T</UNKNOWN>
<TEXT>&#2;
<TITLE>BAHIA &lt;ABC.O> COCOA REVIEW</TITLE>
<AUTHOR>    by Ann Lee, Reuters</AUTHOR>
<DATELINE>    SALVADOR, Feb 26 - </DATELINE><BODY>Showers continued
throughout the week.
    The dry period is over.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="2"><DATE>no day</DATE>
<TEXT TYPE="UNPROC">&#2;
****** Unread text
&#3;</TEXT></REUTERS>
"""


def test_stories_of_a_wire(tmp_path: Path) -> None:
    story, brief = articles(tmp_path, SGML, "reut.sgm")
    assert (story.title, story.authors, story.source.origin) == (
        "BAHIA <ABC.O> COCOA REVIEW",
        ("Ann Lee",),
        Origin.DIALECT,
    )
    assert story.body == "Showers continued\nthroughout the week.\n\nThe dry period is over.\n Reuter"
    assert story.published is not None
    assert story.published.when.isoformat() == "1987-02-26T15:01:01+00:00"
    assert (brief.body, brief.published) == ("****** Unread text", None)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/hostname">
<!ENTITY % y SYSTEM "http://localhost/y.dtd"> %y;]>
<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>&c;&x;</title>
<description>kept</description></item></channel></rss>"""


def test_no_entity_of_a_file_is_resolved(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, BOMB)
    assert (article.title, article.body) == ("&c;&x;", "kept")


@pytest.mark.parametrize(
    "data",
    [
        HEAD + "<item>" + "<a>" * 100_000,
        HEAD + "<item><content:encoded>" + "&lt;b>" * 100_000,
        HEAD + "<item " + "a=b " * 100_000 + "><title>x</title>",
        HEAD + "<" * 1_000_000,
        HEAD + "<a" * 500_000,
        HEAD + '<item a="' + "<a b='" * 200_000,
        HEAD + "<item><title>" + "&" * 1_000_000,
        HEAD + "<![CDATA[" * 100_000,
        HEAD + "<!--" * 200_000,
        HEAD + "<item><content:encoded>" + "[a " * 300_000,
        HEAD + "<item>" + "<x/>" * 100_000 + "</y>" * 100_000,
        HEAD + "<!DOCTYPE a [" * 50_000,
        HEAD + "<item>" + comment(1, "a", 1) * 2_000,
        HEAD + "".join(f'<a xmlns:p{n}="u{n}"/>' for n in range(20_000)),
    ],
    ids=range(14),
)
def test_what_is_made_to_stall(tmp_path: Path, data: str) -> None:
    """That it ends at all within the time of the suite is the test: each grew by the square once."""
    for record in read(tmp_path, data):
        if isinstance(record, Article):
            identify(record)


def test_no_end_and_no_broken_byte_raises(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - to break files with
    for text in (WXR % COMMENTS, DISQUS, SGML.decode()):
        data = text.encode()
        for _ in range(150):
            piece = bytearray(data[: chance.randrange(len(data))])
            for _ in range(chance.randrange(6)):
                piece[chance.randrange(len(piece) or 1) : chance.randrange(len(piece) or 1)] = (
                    chance.randbytes(3)
                )
            for record in read(tmp_path, bytes(piece)):
                assert isinstance(record, Rejection) or identify(record).title
                assert not isinstance(record, Rejection) or "could not be read" not in record.reason


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>é'.encode("latin-1"), None, "é"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>é”'.encode(), None, "é”"),
        ('<?xml version="1.0" encoding="utf-8"?>é“'.encode("cp1252"), None, "é“"),
        ('<?xml version="1.0" encoding="koi8-r"?>слово'.encode("koi8-r"), "utf-8", "слово"),
        ("<a>слово".encode("cp1251"), "windows-1251", "слово"),
        ('<?xml version="1.0" encoding="utf-16"?>é'.encode("utf-16"), None, "é"),
        ('<?xml version="1.0" encoding="utf-8"?>é'.encode("utf-16-le"), None, "é"),
        ('<?xml version="1.0" encoding="iso-2022-jp"?>日本'.encode("iso2022_jp"), None, "日本"),
        ("\ufeff<a>é".encode(), "iso-8859-1", "é"),
        (b"<a>" + b" " * (CHUNK - 4) + "é日本".encode(), None, "é日本"),
        (b'<?xml encoding="no-such"?>' + "é".encode(), "none-either", "é"),
    ],
)
def test_encodings(data: bytes, charset: str | None, text: str) -> None:
    assert "".join(texts(io.BytesIO(data), charset)).endswith(text)


def test_tags_at_the_end_of_a_chunk() -> None:
    text = '<rss><item><a b="c>d">x &amp; <![CDATA[ y <z> ]] ]]></a><b/></item></rss>'
    for shift in range(len(text)):
        data = (" " * (CHUNK - shift) + text).encode()
        _, item = markup.records(io.BytesIO(data), frozenset({"rss"}), frozenset())
        assert item.said("a") == "x &  y <z> ]]"
        assert item.whole
        (first, _) = item.content
        assert isinstance(first, markup.Element)
        assert first.attributes == {"b": "c>d"}


def test_real_exports(data: Path) -> None:
    file = data / "formats/wxr-theme-unit-test/themeunittestdata.wordpress.xml"
    records = list(formats.read(Scrape(str(file))))
    assert all(isinstance(record, Article) for record in records)
    threads = [identify(record) for record in records if isinstance(record, Article)]
    assert max(comment.depth for thread in threads for comment in thread.comments) == 9
    assert len(threads) > 60
