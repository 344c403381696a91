"""All hits of a query, written by one process: how fast, and in how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from bench.tables import REPOSITORY

SAMPLE: Final = 0.02
"""Seconds between two looks at the memory of a process."""
EVERYTHING: Final = "*"

BARE_CODE: Final = """
import json, sys, tantivy
index = tantivy.Index.open(sys.argv[1])
searcher = index.searcher()
hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
for _, address in hits:
    document = searcher.doc(address)
    print(json.dumps({"title": document.get_first("title"), "body": document.get_first("body")}))
"""
"""The same with tantivy-py alone, which gives all addresses at once."""


def everything(index: Path, bare: Path, words: list[str]) -> dict[str, dict[str, float]]:
    """What it took to write hits as JSON lines: all records, all with one of `words`, all by tantivy-py."""
    commands = {
        name: [
            *(sys.executable, "-m", "dateline", "search", query, "--index", str(index)),
            *("--limit", "0", "--no-collapse", "--format", "jsonl", "--fields", "id,title,body"),
        ]
        for name, query in {"by date": EVERYTHING, "by score": " OR ".join(words)}.items()
    }
    commands["bare"] = [sys.executable, "-c", BARE_CODE, str(bare)]
    return {name: _took(command) for name, command in commands.items()}


def _took(command: list[str]) -> dict[str, float]:
    """Seconds of processors, megabytes of its own at the most, and lines."""
    read, write = os.pipe()
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    # wc counts, so that this process has nothing to do but look.
    counting = subprocess.Popen(["wc", "-l"], stdin=read, stdout=subprocess.PIPE, text=True)
    process = subprocess.Popen(command, stdout=write, env=environment, cwd=REPOSITORY)
    os.close(read)
    os.close(write)
    own = 0.0
    while True:
        own = max(own, _own(process.pid))
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(SAMPLE)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
    lines = float(counting.communicate()[0])
    return {"cpu": usage.ru_utime + usage.ru_stime, "own": own / 1024, "lines": lines}


def _own(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in status if line.startswith("RssAnon:")), 0.0)
