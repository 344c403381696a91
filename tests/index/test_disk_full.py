"""An update on a disk that fills up: a sentence, the old index, and nothing to mend by hand."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import update
from index.errors import IndexDamaged
from index.health import examine
from search.request import SearchRequest
from search.searcher import Searcher


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def leave(disk: Path, size: int) -> None:
    """Take all of a disk but so many bytes."""
    (disk / "ballast").unlink(missing_ok=True)
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - size)))


def test_a_disk_that_fills_up(scrapes: Path, disk: Path) -> None:
    text = "\n\n".join(
        f"Paragraph {number} of a text that takes some room on a disk." for number in range(200)
    )
    for number in range(30):
        (scrapes / f"{number}.txt").write_text(f"Headline {number}\n\n{text[number:]}")
    update(disk / "index", [scrapes])
    for number in range(30):
        (scrapes / f"{number}.txt").write_text(f"Headline {number}\n\nNew. {text[number:]}")
    for size in range(0, 80_000, 8_000):
        leave(disk, size)
        with pytest.raises(IndexDamaged, match=r"(?i)no space (is )?left"):
            update(disk / "index")
        leave(disk, 8_000)  # a search writes nothing but an empty lock
        searcher = Searcher.open(disk / "index")
        assert searcher.search(SearchRequest("headline")).total == 30
        assert searcher.search(SearchRequest("new")).total == 0
    (disk / "ballast").unlink()
    update(disk / "index")
    assert examine(disk / "index") == []
    searcher = Searcher.open(disk / "index")
    assert (len(searcher), searcher.search(SearchRequest("new")).total) == (30, 30)
