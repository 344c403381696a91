"""Kills updates of an index at random instants, and looks at what is left. Run by test_killing.py.

    python tests/index/killing.py FOLDER NUMBER SEED

It prints how many updates it killed, and in how many of these the index was as before and as after.
What is found wrong is an AssertionError. It forks, so it must be a process without threads: only its
children touch tantivy.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from index.build import update
from search.request import SearchRequest
from search.searcher import Searcher

Dump = dict[str, Any]
PASSAGES = [
    "The council has closed the old harbour after engineers found cracks in the eastern wall. Fishermen who "
    "land their catch there were told to use the northern quay until spring, when repairs are to be done.",
    "Readers queued round the block as the library opened its doors again following three years of building. "
    "The new hall holds twice as many books, a garden for children and a room where anyone may record music.",
]
NAMES = [f"{folder}/{number:02}.txt" for folder in ("a", "b") for number in range(12)]


def main(folder: Path, number: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    scrapes, index, copy = folder / "scrapes", folder / "index", folder / "copy"
    scrapes.mkdir(parents=True)
    for name in NAMES[::2]:
        write(scrapes, name, dice, 0)
    run(lambda: update(index, [scrapes], jobs=1))
    as_before = as_after = finished = 0
    before: Dump = run(lambda: dump(index))
    for turn in range(1, number + 1):
        rebuild = turn % 10 == 0
        for _ in range(dice.randrange(1, 8)):
            change(scrapes, dice, turn)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(index, copy)
        started = time.perf_counter()
        run(partial(update, copy, jobs=1, rebuild=rebuild))
        seconds = time.perf_counter() - started
        after: Dump = run(lambda: dump(copy))
        killed = run_and_kill(partial(update, index, jobs=1, rebuild=rebuild), seconds * dice.random())
        left: Dump = run(lambda: dump(index))
        assert left in (before, after), f"turn {turn}: neither the state before nor the state after"
        finished += not killed
        as_after += left == after
        as_before += left != after
        run(lambda: update(index, jobs=1))
        assert run(lambda: dump(index)) == after, f"turn {turn}: the next run did not reach the state after"
        if turn % 20 == 0:
            run(lambda: update(index, jobs=1, rebuild=True))
            assert run(lambda: dump(index)) == after, f"turn {turn}: a clean rebuild is another index"
        before = after
    print(f"{number - finished} killed, {as_before} as before, {as_after} as after")


def write(scrapes: Path, name: str, dice: random.Random, turn: int) -> None:
    comments = "".join(
        f"\n\n{who}'s picture\n\n{dice.choice(['', *PASSAGES])} So says {who} of {dice.randrange(3)}."
        for who in dice.sample(["Ann", "Bob", "Cy", "Dee", "Eve"], dice.randrange(5))
    )
    file = scrapes / name
    file.parent.mkdir(exist_ok=True)
    # The titles repeat, so that scrapes share threads.
    body = "\n\n".join([f"Text of turn {turn}.", *dice.sample(PASSAGES, dice.randrange(3))])
    file.write_text(f"Headline {dice.randrange(4)}\n\n{body}{comments}", encoding="utf-8")
    os.utime(file, (1000 + turn, 1000 + turn))


def change(scrapes: Path, dice: random.Random, turn: int) -> None:
    name = dice.choice(NAMES)
    if dice.random() < 0.3 and (scrapes / name).exists():
        (scrapes / name).unlink()
    else:
        write(scrapes, name, dice, turn)


def dump(index: Path) -> Dump:
    """Every record of an index with the cluster it is in, by id."""
    searcher = Searcher.open(index)
    hits = list(searcher.walk(SearchRequest("*", collapse=False)))
    threads = [searcher.thread(thread) for thread in sorted({hit.thread for hit in hits})]
    assert len(searcher) == sum(1 + len(thread.comments) for thread in threads)
    return {thread.id: thread for thread in threads} | {f"cluster of {hit.id}": hit.cluster for hit in hits}


def run(task: Callable[[], Any]) -> Any:
    """What a task gives in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            stream.write(pickle.dumps(task()))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    assert status == 0
    return pickle.loads(data)  # noqa: S301


def run_and_kill(task: Callable[[], Any], after: float) -> bool:
    """Let a task run for so many seconds; whether it was still running then."""
    child = os.fork()
    if child == 0:
        task()
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
