"""A process that reads ahead, one that dies, and one whose results nobody wants any more."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ahead, store
from index import work as carried_out
from index.ahead import read_ahead
from index.build import update
from index.documents import stored_record


def work(task: int) -> Iterator[str]:
    for number in range(task):
        yield f"result {number}"


def dying(task: int) -> Iterator[str]:
    yield from work(task)
    os._exit(1)


def weight(result: str) -> int:
    return ahead.PIECE // 2


def fatal(task: int) -> list[str]:
    return [f"died of {task}"]


@pytest.mark.parametrize("count", [0, 1, 3, 1_000])
def test_results_come_in_order(count: int) -> None:
    assert list(read_ahead(count, work, weight, fatal)) == list(work(count))
    assert multiprocessing.active_children() == []


def test_what_a_dead_process_handed_over_is_kept() -> None:
    assert list(read_ahead(6, dying, weight, fatal)) == [*work(6), "died of 6"]


def test_nobody_asks_for_more() -> None:
    results = read_ahead(100_000, work, weight, fatal)
    assert next(results) == "result 0"
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_an_index_is_the_same_however_a_long_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "posts.jsonl"
    posts = [
        {"id": str(at), "thread": str(at % 9), "kind": "comment", "author": "Ann", "body": f"Post {at}."}
        for at in range(200)
    ]
    file.write_text("\n".join(["no record", *map(json.dumps, posts)]))
    monkeypatch.setattr(carried_out, "LONG", 0)
    found = []
    for jobs in (1, 2):
        directory = tmp_path / f"index-{jobs}"
        report = update(directory, [file], jobs=jobs)
        assert len(report.rejected) == 1
        index, _ = store.open_index(directory)
        searcher = index.searcher()
        hits = searcher.search(index.parse_query("*"), 1_000).hits
        found.append([stored_record(searcher.doc(address)) for _, address in hits])
    assert len(found[0]) == 209
    assert found[0] == found[1]
