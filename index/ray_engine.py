"""An engine over the machines of a Ray cluster, which share a folder. Nothing else imports ray."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from typing import Any, Final, TypeVar

from index import __version__
from index.errors import ConfigError, DatelineError
from index.schema import SCHEMA_VERSION

Job = TypeVar("Job")
Result = TypeVar("Result")

ADDRESS: Final = "127.0.0.1"
"""The head of the cluster, unless another is given: this machine."""
PORT: Final = 6379
MODE: Final = "RAY_AUTH_MODE"
RETRIES: Final = 3
"""How often Ray gives a job to another process when one dies at it."""
AHEAD: Final = 2
"""Jobs that are given out for each processor."""
PATIENCE: Final = 60.0
"""Seconds after which a job is given out once more, if it also takes"""
LONGER: Final = 4.0
"""so many times as long as the longest before: its machine may have stopped."""
PROBE: Final = """
import sys, ray
ray.init(address=sys.argv[1], logging_level="error", log_to_driver=False)
"""
"""What must not work without a token."""
PROBING: Final = 60.0
"""Seconds for it."""


class RayEngine:
    """Tasks of a Ray cluster."""

    def __init__(self, address: str | None = None, *, unprotected: bool = False) -> None:
        """Join the cluster whose head is at `address`.

        Raises:
            ConfigError: ray is not installed, there is no cluster, or it lets in who has no token, and is not
                said to be `unprotected`.
        """
        address = address or ADDRESS
        address = address if ":" in address else f"{address}:{PORT}"
        if not unprotected:
            os.environ[MODE] = "token"  # before ray is imported, which reads it once
        try:
            import ray
        except ImportError as error:
            raise ConfigError("--engine ray needs ray: type 'pip install dateline[ray]'") from error
        self._ray: Any = ray
        try:
            ray.init(address=address, namespace="dateline", logging_level="error", log_to_driver=False)
        except Exception as error:  # ray raises RuntimeError, ConnectionError, its own, and others
            raise ConfigError(_no_cluster(address, error)) from error
        if not unprotected and _open_to_all(address):
            ray.shutdown()
            raise ConfigError(
                f"the Ray cluster at {address} lets in whoever reaches it, to run any code: start its "
                f"machines with {MODE}=token, or say --unprotected if its network is closed"
            )

    @property
    def jobs(self) -> int:
        """The processors of the cluster."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """As `index.engine.Engine` has it."""
        ray = self._ray
        task = ray.remote(num_cpus=1, max_retries=RETRIES)(_work)
        give = partial(task.remote, work, _versions())
        waiting = deque(range(len(jobs)))
        running: dict[Any, tuple[int, float]] = {}
        done: set[int] = set()
        again: set[int] = set()
        longest = 0.0
        try:
            while waiting or running:
                while waiting and len(running) < AHEAD * self.jobs:
                    number = waiting.popleft()
                    running[give(jobs[number])] = number, time.monotonic()
                ready, _ = ray.wait(list(running), timeout=1.0)
                for reference in ready:
                    number, since = running.pop(reference)
                    if number in done:
                        continue
                    longest = max(longest, time.monotonic() - since)
                    try:
                        result = ray.get(reference)
                    except ray.exceptions.RayTaskError as error:
                        if isinstance(error.cause, DatelineError):
                            raise error.cause from error
                        raise
                    except ray.exceptions.RayError:  # the process died, at every attempt
                        continue
                    done.add(number)
                    yield number, result
                for number, since in [] if waiting else list(running.values()):
                    late = time.monotonic() - since > max(PATIENCE, LONGER * longest)
                    if late and number not in again and number not in done:
                        again.add(number)
                        running[give(jobs[number])] = number, time.monotonic()
                if not waiting and {number for number, _ in running.values()} <= done:
                    break  # what still runs was done elsewhere
        finally:
            for reference in running:
                with suppress(ray.exceptions.RayError):
                    ray.cancel(reference, force=True)

    def close(self) -> None:
        """Leave the cluster."""
        self._ray.shutdown()


def _work(work: Callable[[Any], Any], versions: tuple[object, ...], job: Any) -> Any:
    """A job, on any machine of the cluster."""
    here = socket.gethostname()
    if _versions() != versions:
        ours, theirs = (", ".join(map(str, each)) for each in (_versions(), versions))
        raise ConfigError(f"{here} has other versions ({ours}) than the machine that asked ({theirs})")
    if not os.path.isdir(job.folder):
        raise ConfigError(
            f"{job.folder} is not there on {here}: all machines have to share the folder of the index"
        )
    return work(job)


def _versions() -> tuple[object, ...]:
    """What has to be the same on all machines."""
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return f"dateline {__version__}", f"schema {SCHEMA_VERSION}", f"tantivy {version('tantivy')}", python


def _open_to_all(address: str) -> bool:
    """Whether somebody without a token can join the cluster."""
    command = [sys.executable, "-c", PROBE, address]
    environment = os.environ | {MODE: "disabled"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=PROBING, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _no_cluster(address: str, error: Exception) -> str:
    said = " ".join(str(error).split())
    if "token" in said.lower() or "auth" in said.lower():
        return (
            f"this machine has no token for the Ray cluster at {address}: a file that all have, "
            "made by 'ray get-auth-token --generate'"
        )
    return (
        f"no Ray cluster answers at {address}, or it has another token than this machine: docs/cluster.md "
        f"says how to start one ({said[:200]})"
    )
