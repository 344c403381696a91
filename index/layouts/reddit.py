"""Reddit's submissions and comments, as Pushshift and Arctic Shift keep them: one object a line, any order.

Submissions and comments are files of their own. Both name the thread, so that the two halves of one are
one record in the index.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, Final

from index.layouts import values
from index.layouts.layout import Entry, Layout, Record
from index.layouts.markup import markdown
from index.model import NO_SOURCE, Origin, Sourced

GONE: Final = frozenset({"[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]"})


def _recognise(value: dict[str, Any]) -> bool:
    if "subreddit" not in value and "subreddit_id" not in value:
        return False
    return ("link_id" in value and "body" in value) or (
        "title" in value and any(name in value for name in ("selftext", "permalink", "num_comments"))
    )


def _read(record: Record) -> Iterator[Entry | None]:
    yield entry_of(record)


def entry_of(record: Record) -> Entry | None:
    """A submission or a comment."""
    starts = "link_id" not in record.value
    own = record.id("id") or record.id("name").rpartition("_")[2]
    thread = own if starts else record.id("link_id").rpartition("_")[2]
    if not thread:
        return None
    group = record.line("subreddit") or (record.line("subreddit_name_prefixed").removeprefix("r/"))
    text = html.unescape(values.text_in(record.first("selftext" if starts else "body")))
    author = record.name("author")
    gone = text in GONE
    body, quotes = markdown("" if gone else text)
    title = html.unescape(record.line("title") if starts else record.line("link_title"))
    parent = record.id("parent_id")
    return Entry(
        id=own,
        parent=parent.removeprefix("t1_") if parent and not parent.startswith("t3_") else None,
        author=None if author in GONE else author,
        posted=(record.published if starts else record.posted)("created_utc", "created"),
        body=body,
        quotes=quotes,
        title="" if title in GONE else title or (f"r/{group} thread {thread}" if group else ""),
        url=thread_url(group, thread),
        deleted=gone,
        thread=thread,
        starts=starts,
        source=_source(record, group),
        place=record.scrape.place,
    )


def thread_url(group: str, thread: str) -> str:
    """The address of a thread, which submissions and comments of any year give alike."""
    within = f"r/{group}/" if group else ""
    return f"https://www.reddit.com/{within}comments/{thread}/"


def _source(record: Record, group: str) -> Sourced:
    if record.scrape.source.name is not None:
        return record.scrape.source
    return Sourced(f"r/{group}", Origin.PAGE) if group else NO_SOURCE


REDDIT = Layout(
    "reddit",
    "submissions and comments of Reddit: Pushshift, Arctic Shift",
    _recognise,
    _read,
    house="Reddit",
)
