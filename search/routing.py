"""Which replica is asked, and what is done when it does not answer.

Every question has a deadline. It is put to one replica, and when that has not answered after a while, to a
second one as well, and so on; the first answer counts. A replica that was late or lost is doubted: others are
asked before it, until it has answered again.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Final, Protocol

from index.engine import versions
from index.errors import DatelineError
from search.errors import DocumentNotFound, NoAnswer, QueryError, RequestError
from search.replica import HELLO, Call, Reply

DEADLINE: Final = 10.0
"""Seconds in which a question is answered, or else is not."""
HEDGE: Final = 0.25
"""Seconds after which one more replica is asked."""
AGAIN: Final = 4.0
"""Of these delays, after which one is asked once more when all were: a question may have been lost on its
way. Each time it is twice as many."""
PAUSE: Final = 0.2
"""Seconds until one that was lost is asked once more: it may have been started again."""
PROBE: Final = 1.0
"""Seconds between two looks whether one that is doubted answers again."""

OF_QUESTIONS: Final = (RequestError, QueryError, DocumentNotFound)
"""What is wrong with a question, whoever answers it."""


class Peer(Protocol):
    """A replica, from where it is asked."""

    @property
    def name(self) -> str:
        """What it is called where people are told of it; no other has the name."""

    def ask(self, call: Call) -> Future[Reply]:
        """Put a question to it; does not wait. The answer may never come, or fail when it was lost."""


class Cluster(Protocol):
    """Where replicas are found."""

    def peers(self) -> Sequence[Peer]:
        """Those that there are now; may take long."""


class Router:
    """Puts questions to the replicas of an index; may be used by several threads at once."""

    def __init__(
        self,
        cluster: Cluster,
        deadline: float = DEADLINE,
        hedge: float = HEDGE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.deadline = deadline
        self._cluster = cluster
        self._hedge = hedge
        self._clock = clock
        self._numbers = itertools.count(1)
        self._changing = threading.Lock()
        self._peers: tuple[Peer, ...] = ()
        self._doubted: dict[str, float] = {}
        """The names of those that are, and when it was looked last whether they answer again."""
        self._finding: Future[Sequence[Peer]] | None = None

    def ask(
        self,
        method: str,
        arguments: tuple[object, ...] = (),
        options: tuple[tuple[str, object], ...] = (),
        pin: str | None = None,
        skip: int | None = None,
    ) -> Reply:
        """The answer to a question.

        It may be that no replica has the commit `pin` any more.

        Raises:
            NoAnswer: there was none in time.
            DatelineError: what the replicas say is wrong with the question, or with themselves.
        """
        call = Call(next(self._numbers), versions(), method, arguments, options, pin, skip)
        return _Question(self, call, self._clock() + self.deadline).answer()

    # What questions need

    def peers(self, within: float) -> tuple[Peer, ...]:
        """The replicas, those that answer first."""
        if not self._peers:
            self.find()
            finding = self._finding
            if finding is not None:
                wait([finding], within)
        with self._changing:
            peers = self._peers
            sure = [peer for peer in peers if peer.name not in self._doubted]
            doubted = [peer for peer in peers if peer.name in self._doubted]
        random.shuffle(sure)
        for peer in doubted if sure else ():
            self._probe(peer)
        return (*sure, *doubted)

    def find(self) -> None:
        """Look in the background which replicas there are now."""
        with self._changing:
            if self._finding is not None and not self._finding.done():
                return
            finding: Future[Sequence[Peer]] = Future()
            self._finding = finding

        def look() -> None:
            try:
                found = tuple(self._cluster.peers())
            except Exception as error:  # whatever a library raises; who waits is told
                finding.set_exception(error)
                return
            with self._changing:
                self._peers = found
            finding.set_result(found)

        # A daemon: a library that never answers must not keep the process from ending.
        threading.Thread(target=look, name="replicas", daemon=True).start()

    def doubt(self, peer: Peer, late: Future[Reply] | None = None) -> None:
        """Ask others before this one, until it has answered."""
        with self._changing:
            self._doubted.setdefault(peer.name, self._clock())
        if late is not None:
            late.add_done_callback(lambda done: self._trust(peer, done))

    def _probe(self, peer: Peer) -> None:
        with self._changing:
            now = self._clock()
            if now - self._doubted.get(peer.name, now) < PROBE:
                return
            self._doubted[peer.name] = now
        done = peer.ask(Call(next(self._numbers), versions(), HELLO))
        done.add_done_callback(lambda done: self._trust(peer, done))

    def _trust(self, peer: Peer, done: Future[Reply]) -> None:
        """It has answered, if only late."""
        if done.cancelled() or done.exception() is not None or done.result().state is None:
            self.find()  # what was started again in its place is known by another name
            return
        with self._changing:
            self._doubted.pop(peer.name, None)


class _Question:
    """One question, and who was asked."""

    def __init__(self, router: Router, call: Call, ends: float) -> None:
        self._router = router
        self._call = call
        self._ends = ends
        self._asked: dict[Future[Reply], Peer] = {}
        self._said: dict[str, str] = {}
        """By the names of replicas, why they give no answer."""
        self._lost: dict[str, float] = {}
        """When those that were lost are asked once more."""
        self._refused: dict[str, DatelineError] = {}
        self._gone: dict[str, Reply] = {}
        self._again = router._clock() + AGAIN * router._hedge
        self._patience = AGAIN * router._hedge

    def answer(self) -> Reply:
        """As `Router.ask`."""
        clock, hedge = self._router._clock, self._router._hedge
        next_at = 0.0
        while (now := clock()) < self._ends:
            peers = self._router.peers(self._ends - now)
            if not peers:
                self._none(now)
                continue
            if now >= next_at or not self._asked:
                self._ask_one(peers, now)
                next_at = now + hedge
            if not self._asked:
                told = self._all_told(peers)
                if told is not None:
                    return told
            until = min(self._ends, next_at, *(at for at in self._lost.values() if at > now))
            done, _ = wait(self._asked, max(0.001, until - now), FIRST_COMPLETED)
            if not self._asked:
                time.sleep(max(0.001, min(until - now, PAUSE)))
            before = len(self._asked)
            for future in done:
                reply = self._taken(future, self._asked.pop(future))
                if reply is not None:
                    self._leave()
                    return reply
            if self._gone and clock() >= next_at:
                self._leave()
                return next(iter(self._gone.values()))
            if len(self._asked) < before:
                next_at = 0.0  # the next one need not wait
        self._leave()
        raise NoAnswer(self._sentence())

    def _ask_one(self, peers: Sequence[Peer], now: float) -> None:
        """Ask the best one that is not asked already."""
        busy = {peer.name for peer in self._asked.values()}
        if now >= self._again:
            busy = set()
            self._patience *= 2
            self._again = now + self._patience
        out = busy | self._refused.keys() | self._gone.keys()
        out |= {name for name, at in self._lost.items() if at > now}
        peer = next((each for each in peers if each.name not in out), None)
        if peer is None:
            return
        self._lost.pop(peer.name, None)
        try:
            self._asked[peer.ask(self._call)] = peer
        except Exception as error:  # whatever a library raises
            self._lose(peer, error)

    def _taken(self, future: Future[Reply], peer: Peer) -> Reply | None:
        """What a replica said, if it is an answer.

        Raises:
            DatelineError: the question can't be answered.
        """
        if future.cancelled() or future.exception() is not None:
            self._lose(peer, future.exception() if not future.cancelled() else None)
            return None
        reply = future.result()
        if reply.number != self._call.number:  # to another question: a late one, or one given twice
            self._lose(peer, None)
            return None
        if reply.gone:
            self._gone[peer.name] = reply
            return None
        if isinstance(reply.error, OF_QUESTIONS):
            self._leave()
            raise reply.error
        if reply.error is not None:
            self._refused[peer.name] = reply.error
            self._said[peer.name] = str(reply.error)
            return None
        return reply

    def _lose(self, peer: Peer, error: BaseException | None) -> None:
        self._lost[peer.name] = self._router._clock() + PAUSE
        self._said[peer.name] = "was lost" if error is None else f"was lost ({type(error).__name__})"
        self._router.doubt(peer)
        self._router.find()

    def _all_told(self, peers: Sequence[Peer]) -> Reply | None:
        """What is to be said when every replica was heard, and none can answer.

        Raises:
            DatelineError
        """
        names = {peer.name for peer in peers}
        if names <= self._gone.keys() | self._refused.keys():
            if self._gone:
                return next(iter(self._gone.values()))
            raise next(iter(self._refused.values()))
        return None

    def _none(self, now: float) -> None:
        """There is no replica, or it is not known.

        Raises:
            DatelineError
        """
        finding = self._router._finding
        if finding is not None and finding.done():
            error = finding.exception()
            if isinstance(error, DatelineError):
                raise error
            self._router.find()
        time.sleep(min(PAUSE, max(0.0, self._ends - now)))

    def _leave(self) -> None:
        """Wait for the others no more; who was asked and has not answered for long is doubted."""
        for future, peer in self._asked.items():
            self._router.doubt(peer, future)

    def _sentence(self) -> str:
        for peer in self._asked.values():
            self._said[peer.name] = "does not answer"
        told = "; ".join(f"{name} {what}" for name, what in self._said.items()) or "no replica was found"
        return f"no replica answered within {self._router.deadline:g} seconds: {told}"
