"""A generation that many processes make is the one that one writer makes, whatever becomes of its parts."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import pytest

from index import parallel, segments, store
from index.build import BuildReport, update
from index.engine import Engine, LocalEngine
from index.errors import ConfigError, IndexDamaged
from index.health import examine
from index.manifest import FILE
from index.shards import write_shard
from index.shares import read_share
from search.request import SearchRequest
from search.searcher import Searcher

Job = TypeVar("Job")
Result = TypeVar("Result")

PASSAGES = [
    "The council has closed the old harbour after engineers found cracks in the eastern wall. Fishermen who "
    "land their catch there were told to use the northern quay until spring, when repairs are to be done.",
    "Readers queued round the block as the library opened its doors again following three years of building. "
    "The new hall holds twice as many books, a garden for children and a room where anyone may record music.",
    "A comet that was last seen before there were telescopes will pass the earth in the night to Sunday, and "
    "with a dark sky nothing but patience is needed to see it low above the horizon after midnight.",
]
WHO = ["Ann", "Bob", "Cy", "Dee", "Eve"]


class Unreliable:
    """An engine that works at jobs in any order, at some twice, and tells late, twice or never."""

    def __init__(self, seed: int = 0, jobs: int = 3) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.jobs = jobs
        self.worked: list[Any] = []
        self.closed = False
        self.ends_after: int | None = None
        """Jobs after which whoever gave them out is interrupted."""

    def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        given = [number for number in range(len(jobs)) for _ in range(self.dice.choice([1, 1, 2]))]
        self.dice.shuffle(given)
        waiting: list[tuple[int, Result]] = []
        for number in given:
            if self.ends_after is not None and len(self.worked) >= self.ends_after:
                raise KeyboardInterrupt
            if self.dice.random() < 0.15:
                continue  # dropped
            waiting.append((number, work(jobs[number])))
            self.worked.append(jobs[number])
            while waiting and self.dice.random() < 0.5:
                yield waiting.pop(self.dice.randrange(len(waiting)))
        self.dice.shuffle(waiting)
        yield from waiting * 2

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many shares of little."""
    monkeypatch.setattr(parallel, "LEAST", 30_000)


def write(scrapes: Path, name: str, dice: random.Random, turn: int = 0) -> None:
    comments = "".join(
        f"\n\n{who}'s picture\n\n{dice.choice(['', *PASSAGES])} So says {who} of {dice.randrange(3)}."
        for who in dice.sample(WHO, dice.randrange(5))
    )
    file = scrapes / name
    file.parent.mkdir(exist_ok=True)
    # The titles repeat, so that scrapes share threads, and the passages, so that there are copies.
    body = "\n\n".join([f"Text of turn {turn}.", *dice.sample(PASSAGES, dice.randrange(3))])
    file.write_text(f"Headline {dice.randrange(12)}\n\n{body}{comments}", encoding="utf-8")
    os.utime(file, (1000 + turn, 1000 + turn))


