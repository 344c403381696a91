from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import formats
from index.identity import identify
from index.model import Article, Origin, Rejection
from index.settings import Scrape
from index.text import as_written


def read(folder: Path, text: str | bytes, name: str = "page.md") -> Article | Rejection:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    (found,) = formats.read(Scrape(str(file)))
    return identify(found) if isinstance(found, Article) else found


def article(folder: Path, text: str | bytes, name: str = "page.md") -> Article:
    found = read(folder, text, name)
    assert isinstance(found, Article)
    return found


YAML = """---
title: "Ceasefire: a day"
date: 2014-05-03 12:30:00
authors: [Jane Roe, {name: John Doe}]
url: https://example.org/a
site: Example Times
lang: en-GB
tags: [a, b]
---
"""


def test_front_matter_in_yaml(tmp_path: Path) -> None:
    found = article(tmp_path, f"{YAML}\n# A heading\n\nText.")
    assert (found.title, found.authors, found.body) == ("Ceasefire: a day", ("Jane Roe", "John Doe"), "Text.")
    assert found.published is not None
    assert (found.published.when, found.published.origin) == (
        datetime(2014, 5, 3, 12, 30, tzinfo=UTC),
        Origin.PAGE,
    )
    assert (found.url, found.language, found.source.name) == ("https://example.org/a", "en", "Example Times")
    assert (found.scrape.format, found.scrape.dialect) == ("markdown", "markdown")


def test_front_matter_in_toml(tmp_path: Path) -> None:
    text = '+++\ntitle = "T"\ndate = 2014-05-03T10:00:00Z\nauthor = "Jane Roe"\n+++\nText.'
    found = article(tmp_path, text, "page.txt")
    assert (found.title, found.authors, found.body) == ("T", ("Jane Roe",), "Text.")
    assert found.published is not None
    assert found.published.when == datetime(2014, 5, 3, 10, tzinfo=UTC)


def test_front_matter_that_is_no_yaml_is_read_line_by_line(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Ceasefire: a day\nauthor: Jane Roe\ndate: 2014-05-03\nhostname: example.org\n---\nText."
    )
    found = article(tmp_path, text, "page.txt")
    assert (found.title, found.authors, found.body) == ("Ceasefire: a day", ("Jane Roe",), "Text.")


@pytest.mark.parametrize(
    "block",
    [
        "a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: " + "[" * 5_000,
        "title: [1, 2",
        "date: 9999999-99-99",
        "? !!python/object/apply:os.system [true]\n: 1",
        "title: 2014-13-45",
        "authors: {a: {b: {c: 1}}}",
    ],
)
def test_front_matter_that_means_harm_costs_nothing_but_itself(block: str, tmp_path: Path) -> None:
    found = article(tmp_path, f"---\n{block}\ntitle: Kept\n---\n# Heading\n\nText.")
    assert found.title
    assert found.body.endswith("Text.")


def test_rules_are_no_front_matter(tmp_path: Path) -> None:
    assert article(tmp_path, "---\nOnly text\n---\nMore.", "page.txt").scrape.format == "text"


def test_text_of_markdown(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "Headline\n========\n\nA [link](http://x.example) and ![an image](a.png),\nin *one* "
        "**paragraph** &amp; `code`.\n\n"
        "> quoted\n\n```\nfirst line\n  second\n```\n\n- one\n- two\n\n<p>raw <b>HTML</b></p>\n",
    )
    assert found.title.endswith("Headline")
    assert found.body == (
        "A link and an image, in one paragraph & code.\n\nquoted\n\nfirst line\n  second\n\none\n\n"
        "two\n\nraw HTML"
    )


def test_comments_with_names_in_bold(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "# T\n\nText.\n\n## Comments\n\n**Ann** (2014-05-03 12:00):\nHello.\n\n> old words\n\nNew words.\n\n"
        "> **Bob** (2014-05-03 12:05): Nested.\n>\n> > **Cy** (2014-05-03 12:07): Deeper.\n\n"
        "**Dee**: No date.\n\n"
        "## Related\n\nOther.",
    )
    assert found.body == "Text.\n\nRelated\n\nOther."
    assert [(c.author, c.body, c.depth) for c in found.comments] == [
        ("Ann", "Hello.\n\nold words\n\nNew words.", 0),
        ("Bob", "Nested.", 1),
        ("Cy", "Deeper.", 2),
        ("Dee", "No date.", 0),
    ]
    first, second, _, last = found.comments
    assert [first.body[start:end] for start, end in first.quotes] == ["old words"]
    assert second.reply_to == first.id
    assert first.posted is not None
    assert first.posted.when == datetime(2014, 5, 3, 12, tzinfo=UTC)
    assert last.posted is None


