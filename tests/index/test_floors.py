"""What the readers reach on pages that are always here may not fall: floors.json holds the figures.

UPDATE_FLOORS=1 writes what is reached now; a figure that falls has to be told in the commit that lowers it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index import formats, sites
from index.extract.comments import find_comments
from index.formats.html import parse
from index.identity import identify
from index.model import Article
from index.settings import Scrape
from index.shapes import article_shape

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SLACK = 1e-9


def pages() -> list[tuple[Path, dict[str, Any]]]:
    """Our own pages of known makers, each with what is in it."""
    return [
        (file, json.loads(file.with_suffix(".json").read_text(encoding="utf-8")))
        for file in sorted((HERE / "sites").glob("*.html"))
    ]


def known_makers() -> dict[str, float]:
    """By profiles: the share of all fields of all records that are right."""
    right = total = 0
    for file, expected in pages():
        (article,) = formats.read(Scrape(str(file)))
        assert isinstance(article, Article)
        found = article_shape(identify(article))
        for ours, theirs in zip([found, *found["comments"]], [expected, *expected["comments"]], strict=False):
            names = theirs.keys() - {"path", "comments"}
            right += sum(ours[name] == theirs[name] for name in names)
            total += len(names)
    return {"fields": right / total}


def unknown_makers() -> dict[str, float]:
    """The comments of the same pages without their profiles: how many are found, and how well."""
    found = wanted = invented = authors = dates = 0
    for file, expected in pages():
        tree = parse(file.read_bytes())
        comments = find_comments(tree, Scrape(str(file)))
        bodies = Counter(" ".join(comment.body.split()) for comment in comments)
        by_body = {" ".join(comment.body.split()): comment for comment in comments}
        for comment in expected["comments"]:
            body = " ".join(comment["body"].split())
            if not body:
                continue
            wanted += 1
            if bodies[body] > 0:
                bodies[body] -= 1
                found += 1
                authors += by_body[body].author == comment["author"]
                dates += (by_body[body].posted is None) == (comment["date"] is None)
        if not expected["comments"]:
            invented += len(comments)
    return {
        "recall": found / wanted,
        "authors": authors / max(1, found),
        "dated": dates / max(1, found),
        "pages_without_invention": 1 - invented / len(pages()),
    }


@pytest.mark.parametrize("measure", [known_makers, unknown_makers], ids=lambda measure: measure.__name__)
def test_no_figure_falls(measure: Any) -> None:
    reached = {name: round(value, 4) for name, value in measure().items()}
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if os.environ.get("UPDATE_FLOORS"):
        floors[measure.__name__] = reached
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for name, floor in floors[measure.__name__].items():
        assert reached[name] >= floor - SLACK, f"{name} fell to {reached[name]}"


def test_every_family_has_a_page() -> None:
    assert {file.stem for file, _ in pages()} == {site.name for site in sites.SITES}
    assert len(sites.SITES) >= 18
