"""An index that is kept current while scrapes arrive, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from index import watch
from index.build import update
from index.errors import ConfigError
from search.searcher import Searcher

SCRIPT = "import sys, dateline; sys.exit(dateline.main())"


def test_files_that_arrive_are_indexed(scrapes: Path, tmp_path: Path) -> None:
    directory = scrapes / ".dateline"
    (scrapes / "first.txt").write_text("Headline\n\nText.")
    os.utime(scrapes / "first.txt", (1, 1))
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "index", str(scrapes), "--watch", "--json"],
        stdout=subprocess.PIPE,
        cwd=scrapes,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as watcher:
        try:
            assert report(watcher)["total_articles"] == 1
            searcher = Searcher.open(directory)
            half_written = scrapes / "below/second.txt"
            half_written.parent.mkdir()
            with half_written.open("w") as stream:
                for _ in range(4):
                    stream.write("Some words of a text that is not whole yet. ")
                    stream.flush()
                    time.sleep(0.3)
                stream.write("\n\nNow it is.")
            told = report(watcher)
            assert (told["indexed"], told["total_articles"]) == (1, 2)
            assert searcher.reload()
            (hit,) = searcher.walk("whole now")
            assert hit.title.count("not whole yet.") == 4
            (scrapes / "first.txt").unlink()
            assert report(watcher)["removed"] == 1
        finally:
            watcher.send_signal(signal.SIGINT)
        assert watcher.wait() == 130


def report(watcher: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert watcher.stdout is not None
    loaded: dict[str, Any] = json.loads(watcher.stdout.readline())
    return loaded


def test_a_file_that_is_being_written_is_left_for_later(scrapes: Path, tmp_path: Path) -> None:
    (scrapes / "a.txt").write_text("Headline\n\nText.")
    report = update(tmp_path / "index", [scrapes], resting=3600)
    assert (report.scrapes, report.postponed, report.unchanged, report.total_articles) == (1, 1, 0, 0)
    future = time.time() + 10_000
    os.utime(scrapes / "a.txt", (future, future))
    assert update(tmp_path / "index", resting=3600).total_articles == 1


def test_without_the_library(monkeypatch: pytest.MonkeyPatch, scrapes: Path, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(ConfigError, match="pip install 'dateline\\[watch\\]'"):
        watch.watch(tmp_path / "index", [scrapes], told=print)
