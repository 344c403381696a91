"""Processes that read or write for as long as they are left: `python -m bench.soak.roles NAME ..`.

Each prints a JSON object for what it did, now and then and at its end, and ends when its stdin does.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.soak import turns
from index.build import update
from search.request import SearchRequest, Sort
from search.searcher import Searcher

TELL: Final = 2.0
"""Seconds between two lines."""
REBUILD: Final = 40
"""After so many updates the index is made again from nothing."""
HITS: Final = 2_000
"""Of a query that is walked."""


class Tally:
    """What a process did, and what went wrong in it."""

    def __init__(self) -> None:
        self._done = 0
        self._errors: list[str] = []
        self._told = time.monotonic()

    def does(self, deed: Callable[[], object]) -> None:
        """Count a deed, and catch whatever it raises, a panic of the engine too."""
        try:
            deed()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the engine derives from BaseException
            self._errors.append("".join(traceback.format_exception(error)))
        self._done += 1
        if time.monotonic() - self._told > TELL:
            self.tell()

    def tell(self) -> None:
        """Print how often what happened since the last time."""
        print(json.dumps({"done": self._done, "errors": self._errors}), flush=True)
        self._done, self._errors, self._told = 0, [], time.monotonic()


def write(directory: Path, folder: Path, pause: str) -> None:
    """Turn after turn, an update each, and now and then a rebuild."""
    tally = Tally()
    turn = 1
    while not _over(float(pause)):
        turns.write(folder, turn)
        whole = turn % REBUILD == 0
        tally.does(lambda whole=whole: update(directory, [folder], rebuild=whole, jobs=1, wait=10))  # type: ignore[misc]
        turn += 1
    tally.tell()


def read(directory: Path, *queries: str) -> None:
    """One open searcher that looks at the index as it is now, and asks it all there is to ask."""
    tally = Tally()
    searcher = Searcher.open(directory)
    seen = 0

    def look() -> None:
        nonlocal seen
        searcher.reload()
        seen = turns.check(searcher, seen)

    while not _over():
        for query in queries:
            tally.does(look)
            for deed in _deeds(searcher, query):
                tally.does(deed)
    tally.tell()


def shell(directory: Path, *queries: str) -> None:
    """A process for each query, and one that opens the index anew."""
    tally = Tally()

    def ask(query: str) -> None:
        command = [sys.executable, "-m", "dateline", "search", query, "--index", str(directory)]
        done = subprocess.run([*command, "--format", "jsonl"], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or done.stderr.strip():
            raise RuntimeError(f"{query}: {done.returncode}: {done.stderr}")

    while not _over():
        for query in queries:
            tally.does(lambda query=query: ask(query))  # type: ignore[misc]
            tally.does(lambda: turns.check(Searcher.open(directory), 0))
    tally.tell()


ROLES: Final[dict[str, Callable[..., None]]] = {"write": write, "read": read, "shell": shell}


def _deeds(searcher: Searcher, query: str) -> Iterator[Callable[[], object]]:
    yield lambda: searcher.search(SearchRequest(query))
    yield lambda: searcher.search(SearchRequest(query, sort=Sort.NEWEST, limit=50))
    yield lambda: searcher.facets(query)
    yield lambda: searcher.months(query)
    yield lambda: _walk(searcher, query)
    yield lambda: [searcher.thread(hit.id) for hit in searcher.search(SearchRequest(query, limit=2)).hits]


def _walk(searcher: Searcher, query: str) -> None:
    """The hits of one state, of which there are as many as it says."""
    request = SearchRequest(query, limit=HITS, collapse=False)
    page, found = searcher.stream(request, marked=False)
    walked = sum(1 for _ in found)
    if walked != min(page.total, HITS) and page.complete:
        raise turns.Torn(f"{query}: {walked} hits of {page.total}")


def _over(pause: float = 0) -> bool:
    """Whether stdin has ended; waits so long for it."""
    return bool(select.select([sys.stdin], [], [], pause)[0])


if __name__ == "__main__":
    role, directory, *given = sys.argv[1:]
    if role == "write":
        write(Path(directory), Path(given[0]), given[1])
    else:
        ROLES[role](Path(directory), *given)
