"""HAR: what a browser fetched while it was watched, as JSON."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import orjson

from index.containers.bounds import LARGEST, Bounds
from index.containers.container import Container, Member
from index.containers.http import Response
from index.containers.warc import FETCHED, of_response
from index.model import Rejection
from index.settings import Scrape
from index.streams import read_up_to

OPENING: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*+\{\s*+"log"\s*+:\s*+\{\s*+"(?:version|creator|browser|pages|entries|comment|_\w+)"\s*+:'
)


def _sniff(_name: str, head: bytes) -> bool:
    return OPENING.match(head) is not None


def _members(scrape: Scrape, stream: BinaryIO, _bounds: Bounds) -> Iterator[Member | Rejection]:
    data = read_up_to(stream, LARGEST)
    if data is None:
        yield Rejection(
            scrape.path, scrape.place, f"longer than {LARGEST // 1024**2} MiB, which a HAR may not be"
        )
        return
    try:
        entries = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))["log"]["entries"]
    except (ValueError, KeyError, TypeError) as error:
        yield Rejection(scrape.path, scrape.place, f"no HAR: {error}")
        return
    for number, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        try:
            member = _member(scrape, number, entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # an answer that never came has no content
        if member is not None:
            yield member


def _member(scrape: Scrape, number: int, entry: Any) -> Member | None:
    """What an entry holds, if it may be a scrape.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it holds nothing.
    """
    content = entry["response"]["content"]
    text = content["text"]
    if entry["response"]["status"] != FETCHED or not text:
        return None
    packed = content.get("encoding") == "base64"
    body = base64.b64decode(text) if packed else text.encode("utf-8", "replace")
    kind = content.get("mimeType") or ""
    headers = {"content-type": kind if packed else f"{kind.partition(';')[0]}; charset=utf-8"}
    response = Response(FETCHED, headers, io.BytesIO(body), lambda: None)
    fetched = entry.get("startedDateTime")
    fetched = fetched if isinstance(fetched, str) else ""
    return of_response(scrape, f"entry {number}", entry["request"]["url"], response, fetched)


HAR = Container(name="har", about="what a browser fetched, as JSON", sniff=_sniff, members=_members)
