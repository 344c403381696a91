"""A process that answers what a searcher is asked, from a copy of the index on its own disk.

It follows the index: new commits are copied as they come, and the last few copies are kept, so that pages of
one query come from one commit. What it is asked says from which. A question may come twice, late or in any
order, for answering changes nothing; an answer says which question it is to.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import filelock

from index import mirror, store
from index.engine import refusal
from index.errors import DatelineError, IndexDamaged
from index.frozen import replace
from index.store import Stamp
from search.request import SearchRequest
from search.results import IndexState
from search.searcher import Searcher

KEPT: Final = 3
"""Commits of which the copies are kept."""
LOOK: Final = 1.0
"""Seconds between two looks for a new commit."""
GRACE: Final = 10.0
"""Seconds after which an answer says that there is a newer commit than the one it is from."""
SLICE: Final = 200
"""Hits that are given at once where all are wanted, or as many as are read in"""
HELD: Final = 1.0
"""so many seconds."""
CURSORS: Final = 8
"""Questions for all hits that are kept open, for who asks on."""
HELLO: Final = "hello"
"""A question that is answered without a search."""
SINGLE: Final = frozenset(
    "search stream clauses reading count complete notes facets histograms thread copies resolve marks".split()
)
"""The methods of a searcher that can be asked for."""
SLICED: Final = frozenset("stream records articles tally".split())
"""Those whose results can be asked for slice by slice."""


@dataclass(frozen=True, slots=True)
class Call:
    """A question."""

    number: int
    """No other of who asks has it."""
    versions: tuple[str, ...]
    """Of who asks."""
    method: str
    arguments: tuple[Any, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    pin: str | None = None
    """The fingerprint of the commit that it is about; None is the newest."""
    skip: int | None = None
    """Of what is asked for slice by slice, how much is known already."""


@dataclass(frozen=True, slots=True)
class State:
    """What a replica says of itself."""

    index: IndexState
    stamp: Stamp
    size: int
    """The bytes that its files take."""
    host: str
    process: int
    protected: bool
    """Whether who served it found that the cluster lets in nobody without a token."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back."""

    number: int
    state: State | None
    """None where it refuses."""
    value: Any = None
    error: DatelineError | None = None
    gone: bool = False
    """It has no copy of the commit that the question is about."""


@dataclass(frozen=True, slots=True)
class Part:
    """A slice."""

    head: Any
    """What comes before the first."""
    items: tuple[Any, ...]
    done: bool


