"""Other processes that work through a list in its order, and what becomes of one that dies at it."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Final, Generic, TypeVar

CHUNK: Final = 16
"""Tasks that a process is given at a time."""
AHEAD: Final = 12
"""Chunks that are given out before their results are needed, for each process: enough for a commit."""
HEAVY: Final = 2 * 1024 * 1024
"""Bytes of tasks with which a chunk is full."""
HEAVIEST: Final = 16 * HEAVY
"""Bytes of tasks from which on nothing further is given out: their results wait in memory."""

DIED: Final = "the process that read it died of it"

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(slots=True)
class _Chunk(Generic[Task, Result]):
    tasks: list[Task]
    weight: int
    future: Future[list[Result]] | None = field(default=None)
    """None for a task that is left to whoever asked."""


def in_order(
    tasks: Iterable[Task],
    work: Callable[[Task], Result],
    fatal: Callable[[Task], Result],
    left: Callable[[Task], bool],
    jobs: int,
    weight: Callable[[Task], int] = lambda _: 0,
) -> Iterator[tuple[Task, Result | None]]:
    """Every task with its result, in their order, from `jobs` processes.

    A task that is `left` comes with None: it is for the caller, once everything before it is done.
    `fatal` gives the result of a task at which a process died, `weight` the bytes that a task is about.
    `work` must be importable by name.
    """
    pool = _pool(jobs)
    waiting: deque[_Chunk[Task, Result]] = deque()
    chunks: Iterator[_Chunk[Task, Result]] = _chunks(tasks, left, weight)
    ahead = 0
    try:
        while True:
            while (
                len(waiting) < AHEAD * jobs
                and (ahead < HEAVIEST or not waiting)
                and (chunk := next(chunks, None)) is not None
            ):
                waiting.append(chunk)
                ahead += chunk.weight
                if not left(chunk.tasks[0]):
                    chunk.future = pool.submit(_all, work, chunk.tasks)
            if not waiting:
                return
            first = waiting.popleft()
            ahead -= first.weight
            if first.future is None:
                yield first.tasks[0], None
                continue
            try:
                results = first.future.result()
            except BrokenProcessPool:
                pool.shutdown()
                results = list(map(partial(_alone, work, fatal), first.tasks))
                pool = _pool(jobs)
                for chunk in waiting:
                    if chunk.future is not None:
                        chunk.future = pool.submit(_all, work, chunk.tasks)
            yield from zip(first.tasks, results, strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processes this one may keep busy."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned: a fork of a process that has threads, as tantivy's has, may never wake.
    return ProcessPoolExecutor(jobs, get_context("spawn"), start)


def start() -> None:
    """What a process of a pool does first: it must not outlive the one that started it."""
    leave_interruptions()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def leave_interruptions() -> None:
    """Let Ctrl-C be the business of the process that was started in the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _all(work: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
    return [work(task) for task in tasks]


def _alone(work: Callable[[Task], Result], fatal: Callable[[Task], Result], task: Task) -> Result:
    """A task in a process of its own, that no other may suffer from it."""
    try:
        with _pool(1) as pool:
            return pool.submit(work, task).result()
    except BrokenProcessPool:
        return fatal(task)


def _chunks(
    tasks: Iterable[Task], left: Callable[[Task], bool], weight: Callable[[Task], int]
) -> Iterator[_Chunk[Task, Result]]:
    chunk: list[Task] = []
    heavy = 0
    for task in tasks:
        if left(task):
            if chunk:
                yield _Chunk(chunk, heavy)
                chunk, heavy = [], 0
            yield _Chunk([task], 0)
            continue
        chunk.append(task)
        heavy += weight(task)
        if len(chunk) == CHUNK or heavy >= HEAVY:
            yield _Chunk(chunk, heavy)
            chunk, heavy = [], 0
    if chunk:
        yield _Chunk(chunk, heavy)
