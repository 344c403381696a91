from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import formats
from index.dialects import DIALECTS, recognise
from index.dialects.furniture import is_button
from index.dialects.marks import Thread, find
from index.dialects.stamps import LONGEST, stamp
from index.identity import identify
from index.model import NO_SOURCE, Article, Origin, Sourced
from index.settings import Scrape
from index.trace import Trace

ARTICLE = (
    "The headline of it all\n\n"
    "This is the article's own text, which runs on for a good while, so that it is seen to be running text.\n"
    "And there is a second sentence of it, which is just as long as the first one was, if not "
    "longer still.\n\n"
)
END = "if not longer still."

SHAPES = {
    "wordpress": "2 Responses to The headline of it all\n\nAnn says:\nDecember 13, 2016 at 3:09 "
    "pm\nFirst.\n\nReply\n\n"
    "Bob says:\nDecember 13, 2016 at 4:09 pm\nSecond.\n\nReply\n\nLeave a Reply\n\nYour address is "
    "not published.",
    "blogger": "2 comments:\n\nAnn said...\n\nFirst.\n\nDecember 13, 2016 at 3:09 PM\n\nBob "
    "said...\n\nSecond.\n\n"
    "December 13, 2016 at 4:09 PM\n\nPost a Comment",
    "typepad": "Comments\n\nFirst.\n\nPosted by: Ann | December 13, 2016 3:09 PM\n\nSecond.\n\n"
    "Posted by: Bob | December 13, 2016 4:09 PM",
    "disqus": "2 comments\n\nAnn • 3 years ago\nFirst.\n1 • Reply • Share ›\n\nBob > Ann • 3 years "
    "ago\nSecond.\n"
    "• Reply • Share ›",
    "reddit": "[–]Ann 5 points 3 years ago\n\nFirst.\n\npermalinkembedsavereportreply\n\n"
    "[–]Bob[S] 1 point 2 years ago*\n\nSecond.\n\npermalinkembedsaveparentreportreply",
    "hacker news": "Ann 3 hours ago | parent | next [–]\n\nFirst.\n\nreply\n\n"
    "Bob 2 hours ago | root | parent | prev | next [–]\n\nSecond.\n\nreply",
    "phpbb": "Re: The headline\nby Ann » Tue Dec 13, 2016 3:09 pm\n\nFirst.\n\n"
    "Re: The headline\nby Bob » Tue Dec 13, 2016 4:09 pm\n\nSecond.",
    "vbulletin": "12-13-2016, 03:09 PM #1\nAnn\nJunior Member\n\nFirst.\n\n12-13-2016, 03:19 PM "
    "#2\nBob\nSenior Member\n\n"
    "Second.",
    "slashdot": "by Ann (131) on Tuesday July 24, @10:49AM (#4074)\nFirst.\n\nby Bob (579941)\nSecond.",
    "numbered": "1. Ann - 13 December, 2016\n\nFirst.\n\n2. Bob - 14 December, 2016\n\nSecond.",
    "date above": "On December 13, 2016 at 3:09pm, Ann said...\n\nFirst.\n\nOn December 13, 2016 "
    "at 4:09pm, Bob said...\n\n"
    "Second.",
    "german": "2 Kommentare\n\nAnn schreibt:\n13. Dezember 2016 um 15:09 Uhr\nFirst.\nAntworten\n\n"
    "Bob sagt:\n"
    "13. Dezember 2016 um 16:09 Uhr\nSecond.\nAntworten",
    "french": "2 commentaires\n\nAnn dit :\n13 décembre 2016 à 15h09\nFirst.\nRépondre\n\nBob dit :\n"
    "13 décembre 2016 à 16h09\nSecond.\nRépondre",
    "russian": "2 комментария\n\nAnn\n13 декабря 2016 в 15:09\nFirst.\nОтветить\n\nBob\n13 декабря "
    "2016 в 16:09\nSecond.\n"
    "Ответить",
    "chinese": "评论 (2)\n\nAnn 2016年12月13日 15:09\nFirst.\n回复\n\nBob 2016年12月13日 16:09\n"
    "Second.\n回复",
    "addresses": "http://a.example.org/ Ann\n\nFirst.\nhttp://b.example.org/ Bob\n\nSecond.",
}


