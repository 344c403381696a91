"""Comments of YouTube as its API lists them (`commentThreads`)."""

from __future__ import annotations

from collections.abc import Iterator

from index.layouts.layout import Entry, Layout, Record


def video_url(video: str) -> str:
    """The address of a video."""
    return f"https://www.youtube.com/watch?v={video}"


def _read(record: Record) -> Iterator[Entry | None]:
    video = record.id("snippet.videoId", "snippet.topLevelComment.snippet.videoId")
    top = record.within([record.first("snippet.topLevelComment")])
    if not video:
        return
    for comment in (*top, *record.items("replies.comments")):
        display = comment.html("snippet.textDisplay")[0]
        yield Entry(
            id=comment.id("id"),
            parent=comment.id("snippet.parentId") or None,
            author=comment.name("snippet.authorDisplayName"),
            posted=comment.posted("snippet.publishedAt"),
            body=comment.text("snippet.textOriginal") or display,
            url=video_url(video),
            thread=video,
            source=record.house("YouTube"),
            place=record.scrape.place,
        )


YOUTUBE = Layout(
    "youtube",
    "comments of YouTube: its API",
    lambda value: value.get("kind") == "youtube#commentThread" and isinstance(value.get("snippet"), dict),
    _read,
    address=video_url,
    house="YouTube",
)
