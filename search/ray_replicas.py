"""Replicas as actors of a Ray cluster: who serves them, and who finds them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from index import ray_engine
from index.engine import versions
from index.errors import ConfigError, DatelineError
from search.remote import RemoteSearcher
from search.replica import HELLO, Call, Replica, Reply
from search.routing import DEADLINE, Router

KIND: Final = "replica"
"""What the names of our actors begin with."""
ENDING: Final = "RAY_gcs_rpc_server_reconnect_timeout_s"
FOREVER: Final = "1000000"
"""Seconds without the head after which Ray ends a process that asks, with the exit status of a search without
hits: never. Each question has a deadline, so it is told in a sentence."""
CONCURRENT: Final = 4
"""Questions that a replica answers at once."""
GREETING: Final = "greeting"
"""The thread of a replica that says that it is there."""
STARTING: Final = 120.0
"""Seconds in which a replica copies the index and begins to answer; a large one takes longer to copy, and"""
WATCH: Final = 2.0
"""seconds pass between two looks at how it is getting on."""
STOPPED: Final = 30.0
"""Seconds after which a replica that does not answer is ended, so that Ray starts another."""


class Actor:
    """A replica; one that can't be says why to whoever asks."""

    def __init__(
        self, directory: str, folder: str, name: str, asking: tuple[str, ...], protected: bool
    ) -> None:
        self._error: DatelineError | None = None
        try:
            self._replica = Replica(directory, folder, name, asking, protected=protected)
        except DatelineError as error:
            self._error = error

    def answer(self, call: Call) -> Reply:
        """As `search.replica.Replica`."""
        if self._error is not None:
            return Reply(call.number, None, error=self._error)
        return self._replica.answer(call)


@dataclass(frozen=True, slots=True)
class RayPeer:
    """An actor."""

    name: str
    actor: Any

    def ask(self, call: Call) -> Future[Reply]:
        """As `search.routing.Peer` has it."""
        future: Future[Reply] = _ask(self.actor, call).future()
        return future


class RayCluster:
    """The replicas of one index in a cluster."""

    def __init__(self, ray: Any, address: str, index: str | None) -> None:
        """Those of the index at `index`; without it, of the only one that is served."""
        self._ray = ray
        self._address = address
        self._index = index

    def peers(self) -> Sequence[RayPeer]:
        """As `search.routing.Cluster` has it.

        Raises:
            ConfigError: none are served, or those of several indexes.
        """
        named: dict[str, list[str]] = {}
        for name in self._ray.util.list_named_actors():
            kind, _, rest = name.partition(" ")
            if kind == KIND:
                named.setdefault(_path(rest.partition(" ")[2]), []).append(name)
        serve = f"type 'dateline serve-search --engine ray --address {self._address}' on one of its machines"
        if self._index is None and len(named) > 1:
            raise ConfigError(
                f"several indexes are served: choose by --index one of {', '.join(sorted(named))}"
            )
        if self._index is not None and self._index not in named:
            raise ConfigError(f"nobody serves {self._index} in the Ray cluster at {self._address}: {serve}")
        if not named:
            raise ConfigError(f"nobody serves an index in the Ray cluster at {self._address}: {serve}")
        found = []
        for name in sorted(named[self._index or next(iter(named))]):
            with suppress(ValueError):  # it was ended meanwhile
                found.append(RayPeer(" ".join(name.split()[:2]), self._ray.get_actor(name)))
        return found


def connect(
    address: str | None = None,
    index: str | os.PathLike[str] | None = None,
    *,
    deadline: float = DEADLINE,
    unprotected: bool = False,
) -> RemoteSearcher:
    """A searcher over the replicas that `dateline serve-search` keeps in the Ray cluster at `address`.

    Args:
        address: the head of the cluster, and its port; this machine unless given. This machine is part of it.
        index: the folder of the index as it was served; needed where several are.
        deadline: seconds in which each question is answered, or else is not.
        unprotected: use a cluster that lets in whoever reaches it, to run any code.

    Raises:
        ConfigError: ray is not installed, there is no cluster, nobody serves an index in it, its versions are
            others, or it lets in who has no token.
        NoAnswer: no replica answers.
    """
    os.environ[ENDING] = FOREVER  # before ray is imported, which reads it once
    ray = ray_engine.join(address, unprotected=unprotected, probed=True)
    where = ray_engine.at(address)
    path = None if index is None else os.path.abspath(index)
    arguments = ["--engine", "ray", "--address", where]
    arguments += ["--index", path] if path is not None else []
    arguments += ["--unprotected"] if unprotected else []
    searcher = RemoteSearcher(Router(RayCluster(ray, where, path), deadline), tuple(arguments))
    if not unprotected and not searcher.protected:  # whoever serves it looked
        raise ray_engine.open_cluster(where)
    return searcher


