"""The founding scrapes hold what gold/seeds.json says, row for row."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from index import formats
from index.identity import identify
from index.model import NO_SOURCE, Article, Origin, Precision, Zone
from index.settings import Scrape

REPOSITORY = Path(__file__).parents[2]
GOLD: list[dict[str, Any]] = json.loads((REPOSITORY / "tests/gold/seeds.json").read_text(encoding="utf-8"))


def read(name: str) -> Article:
    (article,) = formats.read(Scrape(str(REPOSITORY / "seeds" / name)))
    assert isinstance(article, Article)
    return identify(article)


ARTICLES = {page["file"]: read(page["file"]) for page in GOLD}

ROWS = [
    pytest.param(page["file"], number, row, id=f"{page['file'][:3]}-{number:02}")
    for page in GOLD
    for number, row in enumerate(page["comments"])
]


def test_gold_is_of_all_seeds() -> None:
    assert sorted(ARTICLES) == sorted(path.name for path in (REPOSITORY / "seeds").glob("*.txt"))
    assert [len(page["comments"]) for page in GOLD] == [47, 0, 45, 0, 45]


@pytest.mark.parametrize("page", GOLD, ids=lambda page: str(page["file"][:3]))
def test_article(page: dict[str, Any]) -> None:
    article = ARTICLES[page["file"]]
    assert article.title == page["title"]
    assert article.authors == ((page["byline"],) if page["byline"] else ())
    assert len(article.body.split()) == page["body_words"]
    assert article.body.startswith(page["body_starts"])
    assert article.body.endswith(page["body_ends"])
    assert len(article.comments) == len(page["comments"])
    assert article.url is None
    assert article.published is None


@pytest.mark.parametrize(("file", "number", "row"), ROWS)
def test_comment(file: str, number: int, row: dict[str, Any]) -> None:
    comment = ARTICLES[file].comments[number]
    assert comment.author == row["author"]
    assert comment.registered == row["registered"]
    assert comment.reply_to_name == row["reply_to"]
    assert len(comment.body.split()) == row["words"]
    assert comment.body.startswith(row["starts"])
    assert comment.body.endswith(row["ends"])
    assert comment.position == number + 1
    if row["date"] is None:
        assert comment.posted is None
    else:
        assert comment.posted is not None
        stated = datetime.strptime(row["date"], "%b %d, %Y %I:%M %p")
        assert comment.posted.when.replace(tzinfo=None) == stated
        assert comment.posted.precision is Precision.MINUTE
        assert comment.posted.origin is Origin.COMMENT
        assert comment.posted.zone is Zone.ASSUMED


def test_answers_are_linked_to_the_nearest_earlier_comment_of_that_name() -> None:
    for article in ARTICLES.values():
        by_id = {comment.id: comment for comment in article.comments}
        for comment in article.comments:
            if comment.reply_to_name is None:
                assert (comment.reply_to, comment.depth) == (None, 0)
                continue
            assert comment.reply_to is not None
            parent = by_id[comment.reply_to]
            assert parent.author == comment.reply_to_name
            assert comment.depth == parent.depth + 1
            between = article.comments[parent.position : comment.position - 1]
            assert comment.reply_to_name not in [other.author for other in between]


def test_ids_are_all_different() -> None:
    ids = [record.id for article in ARTICLES.values() for record in article.walk()]
    assert len(set(ids)) == len(ids) == 142


def test_source_is_known_where_the_byline_gives_it_away_and_said_to_be_so() -> None:
    sources = {name[:3]: article.source for name, article in ARTICLES.items()}
    assert (sources["000"].name, sources["000"].origin) == ("ZeroHedge", Origin.DIALECT)
    assert sources["004"] == sources["000"]
    for name in ("001", "002", "003"):
        assert sources[name] == NO_SOURCE
        assert sources[name].origin is Origin.NONE


def test_a_comments_date_only_bounds_that_of_its_article() -> None:
    article = ARTICLES["002_adf79fe054e1ce3a.txt"]
    assert article.published is None
    assert article.dated is not None
    assert article.dated.origin is Origin.COMMENT
    assert f"{article.dated.when:%Y-%m-%d %H:%M}" == "2016-11-29 00:06"
    assert ARTICLES["001_ce3d9bb418826646.txt"].dated is None
