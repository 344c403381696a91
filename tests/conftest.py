from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from index.build import update
from search.searcher import Searcher

os.environ["TZ"] = "UTC"  # days begin by the clock of the machine

SEEDS = Path(__file__).parents[1] / "seeds"
SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[2] / "shared"))
"""Real pages and collections that others made, beside the project where there are any."""


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data; without it the test is skipped."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"needs the collections of {SHARED / 'data'}, which are not part of the project")
    return SHARED / "data"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_INDEX", "NO_COLOR", "FORCE_COLOR", "_ARGCOMPLETE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the seeds that no test writes to."""
    directory = tmp_path_factory.mktemp("seeds") / "index"
    report = update(directory, [SEEDS])
    assert (report.articles, report.comments) == (5, 137)
    return directory


@pytest.fixture
def searcher(seed_index: Path) -> Searcher:
    return Searcher.open(seed_index)


@pytest.fixture
def indexed(tmp_path: Path) -> Callable[[Iterable[Mapping[str, str]]], Searcher]:
    """Makes an index of articles, whose addresses end in their numbers from 0."""

    def make(records: Iterable[Mapping[str, str]]) -> Searcher:
        with (tmp_path / "records.jsonl").open("w", encoding="utf-8") as stream:
            for number, record in enumerate(records):
                stream.write(json.dumps({"url": f"https://example.org/{number}", **record}) + "\n")
        update(tmp_path / "index", [tmp_path / "records.jsonl"], jobs=1)
        return Searcher.open(tmp_path / "index")

    return make


@pytest.fixture
def scrapes(tmp_path: Path) -> Path:
    """An empty folder for scrapes, beside which an index can lie."""
    folder = tmp_path / "scrapes"
    folder.mkdir()
    return folder


@pytest.fixture
def working_folder(tmp_path: Path) -> Iterator[Path]:
    """An empty working folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)
