"""What the soak takes for a whole commit, and for half of one."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("bench", reason="needs the folder bench, which is not part of what is shipped")

from bench.soak import turns
from bench.soak.roles import Tally
from index.build import update
from search.searcher import Searcher


@pytest.fixture
def turning(tmp_path: Path) -> Path:
    turns.write(tmp_path / "turning", 1)
    update(tmp_path / "index", [tmp_path / "turning"], jobs=1)
    return tmp_path


def look(folder: Path, before: int) -> int:
    update(folder / "index", [folder / "turning"], jobs=1)
    return turns.check(Searcher.open(folder / "index"), before)


def test_whole_turns(turning: Path) -> None:
    assert look(turning, 0) == 1
    turns.write(turning / "turning", 2)
    assert look(turning, 1) == 2
    with pytest.raises(turns.Torn, match="turn 2 after turn 3"):
        look(turning, 3)


def test_some_of_one_and_some_of_another(turning: Path) -> None:
    turns.write(turning / "other", 2)
    (turning / "other/turn-7.jsonl").replace(turning / "turning/turn-7.jsonl")
    with pytest.raises(turns.Torn, match=r"120 records|124, 4, 1|124, 120, 1"):
        look(turning, 1)


def test_what_came_without_what_went(turning: Path) -> None:
    turns.write(turning / "other", 2)
    (turning / "other/came-2.jsonl").replace(turning / "turning/came-2.jsonl")
    with pytest.raises(turns.Torn):
        look(turning, 1)


def test_every_error_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    class Panic(BaseException):
        """As the engine's are."""

    def fail() -> None:
        raise Panic("in the engine")

    tally = Tally()
    tally.does(fail)
    tally.does(lambda: None)
    tally.tell()
    told = capsys.readouterr().out
    assert '"done": 2' in told
    assert "Panic: in the engine" in told