def read(text: str, scrape: Scrape | None = None) -> Article:
    lines = text.split("\n")
    return identify(recognise(lines).read(lines, scrape or Scrape("/scrapes/page.txt")))


def said(article: Article) -> list[tuple[str | None, str]]:
    return [(comment.author, comment.body) for comment in article.comments]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_comments(shape: str) -> None:
    article = read(ARTICLE + SHAPES[shape])
    assert article.scrape.dialect == "threads"
    assert article.title == "The headline of it all"
    assert article.body.endswith(END)
    assert said(article) == [("Ann", "First."), ("Bob", "Second.")]


def test_comments_under_names_alone() -> None:
    text = (
        "bridge_fan\n\nIt is about time.\n\nThey knew it for years.\nTom Weller\n\nNo way.\n\n"
        "bridge_fan\n\nTom: why not?"
    )
    article = read(ARTICLE + text)
    assert article.body.endswith(END)
    assert said(article) == [
        ("bridge_fan", "It is about time.\n\nThey knew it for years."),
        ("Tom Weller", "No way."),
        ("bridge_fan", "Tom: why not?"),
    ]


def test_a_number_or_button_below_a_name() -> None:
    article = read(ARTICLE + "mia77\n5pts\n\nFirst of them.\n\nOtto\n2pts\n\nSecond of them.")
    assert [author for author, _ in said(article)] == ["mia77", "Otto"]
    assert article.body.endswith(END)


FOOTS = (
    "{first}\n\nPosted by: Ann | December 13, 2016 3:09 PM\n\n"
    "Second.\n\nPosted by: Bob | December 13, 2016 4:09 PM"
)


@pytest.mark.parametrize(
    ("above", "first"),
    [
        ("", "Great article, and I have read many.\n\nBut the bridge is old.\n\nIt will not do."),
        ("", "Hi,\n\nI was there.\n\nIt will not do."),
        ("", "Bob, you were there.\n\nI was not.\n\nIt will not do."),
        ("Filed under: Bridges\n\n", "I was there.\n\nI was not.\n\nIt will not do."),
        ("", "It will not do."),
    ],
)
def test_where_the_first_comment_above_its_header_begins(above: str, first: str) -> None:
    article = read(ARTICLE + above + FOOTS.format(first=first))
    assert said(article) == [("Ann", first), ("Bob", "Second.")]
    assert article.body.endswith(above.strip() or END)


@pytest.mark.parametrize(
    "text",
    [
        "It will not do.\n\nPosted by: Ann | December 13, 2016 3:09 PM",
        "Ann, Monday, December 13, 2016\n\nIt will not do at all.",
        "Ann said...\n\nIt will not do.",
        "by Ann (131) on Tuesday July 24, @10:49AM (#4074)\nIt will not do.",
        "Ann 5 pts\n\nIt will not do.",
        "ann_dobbs\n\nIt will not do.",
    ],
)
def test_a_single_comment(text: str) -> None:
    ((author, body),) = said(read(ARTICLE + text))
    assert author in ("Ann", "ann_dobbs")
    assert body.startswith("It will not do")


def test_links_from_other_pages_are_no_article() -> None:
    article = read(ARTICLE + "Pingback: A page about it | Somewhere\n\nPingback: Another")
    assert article.body.endswith(END)


def test_the_text_may_be_short_where_a_byline_is_above_the_comments() -> None:
    text = "\n\n".join(
        f"{name} December 1{n}, 2016 3:09 PM\n\nYes." for n, name in enumerate(("Ann", "Bob", "Cy"))
    )
    article = read(f"The headline\n\nby Jane Roe on December 1, 2016\n\nA picture.\n\n{text}")
    assert [author for author, _ in said(article)] == ["Ann", "Bob", "Cy"]
    assert article.body == "A picture."


