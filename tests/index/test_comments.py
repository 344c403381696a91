from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from index.extract.comments import find_comments
from index.extract.heads import date_in, name_in
from index.model import Comment
from index.settings import Scrape
from index.trace import Trace

LEAD = "The council met on Monday and decided nothing of note, which surprised nobody who was there. "
ARTICLE = f"<article><h1>A headline</h1><p>{LEAD * 3}</p><p>{LEAD * 2}</p></article>"
FIRST = "I was there, and it was worse than that."
SECOND = "Nonsense, it was a fine evening for all of us."
THIRD = "Does anybody know when they meet again?"


def found(comments: str, article: str = ARTICLE) -> tuple[tuple[Comment, ...], str]:
    """The comments of a page, and the text that is left of it."""
    tree = LexborHTMLParser(f"<html><body>{article}{comments}</body></html>")
    read = find_comments(tree, Scrape("/page.html"))
    assert tree.body is not None
    return read, " ".join(tree.body.text(separator=" ").split())


SHAPES = {
    "divisions with ids": f"""
        <div id="comments"><h3>3 comments</h3>
        <div id="comment-11"><b class="author">Ann</b> <span class="date">3 May 2014
        10:12</span><p>{FIRST}</p></div>
        <div id="comment-12"><b class="author">Bob</b> <span class="date">3 May 2014
        11:30</span><p>{SECOND}</p></div>
        <div id="comment-13"><b class="author">Cleo</b> <span class="date">4 May 2014
        9:02</span><p>{THIRD}</p></div>
        </div>""",
    "a list with nested answers": f"""
        <ol class="commentlist">
        <li class="comment even depth-1" id="comment-11"><div class="comment-author"><cite
        class="fn">Ann</cite>
            <span class="says">says:</span></div><div class="comment-meta"><a href="#comment-11">May 3,
            2014 at
            10:12 am</a></div><p>{FIRST}</p><div class="reply"><a href="#">Reply</a></div>
            <ul class="children"><li class="comment odd depth-2" id="comment-12"><div class="comment-author">
            <cite class="fn">Bob</cite> <span class="says">says:</span></div><div class="comment-meta">
            <a href="#comment-12">May 3, 2014 at 11:30 am</a></div><p>{SECOND}</p></li></ul></li>
        <li class="comment even depth-1" id="comment-13"><div class="comment-author"><cite
        class="fn">Cleo</cite>
            <span class="says">says:</span></div><div class="comment-meta"><a href="#comment-13">May 4,
            2014 at
            9:02 am</a></div><p>{THIRD}</p></li></ol>""",
    "definition list": f"""
        <h4>Comments</h4><dl id="comments-block">
        <dt>Ann said on May 3, 2014 10:12 AM:</dt><dd><p>{FIRST}</p></dd>
        <dt>Bob said on May 3, 2014 11:30 AM:</dt><dd><p>{SECOND}</p></dd>
        <dt>Cleo said on May 4, 2014 9:02 AM:</dt><dd><p>{THIRD}</p></dd></dl>""",
    "definition list with ids and feet": f"""
        <dl id="comments-block">
        <dt id="c11">Ann said...</dt><dd class="comment-body"><p>{FIRST}</p></dd>
        <dd class="comment-footer">May 3, 2014 10:12 AM</dd>
        <dt id="c12">Bob said...</dt><dd class="comment-body"><p>{SECOND}</p></dd>
        <dd class="comment-footer">May 3, 2014 11:30 AM</dd>
        <dt id="c13">Cleo said...</dt><dd class="comment-body"><p>{THIRD}</p></dd>
        <dd class="comment-footer">May 4, 2014 9:02 AM</dd></dl>""",
    "table rows": f"""
        <h3>Kommentare (3)</h3><table>
        <tr><td>Ann<br>3.5.2014 10:12</td><td>{FIRST}</td></tr>
        <tr><td>Bob<br>3.5.2014 11:30</td><td>{SECOND}</td></tr>
        <tr><td>Cleo<br>4.5.2014 9:02</td><td>{THIRD}</td></tr></table>""",
    "ids on rows": f"""
        <table>
        <tr id="comment_11"><td><b>Ann</b> 3.5.2014 10:12</td></tr><tr><td>{FIRST}</td></tr>
        <tr id="comment_12"><td><b>Bob</b> 3.5.2014 11:30</td></tr><tr><td>{SECOND}</td></tr>
        <tr id="comment_13"><td><b>Cleo</b> 4.5.2014 9:02</td></tr><tr><td>{THIRD}</td></tr></table>""",
    "anchors before": f"""
        <div id="discuss"><a id="comment-11"></a><div class="box"><div class="submitted">Submitted by
        Ann on Sat,
            03/05/2014 - 10:12.</div><div class="content">{FIRST}</div></div>
        <a id="comment-12"></a><div class="box"><div class="submitted">Submitted by Bob on Sat, 03/05/2014 -
            11:30.</div><div class="content">{SECOND}</div></div>
        <a id="comment-13"></a><div class="box"><div class="submitted">Submitted by Cleo on Sun, 04/05/2014 -
            09:02.</div><div class="content">{THIRD}</div></div></div>""",
    "name and date in one text": f"""
        <section class="comments"><div class="comment"><p class="info">Ann | Sa, 3. Mai 2014 -
        10:12</p><p>{FIRST}</p>
            </div><div class="comment"><p class="info">Bob | Sa, 3. Mai 2014 - 11:30</p><p>{SECOND}</p></div>
        <div class="comment"><p class="info">Cleo | So, 4. Mai 2014 -
        9:02</p><p>{THIRD}</p></div></section>""",
    "feet": f"""
        <div class="comments-content">
        <div class="comment" id="comment-11"><p>{FIRST}</p>
            <p class="comment-footer">Posted by: <a href="http://a.example">Ann</a> | May 3, 2014 at
            10:12 AM</p></div>
        <div class="comment" id="comment-12"><p>{SECOND}</p>
            <p class="comment-footer">Posted by: Bob | May 3, 2014 at 11:30 AM</p></div>
        <div class="comment" id="comment-13"><p>{THIRD}</p>
            <p class="comment-footer">Posted by: Cleo | May 4, 2014 at 09:02 AM</p></div></div>""",
    "no classes under a heading": f"""
        <div><h3>3 Antworten</h3>
        <div><p><strong>Ann</strong> am 3. Mai 2014 um 10:12 Uhr</p><p>{FIRST}</p></div>
        <div><p><strong>Bob</strong> am 3. Mai 2014 um 11:30 Uhr</p><p>{SECOND}</p></div>
        <div><p><strong>Cleo</strong> am 4. Mai 2014 um 9:02 Uhr</p><p>{THIRD}</p></div></div>""",
    "another language": f"""
        <div id="yorumlar"><h3>Yorumlar</h3>
        <div class="yorum"><span class="isim">Ann</span> <span class="tarih">03.05.2014
        10:12</span><p>{FIRST}</p></div>
        <div class="yorum"><span class="isim">Bob</span> <span class="tarih">03.05.2014
        11:30</span><p>{SECOND}</p></div>
        <div class="yorum"><span class="isim">Cleo</span> <span class="tarih">04.05.2014
        09:02</span><p>{THIRD}</p></div>
        </div>""",
    "schema.org": f"""
        <div><div itemscope itemprop="comment" itemtype="http://schema.org/Comment"><span
        itemprop="author">Ann</span>
            <meta itemprop="datePublished" content="2014-05-03T10:12"><p itemprop="text">{FIRST}</p></div>
        <div itemscope itemprop="comment" itemtype="http://schema.org/Comment"><span
        itemprop="author">Bob</span>
            <meta itemprop="datePublished" content="2014-05-03T11:30"><p itemprop="text">{SECOND}</p></div>
        <div itemscope itemprop="comment" itemtype="http://schema.org/Comment"><span
        itemprop="author">Cleo</span>
            <meta itemprop="datePublished" content="2014-05-04T09:02"><p
            itemprop="text">{THIRD}</p></div></div>""",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_comments(shape: str) -> None:
    comments, left = found(SHAPES[shape])
    assert [(comment.author, comment.body) for comment in comments] == [
        ("Ann", FIRST),
        ("Bob", SECOND),
        ("Cleo", THIRD),
    ]
    assert [comment.position for comment in comments] == [1, 2, 3]
    assert all(text not in left for text in (FIRST, SECOND, THIRD))
    assert left == " ".join(f"A headline {LEAD * 3} {LEAD * 2}".split())


@pytest.mark.parametrize("shape", SHAPES)
def test_one_comment_alone_is_not_lost_where_its_id_or_list_says_so(shape: str) -> None:
    if shape in ("divisions with ids", "a list with nested answers", "feet", "another language"):
        page = SHAPES[shape]
        tree = LexborHTMLParser(page)
        for node in tree.css("[id$='12'], [id$='13'], .yorum ~ .yorum"):
            node.decompose()
        comments, _ = found(tree.body.html or "" if tree.body else "")
        assert [(comment.author, comment.body) for comment in comments] == [("Ann", FIRST)]


def test_dates_and_ids_are_read() -> None:
    comments, _ = found(SHAPES["anchors before"])
    assert [comment.id for comment in comments] == ["comment-11", "comment-12", "comment-13"]
    assert [comment.posted and comment.posted.when.isoformat() for comment in comments] == [
        "2014-05-03T10:12:00+00:00",
        "2014-05-03T11:30:00+00:00",
        "2014-05-04T09:02:00+00:00",
    ]


def one(author: str, text: str, before: str = "", within: str = "", after: str = "") -> str:
    return (
        f'{before}<div class="comment" {within}><b class="author">{author}</b> <time '
        f'datetime="2014-05-03">3 May'
        f"</time><p>{text}</p></div>{after}"
    )


DEPTHS = {
    "a margin": [f'style="margin-left: {margin}px"' for margin in (0, 20, 40, 20, 0)],
    "padding": [f'style="padding-left:{margin}em"' for margin in (0, 2, 4, 2, 0)],
    "an attribute": [f'data-depth="{depth}"' for depth in (1, 2, 3, 2, 1)],
}


@pytest.mark.parametrize("way", DEPTHS)
def test_indented_comments_answer_those_above_them(way: str) -> None:
    page = "".join(
        one(author, text, within=within)
        for author, text, within in zip(
            "ABCDE", (FIRST, SECOND, THIRD, FIRST, SECOND), DEPTHS[way], strict=True
        )
    )
    comments, _ = found(f'<div class="comments">{page}</div>')
    assert [comment.depth for comment in comments] == [0, 1, 2, 1, 0]
    assert [comment.reply_to for comment in comments] == [None, "#1", "#2", "#1", None]


def test_a_class_tells_the_level() -> None:
    page = "".join(
        one(author, text).replace('class="comment"', f'class="comment level-{level}"')
        for author, text, level in (("A", FIRST, 0), ("B", SECOND, 1), ("C", THIRD, 0))
    )
    comments, _ = found(f'<div class="comments">{page}</div>')
    assert [comment.reply_to for comment in comments] == [None, "#1", None]


def test_wrappers_after_a_comment_hold_its_answers() -> None:
    inner = one("B", SECOND, after=f'<div class="indented">{one("C", THIRD)}</div>')
    page = one("A", FIRST, after=f'<div class="indented">{inner}</div>') + one("D", FIRST)
    comments, _ = found(f'<div id="comments">{page}</div>')
    assert [(comment.author, comment.depth, comment.reply_to) for comment in comments] == [
        ("A", 0, None),
        ("B", 1, "#1"),
        ("C", 2, "#2"),
        ("D", 0, None),
    ]


def test_an_empty_image_before_a_comment_tells_its_depth() -> None:
    rows = "".join(
        f'<tr><td><table><tr><td><img src="s.gif" width="{width}" height="1"></td><td class="default">'
        f'<span class="comhead"><a href="user?id={author}">{author}</a> 49 minutes ago | <a '
        f'href="#">link</a></span>'
        f'<br><span class="comment">{text}</span></td></tr></table></td></tr>'
        for author, text, width in (("ann", FIRST, 0), ("bob", SECOND, 40), ("cleo", THIRD, 0))
    )
    comments, _ = found(f"<table>{rows}</table>")
    assert [(comment.author, comment.body) for comment in comments] == [
        ("ann", FIRST),
        ("bob", SECOND),
        ("cleo", THIRD),
    ]
    assert [comment.depth for comment in comments] == [0, 1, 0]


def test_paragraphs_lines_and_quotes_are_kept() -> None:
    body = (
        f'<div class="content"><blockquote><p>{FIRST}</p></blockquote><p>{SECOND}</p>'
        f"<p>One line<br>and another, see <a href='http://e.example'>this page</a> for more.</p></div>"
    )
    comments, _ = found(
        f'<div id="comments"><div class="comment"><span class="author">Ann</span> <span '
        f'class="date">2014-05-03</span>'
        f'{body}<div class="links"><a href="#">Reply</a> <a href="#">Report</a></div></div></div>'
    )
    (comment,) = comments
    assert comment.body == f"{FIRST}\n\n{SECOND}\n\nOne line\nand another, see this page for more."
    assert [comment.body[start:end] for start, end in comment.quotes] == [FIRST]


def test_a_comment_that_was_taken_away_is_marked() -> None:
    page = SHAPES["divisions with ids"].replace(SECOND, "This comment has been removed by a moderator.")
    comments, _ = found(page)
    assert [comment.deleted for comment in comments] == [False, True, False]


def test_the_heading_and_the_form_go_with_the_comments() -> None:
    form = (
        '<div id="respond"><h3>Leave a reply</h3><form id="commentform"><p>Your address is not shown.</p>'
        '<textarea name="comment"></textarea></form></div>'
    )
    comments, left = found(SHAPES["a list with nested answers"] + form)
    assert len(comments) == 3
    assert "Leave a reply" not in left
    assert "not shown" not in left


def test_pingbacks_are_not_comments() -> None:
    pingback = (
        '<li class="pingback" id="comment-14"><p>Pingback: <a href="http://e.example/x">Another page '
        "that links "
        "here</a></p></li></ol>"
    )
    comments, left = found(SHAPES["a list with nested answers"].replace("</ol>", pingback))
    assert [comment.author for comment in comments] == ["Ann", "Bob", "Cleo"]
    assert "Pingback" not in left


def test_a_discussion_keeps_its_first_post_as_the_article() -> None:
    posts = "".join(
        f'<div class="post"><h4>#{number} - {author} - Sat May 3, 2014 {number}:26 pm</h4><div '
        f'class="postbody">{text}'
        "</div></div>"
        for number, (author, text) in enumerate(
            (("Ann", LEAD * 3), ("Bob", SECOND), ("Cleo", THIRD)), start=1
        )
    )
    comments, left = found(f'<h2>A thread</h2><div id="posts">{posts}</div>', article="")
    assert [(comment.author, comment.body) for comment in comments] == [("Bob", SECOND), ("Cleo", THIRD)]
    assert LEAD.strip() in left
    assert SECOND not in left


TEASER = "<p>The first lines of another article, which goes on behind its headline and says more there.</p>"
FRIENDS = {
    "a link with their number": '<p class="comments"><a href="/a#comments">3 Kommentare</a></p>',
    "a form": '<div id="respond" class="comment-respond"><h3>Leave a comment</h3><form '
    'id="commentform"><p>Your email'
    " address will not be published since 2012. Required fields are marked</p><label "
    'for="comment">Comment</label>'
    '<textarea id="comment"></textarea></form></div>',
    "the latest comments": '<div class="widget recent-comments" id="recent-comments-2"><h3>Latest '
    "comments</h3><ul>"
    + "".join(
        f'<li class="recentcomments"><span class="comment-author-link">{author}</span> on <a '
        f'href="/{author}-story'
        f'#comment-{author}1">An article about something else</a> 3 May 2014</li>'
        for author in ("Ann", "Bob", "Cleo")
    )
    + "</ul></div>",
    "the latest comments with their texts": '<div class="comments-box"><h3>Comments</h3>'
    + "".join(
        f'<div class="comment"><span class="author">{author}</span> <span class="date">3 May '
        f"2014</span> <p>{FIRST}</p>"
        f'<a href="/story-{number}#comment-{number}">to the comment</a></div>'
        for number, author in enumerate(("Ann", "Bob", "Cleo", "Dan"))
    )
    + "</div>",
    "rules of the community": '<div class="comments"><h3>Comments</h3><p>Comments are subject to our '
    "community "
    "guidelines of 12 May 2014, which can be viewed here. Please be kind and stay with the matter.</p></div>",
    "an empty container": '<section id="comments"><h2>Comments</h2><div '
    'id="disqus_thread"></div><noscript>Please enable'
    " JavaScript to view the comments.</noscript></section>",
    "related articles": '<div class="related"><h3>More on this</h3>'
    + "".join(
        f'<div class="post" id="post-{number}"><h3><a href="/{number}">Headline of another '
        f"article</a></h3><span "
        f'class="author">{author}</span> <span class="date">3 May 2014</span>{TEASER}</div>'
        for number, author in enumerate(("Ann", "Bob", "Cleo"))
    )
    + "</div>",
    "articles of an archive": "".join(
        f'<article class="post hentry" id="post-{number}"><h2 class="title"><a '
        f'href="/2014/{number}/a-story">Headline of '
        f'an article of ours</a></h2><span class="author">{author}</span><time '
        f'datetime="2014-05-03">May 3</time>{TEASER}'
        f'<a class="comments-link" href="/2014/{number}/a-story#comments">3 comments</a></article>'
        for number, author in enumerate(("Ann", "Bob", "Cleo"))
    ),
    "a live blog": '<div class="liveblog">'
    + "".join(
        f'<div class="post" id="post-{hour}"><time '
        f'datetime="2014-05-03T{hour}:12">{hour}:12</time><p>{LEAD}</p></div>'
        for hour in (10, 11, 12)
    )
    + "</div>",
    "events": '<ul class="events"><li><b>Concert</b> 3 May 2014 19:30<p>The orchestra plays in the town '
    "hall, with"
    " soloists.</p></li><li><b>Lecture</b> 4 May 2014 19:30<p>A talk about birds in the "
    "library.</p></li></ul>",
    "a timeline": "<h3>Discussion of the law</h3><dl><dt>3 May 2014</dt><dd>The law is read for the "
    "first time.</dd>"
    "<dt>4 June 2014</dt><dd>The law is read for the second time.</dd></dl>",
    "a table of dates": "<h3>Responses to the "
    "bill</h3><table><tr><td>3.5.2014</td><td>12</td></tr><tr><td>4.5.2014</td>"
    "<td>14</td></tr></table>",
    "notes": '<ol class="references"><li id="cite_note-1"><cite>Smith, J. (3 May 2014). "A book about '
    'it".</cite> <span'
    ' class="citation-comment">Retrieved 4 May 2014.</span></li><li id="cite_note-2"><cite>Miller, K. '
    '(3 June 2014). "A'
    ' paper".</cite> <span class="citation-comment">Retrieved 5 May 2014.</span></li></ol>',
    "search results": '<h3>3 results for comment</h3><ol class="results"><li><h4><a href="/1">One '
    "headline that was"
    f' found</a></h4><cite>Ann</cite> 3 May 2014{TEASER}</li><li><h4><a href="/2">Another that was '
    f"found</a></h4>"
    f"<cite>Bob</cite> 4 May 2014{TEASER}</li></ol>",
    "a box about the author": '<div class="author-box"><span class="author">Ann</span> <span '
    'class="date">3 May 2014'
    f"</span><p>{LEAD}</p></div>",
}


@pytest.mark.parametrize("friend", FRIENDS)
def test_false_friends(friend: str) -> None:
    comments, left = found(FRIENDS[friend])
    assert comments == ()
    assert LEAD.strip() in left


def test_a_page_whose_body_speaks_of_comments() -> None:
    tree = LexborHTMLParser(
        f'<html><body class="comments-open post-12 blog-recirc-comments">{ARTICLE}</body></html>'
    )
    assert find_comments(tree, Scrape("/page.html")) == ()


HEADS = {
    "Heidemarie Heim | Di, 21. April 2020 - 14:05": ("Heidemarie Heim", "Di, 21. April 2020 - 14:05"),
    "Submitted by Robert Wall on Thu, 15/01/2015 - 17:19.": ("Robert Wall", "Thu, 15/01/2015 - 17:19"),
    "#5007 - SimonB - Thu Apr 17, 2003 2:26 pm": ("SimonB", "Thu Apr 17, 2003 2:26 pm"),
    "On Mar 3, 2010 at 4:05 pm, Ann said:": ("Ann", "Mar 3, 2010 at 4:05 pm"),
    "#1 Peter am 12.03.2010 14:22": ("Peter", "12.03.2010 14:22"),
    "Иван Петров, 12 марта 2015 в 14:33": ("Иван Петров", "12 марта 2015 в 14:33"),
    "habosa 49 minutes ago | link": ("habosa", "49 minutes ago"),
    "vor 3 Tagen": (None, "vor 3 Tagen"),
    "Marie dit :": ("Marie", None),
    "am 3. Mai 2011 um 12:30 Uhr schrieb Hans:": ("Hans", "3. Mai 2011 um 12:30 Uhr"),
    "4 Apr 2012, 10:22am by Zed": ("Zed", "4 Apr 2012, 10:22am"),
    "Ann has 10 cats": ("Ann has 10 cats", None),
}


@pytest.mark.parametrize("line", HEADS)
def test_author_and_date_in_a_line(line: str) -> None:
    name, date = HEADS[line]
    span = date_in(line)
    assert (line[span[0] : span[1]] if span else None) == date
    assert name_in(line) == name


def test_the_trace_is_told() -> None:
    trace = Trace()
    tree = LexborHTMLParser(f"<body>{ARTICLE}{SHAPES['feet']}</body>")
    find_comments(tree, Scrape("/page.html", trace=trace))
    assert "comments" in trace.rules
    assert trace.left_out


@pytest.mark.parametrize(
    "page",
    [
        "",
        '<div id="comment-1"><div id="comment-1"><div id="comment-1">',
        '<a id="comment-1"></a>' * 500,
        '<div class="comment">' * 1_500 + "x" * 100,
        '<div id="comment-1"><b>A</b> 3 May 2014 ' * 800,
        '<ul class="comments">' + '<li class="comment">3 May 2014' * 3_000,
        '<div class="comments">' + "1.2.2014 " * 20_000,
        "<h3>Comments</h3>" * 3_000,
    ],
)
def test_strange_pages_raise_nothing(page: str) -> None:
    find_comments(LexborHTMLParser(f"<body>{page}</body>"), Scrape("/page.html"))


def test_real_pages_of_drupal(data: Path) -> None:
    rows = [json.loads(line) for line in (data / "comments/drupal6/gold.jsonl").read_text().splitlines()][
        ::10
    ]
    right = wrong = missing = 0
    for row in rows:
        tree = LexborHTMLParser((data / "comments/drupal6" / row["file"]).read_bytes())
        read = [
            (comment.author, "".join(comment.body.split())) for comment in find_comments(tree, Scrape("/x"))
        ]
        for comment in row["comments"]:
            wanted = comment["author"], "".join((comment["body"] or "").split())
            if wanted in read:
                read.remove(wanted)
                right += 1
            else:
                missing += 1
        wrong += len(read)
    assert len(rows) == 30
    assert right > 0.9 * (right + missing)
    assert wrong < 0.05 * right
