"""Whole processes, started in turn: what the shell waits for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from bench.search.corpus import Corpus
from bench.search.engines import ripgrep
from bench.search.peers import BARE, OURS
from bench.tables import REPOSITORY

BARE_CODE: Final = """
import sys, tantivy
index = tantivy.Index.open(sys.argv[1])
searcher = index.searcher()
query = index.parse_query(sys.argv[2], ["title", "body"])
generator = tantivy.SnippetGenerator.create(searcher, query, index.schema, "body")
for _, address in searcher.search(query, 10).hits:
    document = searcher.doc(address)
    print(document.get_first("title"), generator.snippet_from_doc(document).to_html())
"""


def starts(found: Corpus, times: int) -> dict[str, dict[str, float]]:
    """The best of so many starts of each process: seconds of processors and of the clock."""
    word = next(
        query.words[0] for query in found.queries if query.kind == "term" and query.origin == "middling"
    )
    script = Path(sys.executable).parent / "dateline"
    ours = [str(script)] if script.is_file() else [sys.executable, "-m", "dateline"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "dateline search": [*ours, "search", word, "--index", str(found.folder / OURS)],
        "dateline search --format json": [
            *(*ours, "search", word, "--index", str(found.folder / OURS)),
            *("--format", "json"),
        ],
        "a script of bare tantivy": [sys.executable, "-c", BARE_CODE, str(found.folder / BARE), word],
    }
    if shutil.which("rg") and (found.folder / "ripgrep").is_dir():
        pattern = ripgrep.pattern("term", [word])
        commands["ripgrep"] = ["rg", "--ignore-case", pattern, str(found.folder / "ripgrep" / "text")]
    environment = _installed(found.folder / "bytecode")
    for command in commands.values():
        _took(command, environment)
    best: dict[str, dict[str, float]] = {}
    for _ in range(times):
        for name, command in commands.items():
            took = _took(command, environment)
            known = best.setdefault(name, took)
            best[name] = {measure: min(known[measure], took[measure]) for measure in took}
    return best


def _installed(bytecode: Path) -> dict[str, str]:
    """Variables by which a process finds this repository compiled, as it is where it is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(REPOSITORY), "PYTHONPYCACHEPREFIX": str(bytecode)}


def _took(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """What one process took from its start to its end."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime}
