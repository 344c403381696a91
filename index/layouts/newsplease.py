"""What news-please writes as JSON."""

from __future__ import annotations

from index.fields import Fields
from index.layouts.layout import has
from index.layouts.mapped import by_fields

_FIELDS = Fields(
    title=("title", "title_page", "title_rss"),
    body=("maintext", "text", "description"),
    author=("authors",),
    published=("date_publish",),
    url=("url",),
    source=("source_domain",),
    language=("language",),
)

NEWSPLEASE = by_fields(
    "news-please",
    "the JSON of news-please",
    has("maintext", any_of=("date_publish", "source_domain")),
    _FIELDS,
)
