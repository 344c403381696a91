from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from index.extract.gate import promising
from index.extract.heads import looks_dated

TEXT = "<p>The council met on 3 May 2014 and decided nothing of note, which surprised nobody there.</p>"
POST = f'<article id="post-{{}}" class="post hentry">{TEXT}</article>'
FORM = (
    '<div id="content"><p>Published on 3 May 2014, 10:12</p><div id="respond"><h3>Leave a reply</h3>'
    "<p>Your address will not be shown to anybody.</p></div>" + TEXT + "</div>"
)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (POST.format(1), False),
        (POST.format(1) + POST.format(2), True),
        (FORM, False),
        (FORM.replace("Your address", "Ann, 4 May 2014 at 9:02: your address"), True),
    ],
    ids=["one post", "two posts", "a form below a date", "a date below a heading"],
)
def test_what_lets_a_page_be_looked_at(page: str, wanted: bool) -> None:
    assert promising(LexborHTMLParser(f"<html><body>{page}</body></html>")) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2 ore fa", True),
        ("vor 3 Tagen", True),
        ("an hour ago", True),
        ("3天前", True),
        ("a familiar face", False),
    ],
)
def test_a_word_alone_is_no_date(text: str, wanted: bool) -> None:
    assert looks_dated(text) is wanted
