"""Other processes that work through a list, and one that dies at it."""

from __future__ import annotations

import os

import pytest

from index.workers import in_order


def work(task: int) -> str:
    if task == 13:
        os._exit(1)
    return f"done {task}"


def fatal(task: int) -> str:
    return f"died of {task}"


def left(task: int) -> bool:
    return task % 20 == 7


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_has_its_result_in_order(jobs: int) -> None:
    tasks = [*range(12), *range(14, 60)]
    expected = [(task, None if left(task) else f"done {task}") for task in tasks]
    assert list(in_order(tasks, work, fatal, left, jobs)) == expected


def test_a_task_at_which_a_process_dies_costs_only_itself() -> None:
    expected = [(task, f"done {task}" if task != 13 else "died of 13") for task in range(50)]
    assert list(in_order(range(50), work, fatal, lambda task: False, 2)) == expected


def test_nobody_asks_for_more() -> None:
    results = in_order(range(1_000), work, fatal, left, 2)
    assert next(results) == (0, "done 0")
    results.close()  # type: ignore[attr-defined]
