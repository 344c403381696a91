"""What was measured as a table, which is printed and kept."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

REPOSITORY: Final = Path(__file__).parents[1]
RESULTS: Final = REPOSITORY / "bench" / "results"


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the table."""

    what: str
    corpus: str
    measured: str
    ratio: float
    goal: str
    met: bool
    figures: dict[str, Any] = field(default_factory=dict)
    """All of what was measured, for who reads the JSON."""

    def row(self) -> str:
        """The row in Markdown."""
        met = ("yes" if self.met else "no") if self.goal else ""
        cells = (self.what, self.corpus, self.measured, f"{self.ratio:.3g}", self.goal, met)
        return f"| {' | '.join(cells)} |"


def data() -> Path:
    """Where real data is."""
    return Path(os.environ.get("DATELINE_SHARED", REPOSITORY.parent / "shared")) / "data"


class Table:
    """Answers as they come: each is told on stderr, all are printed and kept at the end."""

    def __init__(self, name: str, size: str, packages: Sequence[str], *versions: str) -> None:
        self._name, self._size = name, size
        self._versions = [
            f"Python {platform.python_version()}",
            *(f"{package} {version(package)}" for package in packages),
            *versions,
        ]
        self._answers: list[Answer] = []
        self._begins: dict[int, str] = {}
        self._started = time.monotonic()

    def say(self, message: str) -> None:
        """One line on stderr, with the time since the start."""
        print(f"{time.monotonic() - self._started:5.0f} s  {message}", file=sys.stderr, flush=True)

    def begin(self, question: str) -> None:
        """What the rows from here on answer; they are a table of their own."""
        self.say(question)
        self._begins[len(self._answers)] = question

    def add(self, answer: Answer) -> None:
        """Another row."""
        self.say(f"  {answer.row()}")
        self._answers.append(answer)

    def keep(self, folder: Path, *, full: bool) -> None:
        """Print the table, and write it and the same as JSON into a folder, named by the date."""
        about = self._about()
        header = "| what | corpus | measured | ratio | goal | met |\n| --- | --- | --- | --- | --- | --- |"
        lines = [f"{name}: {value}  " for name, value in about.items()]
        for number, answer in enumerate(self._answers):
            if question := self._begins.get(number):
                lines += ["", f"## {question}"]
            if question or not number:
                lines += ["", header]
            lines.append(answer.row())
        table = "\n".join(lines) + "\n"
        print(table, end="")
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{self._name}-{about['date']}" + ("" if full else "-quick")
        (folder / f"{stem}.md").write_text(table, encoding="utf-8")
        kept = {"about": about, "answers": [asdict(answer) for answer in self._answers]}
        (folder / f"{stem}.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")

    def _about(self) -> dict[str, str]:
        load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
        system = f"{platform.system()} {platform.machine()}"
        return {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "size": self._size,
            "machine": f"{os.cpu_count()} processors, {_processor()}, {system}",
            "load": f"{load} at the end, this measurement among it",
            "versions": ", ".join(self._versions),
        }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")
