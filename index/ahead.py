"""Another process that reads one long file ahead of whoever takes what is in it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Full, Queue
from threading import Event, Thread
from typing import Final, TypeVar

from index.workers import leave_interruptions

PIECE: Final = 512 * 1024
"""What results may weigh that are handed over at once."""
AHEAD: Final = 64
"""Pieces that wait to be taken."""
PATIENCE: Final = 0.2
"""Seconds after which it is looked again whether anybody still wants the results."""

END: Final = b""

Task = TypeVar("Task")
Result = TypeVar("Result")


def read_ahead(
    task: Task,
    work: Callable[[Task], Iterable[Result]],
    weight: Callable[[Result], int],
    fatal: Callable[[Task], Iterable[Result]],
) -> Iterator[Result]:
    """The results of `work` on a task, in their order, from a process that is ahead by some of them.

    `weight` is about how many bytes a result has. Where the process dies, the results of `fatal` come after
    those that it handed over. `work` and `weight` must be importable by name.
    """
    context = get_context("spawn")  # as in index.workers
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_hand_over, args=(theirs, work, weight, task), daemon=True)
    pieces: Queue[bytes | None] = Queue(AHEAD)
    unwanted = Event()
    # The pipe holds little, and nobody empties it during a commit.
    taker = Thread(target=_take, args=(ours, pieces, unwanted), daemon=True)
    process.start()
    theirs.close()  # else its end would outlive the process
    taker.start()
    try:
        while piece := pieces.get():
            yield from pickle.loads(piece)  # noqa: S301 - from a process of our own
        if piece is None:
            yield from fatal(task)
    finally:
        unwanted.set()
        process.terminate()
        process.join()
        taker.join()
        ours.close()
        process.close()


def _hand_over(
    pipe: Connection,
    work: Callable[[Task], Iterable[Result]],
    weight: Callable[[Result], int],
    task: Task,
) -> None:
    """What the other process does."""
    leave_interruptions()
    piece: list[Result] = []
    size = 0
    try:
        for result in work(task):
            piece.append(result)
            size += weight(result)
            if size >= PIECE:
                pipe.send_bytes(pickle.dumps(piece, pickle.HIGHEST_PROTOCOL))
                piece, size = [], 0
        if piece:
            pipe.send_bytes(pickle.dumps(piece, pickle.HIGHEST_PROTOCOL))
        pipe.send_bytes(END)
    except BrokenPipeError:  # nobody is there any more
        pass


def _take(pipe: Connection, pieces: Queue[bytes | None], unwanted: Event) -> None:
    """Put the pieces from the pipe into the queue; None where the process died."""
    piece: bytes | None = None
    while piece != END and not unwanted.is_set():
        try:
            piece = pipe.recv_bytes()
        except (EOFError, OSError):
            piece = None
        while not unwanted.is_set():
            try:
                pieces.put(piece, timeout=PATIENCE)
                break
            except Full:
                continue
        if piece is None:
            return
