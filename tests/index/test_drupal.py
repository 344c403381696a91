from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser

from index.dialects import recognise
from index.dialects.drupal import DRUPAL
from index.dialects.dumps import mended
from index.dialects.plain import PLAIN
from index.model import NO_SOURCE, Article, Origin, Sourced, Zone
from index.settings import Scrape

SCRAPE = Scrape("/scrapes/page.txt")


def read(text: str, scrape: Scrape = SCRAPE) -> Article:
    lines = text.split("\n")
    return recognise(lines).read(lines, scrape)


def names(article: Article) -> list[str | None]:
    return [comment.author for comment in article.comments]


def test_byline_is_the_portrait_with_no_text_above_it() -> None:
    article = read("Headline\n\nJane Roe's picture\n\nText.\n\nAnn's picture\n\nHello.")
    assert (article.title, article.authors, article.body) == ("Headline", ("Jane Roe",), "Text.")
    assert names(article) == ["Ann"]
    assert article.comments[0].body == "Hello."


def test_without_byline_the_first_portrait_is_a_comment() -> None:
    article = read("Headline\n\nText.\n\nAnn's picture\n\nHello.")
    assert (article.authors, article.body, names(article)) == ((), "Text.", ["Ann"])


def test_breadcrumb_is_not_the_headline() -> None:
    article = read("You are here\n\nHeadline\n\nText.")
    assert (article.title, article.body, article.scrape.dialect) == ("Headline", "Text.", "drupal")


def test_form_above_the_comments_is_in_neither() -> None:
    article = read(
        "Headline\n\nText.\n\nComment viewing options\n\n"
        'Select your preferred way to display the comments and click "Save settings".\n'
        "Ann's picture\n\nHello."
    )
    assert (article.body, names(article)) == ("Text.", ["Ann"])
    assert article.comments[0].body == "Hello."


def test_form_with_no_comments_below_it() -> None:
    article = read(
        "Headline\n\nText.\n\nComment viewing options\n\nSelect your preferred way to display the comments."
    )
    assert (article.body, article.comments) == ("Text.", ())


@pytest.mark.parametrize(
    "line",
    [
        "I have seen Ann's picture of it",
        "Ann's pictures",
        "Ann's picture.",
        "This is Ann's picture, and Bob's picture too",
        "Ann's picture\nis the best of all",
        f"{'x' * 70}'s picture",
    ],
)
def test_a_sentence_with_these_words_is_no_header(line: str) -> None:
    article = read(f"Headline\n\nText.\n\nBob's picture\n\nHello.\n\n{line}\n\nBye.")
    assert names(article) == ["Bob"]
    assert article.comments[0].body == f"Hello.\n\n{line}\n\nBye."


def test_unverified_header_with_and_without_parent() -> None:
    article = read(
        "Headline\n\nText.\n\n"
        "Ann's picture\n\nFirst.\n\n"
        "Bob's picture\nBob (not verified) Ann Dec 13, 2016 3:09 PM\n\nSecond.\n\n"
        "A b c's picture\nA b c (not verified) Jan 1, 2017 12:00 AM\n\nThird."
    )
    first, second, third = article.comments
    assert (first.registered, first.posted, first.reply_to_name) == (True, None, None)
    assert (second.author, second.registered, second.reply_to_name) == ("Bob", False, "Ann")
    assert second.posted is not None
    assert second.posted.when == datetime(2016, 12, 13, 15, 9, tzinfo=UTC)
    assert (third.author, third.reply_to_name, third.body) == ("A b c", None, "Third.")
    assert third.posted is not None
    assert third.posted.when == datetime(2017, 1, 1, 0, 0, tzinfo=UTC)


def test_unverified_header_without_a_portrait() -> None:
    article = read("Headline\n\nText.\n\nBob (not verified) Dec 13, 2016 3:09 PM\n\nHello.")
    assert (names(article), article.comments[0].body) == (["Bob"], "Hello.")


@pytest.mark.parametrize(
    "date", ["Foo 13, 2016 3:09 PM", "Feb 30, 2016 3:09 PM", "Dec 13, 2016 13:09 PM", "Dec 13, 0001 3:09 PM"]
)
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    article = read(f"Headline\n\nText.\n\nBob's picture\nBob (not verified) {date}\n\nHello.")
    assert names(article) == ["Bob"]
    assert article.comments[0].posted is None
    assert article.comments[0].body == "Hello."


