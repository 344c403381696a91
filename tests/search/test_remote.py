"""Searching through replicas gives what a search here gives, or says that it does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from replicas import FakeCluster, FakePeer

from dateline import main  # noqa: TID251
from index import mirror, store
from index.build import update
from index.engine import versions
from index.errors import ConfigError, DatelineError, IndexDamaged
from index.segments import files
from search import replica
from search.errors import DocumentNotFound, Incomplete, NoAnswer, QueryError, RequestError
from search.facets import Facet
from search.remote import RemoteSearcher
from search.replica import Call, Replica, Reply
from search.request import SearchRequest, Sort
from search.results import SearchPage
from search.searcher import Searcher
from search.tallies import By

QUERIES = [
    "*",
    "syria",
    "aleppo OR trump",
    '"the war"',
    "peop*",
    "in:title the",
    "under:syria kind:comment",
    "zzz",
]


@pytest.fixture
def cluster(seed_index: Path, tmp_path: Path) -> Iterator[FakeCluster]:
    made = FakeCluster.of(seed_index, tmp_path / "copies")
    yield made
    made.close()


@pytest.fixture
def remote(cluster: FakeCluster) -> RemoteSearcher:
    return cluster.connect()


def timeless(page: SearchPage) -> SearchPage:
    return replace(page, elapsed=0.0, asked=None)


def write(path: Path, records: int, word: str) -> None:
    lines = (json.dumps({"url": f"https://example.org/{word}/{n}", "title": word}) for n in range(records))
    path.write_text("\n".join(lines), encoding="utf-8")


METHODS: dict[str, Callable[[Searcher], Any]] = {
    "__len__": len,
    "arguments": lambda _: None,
    "another": lambda searcher: len(searcher.another()),
    "directory": lambda searcher: searcher.directory,
    "identity": lambda searcher: searcher.identity,
    "size": lambda searcher: searcher.size > 0,
    "stamp": lambda searcher: searcher.stamp,
    "missing": lambda searcher: searcher.missing,
    "open": lambda _: None,
    "reload": lambda searcher: searcher.reload(),
    "search": lambda searcher: timeless(searcher.search("syria -trump")),
    "walk": lambda searcher: list(searcher.walk("the")),
    "stream": lambda searcher: list(searcher.stream("the", whole=True)[1]),
    "clauses": lambda searcher: searcher.clauses("syria the*", 3),
    "records": lambda searcher: list(searcher.records("the")),
    "articles": lambda searcher: sorted(
        each.record.id for each in searcher.articles([hit.id for hit in searcher.walk("kind:article")])
    ),
    "reading": lambda searcher: searcher.reading("syria trump"),
    "count": lambda searcher: searcher.count("the"),
    "complete": lambda searcher: searcher.complete("source:", 7),
    "notes": lambda searcher: searcher.notes("syria AND"),
    "facet": lambda searcher: searcher.facet("the", Facet.AUTHOR),
    "facets": lambda searcher: searcher.facets("the", (Facet.KIND, Facet.SOURCE), 5),
    "histogram": lambda searcher: searcher.histogram("the"),
    "histograms": lambda searcher: searcher.histograms(("the", "syria"), whole=True),
    "months": lambda searcher: searcher.months("the"),
    "tally": lambda searcher: list(searcher.tally("the", By.AUTHOR)),
    "thread": lambda searcher: searcher.thread(searcher.search("kind:comment").hits[0].id),
    "copies": lambda searcher: [searcher.copies(hit.id) for hit in searcher.search("the").hits],
    "resolve": lambda searcher: searcher.resolve(searcher.search("the").hits[0].id[:6]),
    "marks": lambda searcher: searcher.marks(
        SearchRequest("the"), searcher.thread(searcher.search("the").hits[0].id)
    ),
}
"""What is asked of both, by the name of each public method."""


class TestItIsTheSame:
    def test_every_method_is_asked_for(self) -> None:
        public = {name for name in vars(Searcher) if not name.startswith("_")} | {"__len__"}
        assert public == METHODS.keys()

    @pytest.mark.parametrize("name", METHODS)
    def test_methods(self, searcher: Searcher, remote: RemoteSearcher, name: str) -> None:
        assert METHODS[name](remote) == METHODS[name](searcher)

    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("sort", Sort)
    def test_pages(self, searcher: Searcher, remote: RemoteSearcher, query: str, sort: Sort) -> None:
        for limit, offset in ((10, 0), (3, 7), (5_000, 2)):
            request = SearchRequest(query, sort=sort, limit=limit, offset=offset, explain=limit == 3)
            assert timeless(remote.search(request)) == timeless(searcher.search(request))

    def test_slices(
        self, searcher: Searcher, remote: RemoteSearcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replica, "SLICE", 7)
        assert list(remote.walk("the")) == list(searcher.walk("the"))
        request = SearchRequest("the", limit=4_000, offset=3)
        assert list(remote.stream(request)[1]) == list(searcher.stream(request)[1])
        assert list(remote.records("*")) == list(searcher.records("*"))
        assert list(remote.tally("*", By.AUTHOR)) == list(searcher.tally("*", By.AUTHOR))

    def test_days_are_those_of_who_asks(
        self, remote: RemoteSearcher, cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.days._local", lambda: ZoneInfo("Asia/Tokyo"))
        remote.search("date:2016-12-13")
        call = next(
            peer.calls[-1] for peer in cluster.found if peer.calls and peer.calls[-1].method == "search"
        )
        assert str(call.arguments[0].timezone) == "Asia/Tokyo"

    @pytest.mark.parametrize(
        ("ask", "error"),
        [
            (lambda searcher: searcher.search(SearchRequest("(", strict=True)), QueryError),
            (lambda searcher: searcher.search(SearchRequest(since="nevermore")), RequestError),
            (lambda searcher: searcher.thread("nothing"), DocumentNotFound),
        ],
    )
    def test_errors(
        self,
        searcher: Searcher,
        remote: RemoteSearcher,
        ask: Callable[[Searcher], Any],
        error: type[DatelineError],
    ) -> None:
        with pytest.raises(error) as here:
            ask(searcher)
        with pytest.raises(error) as there:
            ask(remote)
        assert str(there.value) == str(here.value)


class TestReplicasFail:
    def test_lines_are_disturbed(self, searcher: Searcher, seed_index: Path, tmp_path: Path) -> None:
        """Questions and answers are dropped, delayed, doubled, reordered and cut off."""
        cluster = FakeCluster.of(seed_index, tmp_path, 3)
        remote = cluster.connect(hedge=0.01)
        for number, peer in enumerate(cluster.found):
            peer.random = Random(number)  # noqa: S311
        for number in range(200):
            query = QUERIES[number % len(QUERIES)]
            assert timeless(remote.search(query)) == timeless(searcher.search(query))
        assert sum(len(peer.calls) for peer in cluster.found) > 300
        cluster.close()

    @pytest.mark.parametrize("state", ["dead", "frozen"])
    def test_one_of_two(
        self, searcher: Searcher, remote: RemoteSearcher, cluster: FakeCluster, state: str
    ) -> None:
        for number in range(20):
            for peer in cluster.found:
                setattr(peer, state, False)
                peer.thaw()
            setattr(cluster.found[number % 2], state, True)
            assert timeless(remote.search("syria")) == timeless(searcher.search("syria"))
        assert remote.missing == ()

    def test_one_that_is_late_is_asked_after_others(self, cluster: FakeCluster) -> None:
        first, second = cluster.found
        remote = cluster.connect()
        first.frozen = True
        while not any(call.method == "count" for call in first.calls):
            remote.count("syria")
        begun = sum(call.method == "count" for call in first.calls)
        for _ in range(50):
            remote.count("syria")
        assert sum(call.method == "count" for call in first.calls) == begun
        first.thaw()
        second.frozen = True
        assert remote.count("syria") == remote.count("syria") > 0

    @pytest.mark.parametrize("state", ["dead", "frozen"])
    def test_none_answers(self, cluster: FakeCluster, state: str) -> None:
        remote = cluster.connect(deadline=0.3)
        for peer in cluster.found:
            setattr(peer, state, True)
        said = "does not answer" if state == "frozen" else "was lost"
        with pytest.raises(NoAnswer, match=rf"within 0.3 seconds: replica \d {said}.*; replica \d {said}"):
            remote.search("syria")
        for peer in cluster.found:
            setattr(peer, state, False)
            peer.thaw()
        assert remote.search("syria").hits

    def test_they_are_started_again(self, cluster: FakeCluster, seed_index: Path, tmp_path: Path) -> None:
        remote = cluster.connect()
        before, after = cluster.found, FakeCluster.of(seed_index, tmp_path / "others").found
        for peer in before:
            peer.dead = True
        cluster.found = after
        assert remote.search("syria").hits
        cluster.found = [*before, *after]

    def test_another_version_refuses(
        self, seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(
            ConfigError, match=r"has other versions .* than the machine that asked \(dateline 0\)"
        ):
            Replica(str(seed_index), str(tmp_path), "1", ("dateline 0",))
        cluster = FakeCluster.of(seed_index, tmp_path)
        monkeypatch.setattr("search.routing.versions", lambda: ("dateline 0",))
        with pytest.raises(ConfigError, match="has other versions"):
            cluster.connect()
        cluster.close()

    def test_one_of_another_version(self, searcher: Searcher, cluster: FakeCluster) -> None:
        cluster.found[0].replica.answer = lambda call: Reply(  # type: ignore[method-assign]
            call.number, None, error=ConfigError("it has other versions")
        )
        for _ in range(10):
            assert timeless(cluster.connect().search("syria")) == timeless(searcher.search("syria"))

    def test_nobody_serves(self) -> None:
        with pytest.raises(ConfigError, match="nobody serves"):
            FakeCluster(error=ConfigError("nobody serves")).connect()
        with pytest.raises(NoAnswer, match="no replica was found"):
            FakeCluster(error=OSError("the head is gone")).connect(deadline=0.1)

    def test_a_fault_of_ours_is_a_sentence(
        self, remote: RemoteSearcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Searcher, "count", lambda *_: 1 // 0)
        with pytest.raises(DatelineError, match="could not be answered: ZeroDivisionError"):
            remote.count("syria")

    def test_only_what_a_searcher_does_is_done(self, cluster: FakeCluster) -> None:
        call = Call(1, versions(), "__class__")
        reply = cluster.found[0].replica.answer(call)
        assert "is not asked for" in str(reply.error)


class TestCommits:
    @pytest.fixture
    def index(self, scrapes: Path, tmp_path: Path) -> Path:
        write(scrapes / "one.jsonl", 20, "first")
        update(tmp_path / "index", [scrapes], jobs=1)
        return tmp_path / "index"

    @staticmethod
    def commit(index: Path, scrapes: Path, word: str, *followers: FakePeer) -> None:
        write(scrapes / f"{word}.jsonl", 20, word)
        update(index, jobs=1)
        for peer in followers:
            peer.replica._follow()

    @pytest.fixture
    def still(self, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCluster]:
        """Two replicas that follow when they are told to."""
        monkeypatch.setattr(replica, "LOOK", 1e6)
        cluster = FakeCluster.of(index, tmp_path / "copies")
        yield cluster
        cluster.close()

    def test_they_are_followed(
        self, index: Path, scrapes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replica, "LOOK", 0.01)
        cluster = FakeCluster.of(index, tmp_path / "copies")
        remote = cluster.connect()
        self.commit(index, scrapes, "second")
        while not remote.reload():
            pass
        assert remote.count("second") == 20
        update(index, [scrapes], rebuild=True)
        while not remote.reload():
            pass
        assert (remote.count("*"), remote.missing) == (40, ())
        cluster.close()

    def test_pages_of_a_query_are_of_one_commit(self, still: FakeCluster, index: Path, scrapes: Path) -> None:
        remote = still.connect()
        self.commit(index, scrapes, "second", *still.found)
        assert (remote.count("*"), remote.reload(), remote.count("*")) == (20, True, 40)
        assert (remote.reload(), remote.missing) == (False, ())

    def test_a_commit_that_is_gone(self, still: FakeCluster, index: Path, scrapes: Path) -> None:
        remote = still.connect()
        before = remote.search("*").index
        for word in ("second", "third", "fourth"):
            self.commit(index, scrapes, word, *still.found)
        page = remote.search("*")
        assert page.total == 80
        assert page.index != before
        assert (page.missing, remote.missing) == ((), ())

    def test_all_hits_while_a_commit_goes(
        self, still: FakeCluster, index: Path, scrapes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replica, "SLICE", 5)
        hits = still.connect().walk("*")
        next(hits)
        for word in ("second", "third", "fourth"):
            self.commit(index, scrapes, word, *still.found)
        with pytest.raises(
            Incomplete, match=r"ends after 5 of its parts: no replica .* has the index as it was"
        ):
            list(hits)

    def test_all_hits_while_replicas_die(
        self, searcher: Searcher, cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replica, "SLICE", 5)
        expected = list(searcher.walk("the"))
        hits = cluster.connect(deadline=0.5).walk("the")
        found = [next(hits) for _ in range(7)]
        cluster.found[0].dead = True
        found += [next(hits) for _ in range(7)]
        cluster.found[0].dead, cluster.found[1].dead = False, True
        found += [next(hits) for _ in range(7)]
        assert found == expected[:21]
        cluster.found[0].dead = True
        with pytest.raises(Incomplete, match="ends after 25 of its parts: no replica answered"):
            list(hits)

    def test_only_one_that_is_behind_answers(self, still: FakeCluster, index: Path, scrapes: Path) -> None:
        ahead, behind = still.found
        self.commit(index, scrapes, "second", ahead)
        behind.frozen = True
        remote = still.connect()
        assert remote.count("*") == 40
        behind.thaw()
        ahead.dead = True
        page = remote.search("*")
        assert page.total == 20
        (said,) = page.missing
        assert "may be missing: no replica that answers has the commit of" in said
        assert (remote.search("*").missing, remote.missing) == ((said,), (said,))
        ahead.dead = False
        while not remote.reload():
            pass
        assert remote.search("*").missing == ()

    def test_a_commit_that_can_not_be_copied(
        self, still: FakeCluster, index: Path, scrapes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        remote = still.connect()
        self.commit(index, scrapes, "second")
        monkeypatch.setattr(replica, "GRACE", 0.0)
        monkeypatch.setattr("os.link", full)
        monkeypatch.setattr("shutil.copyfile", full)
        for peer in still.found:
            with pytest.raises(IndexDamaged, match="No space left"):
                peer.replica._follow()
        (said,) = remote.search("*").missing
        assert "may be missing: the replica on" in said
        monkeypatch.undo()
        for peer in still.found:
            peer.replica._follow()
        assert remote.reload()
        assert remote.search("*").missing == ()
        assert remote.count("*") == 40


class TestCopies:
    def test_names_for_the_same_files(self, seed_index: Path, tmp_path: Path) -> None:
        copy = mirror.mirror(seed_index, tmp_path / "copies")
        assert copy == mirror.mirror(seed_index, tmp_path / "copies")
        here, there = (each / store.read_stamp(each).generation for each in (seed_index, copy))
        for file in files(here):
            assert (here / file).read_bytes() == (there / file).read_bytes()
        assert (
            store.fingerprint(copy, store.read_stamp(copy))
            == copy.name
            == Searcher.open(seed_index).identity.fingerprint
        )

    def test_damaged_files_are_not_taken(
        self, seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import shutil

        def link(*_: object) -> None:
            raise OSError(18, "another disk")

        shutil.copytree(seed_index, tmp_path / "index")
        monkeypatch.setattr("os.link", link)
        generation = tmp_path / "index" / store.read_stamp(tmp_path / "index").generation
        file = generation / files(generation)[0]
        content = bytearray(file.read_bytes())
        content[10] ^= 1
        file.write_bytes(content)
        with pytest.raises(IndexDamaged, match="checksum is another"):
            mirror.mirror(tmp_path / "index", tmp_path / "copies")
        content[10] ^= 1
        file.write_bytes(content)
        copy = mirror.mirror(tmp_path / "index", tmp_path / "copies")
        taken = next(copy.glob(f"g*/{file.name}"))
        taken.write_bytes(content[:-1])
        mirror.check(tmp_path / "copies")
        assert not copy.exists()

    def test_two_processes_have_two_folders(self, seed_index: Path, tmp_path: Path) -> None:
        first = Replica(str(seed_index), str(tmp_path), "1", versions())
        second = Replica(str(seed_index), str(tmp_path), "1", versions())
        assert first._folder != second._folder
        first.close()
        third = Replica(str(seed_index), str(tmp_path), "1", versions())
        assert third._folder == first._folder
        second.close()
        third.close()


class TestCommands:
    """What the shell says; who connects is put in its place."""

    @pytest.fixture
    def shell(self, cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
        def connect(
            address: str | None, index: str | None, *, deadline: float, unprotected: bool
        ) -> RemoteSearcher:
            return cluster.connect(deadline=deadline)

        monkeypatch.setattr("search.ray_replicas.connect", connect)
        return lambda *given: main([*given, "--engine", "ray"])

    @pytest.mark.parametrize(
        "given",
        [
            ["search", "syria"],
            ["search", "the", "--limit", "0", "--format", "jsonl"],
            ["search", "the", "--kwic"],
            ["search", "the", "--table", "author"],
            ["search", "the", "--count"],
            ["search", "zzzz"],
            ["timeline", "the"],
        ],
    )
    def test_the_same(
        self,
        shell: Callable[..., int],
        seed_index: Path,
        capfdbinary: pytest.CaptureFixture[bytes],
        given: list[str],
    ) -> None:
        status = main([*given, "--index", str(seed_index)])
        here = capfdbinary.readouterr()
        assert shell(*given) == status
        assert capfdbinary.readouterr() == here

    def test_incomplete(
        self,
        shell: Callable[..., int],
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(replica, "GRACE", -1.0)
        for given in (
            ["search", "syria"],
            ["search", "zzzz"],
            ["timeline"],
            ["stats"],
            ["search", "the", "--count"],
        ):
            assert shell(*given) == 3
            assert "dateline: incomplete: what was written after" in capfd.readouterr().err
        assert shell("search", "syria", "--format", "json") == 3
        (said,) = json.loads(capfd.readouterr().out)["index"]["missing"]
        assert "may be missing" in said
        assert shell("search", "syria", "--format", "markdown") == 3
        assert f"incomplete: {said}"[:40] in capfd.readouterr().out

    def test_it_ends_in_the_middle(
        self,
        shell: Callable[..., int],
        cluster: FakeCluster,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(replica, "SLICE", 5)
        stopping = replica.Replica._part

        def part(self: Replica, copy: replica.Copy, call: Call) -> replica.Part:
            if call.skip == 10:
                for peer in cluster.found:
                    peer.dead = True
            return stopping(self, copy, call)

        monkeypatch.setattr(replica.Replica, "_part", part)
        assert shell("search", "the", "--limit", "0", "--format", "jsonl", "--deadline", "0.3") == 3
        said = capfd.readouterr()
        assert len(said.out.splitlines()) in (10, 15)
        assert "dateline: incomplete, for it ends after" in said.err

    def test_no_answer(
        self, shell: Callable[..., int], cluster: FakeCluster, capfd: pytest.CaptureFixture[str]
    ) -> None:
        for peer in cluster.found:
            peer.frozen = True
        assert shell("search", "syria", "--deadline", "0.2") == 2
        said = capfd.readouterr()
        assert said.out == ""
        assert (
            said.err
            == (
                "dateline: no replica answered within 0.2 seconds: "
                "replica 1 does not answer; replica 2 does not answer\n"
            )
            or said.err.count("does not answer") == 2
        )

    def test_options_that_do_not_go_together(
        self, seed_index: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["search", "x", "--index", str(seed_index), "--deadline", "3"]) == 2
        assert "give --engine ray with them" in capfd.readouterr().err
        assert main(["search", "x", "--engine", "ray", "--deadline", "0"]) == 2
        assert "--deadline is more than 0" in capfd.readouterr().err
