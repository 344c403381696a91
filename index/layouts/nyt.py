"""Articles of the New York Times' archive and search APIs: an abstract, not the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.layouts.layout import Layout, Record, has
from index.model import NO_SOURCE, Article

BY: Final = re.compile(r"by\s+", re.IGNORECASE)
BETWEEN: Final = re.compile(r", (?:and )?| and ")


def _read(record: Record) -> Iterator[Article | None]:
    source = record.source("source")
    line = BY.sub("", record.line("byline.original", "byline"), count=1)
    yield record.article(
        title=record.line("headline.main", "headline.print_headline", "headline"),
        body=record.text("lead_paragraph", "abstract", "snippet"),
        url=record.url("web_url"),
        authors=tuple(name for name in BETWEEN.split(line) if name),
        published=record.published("pub_date"),
        source=source if source != NO_SOURCE else record.house("The New York Times"),
    )


NYT = Layout("nyt", "articles of the New York Times: its APIs", has("web_url", "headline", "pub_date"), _read)
