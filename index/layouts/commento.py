"""An export of Commento: comments of a whole site, and who wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.layouts import values
from index.layouts.layout import Entry, Layout, Record


def _recognise(value: dict[str, Any]) -> bool:
    found = value.get("comments")
    first = found[0] if isinstance(found, list) and found else None
    return "commenters" in value and isinstance(first, dict) and "commentHex" in first


def _read(record: Record) -> Iterator[Entry | None]:
    names = {each.id("commenterHex"): each.name("name") for each in record.items("commenters")}
    for comment in record.items("comments"):
        if comment.value.get("state", "approved") != "approved":
            continue
        address = f"{comment.line('domain')}{comment.line('url', 'path')}"
        body, quotes = comment.html("html", "markdown")
        writer = comment.id("commenterHex")
        yield Entry(
            id=comment.id("commentHex"),
            parent=parent if (parent := comment.id("parentHex")) != "root" else None,
            author=names.get(writer),
            posted=comment.posted("creationDate"),
            body=body,
            quotes=quotes,
            url=values.url_in(address if "://" in address else f"https://{address}"),
            registered=writer in names if writer else None,
            deleted=values.flag_in(comment.value.get("deleted")),
            thread=address,
            source=record.source("domain"),
            place=record.scrape.place,
        )


COMMENTO = Layout("commento", "an export of Commento", _recognise, _read)
