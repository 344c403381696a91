"""The top of a text dump: headline, byline, date, and blocks of "Title: .." lines that archives put there."""

from __future__ import annotations

from dataclasses import dataclass

from index.dialects.dialect import bare, shortened
from index.model import Dated, Sourced
from index.settings import Scrape


@dataclass(frozen=True, slots=True)
class Opening:
    """What the top of a dump says, and what is left of its lines."""

    title: str
    authors: tuple[str, ...]
    published: Dated | None
    url: str | None
    source: Sourced
    language: str | None
    body: list[str]


def opening(lines: list[str], scrape: Scrape) -> Opening:
    start = next((number for number, line in enumerate(lines) if bare(line)), len(lines))
    title = bare(lines[start]) if start < len(lines) else ""
    body = lines[start + 1 :]
    if len(title) > 300:
        title, body = shortened(title), lines[start:]
    return Opening(title, (), None, None, scrape.source, None, body)
