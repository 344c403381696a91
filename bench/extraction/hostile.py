"""Files made to stall, crash or fill what reads them: each in a process of its own, with its time and memory.

python -m bench.extraction.hostile [NAME ..]
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from index import formats
from index.identity import identify
from index.model import Article
from index.settings import Scrape

LIMIT: Final = 300
"""Seconds after which a file is given up."""
LINKED: Final = '<script type="application/ld+json">'
WORDS: Final = "A crack was found in the harbour bridge this morning, and nobody may cross it for a week. "


def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<!doctype html><html><head><title>Bridge</title>{head}</head><body>{body}</body></html>".encode()


def comment(number: int, depth: int = 1) -> str:
    """A comment of WordPress."""
    return (
        f'<li class="comment depth-{depth}" id="comment-{number}"><article class="comment-body">'
        f'<footer><b class="fn">Ann {number}</b><time datetime="2016-12-13T16:01:00+01:00">x</time></footer>'
        f'<div class="comment-content"><p>{WORDS}</p></div></article>'
    )


def comments(number: int) -> bytes:
    """A page with so many comments side by side."""
    items = "</li>".join(comment(each) for each in range(number))
    return page(f'<p>{WORDS * 3}</p><ol class="comment-list">{items}</ol>')


def nested(number: int) -> bytes:
    """A page with so many comments, each an answer to the one before."""
    items = '<ol class="children">'.join(comment(each, each + 1) for each in range(number))
    return page(f'<p>{WORDS * 3}</p><ol class="comment-list">{items}')


HOSTILE: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "10,000 nested div": ("a.html", lambda: page("<div>" * 10_000 + WORDS)),
    "100,000 nested div": ("a.html", lambda: page("<div>" * 100_000 + WORDS)),
    "3,900 nested div": ("a.html", lambda: page("<div>" * 3_900 + f"<p>{WORDS}</p>" * 1_000)),
    "200,000 paragraphs in 1,500 div": ("a.html", lambda: page("<div>" * 1_500 + f"<p>{WORDS}" * 200_000)),
    "20,000 nested b": ("a.html", lambda: page("<b>" * 20_000 + WORDS)),
    "20,000 paragraphs in 1,500 quotes": (
        "a.html", lambda: page("<blockquote>" * 1_500 + f"<p>{WORDS}" * 20_000)),
    "50,000 attributes": (
        "a.html", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{WORDS}")),
    "18 MB of paragraphs": ("a.html", lambda: page(f"<p>{WORDS}</p>" * 190_000)),
    "50 MB of paragraphs": ("a.html", lambda: page(f"<p>{WORDS}</p>" * 520_000)),
    "50 MB of text": ("a.html", lambda: page(WORDS * 550_000)),
    "20 MB of <a>": ("a.html", lambda: page("<a>" * 7_000_000)),
    "20 MB of links": ("a.html", lambda: page('<a href="/x">Bridge</a> ' * 800_000)),
    "20,000 comments": ("a.html", lambda: comments(20_000)),
    "100,000 comments": ("a.html", lambda: comments(100_000)),
    "900 nested comments": ("a.html", lambda: nested(900)),
    "20,000 nested comments": ("a.html", lambda: nested(20_000)),
    "100,000 <time>": ("a.html",
        lambda: page("<time datetime=2016-12-13>x</time>" * 100_000 + f"<p>{WORDS * 3}")),
    "100,000 <meta>": (
        "a.html", lambda: page(f"<p>{WORDS * 3}", "<meta name=author content='Ann'>" * 100_000)),
    "100,000 JSON-LD": (
        "a.html",
        lambda: page(f"<p>{WORDS * 3}", f'{LINKED}{{"@type":"Article"}}</script>' * 100_000),
    ),
    "deep JSON-LD": (
        "a.html", lambda: page(f"<p>{WORDS * 3}", LINKED + "[" * 1_000_000)),
    "NUL": ("a.html", lambda: b"\0" * 20_000_000),
    "not what it says": ("a.html", lambda: b"<html><meta charset=utf-16><p>" + WORDS.encode() * 10),
    "a line of 50 MB": ("a.txt", lambda: WORDS.encode() * 550_000),
    "1,000,000 headers": (
        "a.txt",
        lambda: b"Bridge\n\nText.\n\n" + b"Submitted by Ann on Sat, 03/05/2014 - 21:29.\n" * 1_000_000),
    "1,000,000 pictures": ("a.txt",
        lambda: b"Bridge\n\nText.\n\n" + b"Ann's picture\n\nText.\n\n" * 1_000_000),
    "50 MB of > in Markdown": ("a.md", lambda: b"# Bridge\n\n" + b"> " * 25_000_000),
    "billion laughs": (
        "a.xml",
        lambda: (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
            + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
            + "]><rss version='2.0'><channel><item><title>&a12;</title></item></channel></rss>"
        ).encode(),
    ),
    "100,000-deep XML": ("a.xml",
        lambda: b"<rss version='2.0'><channel><item><title>x</title>" + b"<a>" * 100_000),
    "100,000-deep JSON": ("a.json", lambda: b'{"title": "Bridge", "text": ' + b"[" * 100_000),
    "50 MB of [": ("a.json", lambda: b"[" * 50_000_000),
    "a record of 200 MB": (
        "a.jsonl", lambda: b'{"title": "' + b"x" * 200_000_000 + b'"}\n{"title": "Bridge", "text": "y"}\n'),
    "cyclic answers": (
        "a.jsonl",
        lambda: b"".join(
            json.dumps({"id": n, "type": "comment", "by": "A", "parent": (n + 1) % 100_000, "text": "x"}
            ).encode() + b"\n" for n in range(100_000)),
    ),
}  # fmt: skip


def main() -> int:
    """Read each, and print what became of it."""
    asked = sys.argv[1:] or list(HOSTILE)
    context = multiprocessing.get_context("spawn")
    for name in asked:
        queue = context.Queue()
        process = context.Process(target=_read, args=(name, queue))
        process.start()
        try:
            size, seconds, memory, outcome = queue.get(timeout=LIMIT)
        except Exception:  # the process is slow, or dead
            process.kill()
            size, seconds, memory, outcome = 0, float(LIMIT), 0, "nothing"
        process.join()
        print(f"{name:36} {size / 1e6:7.1f} MB {seconds:7.2f} s {memory:6,.0f} MB  {outcome}", flush=True)
    return 0


def _read(name: str, queue: multiprocessing.Queue[tuple[int, float, float, str]]) -> None:
    suffix, make = HOSTILE[name]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / suffix
        file.write_bytes(make())
        started = time.process_time()
        articles = comments = 0
        reason = ""
        for record in formats.read(Scrape(str(file))):
            if isinstance(record, Article):
                articles += 1
                comments += len(identify(record).comments)
            else:
                reason = reason or f"; {record.reason[:60]}"
        seconds = time.process_time() - started
        size = file.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    queue.put((size, seconds, peak, f"{articles:,} articles, {comments:,} comments{reason}"))


if __name__ == "__main__":
    sys.exit(main())