def test_comments_with_headings(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "# T\n\nText.\n\n## 3 Comments\n\n### Ann - 2014-05-03 12:00\n\nHi.\n\n#### Bob - "
        "2014-05-03 12:01\n\nAnswer.\n\n"
        "### Cy\n\n2014-05-03 12:02\n\nThird.",
    )
    assert found.body == "Text."
    assert [(c.author, c.body, c.depth) for c in found.comments] == [
        ("Ann", "Hi.", 0),
        ("Bob", "Answer.", 1),
        ("Cy", "Third.", 0),
    ]
    assert all(comment.posted is not None for comment in found.comments)


def test_comments_in_lists(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "# T\n\nText.\n\n## Comments\n- **Ann** (2014-05-03): one\n  - **Bob** (2014-05-04): two\n"
        "\n    more\n"
        "- **Cy** (2014-05-05): three",
    )
    assert [(c.author, c.body, c.depth) for c in found.comments] == [
        ("Ann", "one", 0),
        ("Bob", "two\n\nmore", 1),
        ("Cy", "three", 0),
    ]


def test_bold_words_are_no_comments(tmp_path: Path) -> None:
    found = article(tmp_path, "# T\n\n**Note**: this is text.\n\n**Ann** (2014) was here.\n\n**Bold**")
    assert found.comments == ()
    assert found.body == "Note: this is text.\n\nAnn (2014) was here.\n\nBold"


MARKUP = """---
title: T
---

[2 thoughts on T](/t)

<ol class="comment-list">
<li id="comment-9" class="trackback"><div class="comment-body">Pingback: <a href="#">Elsewhere</a></div></li>
<li id="comment-10" class="comment">
<div class="comment-author vcard"><b class="fn">Ann</b> <span class="says">says:</span></div>
<div class="comment-metadata"><time datetime="2004-05-17T13:38:11+00:00">May 17, 2004</time></a></div>
<div class="comment-content">
<p>First.</p>

    <p>More <i>of it</i>.</p>
<blockquote><p>Old.</p></blockquote>
</div>
</article>
<ol class="children">
<li id="comment-11" class="comment">
<div class="comment-author vcard"><b class="fn">Bob</b></div>
<div class="comment-content"><p>Second.</p></div>
</li>
</ol>
</li>
</ol>
"""


def test_comments_as_html(tmp_path: Path) -> None:
    found = article(tmp_path, MARKUP)
    assert [(c.author, c.depth) for c in found.comments] == [("Ann", 0), ("Bob", 1)]
    first, second = found.comments
    assert first.body == "First.\n\nMore of it.\n\nOld."
    assert [first.body[start:end] for start, end in first.quotes] == ["Old."]
    assert first.posted is not None
    assert first.posted.when == datetime(2004, 5, 17, 13, 38, 11, tzinfo=UTC)
    assert second.reply_to == first.id
    assert found.body == "2 thoughts on T"
    assert found.scrape.dialect == "markup"


@pytest.mark.parametrize("text", [b"", b"---\n---\n", b"\n \n", b"![](a.png)"])
def test_without_text(text: bytes, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert isinstance(found, Rejection)
    assert found.reason == "holds no text"


def test_binary_is_rejected(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, b"\x01\x02\0\0"), Rejection)
    assert isinstance(read(tmp_path, b"\xff\xfeH\x00i\x00\x00\xd8"), Rejection)


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "> " * 20_000, "<div>" * 20_000 + "x", "*a " * 20_000, "![[" * 9_000, "- " * 20_000],
)
def test_hostile_text_is_read(text: str, tmp_path: Path) -> None:
    assert article(tmp_path, f"# Headline\n\n{text}").title.endswith("Headline")


def test_long_text_is_read_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.formats.markdown.LARGEST", 10)
    found = article(tmp_path, f"{YAML}\nThe text, with *marks*.")
    assert (found.title, found.body) == ("Ceasefire: a day", "The text, with *marks*.")


def test_real_threads(data: Path) -> None:
    folder = data / "comments" / "lemire-wordpress"
    rows = [
        json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()[::60]
    ]
    for row in rows:
        (found,) = formats.read(Scrape(str(folder / row["file"])))
        assert isinstance(found, Article)
        true = [comment for comment in row["comments"] if comment["author"] or comment["body"]]
        assert [comment.author for comment in found.comments] == [
            as_written(comment["author"]) for comment in true
        ]
        assert [comment.id for comment in found.comments] == [comment["id"] for comment in true]
