"""Readers, a writer and the app at one index for some time: `python -m bench.soak [--minutes N]`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from bench import corpora
from bench.soak import turns
from bench.soak.app import App
from bench.tables import REPOSITORY, RESULTS, Answer, Table, data
from index.build import update

PROMISED: Final = 10.0
"""Minutes."""
SAMPLE: Final = 2.0
"""Seconds between two looks at memory and files."""
BASE: Final = 5_000
"""Records that stay."""
WARM: Final = 0.25
"""Of the time is not counted: caches fill."""
MOST_GROWTH: Final = 1.1
"""Of the least memory that it had in the first third after that, in the last. Memory that is used goes up and
down with merges and pages; what is never given back raises the least."""
MOST_FILES: Final = 2
"""Open files more than before."""


@dataclass(slots=True)
class Process:
    """One of the processes, what it did, and what it had when."""

    name: str
    pid: int
    done: int = 0
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """Megabytes of its own, without mapped files."""
    files: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Note what it has now."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
            files = len(list(Path(f"/proc/{self.pid}/fd").iterdir()))
        except OSError:
            return
        own = next((line.split()[1] for line in status if line.startswith("RssAnon:")), None)
        if own is not None:
            self.memory.append(int(own) / 1024)
            self.files.append(files)

    def ends(self, values: list[float] | list[int]) -> tuple[float, float]:
        """The least of the first third and of the last, without the time in which it gets warm."""
        warm = values[int(len(values) * WARM) :]
        third = max(1, len(warm) // 3)
        return float(min(warm[:third])), float(min(warm[-third:]))


def main() -> int:
    """Let them run, print one table, and keep it; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=PROMISED, help="how long (default 10)")
    parser.add_argument("--readers", type=int, default=2, help="processes that read at full rate")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between two updates")
    parser.add_argument("--data", type=Path, default=data(), help="the folder of real data")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep the table")
    given = parser.parse_args()
    table = Table("soak", f"{given.minutes:g} minutes", ("tantivy", "textual"))
    with tempfile.TemporaryDirectory(prefix="dateline-soak-") as scratch:
        answers = soak(table, Path(scratch), given.data, given.minutes, given.readers, given.pause)
    for answer in answers:
        table.add(answer)
    table.keep(given.results, full=given.minutes >= PROMISED)
    return 0 if all(answer.met for answer in answers) else 1


def soak(
    table: Table, scratch: Path, given: Path, minutes: float, readers: int, pause: float
) -> list[Answer]:
    """What went wrong, and what grew."""
    directory, turning = scratch / "index", scratch / "turning"
    found, about = corpora.records(given, BASE)
    corpora.save_records(found, scratch / "base.jsonl")
    turns.write(turning, 0)
    update(directory, [scratch / "base.jsonl", turning], jobs=1)
    asked = list(dict.fromkeys([*corpora.queries(scratch / "base.jsonl", 24), turns.STEADY, "*"]))
    table.say(f"{minutes:g} minutes: {readers} readers, one that starts anew each time, a writer, the app")
    roles = {f"reader {number + 1}": ["read", str(directory), *asked] for number in range(readers)}
    roles["shell"] = ["shell", str(directory), *asked[:6]]
    roles["writer"] = ["write", str(directory), str(turning), str(pause)]
    running = {name: _start(arguments) for name, arguments in roles.items()}
    processes = {name: Process(name, running[name].pid) for name in running}
    listening = [
        threading.Thread(target=_listen, args=(running[name].stdout, process))
        for name, process in processes.items()
    ]
    for thread in listening:
        thread.start()
    app = App(directory, scratch)
    processes["app"] = shown = Process("app", app.process.pid)
    ends = time.monotonic() + 60 * minutes
    while time.monotonic() < ends:
        time.sleep(SAMPLE)
        for process in processes.values():
            process.look()
    alive = app.process.poll() is None
    status = app.quit()
    shown.done = app.keys
    if not alive or status != 0:
        shown.errors.append(f"it ended with {status}: {app.last.decode(errors='replace')}")
    for each in running.values():
        if each.stdin:
            each.stdin.close()
    for name, each in running.items():
        if each.wait(120):
            processes[name].errors.append(f"it ended with {each.returncode}")
    for thread in listening:
        thread.join()
    for process in processes.values():
        for error in process.errors:
            table.say(f"{process.name}: {error}")
    corpus = f"{BASE:,} {about}, and {turns.RECORDS} records that are written anew in each turn"
    return [answer for process in processes.values() for answer in _answers(process, corpus, minutes)]


def _answers(process: Process, corpus: str, minutes: float) -> list[Answer]:
    done = f"{process.done:,} {'keys' if process.name == 'app' else 'deeds'} in {minutes:g} minutes"
    wrong = len(process.errors)
    figures = {"errors": process.errors[:20], "memory": process.memory, "files": process.files}
    ratio = wrong / max(1, process.done)
    answers = [
        Answer(
            f"{process.name}: what went wrong",
            corpus,
            f"{wrong} of {done}",
            ratio,
            "0",
            not wrong and process.done > 0,
            figures,
        )
    ]
    first, last = process.ends(process.memory)
    said = f"at least {last:.1f} MB / {first:.1f} MB, {max(process.memory):.1f} MB at the most"
    answers.append(
        Answer(
            f"{process.name}: growth of memory",
            corpus,
            said,
            last / first,
            f"<= {MOST_GROWTH}",
            last / first <= MOST_GROWTH,
        )
    )
    first, last = process.ends(process.files)
    met = last - first <= MOST_FILES
    said = f"at least {last:.0f} / {first:.0f}, {max(process.files)} at the most"
    answers.append(
        Answer(
            f"{process.name}: open files", corpus, said, last / first, f"no more than {MOST_FILES} more", met
        )
    )
    return answers


def _start(arguments: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.soak.roles", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)


def _listen(stream: IO[str] | None, process: Process) -> None:
    for line in stream or ():
        told = json.loads(line)
        process.done += told["done"]
        process.errors += told["errors"]


if __name__ == "__main__":
    sys.exit(main())
