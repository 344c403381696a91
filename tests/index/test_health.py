"""What can be wrong with an index is said, and mended from the scrapes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index import segments, store
from index.build import update
from index.errors import IndexNotFound
from index.health import Cure, examine, repair
from index.manifest import FILE
from search.searcher import Searcher

PAGE = "{title}\n\nText of {title}.\n\nAnn's picture\n\nHello under {title}."


@pytest.fixture
def directory(scrapes: Path, tmp_path: Path) -> Path:
    """An index of six records in two segments, one of them with a deleted document."""
    for name in ("a", "b"):
        (scrapes / f"{name}.txt").write_text(PAGE.format(title=name))
    update(tmp_path / "index", [scrapes])
    (scrapes / "b.txt").write_text(PAGE.format(title="other"))
    (scrapes / "c.txt").write_text(PAGE.format(title="c"))
    update(tmp_path / "index")
    return tmp_path / "index"


def problems(directory: Path) -> list[str]:
    return [finding.problem for finding in examine(directory)]


def test_a_sound_index(directory: Path) -> None:
    assert examine(directory) == []
    assert repair(directory) is None


def test_every_file_of_a_commit_is_known(directory: Path) -> None:
    named = set(segments.files(directory / "g1"))
    there = {
        file.name for file in (directory / "g1").iterdir() if file.suffix[1:] in (*segments.PARTS, "del")
    }
    assert named == there
    assert {name.rpartition(".")[2] for name in named} == {*segments.PARTS, "del"}


def put(file: Path, data: bytes) -> None:
    """Into a file of its own: a thread of the engine may still have the old one mapped into memory."""
    file.unlink()
    file.write_bytes(data)


def cut(file: Path) -> None:
    put(file, file.read_bytes()[:-5])


def empty(file: Path) -> None:
    put(file, b"")


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[0] ^= 0xFF
    put(file, bytes(data))


def cut_in_the_middle(file: Path) -> None:
    """Bytes are missing, and the end is as it was."""
    data = file.read_bytes()
    put(file, data[1:])


@pytest.mark.parametrize("suffix", [*segments.PARTS, "del"])
@pytest.mark.parametrize("harm", [cut, empty, flip, cut_in_the_middle, Path.unlink])
def test_a_damaged_segment(directory: Path, suffix: str, harm: Callable[[Path], None]) -> None:
    file = next((directory / "g1").glob(f"*.{suffix}"))
    harm(file)
    assert any(str(file) in problem for problem in problems(directory))
    report = repair(directory)
    assert report is not None
    assert (report.rebuilt, report.total_articles, report.total_comments) == (True, 3, 3)
    assert examine(directory) == []
    assert len(Searcher.open(directory)) == 6


@pytest.mark.parametrize("text", ["", "{", "null", '{"segments": [{}]}', '{"segments": 1}'])
def test_a_damaged_list_of_segments(directory: Path, text: str) -> None:
    (directory / "g1/meta.json").write_text(text)
    assert any("meta.json" in problem for problem in problems(directory))
    assert repair(directory) is not None
    assert examine(directory) == []


@pytest.mark.parametrize("text", ["", "{", "null", '{"layout": 1}'])
def test_a_damaged_stamp_is_restored_with_its_roots(directory: Path, scrapes: Path, text: str) -> None:
    (directory / store.STAMP).write_text(text)
    (finding,) = examine(directory)
    assert finding.cure is Cure.RESTORE
    assert repair(directory) is not None
    assert examine(directory) == []
    assert [root.path for root in store.read_stamp(directory).roots] == [str(scrapes)]


def test_a_stamp_that_is_lost_for_good(directory: Path) -> None:
    for file in (directory / store.STAMP, directory / "g1" / store.STAMP):
        file.write_text("{")
    (finding,) = examine(directory)
    assert finding.cure is Cure.NONE
    assert repair(directory) is None


def halve(file: Path) -> None:
    data = file.read_bytes()
    put(file, data[: len(data) // 2])


@pytest.mark.parametrize("harm", [halve, empty, flip, Path.unlink])
def test_a_damaged_manifest(directory: Path, harm: Callable[[Path], None]) -> None:
    harm(directory / "g1" / FILE)
    assert problems(directory)
    assert repair(directory) is not None
    assert examine(directory) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM threads WHERE id = (SELECT min(id) FROM threads)",
        "UPDATE threads SET comments = 7 WHERE id = (SELECT min(id) FROM threads)",
        "INSERT INTO threads VALUES ('aaaaaaaaaaaaa', 0)",
    ],
)
def test_a_manifest_that_disagrees(directory: Path, statement: str) -> None:
    base = sqlite3.connect(directory / "g1" / FILE)
    with base:
        base.execute(statement)
    base.close()
    (problem,) = problems(directory)
    assert problem.startswith("the manifest disagrees with the index on 1 threads: ")
    assert repair(directory) is not None
    assert examine(directory) == []


def test_an_update_that_did_not_end(directory: Path) -> None:
    base = sqlite3.connect(directory / "g1" / FILE)
    with base:
        base.execute("UPDATE scrapes SET whole = 0")
    base.close()
    (finding,) = examine(directory)
    assert finding.cure is Cure.UPDATE
    report = repair(directory)
    assert report is not None
    assert not report.rebuilt
    assert examine(directory) == []


def test_what_is_no_part_of_an_index(directory: Path) -> None:
    (directory / "notes.txt").write_text("mine")
    (directory / "g7").mkdir()
    first, second = examine(directory)
    assert (first.problem, first.cure) == ("g7 is left of an update that did not end", Cure.UPDATE)
    assert (second.problem, second.cure) == (f"{directory}/notes.txt is no part of an index", Cure.NONE)
    repair(directory)
    assert problems(directory) == [second.problem]
    assert (directory / "notes.txt").read_text() == "mine"


def test_a_root_that_is_not_there(directory: Path, scrapes: Path) -> None:
    shutil.move(scrapes, scrapes.with_name("elsewhere"))
    (finding,) = examine(directory)
    assert finding.problem == f"{scrapes} is not there; what was indexed from it is kept"
    assert finding.cure is Cure.NONE
    assert repair(directory) is None


def test_an_index_of_another_version(directory: Path) -> None:
    stamp = json.loads((directory / store.STAMP).read_text())
    (directory / store.STAMP).write_text(json.dumps(stamp | {"schema": 0, "version": "0.0.1"}))
    (problem,) = problems(directory)
    assert problem == "it was written by dateline 0.0.1 with another schema"
    assert repair(directory) is not None
    assert examine(directory) == []


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound):
        examine(tmp_path)