def test_time_zone_of_the_settings() -> None:
    scrape = Scrape("/scrapes/page.txt", NO_SOURCE, ZoneInfo("America/New_York"))
    article = read("H\n\nT.\n\nBob's picture\nBob (not verified) Dec 13, 2016 3:09 PM\n\nHello.", scrape)
    posted = article.comments[0].posted
    assert posted is not None
    assert (posted.when, posted.zone) == (datetime(2016, 12, 13, 20, 9, tzinfo=UTC), Zone.CONFIG)


def test_invisible_marks_and_no_break_spaces_do_not_hide_a_header() -> None:
    article = read(
        "\ufeffHeadline\n\nText.\n\n"
        "\u200bAnn\u00a0Lee's picture\u200e\u00a0\n\nHello.\u00a0\n\u00a0\nBye.\u00a0"
    )
    assert (article.title, names(article)) == ("Headline", ["Ann Lee"])
    assert article.comments[0].body == "Hello.\u00a0\n\u00a0\nBye."


def test_typographic_apostrophe() -> None:
    assert names(read("Headline\n\nText.\n\nAnn’s picture\n\nHello.")) == ["Ann"]


def test_empty_comments_are_kept() -> None:
    article = read("Headline\n\nText.\n\nAnn's picture\n\nBob's picture\n\n\nCy's picture")
    assert names(article) == ["Ann", "Bob", "Cy"]
    assert [comment.body for comment in article.comments] == ["", "", ""]


def test_house_name_gives_the_source_unless_something_else_says_it() -> None:
    page = "Headline\n\nTyler Durden's picture\n\nText."
    assert read(page).source == Sourced("ZeroHedge", Origin.DIALECT)
    given = Sourced("A mirror", Origin.OPTION)
    assert read(page, Scrape("/scrapes/page.txt", given)).source == given


@pytest.mark.parametrize("text", ["", "\n\n", "Headline", "Headline\n\nWhat Ann's picture shows.", "* * *"])
def test_other_texts_are_plain(text: str) -> None:
    assert recognise(text.split("\n")) is PLAIN


def test_marks_of_the_dialect() -> None:
    for text in ("You are here\nH", "H\n\nAnn's picture", "H\n\nComment viewing options"):
        assert recognise(text.split("\n")) is DRUPAL


def test_plain_text_without_a_headline_of_its_own() -> None:
    line = " ".join(["word"] * 100)
    article = read(f"\n\n{line}\n\nMore.")
    assert article.title == " ".join(["word"] * 20) + "…"
    assert article.body == f"{line}\n\nMore."


W3M = """Archived Forum

Home » Forums » Hardware

How to monitor single appliances at home, as cheaply
as that can be done

Submitted by fitzy on Thu, 15/01/2015 - 14:26

The text of the topic.

‹ Before After ›
»

  •

Ann Lee's picture

Re: How to monitor

Submitted by Ann Lee on Thu, 15/01/2015 - 17:19.

First.

»

  •

Bob's picture

Re: How to monitor

Submitted by Bob (not verified) on Fri, 16/01/2015 - 05:41.

> First.

Submitted by Cy on Thu, 21/08/2014 - 18:36" is what it says.

»

  •

Comment viewing options

[Flat list - expanded ]
"""


def test_dump_that_says_who_submitted_what() -> None:
    article = read(W3M)
    assert article.scrape.dialect == "drupal-submitted"
    assert article.title == "How to monitor single appliances at home, as cheaply as that can be done"
    assert article.authors == ("fitzy",)
    assert article.published is not None
    assert article.published.when == datetime(2015, 1, 15, 14, 26, tzinfo=UTC)
    assert article.body.startswith("The text of the topic.")
    first, second = article.comments
    assert (first.author, first.registered, first.body) == ("Ann Lee", True, "First.")
    assert (second.author, second.registered) == ("Bob", False)
    assert second.body == 'First.\n\nSubmitted by Cy on Thu, 21/08/2014 - 18:36" is what it says.'
    assert second.quotes == ((0, 6),)
    assert second.posted is not None
    assert second.posted.when == datetime(2015, 1, 16, 5, 41, tzinfo=UTC)