class Service:
    """The replicas of an index, kept as long as it is there."""

    def __init__(
        self,
        directory: str,
        replicas: int,
        *,
        address: str | None = None,
        folder: str,
        unprotected: bool = False,
        told: Callable[[str], object],
    ) -> None:
        """Start `replicas` actors, on different machines as far as there are so many.

        `folder` is one on a local disk of each machine, for copies; `told` is given a line whenever something
        becomes of a replica.

        Raises:
            ConfigError: there is no cluster, it lets in who has no token, or it serves the index already.
        """
        self._ray: Any = ray_engine.join(address, unprotected=unprotected)
        self._directory = directory
        self._folder = folder
        self._unprotected = unprotected
        self._told = told
        self._said: dict[int, str] = {}
        self._silent: dict[int, float] = {}
        self._actors: dict[int, Any] = {}
        for number in range(1, replicas + 1):
            self._start(number)

    def run(self, ended: threading.Event) -> None:
        """Look after the replicas until it is to end.

        Raises:
            DatelineError: none of them can be started.
        """
        while not ended.is_set():
            troubles = [error for error in map(self._look_at, sorted(self._actors)) if error is not None]
            if len(troubles) == len(self._actors):
                raise troubles[0]
            ended.wait(WATCH)

    def close(self) -> None:
        """End the replicas, and leave the cluster."""
        for actor in self._actors.values():
            with suppress(Exception):  # it is ended in any case: with this process
                self._ray.kill(actor)
        self._ray.shutdown()

    def _start(self, number: int) -> None:
        ray = self._ray
        machines = [node for node in ray.nodes() if node["Alive"]]
        working = [node for node in machines if node["Resources"].get("CPU")] or machines
        strategy = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
            working[(number - 1) % len(working)]["NodeID"], soft=True
        )
        made = ray.remote(concurrency_groups={GREETING: 1})(Actor).options(
            name=_name(number, self._directory),
            num_cpus=0,  # a build in the same cluster goes on beside it
            max_restarts=-1,
            max_concurrency=CONCURRENT,
            scheduling_strategy=strategy,
        )
        try:
            self._actors[number] = made.remote(
                self._directory, self._folder, str(number), versions(), not self._unprotected
            )
        except ValueError as error:  # the name is taken
            raise ConfigError(f"{self._directory} is served in this cluster already") from error

    def _look_at(self, number: int) -> DatelineError | None:
        """What is wrong for good with a replica."""
        ray, actor = self._ray, self._actors[number]
        try:
            reply: Reply = ray.get(_ask(actor, Call(0, versions(), HELLO)), timeout=WATCH)
        except ray.exceptions.GetTimeoutError:
            self._silence(number)
            return None
        except ray.exceptions.RayError as error:
            self._say(number, f"was lost ({type(error).__name__}), and is started again")
            if isinstance(error, ray.exceptions.ActorDiedError):  # for good: somebody ended it
                with suppress(ConfigError):  # its name is still taken
                    self._start(number)
            return None
        self._silent.pop(number, None)
        state = reply.state
        if state is None:
            trouble = reply.error or DatelineError("it gives no reason")
            self._say(number, f"refuses: {trouble}")
            ray.kill(actor, no_restart=False)
            return trouble
        lacks = "".join(f"; {each}" for each in state.index.missing)
        self._say(
            number,
            f"on {state.host}, process {state.process}, answers from {state.index.fingerprint}: "
            f"{state.index.records:,} records, written {state.index.updated:%Y-%m-%d %H:%M:%S} UTC{lacks}",
        )
        return None

    def _silence(self, number: int) -> None:
        """A replica does not answer: it starts, it copies a large index, or it was stopped."""
        begun = number in self._said
        self._silent[number] = self._silent.get(number, 0.0) + WATCH
        if begun:
            self._say(number, "does not answer")
        if self._silent[number] > (STOPPED if begun else STARTING):
            self._silent[number] = 0.0
            if begun:
                self._ray.kill(self._actors[number], no_restart=False)

    def _say(self, number: int, what: str) -> None:
        if self._said.get(number) != what:
            self._said[number] = what
            self._told(f"replica {number} {what}")


def _ask(actor: Any, call: Call) -> Any:
    """What will be the answer of an actor; that it is there it says however busy it is."""
    if call.method == HELLO:
        return actor.answer.options(concurrency_group=GREETING).remote(call)
    return actor.answer.remote(call)


def _name(number: int, directory: str) -> str:
    return f"{KIND} {number} {quote_from_bytes(os.fsencode(directory))}"


def _path(quoted: str) -> str:
    return os.fsdecode(unquote_to_bytes(quoted))
