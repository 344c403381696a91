"""More rows than fit in memory, in order."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from operator import itemgetter
from typing import IO, Any, Final

import orjson

RUN: Final = 20_000
"""Rows that are sorted at once, in memory."""

Keyed = tuple[tuple[str, ...], dict[str, Any]]
"""What a row is sorted by, and the row, of values that JSON knows."""


def ordered(rows: Iterable[Keyed], run: int = RUN) -> Iterator[dict[str, Any]]:
    """Rows in the order of their keys; those with the same key stay as they come.

    They are sorted in runs, which wait in temporary files and are merged.
    """
    rows = iter(rows)
    with ExitStack() as files:
        waiting: list[IO[bytes]] = []
        while True:
            now = sorted(islice(rows, run), key=itemgetter(0))
            if len(now) < run:
                break
            file = files.enter_context(tempfile.TemporaryFile())
            file.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in now)
            file.seek(0)
            waiting.append(file)
        for _, row in heapq.merge(*map(_read, waiting), now, key=itemgetter(0)):
            yield row


def _read(file: IO[bytes]) -> Iterator[Keyed]:
    for line in file:
        sort_key, row = orjson.loads(line)
        yield tuple(sort_key), row
