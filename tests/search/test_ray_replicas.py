"""Searching through a real Ray cluster, whose processes are ended and stopped meanwhile: `.ci/cluster`."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from dateline import main  # noqa: TID251
from index.build import update
from index.errors import ConfigError
from search.errors import NoAnswer
from search.results import Hit
from search.searcher import Searcher

RECORDS = 40_000
QUERIES = 400
ANSWERS = re.compile(r"replica (\d+) on \S+, process (\d+), answers from (\w+): ([\d,]+) records")


@pytest.mark.skipif(find_spec("ray") is not None, reason="is about where ray is not installed")
def test_without_ray(seed_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in (["search", "x"], ["serve-search"], ["stats"]):
        assert main([*given, "--index", str(seed_index), "--engine", "ray"]) == 2
        assert "pip install dateline[ray]" in capsys.readouterr().err


ASKING = """
import os, sys, time
from search.errors import NoAnswer
from search.ray_replicas import connect
from search.searcher import Searcher
remote = connect(os.environ["DATELINE_CLUSTER"], sys.argv[1], deadline=3)
expected = Searcher.open(sys.argv[1]).search("*").hits
ends = time.monotonic() + 30
while time.monotonic() < ends:
    try:
        print("same" if remote.search("*").hits == expected else "another", flush=True)
    except NoAnswer:
        print("no answer", flush=True)
    time.sleep(0.2)