def corpus(scrapes: Path, seed: int, number: int = 30) -> None:
    dice = random.Random(seed)  # noqa: S311
    for each in range(number):
        write(scrapes, f"{each % 3}/{each:02}.txt", dice, dice.randrange(9))
    (scrapes / "0" / "broken.json").write_text('{"a', encoding="utf-8")
    (scrapes / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")


def held(directory: Path) -> dict[str, Any]:
    """All that an index holds, and what its manifest says."""
    searcher = Searcher.open(directory)
    hits = list(searcher.walk(SearchRequest("*", collapse=False)))
    assert len(hits) == len({hit.id for hit in hits})
    found: dict[str, Any] = {f"cluster of {hit.id}": hit.cluster for hit in hits}
    found |= {thread: searcher.thread(thread) for thread in {hit.thread for hit in hits}}
    for query in ("harbour", '"old harbour"', "title:headline", "comet*", "author:ann", "-library", "says"):
        scored = searcher.walk(SearchRequest(query, collapse=False))
        found[query] = sorted((hit.id, hit.score, hit.snippet) for hit in scored)
    base = sqlite3.connect(directory / searcher.stamp.generation / FILE)
    for table in ("scrapes", "gives", "threads", "rejections"):
        found[table] = sorted(base.execute(f"SELECT * FROM {table}").fetchall())
    # When nothing is told of a thread any more, what is known of it depends on the scrape it is noted with.
    found["past"] = sorted(base.execute("SELECT thread, comment, first_seen FROM past").fetchall())
    base.close()
    return found


def said(report: BuildReport) -> dict[str, Any]:
    return {name: value for name, value in asdict(report).items() if name not in ("seconds", "index")}


@pytest.mark.parametrize("seed", range(8))
def test_it_is_what_one_writer_makes(scrapes: Path, tmp_path: Path, seed: int) -> None:
    corpus(scrapes, seed)
    engine = Unreliable(seed)
    alone = update(tmp_path / "alone", [scrapes], jobs=1)
    together = update(tmp_path / "together", [scrapes], engine=engine)
    assert len({type(job) for job in engine.worked}) == 2, "nothing was made in shares"
    assert len(engine.worked) > 6
    assert held(tmp_path / "together") == held(tmp_path / "alone")
    assert said(together) == said(alone)
    assert any(value for name, value in held(tmp_path / "alone").items() if name.startswith("cluster of"))
    assert engine.closed
    assert not (tmp_path / "together" / store.SHARDS).exists()
    assert not examine(tmp_path / "together")


@pytest.mark.parametrize("seed", range(4))
def test_it_lives_on_as_any_other(scrapes: Path, tmp_path: Path, seed: int) -> None:
    """Updates, removals, moves and rebuilds of it lead to the same as of one that a single writer made."""
    corpus(scrapes, seed)
    dice = random.Random(seed)  # noqa: S311
    directories = tmp_path / "alone", tmp_path / "together"
    for turn in range(1, 5):
        engine = Unreliable(seed)
        rebuild = turn % 2 == 0
        update(directories[0], [scrapes], jobs=1, rebuild=rebuild)
        if rebuild or turn == 1:
            update(directories[1], [scrapes], engine=engine, rebuild=rebuild)
            assert engine.worked
        else:
            with pytest.raises(ConfigError, match="leave --engine out"):
                update(directories[1], [scrapes], engine=engine)
            update(directories[1], [scrapes], jobs=1)
        assert held(directories[1]) == held(directories[0])
        names = sorted(path.relative_to(scrapes) for path in scrapes.rglob("*.txt"))
        for name in dice.sample(names, 4):
            write(scrapes, str(name), dice, 10 * turn)
        for name in dice.sample(names, 2):
            (scrapes / name).unlink()
        if turn == 3:
            names = sorted(scrapes.rglob("*.txt"))
            names[0].rename(names[0].with_name("moved.txt"))


def test_what_was_done_is_not_done_again(scrapes: Path, tmp_path: Path) -> None:
    corpus(scrapes, 1)
    interrupted = Unreliable(1)
    interrupted.ends_after = 4
    report = update(tmp_path / "index", [scrapes], engine=interrupted)
    assert report.interrupted
    assert len(Searcher.open(tmp_path / "index")) == 0
    (finding,) = examine(tmp_path / "index")
    assert "left of an update" in finding.problem
    done = {job.name for job in interrupted.worked}
    write(scrapes, "2/new.txt", random.Random(2))  # noqa: S311
    again = Unreliable(2)
    assert not update(tmp_path / "index", [scrapes], engine=again).interrupted
    repeated = done & {job.name for job in again.worked}
    assert len(repeated) <= 1, "more was read again than the share that the new scrape fell into"
    update(tmp_path / "alone", [scrapes], jobs=1)
    assert held(tmp_path / "index") == held(tmp_path / "alone")


def test_scrapes_that_go_or_change_meanwhile(scrapes: Path, tmp_path: Path) -> None:
    corpus(scrapes, 3)

    class Meanwhile(Unreliable):
        def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
            (scrapes / "1" / "01.txt").unlink(missing_ok=True)
            yield from super().map(work, jobs)

    report = update(tmp_path / "index", [scrapes], engine=Meanwhile(3))
    assert [Path(bad.path).name for bad in report.rejected] == ["01.txt", "broken.json"]
    update(tmp_path / "index")
    update(tmp_path / "alone", [scrapes], jobs=1)
    assert held(tmp_path / "index") == held(tmp_path / "alone")


def test_one_writer_where_the_form_is_not_known(
    scrapes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus(scrapes, 4)
    update(tmp_path / "alone", [scrapes], jobs=1)
    monkeypatch.setattr(segments, "FORMAT", 8)
    engine = Unreliable()
    update(tmp_path / "one", [scrapes], engine=engine)
    assert not engine.worked
    assert held(tmp_path / "one") == held(tmp_path / "alone")
    monkeypatch.setattr(parallel, "_known_form", lambda: True)  # only the files themselves tell
    update(tmp_path / "other", [scrapes], engine=engine)
    assert engine.worked
    assert held(tmp_path / "other") == held(tmp_path / "alone")


def test_a_shard_that_was_damaged_is_refused(scrapes: Path, tmp_path: Path) -> None:
    corpus(scrapes, 5)

    class Damaging(Unreliable):
        def map(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
            yield from super().map(work, jobs)
            for file in (tmp_path / "index" / store.SHARDS).glob("shard-*/*.idx"):
                os.truncate(file, file.stat().st_size - 3)

    with pytest.raises(IndexDamaged, match="is cut short"):
        update(tmp_path / "index", [scrapes], engine=Damaging())
    assert len(Searcher.open(tmp_path / "index")) == 0
    # What was announced and is gone since leaves nothing, and the rest is done by all again.
    (scrapes / "1" / "01.txt").unlink()
    engine = Unreliable()
    update(tmp_path / "index", [scrapes], engine=engine)
    assert engine.worked
    update(tmp_path / "alone", [scrapes], jobs=1)
    assert held(tmp_path / "index") == held(tmp_path / "alone")


def test_an_engine_that_is_not_needed(scrapes: Path, tmp_path: Path) -> None:
    corpus(scrapes, 2)
    update(tmp_path / "index", [scrapes], engine=Unreliable())
    whole = held(tmp_path / "index")
    update(tmp_path / "index", [scrapes], engine=Unreliable())
    assert held(tmp_path / "index") == whole
    write(scrapes, "1/99.txt", random.Random(99))  # noqa: S311
    with pytest.raises(ConfigError, match="leave --engine out"):
        update(tmp_path / "index", [scrapes], engine=Unreliable())


def deadly(job: str) -> str:
    if job == "dies":
        os._exit(1)
    return job.upper()


def test_processes_of_this_machine() -> None:
    engine = LocalEngine(2)
    try:
        assert sorted(engine.map(deadly, ["a", "dies", "b", "c"]))[-1] == (3, "C")
        assert 1 not in dict(engine.map(deadly, ["a", "dies"]))
        assert dict(engine.map(deadly, [])) == {}
    finally:
        engine.close()


KILLED = """
import sys
from pathlib import Path
from index import parallel
from index.build import update
from index.engine import Engine, LocalEngine
if __name__ == "__main__":
    parallel.LEAST = 30_000
    update(Path(sys.argv[1]), [Path(sys.argv[2])], engine=LocalEngine(2))
"""


def test_a_build_that_is_killed(scrapes: Path, tmp_path: Path) -> None:
    corpus(scrapes, 6)
    script = tmp_path / "build.py"
    script.write_text(KILLED, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "index"), str(scrapes)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True)
    seconds = time.perf_counter() - started
    whole = held(tmp_path / "index")
    dice = random.Random(7)  # noqa: S311
    for _ in range(4):
        shutil.rmtree(tmp_path / "index")
        process = subprocess.Popen(command, env=environment)
        time.sleep(seconds * dice.uniform(0.3, 1.0))
        process.kill()
        process.wait()
        if store.exists(tmp_path / "index"):
            assert len(Searcher.open(tmp_path / "index")) in (0, sum(name.startswith("cl") for name in whole))
        subprocess.run(command, env=environment, check=True)
        assert held(tmp_path / "index") == whole


def test_jobs_are_importable_by_name() -> None:
    for work in (read_share, write_shard):
        assert getattr(sys.modules[work.__module__], work.__name__) is work


@dataclass(frozen=True)
class Elsewhere:
    folder: str


def test_a_machine_that_is_not_as_the_others(tmp_path: Path) -> None:
    from index.engine import versions
    from index.ray_engine import _work

    assert _work(lambda job: "done", versions(), Elsewhere(str(tmp_path))) == "done"
    with pytest.raises(ConfigError, match="is not there on"):
        _work(lambda job: "done", versions(), Elsewhere(str(tmp_path / "nothing")))
    with pytest.raises(ConfigError, match="has other versions"):
        _work(lambda job: "done", ("dateline 0", *versions()[1:]), Elsewhere(str(tmp_path)))


@pytest.mark.skipif(find_spec("ray") is not None, reason="is about where ray is not installed")
def test_without_ray(scrapes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dateline import main  # noqa: TID251

    given = ["index", str(scrapes), "--index", str(tmp_path / "index")]
    assert main([*given, "--engine", "ray"]) == 2
    assert "pip install dateline[ray]" in capsys.readouterr().err
    assert main([*given, "--address", "127.0.0.1"]) == 2
    assert "give --engine ray" in capsys.readouterr().err
    assert not (tmp_path / "index").exists()


class Signals(threading.Thread):
    """Sends signals to processes that work for a cluster, until it is told to stop."""

    def __init__(self, sent: signal.Signals, begins: str, most: int) -> None:
        super().__init__(daemon=True)
        self._sent, self._begins, self._most = sent, begins, most
        self.hit: list[int] = []
        self.ends = threading.Event()

    def run(self) -> None:
        while len(self.hit) < self._most and not self.ends.wait(0.005):
            # The last first: the first node is the head, which the driver stands on.
            for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda each: -int(each.name)):
                with suppress(OSError):
                    command = (folder / "cmdline").read_bytes().decode()
                    if self._begins in command.split("\0")[0] and int(folder.name) not in self.hit:
                        os.kill(int(folder.name), self._sent)
                        self.hit.append(int(folder.name))
                        break


@pytest.mark.skipif("DATELINE_CLUSTER" not in os.environ, reason="needs a cluster: .ci/cluster starts one")
class TestRay:
    """A head and two nodes in a namespace of their own, whose processes are ended in the last tests."""

    @staticmethod
    def engine() -> Engine:
        from index.ray_engine import RayEngine

        return RayEngine(os.environ["DATELINE_CLUSTER"])

    @pytest.fixture
    def alone(self, scrapes: Path, tmp_path: Path) -> dict[str, Any]:
        corpus(scrapes, 8, number=300)
        update(tmp_path / "alone", [scrapes], jobs=1)
        return held(tmp_path / "alone")

    def test_it_is_what_one_writer_makes(self, scrapes: Path, tmp_path: Path, alone: dict[str, Any]) -> None:
        engine = self.engine()
        assert engine.jobs == 2
        assert update(tmp_path / "index", [scrapes], engine=engine).indexed == 300
        assert held(tmp_path / "index") == alone

    def test_another_version(
        self, scrapes: Path, tmp_path: Path, alone: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.ray_engine.versions", lambda: ("dateline 0.0.1",))
        with pytest.raises(ConfigError, match="has other versions"):
            update(tmp_path / "index", [scrapes], engine=self.engine())

    def test_the_driver_is_killed(self, scrapes: Path, tmp_path: Path, alone: dict[str, Any]) -> None:
        command = [
            sys.executable,
            "-m",
            "dateline",
            "index",
            str(scrapes),
            "--index",
            str(tmp_path / "index"),
        ]
        command += ["--engine", "ray", "--address", os.environ["DATELINE_CLUSTER"]]
        driver = subprocess.Popen(command)
        folder = tmp_path / "index" / store.SHARDS
        while not list(folder.glob("share-*/about")):
            assert driver.poll() is None
            time.sleep(0.01)
        driver.kill()
        driver.wait()
        assert len(Searcher.open(tmp_path / "index")) == 0
        subprocess.run(command, check=True)
        assert held(tmp_path / "index") == alone

    @pytest.mark.parametrize(
        ("sent", "begins"),
        [(signal.SIGKILL, "ray::_work"), (signal.SIGSTOP, "ray::_work"), (signal.SIGKILL, "raylet/raylet")],
    )
    def test_processes_are_killed_or_stopped(
        self,
        scrapes: Path,
        tmp_path: Path,
        alone: dict[str, Any],
        monkeypatch: pytest.MonkeyPatch,
        sent: signal.Signals,
        begins: str,
    ) -> None:
        monkeypatch.setattr("index.ray_engine.PATIENCE", 3.0)
        engine = self.engine()
        signals = Signals(sent, begins, 1)
        signals.start()
        update(tmp_path / "index", [scrapes], engine=engine)
        signals.ends.set()
        assert signals.hit, "the build was done before anything was sent"
        assert held(tmp_path / "index") == alone

    def test_the_head_is_killed(self, scrapes: Path, tmp_path: Path, alone: dict[str, Any]) -> None:
        """The last: nothing works after it."""
        command = [
            sys.executable,
            "-m",
            "dateline",
            "index",
            str(scrapes),
            "--index",
            str(tmp_path / "index"),
        ]
        cluster = ["--engine", "ray", "--address", os.environ["DATELINE_CLUSTER"]]
        driver = subprocess.Popen([*command, *cluster])
        folder = tmp_path / "index" / store.SHARDS
        while not list(folder.glob("share-*/about")):
            assert driver.poll() is None
            time.sleep(0.01)
        signals = Signals(signal.SIGKILL, "gcs/gcs_server", 1)
        signals.start()
        assert driver.wait(120) != 0
        assert signals.hit
        assert len(Searcher.open(tmp_path / "index")) == 0
        subprocess.run(command, check=True)
        assert held(tmp_path / "index") == alone
