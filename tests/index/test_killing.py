"""An update that is killed at any instant leaves the index as before it or as after it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killing.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
@pytest.mark.parametrize("seed", range(4))
def test_killed_updates(tmp_path: Path, seed: int) -> None:
    """4 times 60; `python tests/index/killing.py FOLDER 1000 7` kills more."""
    memory = Path("/dev/shm")  # noqa: S108 - a kill is no power cut: what was written is written
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        done = subprocess.run(
            [sys.executable, str(SCRIPT), folder, "60", str(seed)],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(SCRIPT.parents[2])},
            check=False,
        )
    assert done.returncode == 0, done.stderr
    killed, before, after = (int(word) for word in done.stdout.split() if word.isdecimal())
    assert killed >= 25
    assert before >= 5
    assert after >= 5
