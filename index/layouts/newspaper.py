"""Articles of newspaper3k and newspaper4k, as `Article.to_json` or a scraper of its own writes them."""

from __future__ import annotations

from index.fields import Fields
from index.layouts.layout import has
from index.layouts.mapped import by_fields

_FIELDS = Fields(
    title=("title",),
    body=("text", "summary", "meta_description"),
    author=("authors",),
    published=("publish_date",),
    url=("canonical_link", "url", "source_url"),
    source=("meta_site_name", "source_url"),
    language=("meta_lang", "language"),
)

NEWSPAPER = by_fields(
    "newspaper",
    "the JSON of newspaper3k and newspaper4k",
    has(
        *("title", "text", "publish_date"),
        any_of=("top_image", "top_img", "meta_lang", "meta_description", "canonical_link", "source_url"),
    ),
    _FIELDS,
)