def test_somebody_quoted_in_the_article_heads_no_comment() -> None:
    article = read(
        f"{ARTICLE}On Monday Kurt wrote:\n\n    We will see.\n\n{SHAPES['wordpress'].split(chr(10), 2)[2]}"
    )
    assert [author for author, _ in said(article)] == ["Ann", "Bob"]


@pytest.mark.parametrize("shape", ["wordpress", "blogger", "typepad", "phpbb", "date above"])
def test_times_of_comments(shape: str) -> None:
    first, second = read(ARTICLE + SHAPES[shape]).comments
    assert first.posted is not None
    assert second.posted is not None
    assert first.posted.when == datetime(2016, 12, 13, 15, 9, tzinfo=UTC)
    assert second.posted.when == datetime(2016, 12, 13, 16, 9, tzinfo=UTC)
    assert first.posted.origin is Origin.COMMENT


@pytest.mark.parametrize("shape", ["disqus", "reddit", "hacker news"])
def test_how_long_ago_is_no_date(shape: str) -> None:
    assert [comment.posted for comment in read(ARTICLE + SHAPES[shape]).comments] == [None, None]


def test_answer_by_name() -> None:
    first, second = read(ARTICLE + SHAPES["disqus"]).comments
    assert (second.reply_to_name, second.reply_to, second.depth) == ("Ann", first.id, 1)


def test_answer_by_indent() -> None:
    text = (
        "Ann\n  December 13, 2016 at 3:09 PM\n  One.\n    Bob\n    December 13, 2016 at 4:09 PM\n    Two.\n"
        "Cy\n  December 13, 2016 at 5:09 PM\n  Three."
    )
    article = read(ARTICLE + text)
    assert said(article) == [("Ann", "One."), ("Bob", "Two."), ("Cy", "Three.")]
    assert [comment.depth for comment in article.comments] == [0, 1, 0]


def test_quoted_lines() -> None:
    text = (
        "Ann | December 13, 2016 3:09 PM\nHear:\n> old words\n> of his\n\nNew.\n\n"
        "Bob | December 13, 2016 4:09 PM\nYes."
    )
    comment = read(ARTICLE + text).comments[0]
    assert comment.body == "Hear:\nold words\nof his\n\nNew."
    assert [comment.body[start:end] for start, end in comment.quotes] == ["old words\nof his"]


def test_comments_that_cannot_be_told_apart_are_one() -> None:
    trace = Trace()
    text = "3 Comments\n\nSome words.\n\nReply\n\nOther words.\n\nReply\n\nThe last.\n\nReply"
    article = read(ARTICLE + text, Scrape("/scrapes/page.txt", trace=trace))
    assert article.body.endswith(END)
    ((author, body),) = said(article)
    assert author is None
    assert [line for line in body.split("\n") if line] == ["Some words.", "Other words.", "The last."]
    assert "not told apart" in trace.rules["comments"]


@pytest.mark.parametrize(
    "text",
    [
        "3 Comments",
        "Comments\n\nThese are the committee's comments on the draft, in the order in which they were made.",
        "Posted by Jane Roe on December 13, 2016 at 3:09 PM",
        "The meeting is on December 13, 2016 at 3:09 pm in the old town hall, and all are welcome to it.",
        "Then he said:\n\nLet us go.\n\nAnd so they went, and were never seen again.",
        "Interviewer\n\nWhat is it?\n\nJane Roe\n\nIt is good.\n\nInterviewer\n\nWhy so?\n\nJane "
        "Roe\n\nIt is.",
        "December 13, 2016\n\nIt rained all day.\n\nDecember 14, 2016\n\nThe sun came out at last.",
        "Ingredients\n\nSome flour, and salt.\n\nMethod\n\nMix the ingredients.\n\nNotes\n\nNo more.",
        "Source: The Town Herald, November 9, 2012",
        "It is.\n\n— Ann (@ann) October 30, 2012\n\nNever.\n\n— Bob (@bob) October 31, 2012\n\nSo.",
        "Last updated December 13, 2016\n\nWrite to us if there is anything wrong with it.",
        "Today, make sure to vote.\n\nThank you.",
    ],
)
def test_no_comments_are_invented(text: str) -> None:
    article = read(ARTICLE + text)
    assert article.comments == ()
    assert article.body.endswith(text)


