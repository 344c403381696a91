"""An engine over the machines of a Ray cluster, which share a folder. Nothing else imports ray."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final, TypeVar

from index.engine import refusal, versions
from index.errors import ConfigError, DatelineError

Job = TypeVar("Job")
Result = TypeVar("Result")

ADDRESS: Final = "127.0.0.1"
"""The head of the cluster, unless another is given: this machine."""
PORT: Final = 6379
NAMESPACE: Final = "dateline"
MODE: Final = "RAY_AUTH_MODE"
LOGGED: Final = "RAY_BACKEND_LOG_LEVEL"
REACHING: Final = 5.0
"""Seconds for a connection to the head."""
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


def join(address: str | None, *, unprotected: bool, probed: bool = False) -> Any:
    """The module ray, once this process is of the cluster whose head is at `address`.

    Whether that lets in who has no token is not looked at if it is `unprotected` or was `probed` before.

    Raises:
        ConfigError: ray is not installed, there is no cluster, or it lets in who has no token.
    """
    where = at(address)
    if not unprotected:
        os.environ[MODE] = "token"  # before ray is imported, which reads it once
    try:
        with _silence():
            import ray
    except ImportError as error:
        raise ConfigError("--engine ray needs ray: type 'pip install dateline[ray]'") from error
    trouble = unreachable(where)  # Ray would try for long, and may end the process
    if trouble is not None:
        raise ConfigError(_no_cluster(where, trouble)) from trouble
    if ray.is_initialized():
        joined = ray.get_runtime_context().gcs_address
        if joined != where:
            raise ConfigError(
                f"this process is of the cluster at {joined}, and can't be of that at {where}, too"
            )
        return ray
    try:
        with _silence():
            ray.init(address=where, namespace=NAMESPACE, logging_level="critical", log_to_driver=False)
    except Exception as error:  # ray raises RuntimeError, ConnectionError, its own, and others
        raise ConfigError(_no_cluster(where, error)) from error
    if not unprotected and not probed and _open_to_all(where):
        ray.shutdown()
        raise open_cluster(where)
    return ray


@contextmanager
def _silence() -> Iterator[None]:
    """Let nothing be written on stderr meanwhile, nor much by Ray later on.

    What of it is C++ writes there, beside our errors and across the app. Told not to, it writes that it was.
    """
    os.environ.setdefault(LOGGED, "fatal")
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def at(address: str | None) -> str:
    """The head of a cluster, with its port."""
    address = address or ADDRESS
    return address if ":" in address else f"{address}:{PORT}"


def unreachable(address: str) -> Exception | None:
    """Why nothing can be sent to the head of a cluster; None where it can."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), REACHING).close()
    except (OSError, ValueError, OverflowError) as error:
        return error
    return None


def open_cluster(address: str) -> ConfigError:
    """What is said of a cluster that lets in whoever reaches it."""
    return ConfigError(
        f"the Ray cluster at {address} lets in whoever reaches it, to run any code: start its "
        f"machines with {MODE}=token, or say --unprotected if its network is closed"
    )


class RayEngine:
    """Tasks of a Ray cluster."""

    def __init__(self, address: str | None = None, *, unprotected: bool = False) -> None:
        """Join the cluster whose head is at `address`.

        Raises:
            ConfigError: ray is not installed, there is no cluster, or it lets in who has no token, and is not
                said to be `unprotected`.
        """
        self._ray = join(address, unprotected=unprotected)

    @property
    def jobs(self) -> int:
        """The processors of the cluster."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """As `index.engine.Engine` has it."""
        ray = self._ray
        task = ray.remote(num_cpus=1, max_retries=RETRIES)(_work)
        give = partial(task.remote, work, versions())
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


def _work(work: Callable[[Any], Any], asking: tuple[str, ...], job: Any) -> Any:
    """A job, on any machine of the cluster."""
    error = refusal(asking)
    if error is not None:
        raise error
    if not os.path.isdir(job.folder):
        raise ConfigError(
            f"{job.folder} is not there on {socket.gethostname()}: all machines have to share the folder of "
            "the index"
        )
    return work(job)


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
