"""What yt-dlp writes of a video (`.info.json`), with its comments where they were asked for."""

from __future__ import annotations

from index.fields import CommentFields, Fields
from index.layouts.layout import has
from index.layouts.mapped import by_fields

_FIELDS = Fields(
    title=("title", "fulltitle"),
    body=("description",),
    author=("uploader", "channel"),
    published=("timestamp", "upload_date"),
    url=("webpage_url", "original_url"),
    source=("extractor_key", "extractor"),
    language=("language",),
    comments=("comments",),
    comment=CommentFields(
        id=("id",), parent=("parent",), author=("author",), date=("timestamp",), body=("text",)
    ),
)

YTDLP = by_fields("yt-dlp", "the JSON of yt-dlp", has("webpage_url", "extractor"), _FIELDS)