"""
"""A process that asks on and on."""


def words() -> list[str]:
    made = random.Random(7)  # noqa: S311
    return ["".join(made.choice("aeioubdgklmnprst") for _ in range(made.randint(4, 9))) for _ in range(5_000)]


def write(folder: Path, records: int) -> None:
    """Articles whose words are as rare as those of a language."""
    made, known = random.Random(8), words()  # noqa: S311
    weights = [1 / place for place in range(1, len(known) + 1)]
    with (folder / "records.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(records):
            text = made.choices(known, weights, k=150)
            record = {"title": " ".join(text[:8]), "body": " ".join(text), "source": f"paper {number % 9}"}
            stream.write(json.dumps({"url": f"https://example.org/{number}", **record}) + "\n")


def queries() -> list[str]:
    made, known = random.Random(9), words()[:1_500]  # noqa: S311
    forms = ("{0} {1}", "{0} OR {1} OR {2}", '"{0} {1}"', "{0} -{1}", "{3}* {0}", "near:5({0} {1}) OR {2}")
    chosen = []
    for number in range(QUERIES):
        picked = made.choices(known, [1 / place for place in range(1, 1_501)], k=3)
        chosen.append(forms[number % len(forms)].format(*picked, picked[2][:4]))
    return chosen


class Server:
    """`dateline serve-search`."""

    def __init__(self, index: Path, *given: str) -> None:
        command = [sys.executable, "-m", "dateline", "serve-search", "--index", str(index), *given]
        command += ["--address", os.environ["DATELINE_CLUSTER"]]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        self.said: list[str] = []
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self.said.append(line)

    def wait(self, wanted: str, count: int = 1) -> None:
        ends = time.monotonic() + 120
        while sum(wanted in line for line in self.said) < count:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < ends, self.said
            time.sleep(0.05)

    @property
    def processes(self) -> dict[str, int]:
        """Those of the replicas, as they are now."""
        found = filter(None, map(ANSWERS.match, self.said))
        return {match[1]: int(match[2]) for match in found}

    def alive(self) -> list[int]:
        """The same, once all of them are there."""
        ends = time.monotonic() + 60
        while not all(Path(f"/proc/{process}").exists() for process in self.processes.values()):
            assert time.monotonic() < ends, self.said
            time.sleep(0.1)
        return list(self.processes.values())

    def end(self, sent: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(sent)
        status = self.process.wait(60)
        self.thread.join(10)
        return status


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "scrapes").mkdir()
    write(folder / "scrapes", RECORDS)
    update(folder / "index", [folder / "scrapes"])
    return folder / "index"


@pytest.fixture(scope="module")
def server(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(index, "--copies", str(tmp_path_factory.mktemp("copies")))
    made.wait("answers from", 2)
    yield made
    if made.process.poll() is None:
        made.end(signal.SIGKILL)


@pytest.mark.skipif("DATELINE_CLUSTER" not in os.environ, reason="needs a Ray cluster: .ci/cluster")
class TestRay:
    @staticmethod
    def connect(deadline: float = 10.0) -> Searcher:
        from search.ray_replicas import connect

        return connect(os.environ["DATELINE_CLUSTER"], deadline=deadline)

    def test_as_fast_as_it_can_be(
        self, index: Path, server: Server, capfd: pytest.CaptureFixture[str]
    ) -> None:
        remote, embedded = self.connect(), Searcher.open(index)
        took: dict[str, list[float]] = {"embedded": [], "cluster": []}
        for query in queries():
            pages = {}
            for name, searcher in (("embedded", embedded), ("cluster", remote)):
                begun = time.perf_counter()
                pages[name] = searcher.search(query)
                took[name].append(time.perf_counter() - begun)
            assert pages["cluster"].hits == pages["embedded"].hits
            assert pages["cluster"].total == pages["embedded"].total
        middle = {name: statistics.median(each) * 1000 for name, each in took.items()}
        with capfd.disabled():
            ratio = middle["cluster"] / middle["embedded"]
            print(
                f"\np50 of {QUERIES} queries: embedded {middle['embedded']:.2f} ms, "
                f"cluster {middle['cluster']:.2f} ms, ratio {ratio:.2f}"
            )

    def test_replicas_are_killed_and_stopped(
        self, index: Path, server: Server, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """One is killed and comes back, then the other is stopped for a while, in turn."""
        remote, embedded = self.connect(), Searcher.open(index)
        ended, hit = threading.Event(), []

        def disturb() -> None:
            number = 0
            while not ended.is_set():
                one, other = ("1", "2") if number % 2 else ("2", "1")
                killed = server.processes[one]
                os.kill(killed, signal.SIGKILL)
                hit.append(signal.SIGKILL)
                while server.processes[one] == killed and not ended.wait(0.1):
                    pass
                stopped = server.processes[other]
                os.kill(stopped, signal.SIGSTOP)
                hit.append(signal.SIGSTOP)
                ended.wait(1.5)
                os.kill(stopped, signal.SIGCONT)
                ended.wait(0.5)
                number += 1

        thread = threading.Thread(target=disturb)
        thread.start()
        same, worst, missing = 0, 0.0, 0
        for query in queries():
            begun = time.perf_counter()
            page = remote.search(query)
            worst = max(worst, time.perf_counter() - begun)
            same += page.hits == embedded.search(query).hits
            missing += bool(page.missing)
            time.sleep(0.05)
        ended.set()
        thread.join()
        with capfd.disabled():
            print(
                f"\n{same} of {QUERIES} with the same top 10, {missing} marked as incomplete; "
                f"worst {worst:.2f} s; killed {hit.count(signal.SIGKILL)} times, "
                f"stopped {hit.count(signal.SIGSTOP)} times"
            )
        assert same == QUERIES
        assert missing == 0
        assert {signal.SIGKILL, signal.SIGSTOP} == set(hit)

    def test_no_answer(self, index: Path, server: Server, capfd: pytest.CaptureFixture[str]) -> None:
        remote = self.connect(deadline=2.0)
        processes = server.alive()
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            begun = time.monotonic()
            with pytest.raises(NoAnswer, match="within 2 seconds"):
                remote.search("*")
            assert time.monotonic() - begun < 4
            command = [sys.executable, "-m", "dateline", "search", "*", "--engine", "ray", "--deadline", "2"]
            command += ["--address", os.environ["DATELINE_CLUSTER"]]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout) == (2, "")
            assert re.fullmatch(r"dateline: no replica answered within 2 seconds: .*\n", done.stderr)
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)
        assert remote.search("*").hits

    def test_the_shell(self, index: Path, server: Server, capfd: pytest.CaptureFixture[str]) -> None:
        word = words()[0]
        command = [sys.executable, "-m", "dateline", "search", word, "--limit", "50"]
        begun = time.perf_counter()
        here = subprocess.run([*command, "--index", str(index)], capture_output=True, check=True)
        embedded = time.perf_counter() - begun
        begun = time.perf_counter()
        address = os.environ["DATELINE_CLUSTER"]
        there = subprocess.run(
            [*command, "--engine", "ray", "--address", address], capture_output=True, check=True
        )
        cluster = time.perf_counter() - begun
        assert (there.stdout, there.stderr) == (here.stdout, here.stderr)
        with capfd.disabled():
            print(f"\none search from the shell: embedded {embedded:.2f} s, cluster {cluster:.2f} s")

    def test_commits_are_followed(self, index: Path, server: Server) -> None:
        remote = self.connect()
        (index.parent / "scrapes" / "new.txt").write_text("Brand new\n\nIt is unheardof.\n", encoding="utf-8")
        update(index)
        ends = time.monotonic() + 30
        while not remote.count("unheardof"):
            assert time.monotonic() < ends
            remote.reload()
            time.sleep(0.1)
        assert remote.missing == ()
        assert _told(remote.search("unheardof").hits) == _told(Searcher.open(index).search("unheardof").hits)

    def test_it_is_served_once(self, index: Path, server: Server) -> None:
        other = Server(index)
        assert other.process.wait(60) == 2
        other.thread.join(10)
        assert "is served in this cluster already" in "".join(other.said)

    def test_a_machine_dies(self, index: Path, server: Server) -> None:
        remote, embedded = self.connect(), Searcher.open(index)
        server.alive()
        machines = {}
        for each, process in server.processes.items():
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
            machine = int(stat.rsplit(")", 1)[1].split()[1])
            command = Path(f"/proc/{machine}/cmdline").read_bytes()
            assert b"raylet" in command
            if b"--head" not in command.split(b"\0"):  # on that stands who asks
                machines[each] = machine
        replica, machine = machines.popitem()
        dead = server.processes[replica]
        for number, query in enumerate(queries()[:100]):
            if number == 10:
                os.kill(machine, signal.SIGKILL)
            assert remote.search(query).hits == embedded.search(query).hits
        ends = time.monotonic() + 60
        while server.processes[replica] == dead:
            assert time.monotonic() < ends, server.said
            time.sleep(0.1)

    def test_one_that_hangs_is_started_again(
        self, server: Server, seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from search.ray_replicas import Service, connect

        monkeypatch.setattr("search.ray_replicas.STOPPED", 3.0)
        address, said, ended = os.environ["DATELINE_CLUSTER"], list[str](), threading.Event()
        service = Service(str(seed_index), 1, address=address, folder=str(tmp_path), told=said.append)
        thread = threading.Thread(target=service.run, args=(ended,))
        thread.start()

        def process() -> int:
            found = [match for match in map(ANSWERS.match, list(said)) if match]
            return int(found[-1][2]) if found else 0

        ends = time.monotonic() + 60
        while not (first := process()):
            assert time.monotonic() < ends, said
            time.sleep(0.1)
        with pytest.raises(ConfigError, match="several indexes are served: choose by --index one of /"):
            connect(address)
        remote = connect(address, seed_index, deadline=60.0)
        os.kill(first, signal.SIGSTOP)
        assert remote.search("syria").hits == Searcher.open(seed_index).search("syria").hits
        while process() == first:
            assert time.monotonic() < ends, said
            time.sleep(0.1)
        ended.set()
        thread.join()
        service.close()

    def test_who_serves_is_killed(self, index: Path, server: Server, tmp_path: Path) -> None:
        remote = self.connect(deadline=3.0)
        server.end(signal.SIGKILL)

        def ask() -> None:
            ends = time.monotonic() + 60
            while time.monotonic() < ends:
                remote.search("*")

        with pytest.raises(NoAnswer, match="within 3 seconds"):
            ask()
        other = Server(index, "--copies", str(tmp_path))
        other.wait("answers from", 2)
        assert remote.search("*").total == len(Searcher.open(index))
        assert other.end(signal.SIGINT) == 0

    def test_it_ends(self, index: Path) -> None:
        server = Server(index)
        server.wait("answers from", 2)
        processes = server.alive()
        assert server.end() == 0
        ends = time.monotonic() + 30
        while any(Path(f"/proc/{process}/cmdline").exists() for process in processes):
            assert time.monotonic() < ends
            time.sleep(0.1)
        with pytest.raises(ConfigError, match="nobody serves an index"):
            self.connect()

    def test_another_version(self, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from search.ray_replicas import Service

        monkeypatch.setattr("search.ray_replicas.versions", lambda: ("dateline 0.0.1",))
        said: list[str] = []
        address = os.environ["DATELINE_CLUSTER"]
        service = Service(str(index), 1, address=address, folder=str(tmp_path), told=said.append)
        with pytest.raises(ConfigError, match="has other versions"):
            service.run(threading.Event())
        with suppress(Exception):
            service.close()
        assert "refuses" in said[0]

    def test_the_head_is_killed(self, index: Path, tmp_path: Path) -> None:
        """The last: nothing works after it."""
        import ray

        ray.shutdown()  # whoever is of the cluster ends with it
        server = Server(index, "--copies", str(tmp_path))
        server.wait("answers from", 2)
        command = [sys.executable, "-m", "dateline", "search", words()[0]]
        cluster = ["--engine", "ray", "--address", os.environ["DATELINE_CLUSTER"], "--deadline", "3"]
        asking = subprocess.Popen(
            [sys.executable, "-c", ASKING, str(index)], stdout=subprocess.PIPE, text=True
        )
        assert asking.stdout is not None
        assert asking.stdout.readline() == "same\n"
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if "gcs/gcs_server" in (folder / "cmdline").read_text(encoding="utf-8").split("\0")[0]:
                    os.kill(int(folder.name), signal.SIGKILL)
        done = subprocess.run([*command, *cluster], capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("dateline: no Ray cluster answers at")
        subprocess.run([*command, "--index", str(index)], capture_output=True, check=True)
        assert server.process.wait(60) == 2
        server.thread.join(10)
        assert "is gone, and the replicas with it" in server.said[-1]
        said, _ = asking.communicate(timeout=120)
        assert set(said.split("\n")) <= {"same", "no answer", ""}
        assert "no answer" in said
        assert asking.returncode == 0


def _told(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.id for hit in hits]
