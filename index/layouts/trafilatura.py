"""What trafilatura writes as JSON: one object a page, its comments one text without bounds between them."""

from __future__ import annotations

from index.fields import Fields
from index.layouts.layout import has
from index.layouts.mapped import by_fields

_FIELDS = Fields(
    title=("title",),
    body=("text", "raw_text"),
    author=("author",),
    published=("date",),
    url=("url", "source"),
    source=("sitename", "source-hostname", "hostname"),
    language=("language",),
    comments=("comments",),
)

TRAFILATURA = by_fields(
    "trafilatura",
    "the JSON of trafilatura",
    has("text", "hostname", any_of=("source-hostname", "sitename", "fingerprint", "raw_text", "excerpt")),
    _FIELDS,
)
