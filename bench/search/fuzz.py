"""Queries that nobody would type, and what the searcher makes of them.

    python -m bench.search.fuzz INDEX [--number 100000] [--seed 1]

Queries are put together from pieces of the language; of half of them characters are left out, doubled or
swapped. Each is parsed, written out and read again, and every tenth is searched for. Nothing may be raised,
what is read again must be the same tree, and no search may take longer than `--most` processor seconds.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from search.parser import parse_query
from search.reading import format_query
from search.request import SearchRequest
from search.searcher import Searcher

PIECES = (
    *(
        '"',
        "“",
        "”",
        "(",
        ")",
        "*",
        "?",
        "~",
        "~2",
        "^",
        "^2",
        "=",
        "+",
        "-",
        "/",
        ":",
        ".",
        "..",
        " ",
        " ",
        " ",
    ),
    *(
        " AND ",
        " OR ",
        " NOT ",
        " w/5 ",
        " pre/3 ",
        " /s ",
        " /p ",
        " w/",
        "last 2w",
        "atleast3(",
        "allcaps(",
        "lead(",
    ),
    *(
        "title:",
        "body:",
        "author:",
        "author:=",
        "source:",
        "kind:",
        "url:",
        "lang:",
        "id:",
        "has:",
        "date:",
        "since:",
    ),
    *(
        "until:",
        "date-from:",
        "under:(",
        "thread:(",
        "comments:",
        "article:",
        "words>",
        "replies>=5",
        "words:1..9",
    ),
    *(
        "war",
        "the",
        "don't",
        "U.S.",
        "café",
        "東京",
        "हिन्दी",
        "😀",
        "\ud800",
        "\x00",
        "\u202e",
        "2016-12",
        "comment",
    ),
    *("al?ppo", "*ing", "/a+b/", "/(a+)+b/", "/[/", "http://x.y/z?a=b", "foo:bar", "house~", "x" * 300),
)


def made(chance: random.Random) -> str:
    """A query of pieces, or one of these with characters gone, doubled or swapped."""
    text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 14)))
    if chance.random() < 0.5:
        characters = list(text)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(characters)) if characters else 0
            what = chance.random()
            if what < 0.4:
                del characters[at : at + 1]
            elif what < 0.7:
                characters[at:at] = characters[at : at + 1]
            else:
                characters[at : at + 2] = reversed(characters[at : at + 2])
        text = "".join(characters)
    return text


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index")
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=float, default=1.0, help="seconds that a search may take")
    args = parser.parse_args()
    chance = random.Random(args.seed)
    searcher = Searcher.open(args.index)
    faults = 0
    slowest, slow = 0.0, ""
    for number in range(args.number):
        query, typing = made(chance), chance.random() < 0.3
        try:
            parsed = parse_query(query, typing=typing)
            if not typing and parse_query(format_query(parsed.node)).node != parsed.node:
                raise ValueError("read again it is another query")
            if number % 10 == 0:
                began = time.process_time()
                searcher.search(SearchRequest(query, typing=typing, timezone="UTC"))
                took = time.process_time() - began
                if took > slowest:
                    slowest, slow = took, query
        except BaseException as error:  # a panic of the engine is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            faults += 1
            print(f"{type(error).__name__}: {error}: {query!r}")
    print(f"{args.number:,} queries, {faults} faults; the slowest search took {slowest:.2f} s: {slow!r}")
    return 1 if faults or slowest > args.most else 0


if __name__ == "__main__":
    sys.exit(main())
