"""What is indexed to measure: real data where it is, otherwise texts made up from a seed."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

PAGES: Final = ("extraction/aeb/html", "comments/drupal6/node")
HALVES: Final = ("even", "odd")
"""Folders of as many pages each."""
RECORDS: Final = "scale/threads.jsonl.zst"
THERE: Final = 209_347
"""Records in it."""
BLOG: Final = "comments/lemire-wordpress/gold.jsonl"
SEED: Final = 7
MADE_UP: Final = "made up"
WORDS: Final = 20_000


def pages(data: Path, folder: Path, copies: int) -> str:
    """Save HTML pages, each so many times under other addresses and names; what they are."""
    sources = [path for name in PAGES for path in sorted((data / name).glob("*.html*"))]
    said = f"{len(sources)} pages of aeb and a Drupal forum, {copies} of each"
    found: Iterable[bytes] = (
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in sources
    )
    if not sources:
        found, said = _made_up_pages(400), f"{MADE_UP}: 400 pages, {copies} of each"
    for half in HALVES:
        (folder / half).mkdir(parents=True)
    shuffled = list(found)
    random.Random(SEED).shuffle(shuffled)
    for copy in range(copies):
        for number, page in enumerate(shuffled):
            # Another host in every address: no copy is the scrape of the same article.
            other = page.replace(b"://", b"://c%d." % copy) if copy else page
            (folder / HALVES[number % 2] / f"{copy}-{number:04}.html").write_bytes(other)
    return said


def records(data: Path, count: int) -> tuple[Iterator[dict[str, Any]], str]:
    """So many records of posts, by thread, and what they are.

    Where the posts are too few, the comments of a blog follow, and then texts that are put together of
    thirds of three posts each: their words, phrases and lengths are those of posts, and none is a copy.
    """
    if (data / RECORDS).is_file():
        said = "posts of Usenet, Reuters and newsgroups"
        if count > THERE:
            said += ", comments of a blog, and texts spliced of three posts each"
        return itertools.islice(_endless(data), count), said
    return itertools.islice(_made_up_records(), count), f"{MADE_UP}: posts"


def save_records(found: Iterator[dict[str, Any]], file: Path) -> None:
    """One JSON object a line."""
    with file.open("w", encoding="utf-8") as stream:
        for record in found:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def articles(data: Path, count: int) -> Iterator[dict[str, Any]]:
    """Records that are each an article of its own."""
    for number, record in enumerate(records(data, count)[0]):
        kept = ("source", "author", "published", "title", "body")
        yield {**{name: record[name] for name in kept if name in record}, "id": f"a{number}"}


def texts(folder: Path, count: int) -> str:
    """Save small texts, a thousand in a folder."""
    words = _vocabulary()
    chance = random.Random(SEED)
    for number in range(count):
        if number % 1_000 == 0:
            (folder / f"{number // 1_000:04}").mkdir(parents=True)
        text_file(folder, number).write_text(_text(number, words, chance), encoding="utf-8")
    return f"{count:,} texts of about 60 words"


def text_file(folder: Path, number: int) -> Path:
    """Where the text of this number is."""
    return folder / f"{number // 1_000:04}" / f"{number:06}.txt"


def queries(file: Path, count: int) -> list[str]:
    """Queries whose words stand in the records of a file: words, phrases, two words, and prefixes."""
    chance = random.Random(SEED)
    bodies = []
    with file.open(encoding="utf-8") as stream:
        for line in itertools.islice(stream, 5_000):
            plain = [
                word for word in json.loads(line).get("body", "").split() if word.isalpha() and word.isascii()
            ]
            if len(plain) > 20:
                bodies.append(plain)
    made = []
    for number in range(count):
        body = chance.choice(bodies)
        at = chance.randrange(len(body) - 1)
        first, second = body[at].lower(), body[at + 1].lower()
        made.append((first, f'"{first} {second}"', f"{first} AND {second}", f"{first[:4]}*")[number % 4])
    return made


def _endless(data: Path) -> Iterator[dict[str, Any]]:
    yield from _posts(data)
    if (data / BLOG).is_file():
        yield from _blog(data / BLOG)
    for again in itertools.count(1):
        yield from _spliced(data, again)


def _posts(data: Path) -> Iterator[dict[str, Any]]:
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from backports import zstd
    with zstd.open(data / RECORDS, "rb") as stream:
        yield from map(json.loads, io.BufferedReader(stream))


def _blog(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as stream:
        for number, thread in enumerate(map(json.loads, stream)):
            for comment in thread["comments"]:
                if comment["body"]:
                    yield {
                        "id": f"blog-{number}-{comment['id']}",
                        "kind": "comment",
                        "source": "blog",
                        "author": comment["author"] or "",
                        "published": comment["date"] or thread["date"].replace(" ", "T") + "Z",
                        "title": thread["title"],
                        "body": comment["body"],
                        "thread": f"blog-{number}",
                    }


def _spliced(data: Path, again: int) -> Iterator[dict[str, Any]]:
    """A third of every post, with a third of another and one of a third post."""
    shifts = (0, 70_001 + again, 140_003 + 2 * again)
    streams = [itertools.islice(itertools.chain(_posts(data), _posts(data)), at, at + THERE) for at in shifts]
    for posts in zip(*streams, strict=True):
        bodies = [post["body"].split(" ") for post in posts]
        thirds = [words[len(words) * at // 3 : len(words) * (at + 1) // 3] for at, words in enumerate(bodies)]
        record = posts[0]
        record["id"] = f"{record['id']}-{again}"
        record["thread"] = f"{again}-{record['thread']}"
        record["body"] = " ".join(itertools.chain(*thirds))
        yield record


def _vocabulary() -> list[str]:
    chance = random.Random(SEED)
    syllables = [a + b for a in "bdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    return ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3)))) for _ in range(WORDS)]


def _prose(words: list[str], chance: random.Random, length: int) -> str:
    """Words as often as Zipf says, in sentences."""
    drawn = [words[min(WORDS - 1, int(chance.paretovariate(0.7)) - 1)] for _ in range(length)]
    ends = range(11, length, 12)
    return " ".join(word + "." if at in ends else word for at, word in enumerate(drawn)).capitalize()


def _text(number: int, words: list[str], chance: random.Random) -> str:
    return f"{_prose(words, chance, 6)} {number}\n\n{_prose(words, chance, 55)}.\n"


def _made_up_pages(count: int) -> Iterator[bytes]:
    words, chance = _vocabulary(), random.Random(SEED)
    for number in range(count):
        body = "".join(f"<p>{_prose(words, chance, 60)}</p>" for _ in range(12))
        replies = "".join(
            f'<div class="comment"><h3>Re</h3><div class="submitted">Submitted by {_prose(words, chance, 1)} '
            f'on Tue, 12/13/2016 - 15:09.</div><div class="content"><p>{_prose(words, chance, 40)}</p>'
            "</div></div>"
            for _ in range(8)
        )
        links = "".join(f'<li><a href="/{at}">{_prose(words, chance, 4)}</a></li>' for at in range(150))
        yield (
            f"<!doctype html><html><head><title>{_prose(words, chance, 7)}</title>"
            f'<link rel="canonical" href="https://example.org/story-{number}"></head><body><ul>{links}</ul>'
            f'<article><h1>{_prose(words, chance, 7)}</h1>{body}</article><div id="comments">{replies}</div>'
            "</body></html>"
        ).encode()


def _made_up_records() -> Iterator[dict[str, Any]]:
    words, chance = _vocabulary(), random.Random(SEED)
    for number in itertools.count():
        yield {
            "id": str(number),
            "kind": "comment" if number % 7 else "article",
            "source": f"group.{number % 40}",
            "author": _prose(words, chance, 2),
            "published": f"20{number % 20:02}-0{number % 9 + 1}-1{number % 9}T11:16:{number % 50 + 10}Z",
            "title": _prose(words, chance, 6),
            "body": _prose(words, chance, 180),
            "thread": f"t-{number // 7}",
        }
