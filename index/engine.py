"""Where the parts of a build are worked at: in processes of this machine, or elsewhere.

A job is a value, worked at by a function that is importable by name. That leaves what it makes in a folder
whose name says what it was made of, in one step. So a job may be given out twice, and its result may come
twice, late, or in any order: it is done once.
"""

from __future__ import annotations

import socket
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import Protocol, TypeVar

from index import __version__
from index.errors import ConfigError
from index.schema import SCHEMA_VERSION
from index.workers import start

Job = TypeVar("Job")
Result = TypeVar("Result")


class Engine(Protocol):
    """Works at jobs, many at once."""

    @property
    def jobs(self) -> int:
        """How many at once."""

    def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """The numbers of jobs and their results, as they come.

        A job at which every attempt dies does not come. What `work` raises is raised.
        """

    def close(self) -> None:
        """Let go of what it holds."""


class LocalEngine:
    """Processes of this machine, which are there until it is closed."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    @property
    def jobs(self) -> int:
        """How many at once."""
        return self._jobs

    def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """As `Engine` has it."""
        waiting = deque(enumerate(jobs))
        lost: list[tuple[int, Job]] = []
        running: dict[Future[Result], tuple[int, Job]] = {}
        try:
            while waiting or running:
                # One more than there are processes: when one of these dies, no others are in doubt.
                while waiting and len(running) <= self._jobs:
                    number, job = waiting.popleft()
                    running[self._submitted(work, job)] = number, job
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                broken = False
                for future in done:
                    number, job = running.pop(future)
                    try:
                        yield number, future.result()
                    except BrokenProcessPool:
                        lost.append((number, job))
                        broken = True
                if broken:
                    lost += running.values()
                    running.clear()
                    self.close()
            for number, job in lost:
                try:
                    yield number, self._submitted(work, job).result()
                except BrokenProcessPool:
                    self.close()
        except BaseException:
            self.close()
            raise

    def _submitted(self, work: Callable[[Job], Result], job: Job) -> Future[Result]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, get_context("spawn"), start)
        try:
            return self._pool.submit(work, job)
        except BrokenProcessPool:
            self.close()
            return self._submitted(work, job)

    def close(self) -> None:
        """Let the processes go, once they have done what they are at."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@cache
def versions() -> tuple[str, ...]:
    """What has to be the same on all machines of a cluster."""
    from importlib.metadata import version  # a build on one machine does without

    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return f"dateline {__version__}", f"schema {SCHEMA_VERSION}", f"tantivy {version('tantivy')}", python


def refusal(theirs: tuple[str, ...]) -> ConfigError | None:
    """What this machine says to one that has other versions; nothing where they are the same."""
    if theirs == versions():
        return None
    asked = f"{socket.gethostname()} has other versions ({', '.join(versions())})"
    return ConfigError(f"{asked} than the machine that asked ({', '.join(theirs)})")