class Copy:
    """A commit on the disk of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._idle: list[Searcher] = [Searcher.open(folder)]
        self.state = self._idle[0].identity
        self.stamp = self._idle[0].stamp
        self.size = store.size(folder)

    def take(self) -> Searcher:
        """A searcher that nobody else uses, until it is given back."""
        try:
            return self._idle.pop()
        except IndexError:
            return Searcher.open(self.folder)

    def give_back(self, searcher: Searcher) -> None:
        """Let others use it."""
        self._idle.append(searcher)


@dataclass(slots=True)
class Cursor:
    """A question for all hits, and how far it was answered."""

    copy: Copy
    searcher: Searcher
    items: Iterator[Any]
    head: Any = field(default=None)

    def close(self) -> None:
        """Read no further."""
        self.copy.give_back(self.searcher)


class Replica:
    """Answers questions from copies of the index at `directory`; may be asked by several threads at once."""

    def __init__(
        self, directory: str, folder: str, name: str, versions: tuple[str, ...], *, protected: bool = True
    ) -> None:
        """Have a copy of the index in a folder below `folder`, and follow the index from now on.

        Raises:
            ConfigError: this machine has other versions than who serves.
            IndexNotFound, IndexOutdated, IndexDamaged
        """
        error = refusal(versions)
        if error is not None:
            raise error
        self._directory = Path(directory)
        self._protected = protected
        self._folder, self._lock = _claimed(Path(folder), f"{zlib.crc32(os.fsencode(directory)):08x}-{name}")
        mirror.check(self._folder)
        self._copies: OrderedDict[str, Copy] = OrderedDict()
        self._cursors: OrderedDict[Any, Cursor] = OrderedDict()
        self._changing = threading.Lock()
        self._seen: tuple[object, ...] = ()
        self._trouble = ""
        self._current = time.monotonic()
        self._ended = threading.Event()
        self._follow()
        self._thread = threading.Thread(target=self._run, name="follow", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Follow the index no more."""
        self._ended.set()
        self._thread.join()
        self._lock.release()

    def answer(self, call: Call) -> Reply:
        """The answer to a question; what is wrong with it is in the answer."""
        error = refusal(call.versions)
        if error is not None:
            return Reply(call.number, None, error=error)
        with self._changing:
            pin = call.pin or next(reversed(self._copies))
            copy = self._copies.get(pin)
        if copy is None:
            return Reply(call.number, self._state(None), gone=True)
        try:
            return Reply(call.number, self._state(copy), self._value(copy, call))
        except DatelineError as error:
            return Reply(call.number, self._state(copy), error=error)
        except Exception as error:  # a fault of ours: the process must outlive it
            told = DatelineError(f"this could not be answered: {type(error).__name__}: {error}")
            return Reply(call.number, self._state(copy), error=told)

    def _value(self, copy: Copy, call: Call) -> Any:
        if call.method == HELLO:
            return None
        if call.skip is not None and call.method in SLICED:
            return self._part(copy, call)
        if call.method not in SINGLE:
            raise DatelineError(f"a replica is not asked for '{call.method}'")
        searcher = copy.take()
        value = getattr(searcher, call.method)(*call.arguments, **dict(call.options))
        if call.method == "stream":
            page, found = value
            value = page, tuple(found)
        copy.give_back(searcher)
        return value

    def _part(self, copy: Copy, call: Call) -> Part:
        key = copy.state.fingerprint, call.method, call.arguments, call.options
        skip = call.skip or 0
        with self._changing:
            cursor = self._cursors.pop((*key, skip), None)
        cursor = cursor or _opened(copy, call)
        started, items, done = time.monotonic(), [], True
        for item in cursor.items:
            items.append(item)
            if len(items) == SLICE or time.monotonic() - started > HELD:
                done = False
                break
        part = Part(cursor.head, tuple(items), done)
        if done:
            cursor.close()
            return part
        with self._changing:
            self._cursors[(*key, skip + len(items))] = cursor
            over = self._cursors.popitem(last=False)[1] if len(self._cursors) > CURSORS else None
        if over is not None:
            over.close()
        return part

    def _state(self, copy: Copy | None) -> State:
        with self._changing:
            newest = self._copies[next(reversed(self._copies))]
        copy = copy or newest
        lacks: tuple[str, ...] = ()
        if time.monotonic() - self._current > GRACE:
            why = self._trouble or "its folder does not answer"
            lacks = (
                f"what was written after {newest.state.updated:%Y-%m-%d %H:%M:%S} UTC may be missing: the "
                f"replica on {socket.gethostname()} can't follow {self._directory} ({why})",
            )
        index = replace(copy.state, path=os.fspath(self._directory), missing=lacks)
        return State(index, copy.stamp, copy.size, socket.gethostname(), os.getpid(), self._protected)

    def _run(self) -> None:
        while not self._ended.wait(LOOK):
            try:
                self._follow()
            except DatelineError as error:
                self._trouble = str(error)
            except Exception as error:  # the thread must go on looking
                self._trouble = f"{type(error).__name__}: {error}"

    def _follow(self) -> None:
        """Have a copy of the newest commit.

        Raises:
            IndexNotFound, IndexOutdated, IndexDamaged
        """
        seen = store.state(self._directory)  # before it is copied: a commit in between is seen as a change
        if seen != self._seen:
            self._trouble = "the newest commit is being copied"
            copy = Copy(mirror.mirror(self._directory, self._folder))
            with self._changing:
                self._copies[copy.state.fingerprint] = copy
                self._copies.move_to_end(copy.state.fingerprint)
                while len(self._copies) > KEPT:
                    self._copies.popitem(last=False)
                keep = set(self._copies)
                self._cursors = OrderedDict(
                    (key, cursor) for key, cursor in self._cursors.items() if key[0] in keep
                )
            mirror.sweep(self._folder, keep)  # what still reads one goes on: its files go when it ends
            self._seen = seen
        self._current, self._trouble = time.monotonic(), ""


def _opened(copy: Copy, call: Call) -> Cursor:
    """A question for all hits, from its first one or from where it was left."""
    searcher, head, skip = copy.take(), None, call.skip or 0
    arguments = call.arguments
    if call.method == "stream":
        request = arguments[0]
        request = SearchRequest(request) if isinstance(request, str) else request
        # As many as are wanted in all; those that are known need not be read again.
        arguments = replace(request, offset=request.offset + skip), *arguments[1:]
        head, items = searcher.stream(*arguments, **dict(call.options))
    else:
        items = iter(getattr(searcher, call.method)(*arguments, **dict(call.options)))
        for _ in range(skip):
            next(items, None)
    return Cursor(copy, searcher, items, head)


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IndexDamaged(f"{folder} cannot be written: {error.strerror or error}") from error


def _claimed(folder: Path, name: str) -> tuple[Path, filelock.BaseFileLock]:
    """A folder of one's own for copies, and the lock on it, which goes with the process.

    A process that was stopped, and is thought to be dead, may still have the first.

    Raises:
        IndexDamaged
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    with _reported(folder):
        for number in range(1, 100):
            own = folder / f"dateline-{user}-{name}-{number}"
            own.mkdir(parents=True, exist_ok=True, mode=0o700)
            if hasattr(os, "getuid") and own.stat().st_uid != user:
                continue  # in a folder for temporary files, anybody can make one
            lock = filelock.FileLock(own / "lock", timeout=0)
            with suppress(filelock.Timeout):
                lock.acquire()
                return own, lock
    raise IndexDamaged(f"there are too many copies in {folder}: remove them")
