"""Replicas in this process, which fail in the ways in which those of a cluster do."""

from __future__ import annotations

import pickle
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from index.engine import versions
from search.remote import RemoteSearcher
from search.replica import Call, Replica, Reply
from search.routing import Router


class Lost(Exception):
    """What a library raises where a process died."""


class FakePeer:
    """A replica behind a line that can be cut, held and disturbed."""

    def __init__(self, name: str, replica: Replica, random: Random | None = None) -> None:
        self.name = name
        self.replica = replica
        self.dead = False
        self.frozen = False
        self.random = random
        self.calls: list[Call] = []
        self._replies: list[Reply] = []
        """Given before: a duplicate of one may come in place of another."""
        self._asked: queue.SimpleQueue[tuple[Future[Reply], bytes] | None] = queue.SimpleQueue()
        self._held: list[tuple[Future[Reply], bytes]] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def ask(self, call: Call) -> Future[Reply]:
        self.calls.append(call)
        future: Future[Reply] = Future()
        self._asked.put((future, pickle.dumps(call)))
        return future

    def thaw(self) -> None:
        """Go on with all that was asked meanwhile."""
        self.frozen = False
        held, self._held = self._held, []
        for each in held:
            self._asked.put(each)

    def close(self) -> None:
        self._asked.put(None)
        self._thread.join()
        self.replica.close()

    def _run(self) -> None:
        while (asked := self._asked.get()) is not None:
            if self.frozen:
                self._held.append(asked)
                continue
            future, packed = asked
            if self.dead:
                future.set_exception(Lost())
                continue
            if self.random is None:
                self._answer(future, packed)
                continue
            happens = self.random.random()
            if happens < 0.1:
                continue  # dropped: the answer never comes
            if happens < 0.2:
                self._held.append(asked)  # delayed: after others
                continue
            if happens < 0.3:
                self._answer(Future(), packed)  # done twice
            if happens < 0.4 and self._replies:
                future.set_result(self.random.choice(self._replies))  # one that was given before
                continue
            if happens < 0.5:
                future.set_exception(Lost())
                continue
            self._answer(future, packed)
            if self._held and happens > 0.8:
                self._answer(*self._held.pop())

    def _answer(self, future: Future[Reply], packed: bytes) -> None:
        reply = pickle.loads(pickle.dumps(self.replica.answer(pickle.loads(packed))))  # noqa: S301
        self._replies = [*self._replies[-20:], reply]
        future.set_result(reply)


@dataclass
class FakeCluster:
    """Some replicas of an index."""

    found: list[FakePeer] = field(default_factory=list)
    error: Exception | None = None

    def peers(self) -> Sequence[FakePeer]:
        if self.error is not None:
            raise self.error
        return tuple(self.found)

    @classmethod
    def of(cls, index: Path, folder: Path, replicas: int = 2, random: Random | None = None) -> FakeCluster:
        peers = []
        for number in range(1, replicas + 1):
            replica = Replica(str(index), str(folder), str(number), versions())
            peers.append(FakePeer(f"replica {number}", replica, random))
        return cls(peers)

    def router(self, deadline: float = 20.0, hedge: float = 0.05) -> Router:
        return Router(self, deadline, hedge)

    def connect(self, **options: Any) -> RemoteSearcher:
        return RemoteSearcher(self.router(**options), ("--engine", "ray"))

    def close(self) -> None:
        for peer in self.found:
            peer.close()
