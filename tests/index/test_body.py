"""The main text of pages of no known maker: a page for each trap, and a floor on real ones."""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from index.extract.blocks import quoted_text_of, text_of
from index.extract.body import main_text
from index.extract.boilerplate import doubt_of_names, is_body
from index.extract.metadata import read_metadata
from index.formats.html import as_utf8
from index.settings import Scrape
from index.trace import Trace

FIRST = "The bridge over the river was closed on Monday, after a crack had been found in its third pier."
SECOND = "Engineers will look at it for a week, said the mayor, who had hoped for better news than that."
THIRD = "Until then all cars have to take the ferry, which leaves twice an hour and costs two coins each."
STORY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
TEASERS = "".join(
    f"<li><a href='/{number}'>Another headline, the {number}th</a>"
    f"<p>What the other story number {number} is about, in a sentence or two that make one curious.</p></li>"
    for number in range(12)
)


def body(page: str, title: str = "The headline", scrape: Scrape | None = None) -> str:
    return main_text(LexborHTMLParser(page.encode()), title, scrape or Scrape("/page.html"))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<form id=aspnetForm><div>{STORY}</div></form>", id="all of it in a form"),
        pytest.param(
            f"<body class='has-sidebar share-page comments-open'><div>{STORY}</div>", id="names of the page"
        ),
        pytest.param(f"<div class='page-with-related-links'>{STORY}</div>", id="a name of the whole article"),
        pytest.param(
            STORY.replace("<p>", "<p class='sc-ad meta-text share'>"), id="a name of every paragraph"
        ),
        pytest.param(f"<div>{BODY.replace(chr(10) * 2, '<br><br>')}</div>", id="broken lines"),
        pytest.param(STORY.replace("<p>", "<div>").replace("</p>", "</div>"), id="div alone"),
        pytest.param(
            STORY.replace("<p>", "<x-text><x-line>").replace("</p>", "</x-line></x-text><hr>"),
            id="unknown elements",
        ),
        pytest.param(f"<ul>{TEASERS}</ul><div><h1>The headline</h1>{STORY}</div>", id="teasers before"),
        pytest.param(f"<main><h1>The headline</h1>{STORY}</main><div><ul>{TEASERS}</ul></div>", id="after"),
        pytest.param(f"<div>{STORY}</div><aside><ul>{TEASERS}</ul></aside>", id="an aside of teasers"),
        pytest.param(
            f"<article>{STORY}</article><section class=related-stories><ul>{TEASERS}</ul></section>",
            id="named related",
        ),
        pytest.param(f"<div>{STORY}</div><div><p>{'We set cookies for this. ' * 20}</div>", id="cookies"),
        pytest.param(
            "".join(
                f"<section><div class=article-text><p>{text}</div></section>" for text in BODY.split("\n\n")
            ),
            id="a body in pieces",
        ),
        pytest.param(
            "".join(
                f"<article><h1>{title}</h1><div class=entry-content>{story}</div></article>"
                for title, story in (("The headline", STORY), ("Next", STORY.replace("bridge", "tunnel")))
            ),
            id="the next story below",
        ),
        pytest.param(
            f"<article><h1>The headline</h1><div>by Ann</div>{STORY}</article>", id="headline, byline"
        ),
        pytest.param(f"<div>{STORY}<p><a href=x>Read all about tunnels</a></p></div>", id="a link alone"),
        pytest.param(
            f"<div>{STORY}<h3>More</h3><ul><li><a href=x>One</a><li><a href=y>Two</a></ul></div>", id="links"
        ),
        pytest.param(f"<div>{STORY}<p>Follow us on <a href=x>Twitter</a></p></div>", id="the last line"),
        pytest.param(f"<div><p>Anzeige</p>{STORY}<p>Read more:</p></div>", id="labels"),
        pytest.param(
            f"<div>{STORY}<figure><img><figcaption>The bridge, in {FIRST}</figcaption></figure></div>",
            id="caption",
        ),
        pytest.param(f"<div>{STORY}<p style='display: none'>{FIRST}</p></div>", id="not shown"),
        pytest.param(
            f"<div>{STORY}<div class=kommentare><p>{FIRST}</p></div></div>", id="in another language"
        ),
        pytest.param(f"<script>var a = '<p>'</script><style>p</style>{STORY}", id="scripts"),
        pytest.param("<div>" * 900 + STORY, id="deep"),
    ],
)
def test_traps(page: str) -> None:
    assert body(f"<html><body>{page}</body></html>") == BODY


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<h2>Why</h2><p>A crack.</p>", "Why\n\nA crack."),
        (
            "<ul><li>One more <a href=x>thing</a> of it<li>Two things</ul>",
            "One more thing of it\n\nTwo things",
        ),
        (
            "<table><tr><th>Pier<td>3<tr><td><a href=x>Crack</a><td>2 cm</table>",
            "Pier\n\n3\n\nCrack\n\n2 cm",
        ),
        ("<pre>one\n  two\n</pre>", "one\n  two"),
        ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
        (
            "<div class=social-media-embed><blockquote class=twitter-tweet><p>What a "
            "<a href=x>bridge that was</a></p>— Ann (@ann) <a href=y>June 5</a></blockquote></div>",
            "What a bridge that was\n\n— Ann (@ann) June 5",
        ),
        (
            "<h3><a href=x>A bridge to buy</a></h3><p>It costs no more.</p>",
            "A bridge to buy\n\nIt costs no more.",
        ),
        (
            "<p><a href=x>The mayor of it</a> has been told about the "
            "<a href=y>other one of them</a> since.</p>",
            "The mayor of it has been told about the other one of them since.",
        ),
        ("<p><a href=x>https://example.org/bridge</a></p>", "https://example.org/bridge"),
    ],
)
def test_what_is_kept(part: str, text: str) -> None:
    assert body(f"<div>{STORY}{part}{STORY.replace('third', 'last')}</div>") == (
        f"{BODY}\n\n{text}\n\n{BODY.replace('third', 'last')}"
    )