ACCESS = '10.0.0.{n} - ann [13/Dec/2016:15:09:{n:02} +0000] "GET /{n} HTTP/1.1" 200'
FILES = {
    "log": "\n".join(f"2016-12-13 15:09:{n:02} INFO worker-{n} did item {n * 7}" for n in range(60)),
    "access log": "\n".join(ACCESS.format(n=n) for n in range(60)),
    "code": "import os\n\n"
    + "\n\n".join(
        f"def f{n}(path: str) -> int:\n    # by Ann, 2016-12-13\n    return {n}" for n in range(30)
    ),
    "csv": "name,date,text\n" + "\n".join(f"Ann,2016-12-{n:02} 15:09,so it was {n}" for n in range(1, 29)),
    "poem": "\n\n".join(["Tell me not, in mournful numbers,\nLife is but an empty dream!"] * 20),
    "book": "\n\n".join(
        f"Chapter {n}\n\n{'It was on May 3, 1812 that he said to her what he had to say. ' * 8}"
        for n in range(9)
    ),
    "changelog": "\n\n".join(
        f"1.{n}.0 - 2016-12-{n:02}\n\n- one thing that was mended in this version\n- another"
        for n in range(1, 20)
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_other_files_have_no_comments(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(FILES[kind], encoding="utf-8", newline="\r\n")
    (article,) = formats.read(Scrape(str(file)))
    assert isinstance(article, Article)
    assert (article.scrape.dialect, article.comments) == ("plain", ())


def test_block_above_a_text() -> None:
    article = read(
        "Title: Ceasefire: a day\nAuthor: Jane Roe; John Doe\nDate: 2014-05-03\nURL: "
        "https://example.org/a?utm_source=x\n"
        "Source: Example Times\nLang: en-GB\nTags: a, b\n\nThe text.\n\nMore: of it."
    )
    assert (article.title, article.authors, article.body) == (
        "Ceasefire: a day",
        ("Jane Roe", "John Doe"),
        "The text.\n\nMore: of it.",
    )
    assert article.published is not None
    assert (article.published.when, article.published.origin) == (
        datetime(2014, 5, 3, tzinfo=UTC),
        Origin.PAGE,
    )
    assert (article.url, article.language) == ("https://example.org/a", "en")
    assert article.source == Sourced("Example Times", Origin.PAGE)


def test_lines_below_the_headline() -> None:
    article = read(
        "The headline\n\nBy Jane Roe and John Doe\nPublished: May 3, 2014 5:12 PM\nSource: "
        "Reuters\n\nThe text."
    )
    assert (article.title, article.authors, article.body) == (
        "The headline",
        ("Jane Roe", "John Doe"),
        "The text.",
    )
    assert article.published is not None
    assert article.published.when == datetime(2014, 5, 3, 17, 12, tzinfo=UTC)
    assert article.source.name == "Reuters"
    given = Sourced("A mirror", Origin.OPTION)
    assert read("H\n\nSource: Reuters\n\nT.", Scrape("/scrapes/page.txt", given)).source == given


@pytest.mark.parametrize(
    "text",
    [
        "By the river we sat down\nand wept.",
        "By far the best of them all",
        "Note: this is text.\nAlso: this.",
        "Published: never\n\nText.",
        "Author: who knows what this is about, and why it is here at all.",
        "Url: none",
        "In May 2014 it rained.",
    ],
)
def test_lines_of_text_below_the_headline_stay(text: str) -> None:
    article = read(f"The headline\n\n{text}")
    assert (article.body, article.authors, article.published, article.source) == (text, (), None, NO_SOURCE)


@pytest.mark.parametrize(
    ("line", "text", "timed"),
    [
        ("October 29, 2012 at 12:41 pm", "October 29, 2012 at 12:41 pm", True),
        ("Ann — July 17th, 2012, 6:18 pm", "July 17th, 2012, 6:18 pm", True),
        ("Ann 07.07.12 at 20:33", "07.07.12 at 20:33", True),
        ("Rosa 09. Aug, 2012 at 4:27 pm", "09. Aug, 2012 at 4:27 pm", True),
        ("2:53 pm, 11 May 2012", "2:53 pm, 11 May 2012", True),
        ("Thu Nov 5 12:33:10 2009", "Nov 5 12:33:10 2009", True),
        ("Ann DobbsAugust 5, 2012 5:23 AM", "August 5, 2012 5:23 AM", True),
        ("Ann7/10/2012", "7/10/2012", False),
        ("2016-12-13T15:09:00+01:00", "2016-12-13T15:09:00+01:00", True),
        ("2016年12月13日 15:09", "2016年12月13日 15:09", True),
        ("hace 3 horas", "hace 3 horas", False),
    ],
)
def test_stamps(line: str, text: str, timed: bool) -> None:
    found = stamp(line)
    assert found is not None
    assert found.text.endswith(text)
    assert line[found.start : found.end] == found.text
    assert found.timed is timed


@pytest.mark.parametrize(
    "line", ["June 5", "in May 2012 we", "12345678", "1:2:3", "a 2012", "x" * (LONGEST + 1)]
)
def test_no_stamps(line: str) -> None:
    assert stamp(line) is None


@pytest.mark.parametrize(
    "line", ["Reply", "Like (3)", "1 • Reply • Share ›", "Log in to post comments", "»", "[–]"]
)
def test_buttons(line: str) -> None:
    assert is_button(line)


@pytest.mark.parametrize("line", ["", "I like it", "Reply to this if you can", "42"])
def test_no_buttons(line: str) -> None:
    assert not is_button(line)


class Finds:
    """Counts how often threads are looked for."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, lines: list[str]) -> Thread | None:
        self.times += 1
        return find(lines)


def test_a_thread_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    finds = Finds()
    monkeypatch.setattr("index.dialects.threads.find", finds)
    assert len(read(ARTICLE + SHAPES["wordpress"]).comments) == 2
    assert finds.times == 1


def test_a_long_thread_is_read_and_a_long_log_is_none() -> None:
    thread = find((ARTICLE + "Ann\nDecember 13, 2016 3:09 PM\n\nSome words.\n\n" * 21_000).split("\n"))
    assert thread is not None
    assert len(thread.marks) == 21_000
    assert find((ARTICLE + "Ann | December 13, 2016 3:09 PM\n" * 101_000).split("\n")) is None


def test_a_text_too_long_for_a_page_has_no_comments() -> None:
    assert find(["Ann | December 13, 2016 3:09 PM", "x"] * 600_000) is None


def test_dialects_are_named_once_and_the_last_takes_any_text() -> None:
    assert len({dialect.name for dialect in DIALECTS}) == len(DIALECTS)
    assert DIALECTS[-1].recognise([""])


def test_boundaries_in_real_texts(data: Path) -> None:
    right = texts = 0
    for file in sorted((data / "comments" / "dragnet-train").glob("*.txt"))[::6]:
        article, mark, comments = (
            file.read_bytes().decode("utf-8", "replace").partition("!@#$%^&*()  COMMENTS\n")
        )
        if mark and article.strip() and comments.strip():
            texts += 1
            thread = find([*article.rstrip().split("\n"), "", *comments.lstrip("\n").split("\n")])
            right += thread is not None and abs(thread.start - article.rstrip().count("\n") - 2) <= 3
    assert texts > 30
    assert right / texts >= 0.7