def test_header_over_lines_with_text_behind_it() -> None:
    article = read(
        "T\n\nSubmitted by\nJane\non Thu, 15/01/2015 - 14:26\n\nText.\n\n"
        "Submitted by Ann on Thu,\n15/01/2015 - 17:19. Hello\nthere. »\n\n"
        "Submitted by Bob on Thu, 15/01/2015 - 17:20.\n\nYes."
    )
    assert (article.authors, article.body) == (("Jane",), "Text.")
    assert [(c.author, c.body) for c in article.comments] == [("Ann", "Hello\nthere."), ("Bob", "Yes.")]


def test_nesting_that_a_dump_keeps() -> None:
    article = read(
        "T\n\nSubmitted by Jane on Thu, 15/01/2015 - 14:26\n\nText.\n\n"
        "Submitted by Ann on Thu, 15/01/2015 - 17:19.\n\nOne.\n\nreply\n\n"
        "    Submitted by Bob on Thu, 15/01/2015 - 17:20.\n\n    Two.\n\n    reply\n\n"
        "Submitted by Cy on Thu, 15/01/2015 - 17:21.\n\nThree.\n\nLog in to post comments"
    )
    assert [(c.author, c.body, c.depth) for c in article.comments] == [
        ("Ann", "One.", 0),
        ("Bob", "Two.", 1),
        ("Cy", "Three.", 0),
    ]
    assert article.comments[1].reply_to == article.comments[0].id


def test_without_byline_the_first_header_is_a_comment() -> None:
    article = read(
        f"T\n\n{'Running text of the article. ' * 9}\n\nSubmitted by Ann on Thu, 15/01/2015 - "
        f"17:19.\n\nHello."
    )
    assert (article.authors, names(article)) == ((), ["Ann"])


def test_parent_that_is_stated() -> None:
    article = read(
        "T\n\nSubmitted by Jane on Thu, 15/01/2015 - 14:26\n\nText.\n\nSubmitted by Ann on Thu, "
        "15/01/2015 - 17:19.\n\nOne.\n\n"
        "reply\n\nSubmitted by Bob on Thu, 15/01/2015 - 17:20.\n\nIn reply to One by Ann\n\nTwo."
    )
    assert (article.comments[1].reply_to_name, article.comments[1].body) == ("Ann", "Two.")


def test_other_languages() -> None:
    article = read(
        "T\n\nVerfasst von Jana am Do, 15/01/2015 - 14:26\n\nText.\n\n"
        "Verfasst von Bernd (nicht überprüft) am Do, 15/01/2015 - 17:20\n\nZwei."
    )
    assert (article.authors, [(c.author, c.registered) for c in article.comments]) == (
        ("Jana",),
        [("Bernd", False)],
    )


def test_marks_of_tools_are_undone() -> None:
    lynx = mended(
        [
            "[1]Home",
            "",
            "A [2]link [3], [sic] [9].",
            "",
            "References",
            "",
            "   1. http://x/1",
            "   2. http://x/2",
        ]
    )
    assert lynx == ["Home", "", "A link [3], [sic] [9].", ""]
    assert mended(["a [1]", "References", "and more words"]) == ["a [1]", "References", "and more words"]
    links = mended(
        [
            '### [Ann](../u.html "View user.")',
            "[![Ann's",
            "picture](a.png)](../u.html",
            '"View.") <http://x.example>',
            "_so_ [b](c) [d](e)",
        ]
    )
    assert "\n".join(links) == "Ann\nAnn's picture http://x.example\nso b d"
    assert mended(["[one](link) alone"]) == ["[one](link) alone"]
    assert mended(["It [S:complies:S] compiles  "]) == ["It compiles"]


def test_real_pages(data: Path) -> None:
    folder = data / "comments" / "drupal6"
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()[::15]:
        row = json.loads(line)
        body = LexborHTMLParser((folder / row["file"]).read_text(encoding="utf-8", errors="replace")).body
        assert body is not None
        article = read(body.text(separator="\n", strip=True))
        assert names(article) == [comment["author"] for comment in row["comments"]]
        assert article.authors == (row["author"],)
