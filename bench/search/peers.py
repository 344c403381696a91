"""The engines that are there, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from bench.search.queries import Query
from bench.tables import REPOSITORY

OURS: Final = "dateline"
BARE: Final = "bare"
NAMES: Final = (OURS, BARE, "fts5", "xapian", "bm25s", "ripgrep")
DEBIAN: Final = "/usr/bin/python3"
"""The Python that Debian's bindings are for."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine and the Python that has it."""

    name: str
    python: str
    version: str

    def build(self, rows: Path, folder: Path) -> dict[str, float]:
        """Make what is searched; what that took."""
        done = subprocess.run(
            self._command("build", rows, folder / self.name),
            check=True,
            stdout=subprocess.PIPE,
            env=_environment(),
        )
        figures: dict[str, float] = json.loads(done.stdout)
        return figures

    def open(self, folder: Path) -> Opened:
        """A process that answers."""
        return Opened(self.name, self._command("ask", folder / self.name))

    def _command(self, task: str, *paths: Path) -> list[str]:
        return [self.python, "-m", "bench.search.worker", self.name, task, *map(str, paths)]


class Opened:
    """An engine that answers queries."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
        )
        hello = self._read()
        self.kinds = frozenset(hello["kinds"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def ask(self, query: Query) -> dict[str, float]:
        """What a page of hits took."""
        stream = self._process.stdin
        assert stream is not None  # noqa: S101 - for the type checker
        stream.write(json.dumps([query.kind, query.words]) + "\n")
        stream.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        stream = self._process.stdout
        line = stream.readline() if stream else ""
        if not line:
            raise RuntimeError(f"{self.name} gave no answer")
        answer: dict[str, Any] = json.loads(line)
        return answer


def peers(pythons: list[str]) -> list[Peer]:
    """The engines that are installed here, dateline first, by the first of some Pythons that has each."""
    found = []
    for name in NAMES:
        for python in (sys.executable, *pythons, DEBIAN):
            version = _version(name, python)
            if version:
                found.append(Peer(name, python, version))
                break
    return found


@contextmanager
def opened(found: list[Peer], folder: Path) -> Iterator[list[Opened]]:
    """All of some engines."""
    with ExitStack() as stack:
        yield [stack.enter_context(peer.open(folder)) for peer in found]


def _version(name: str, python: str) -> str:
    """What an engine says that it is by a Python; empty where it does not run."""
    code = f"import bench.search.engines.{name} as engine; print(engine.version())"
    try:
        done = subprocess.run(
            [python, "-c", code], env=_environment(), capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(REPOSITORY)}