def test_what_json_ld_says_fills_in_for_a_page_without_text() -> None:
    stated = json.dumps({"@graph": [{"@type": "NewsArticle", "articleBody": f"{BODY} &amp; <b>more</b>"}]})
    script = f'<script type="application/ld+json">{stated}</script>'
    assert body(f"<html>{script}<body><div>Please switch on JavaScript</div>") == f"{BODY} & more"
    assert body(f"<html>{script}<body>{STORY}") == BODY
    short = script.replace(SECOND, "").replace(THIRD, "")
    assert body(f"<html>{short}<body><p>{THIRD}</p>") == THIRD
    broken = script.replace('"@graph"', '"@graph')
    assert body(f"<html>{broken}<body><p>{THIRD}</p>") == THIRD


def test_a_page_of_little_text_keeps_it() -> None:
    assert body("<body><a href=x>one</a> <a href=y>two</a>") == "one two"
    assert body("") == ""


def test_the_trace_tells_what_gave_the_text_and_what_was_left_out() -> None:
    trace = Trace()
    page = (
        f"<div id=page class='a b c'><h1>The headline</h1>{STORY}<div class=share-bar>Send it</div>"
        "<p>Advertisement</p><p><a href=x>Something else entirely</a></p></div>"
    )
    body(page, scrape=Scrape("/page.html", trace=trace))
    assert trace.rules["body"] == "the densest element div#page.a.b"
    assert {(left.rule, left.text) for left in trace.left_out} == {
        ("head", "The headline"),
        ('named "share"', "Send it"),
        ("label", "Advertisement"),
        ("leads away", "Something else entirely"),
    }


@pytest.mark.parametrize(
    ("names", "sign"),
    [
        ("article-comments", 'named "comments"'),
        ("relatedPosts", 'named "related"'),
        ("tag-newsletter category-share post", None),
        ("post-comments-12 entry", None),
        ("hJpRRP", None),
        ("sc-ad1 x", None),
        ("ad", 'named "ad"'),
        ("embed social-media", None),
        ("", None),
    ],
)
def test_names(names: str, sign: str | None) -> None:
    found = doubt_of_names(f"{names}  ")
    assert (found.sign if found else None) == sign


def test_names_of_bodies() -> None:
    assert all(map(is_body, ("articleBody", "x entry-content y", "story__body", "post_content")))
    assert not any(map(is_body, ("", " ", "somebody-text", "content", "post")))


def test_text_of_an_element_and_what_of_it_is_quoted() -> None:
    node = LexborHTMLParser(
        "<div>One <b>bold</b>\n word<blockquote><p>Quoted<p><a href=x>link</a></blockquote>own<p></p></div>"
    ).css_first("div")
    assert node is not None
    assert text_of(node) == "One bold word\n\nQuoted\n\nlink\n\nown"
    text, spans = quoted_text_of(node)
    assert [text[start:stop] for start, stop in spans] == ["Quoted\n\nlink"]


WORD = re.compile(r"\w+")


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def test_real_pages_are_read_as_well_as_before(data: Path) -> None:
    """Every sixth page of the article-extraction benchmark; its README says what all of it gives."""
    folder = data / "extraction/aeb"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    precision, recall, exact = [], [], []
    for key in sorted(truth)[::6]:
        page, _ = as_utf8(gzip.decompress((folder / f"html/{key}.html.gz").read_bytes()), None)
        tree, scrape = LexborHTMLParser(page), Scrape("/page.html")
        made = runs(main_text(tree, read_metadata(tree, scrape).title, scrape))
        right = runs(truth[key]["articleBody"])
        both = sum((made & right).values())
        precision.append(both / sum(made.values()))
        recall.append(both / sum(right.values()))
        exact.append(made == right)
    p, r = statistics.mean(precision), statistics.mean(recall)
    assert 2 * p * r / (p + r) > 0.97
    assert statistics.mean(exact) > 0.5
