"""What the profiles of makers must not take for comments, and what must not stop them."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from index import sites
from index.formats.html import HTML
from index.identity import identify
from index.model import Article
from index.settings import Scrape
from index.sites.site import ArticleParts, Place, PostParts, SiteProfile

PROSE = (
    "<p>The bridge over the harbour is closed from Monday on, and nobody knows for how long it will be.</p>"
    * 3
)


def read(folder: Path, body: str, head: str = "") -> Article:
    file = folder / "page.html"
    file.write_text(f"<!doctype html><html><head><title>Bridge</title>{head}</head>{body}", encoding="utf-8")
    with file.open("rb") as stream:
        (article,) = HTML.read(Scrape(str(file)), stream)
    assert isinstance(article, Article)
    return identify(article)


@pytest.mark.parametrize(
    "trap",
    [
        '<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3>'
        '<form id="commentform"><p class="comment-notes">Your email address will not be published.</p>'
        '<p class="comment-form-author"><label>Name</label></p></form></div>',
        '<aside class="sidebar"><h2>Latest comments</h2><ul id="recentcomments">'
        '<li class="recentcomments"><span class="comment-author-link">Ann</span> on '
        '<a href="/b/#comment-12">Bridge</a></li></ul></aside>',
        '<ol class="wp-block-latest-comments"><li class="wp-block-latest-comments__comment"><article>'
        '<footer class="wp-block-latest-comments__comment-meta">'
        '<a class="wp-block-latest-comments__comment-author">Ann</a> '
        '<time datetime="2021-03-12T13:15:30+00:00" class="wp-block-latest-comments__comment-date">'
        "March 12</time></footer></article></li></ol>",
        '<a href="#comments" class="comments-link">3 Kommentare</a><div id="comments"></div>',
        '<div id="comments" class="comments-area"><h2 class="comments-title">No comments yet</h2>'
        '<ol class="comment-list"></ol></div>',
        '<ol class="comment-list"><li id="comment-3" class="pingback even depth-1"><div class="comment-body">'
        'Pingback: <a href="/">Bridges of the week</a></div></li></ol>',
        '<div id="disqus_thread"></div><noscript>Please enable JavaScript to view the comments.</noscript>',
        '<div id="comment-1" class="comment"></div><div id="c1" class="comment"></div>',
        '<section id="isso-thread"></section><div id="remark42"></div><div id="coral_thread"></div>',
        '<div class="jcomments-latest"><div id="jcomments-latest-1">Ann: something</div></div>',
        '<div class="post" id="p12"><h2>Other</h2><div class="postbody"><div class="content">T</div>'
        "</div></div>",
        '<article id="post-1" class="post hentry"><h2>One</h2></article><article id="post-2"></article>',
        '<div itemscope itemtype="https://schema.org/Comment"><span itemprop="text"></span></div>',
        '<script type="application/ld+json">{"@type": "Article", "commentCount": 3, "comment": []}</script>',
        "<h1>Bridge</h1><b>Bold</b><i>words</i><pre>code</pre>",
    ],
)
def test_pages_without_comments(tmp_path: Path, trap: str) -> None:
    article = read(
        tmp_path, f'<body class="single comments-open"><div class="story">{PROSE}</div>{trap}</body>'
    )
    assert article.comments == ()
    assert article.body.startswith("The bridge over the harbour")
    assert article.scrape.dialect == "page"


@pytest.mark.parametrize("site", sites.SITES, ids=lambda site: site.name)
def test_profiles_are_data_that_can_be_read(site: SiteProfile) -> None:
    """Every selector is one, and every pattern has the one group whose text is the value."""
    tree = LexborHTMLParser("<p>")
    selectors = [*site.marks, site.left_out, site.later_page, *site.article.body]
    places: list[Place] = []
    values = [getattr(site.article, field.name) for field in dataclasses.fields(ArticleParts)]
    if site.comments is not None:
        comments = site.comments
        values += [getattr(comments, field.name) for field in dataclasses.fields(PostParts)]
        selectors += [comments.item, comments.indent, comments.joined, comments.noise, comments.quote]
        selectors += comments.body
    for value in values:
        if isinstance(value, tuple) and value and isinstance(value[0], Place):
            places += value
    for place in places:
        assert place.pattern is None or place.pattern.groups == 1, place
    for selector in {*selectors, *(place.css for place in places if place.css != "<!--")}:
        if selector:
            tree.css_first(selector)
            assert not re.search(r":has\((?![>+])", selector), "takes time by the square of the depth"
    assert site.first
    assert all(re.fullmatch(r"(?:[A-Za-z]+[-_]?#?)?|@\w+", mark) for mark in site.first)


def test_names_of_profiles_are_their_own() -> None:
    names = [site.name for site in sites.SITES]
    assert len(set(names)) == len(names)


def comment(number: int, answers: str = "", depth: int = 1) -> str:
    return (
        f'<li id="comment-{number}" class="comment even depth-{depth}"><div class="comment-author">'
        f"<b class='fn'>Ann {number}</b></div><div class='comment-meta'>"
        f"<time datetime='2021-03-12T13:15:30Z'></time></div>"
        f'<div class="comment-content"><p>Text {number}</p></div><ol class="children">{answers}</ol></li>'
    )


def test_answers_in_answers_without_end(tmp_path: Path) -> None:
    nested = ""
    for number in reversed(range(300)):
        nested = comment(number, nested, number + 1)
    article = read(tmp_path, f'<body>{PROSE}<ol class="comment-list">{nested}</ol>')
    assert [(each.author, each.depth, each.body) for each in article.comments] == [
        (f"Ann {number}", number, f"Text {number}") for number in range(300)
    ]
    assert all(
        answer.reply_to == before.id
        for before, answer in zip(article.comments, article.comments[1:], strict=False)
    )


def test_thousands_of_comments(tmp_path: Path) -> None:
    listed = "".join(map(comment, range(5_000)))
    article = read(tmp_path, f'<body>{PROSE}<ol class="comment-list">{listed}</ol>')
    assert len(article.comments) == 5_000
    assert article.comments[-1].body == "Text 4999"


def test_quotes_in_quotes_are_one_quote(tmp_path: Path) -> None:
    quotes = '<div class="bbcode_quote">' * 500 + "said" + "</div>" * 500
    posts = "".join(
        f'<li class="postcontainer" id="post_{number}"><div class="postdate"><span class="date">'
        f'2010-03-12 12:00</span></div><a class="username">Ann</a>'
        f'<blockquote class="postcontent">{text}</blockquote></li>'
        for number, text in enumerate(("Start", f"{quotes}Own"))
    )
    article = read(tmp_path, f"<body><ol>{posts}</ol>")
    assert (article.body, article.comments[0].body) == ("Start", "said\n\nOwn")
    assert article.comments[0].quotes == ((0, 4),)


def xenforo(first: int) -> str:
    return "".join(
        f'<article class="message message--post" data-author="Ann {number}" id="js-post-{number}">'
        f'<header class="message-attribution"><time datetime="2021-03-12T13:0{number}:00+0100"></time>'
        f'<ul class="message-attribution-opposite"><li>#{number}</li></ul></header>'
        f'<div class="message-body"><div class="bbWrapper">Text {number}</div></div></article>'
        for number in range(first, first + 2)
    )


def test_a_later_page_of_a_thread_has_no_article(tmp_path: Path) -> None:
    start = read(tmp_path, f"<body>{xenforo(1)}")
    assert (start.authors, start.body, [c.author for c in start.comments]) == (
        ("Ann 1",),
        "Text 1",
        ["Ann 2"],
    )
    later = read(tmp_path, f"<body>{xenforo(3)}<p>Community platform by XenForo, and some more words.</p>")
    assert (later.authors, later.body) == ((), "")
    assert [c.author for c in later.comments] == ["Ann 3", "Ann 4"]
    linked = read(tmp_path, f"<body>{xenforo(1).replace('#', '')}", '<link rel="prev" href="/page-1">')
    assert [c.author for c in linked.comments] == ["Ann 1", "Ann 2"]


def test_circles_of_quotes_have_an_end(tmp_path: Path) -> None:
    posts = "".join(
        f'<article class="message message--post" data-author="Ann" id="js-post-{number}">'
        f'<div class="bbWrapper"><blockquote data-source="post: {quoted}">said</blockquote>Text</div>'
        f"</article>"
        for number, quoted in ((1, 2), (2, 3), (3, 2), (4, 4))
    )
    article = read(tmp_path, f"<body>{posts}")
    assert [c.reply_to for c in article.comments] == [None, article.comments[0].id, None]


def test_comments_in_linked_data(tmp_path: Path) -> None:
    data = """{"@context": "https://schema.org", "@graph": [{"@type": "DiscussionForumPosting", "comment": [
        {"@type": "Comment", "@id": "#c1", "author": {"@type": "Person", "name": "Ann"},
         "dateCreated": "2021-03-12T13:15:30+01:00", "text": "A crack &amp; more",
         "comment": {"@type": "Comment", "author": [{"name": "Cy"}], "datePublished": "2021-03-12",
                     "text": "<blockquote>A crack</blockquote><p>Where?</p>"}},
        {"@type": ["Comment"], "parentItem": {"@type": "Comment", "@id": "#c1"}, "author": "Dee",
         "text": "Here"},
        {"@type": "Comment", "author": 3, "text": null, "dateCreated": {}}, 7, null, "x"]}]}"""
    scripts = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in ('{"comment": [', data)
    )
    article = read(tmp_path, f"<body>{PROSE}", scripts)
    ann, cy, dee = article.comments
    assert (ann.author, ann.body, ann.depth) == ("Ann", "A crack & more", 0)
    assert ann.posted is not None
    assert (ann.posted.when.isoformat(), ann.posted.zone) == ("2021-03-12T12:15:30+00:00", "page")
    assert (cy.author, cy.body, cy.quotes, cy.reply_to) == ("Cy", "A crack\n\nWhere?", ((0, 7),), ann.id)
    assert (dee.author, dee.reply_to, dee.depth) == ("Dee", ann.id, 1)
    assert article.body.startswith("The bridge")


def test_dates_and_names_of_comments_are_not_the_articles(tmp_path: Path) -> None:
    item = (
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
        '<span itemprop="author">Ann</span><p itemprop="text">Text</p>'
        '<time itemprop="datePublished" datetime="2021-03-12T13:15:30+01:00"></time></div>'
    )
    article = read(tmp_path, f"<body><div>{PROSE}</div>{item}")
    assert (article.published, article.authors, len(article.comments)) == (None, (), 1)


@pytest.mark.parametrize("name", ["drupal6", "lemire-wordpress"])
def test_collections_whose_comments_are_known(data: Path, name: str) -> None:
    """A sample of each: the floor below which what is read must not fall."""
    collections = pytest.importorskip("bench.extraction.comments")
    scores = collections.measure((name,), every=10)[name]
    assert scores.f1 >= 0.995
    for right, known in (scores.dates, scores.parents):
        assert right >= 0.995 * known
    assert scores.empty[0] == scores.empty[1]
