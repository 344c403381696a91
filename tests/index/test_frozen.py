"""Our frozen dataclasses do what those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any, ClassVar

import pytest

from index import frozen


def made(module: Any) -> Any:
    @module.dataclass(frozen=True, slots=True)
    class Thing:
        """A thing."""

        name: str
        size: int = 3
        """Metres."""
        seen: str = module.field(default="", compare=False)
        kind: ClassVar[str] = "thing"

        def __post_init__(self) -> None:
            if not self.name:
                raise ValueError("a name")

        @property
        def doubled(self) -> int:
            """Twice its size."""
            return 2 * self.size

    return Thing


Ours = made(frozen)
Theirs = made(dataclasses)
Ours.__qualname__ = Theirs.__qualname__ = "Thing"
Ours.__module__ = Theirs.__module__ = __name__
Thing = Ours
"""Where pickle finds it."""

QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "repr": lambda thing: repr(thing("a", seen="b")),
    "equal": lambda thing: thing("a", 3) == thing("a", seen="x"),
    "another": lambda thing: thing("a") == thing("b"),
    "another type": lambda thing: thing("a") == ("a", 3, ""),
    "one of a set": lambda thing: len({thing("a"), thing("a", seen="x"), thing("a", 4)}),
    "named": lambda thing: thing(size=1, name="a").size,
    "constant": lambda thing: (thing.kind, thing("a").kind, thing("a").doubled, thing.__doc__),
    "match": lambda thing: thing.__match_args__,
    "slots": lambda thing: (thing.__slots__, hasattr(thing("a"), "__dict__")),
    "fields": lambda thing: [(each.name, each.compare) for each in dataclasses.fields(thing)],
    "as dict": lambda thing: dataclasses.asdict(thing("a")),
    "replaced": lambda thing: repr(dataclasses.replace(thing("a", 1, "c"), size=2)),
    "copied": lambda thing: copy.copy(thing("a")) == copy.deepcopy(thing("a")) == thing("a"),
    "a dataclass": lambda thing: (dataclasses.is_dataclass(thing), dataclasses.is_dataclass(thing("a"))),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_as_the_standard_librarys(question: str) -> None:
    assert QUESTIONS[question](Ours) == QUESTIONS[question](Theirs)


FAULTS: dict[str, Callable[[Any], Any]] = {
    "too few": lambda thing: thing(),
    "too many": lambda thing: thing("a", 1, "b", 2),
    "unknown": lambda thing: thing("a", other=1),
    "post init": lambda thing: thing(""),
    "set": lambda thing: setattr(thing("a"), "name", "b"),
    "set another": lambda thing: setattr(thing("a"), "other", "b"),
    "delete": lambda thing: delattr(thing("a"), "name"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_refuses_what_the_standard_librarys_refuses(fault: str) -> None:
    raised = []
    for thing in (Ours, Theirs):
        with pytest.raises((TypeError, ValueError, FrozenInstanceError)) as error:
            FAULTS[fault](thing)
        raised.append(error.type)
    assert raised[0] is raised[1] or {*raised} == {FrozenInstanceError, TypeError}


def test_it_can_be_pickled_and_replaced() -> None:
    thing = Ours("a", 1, "c")
    again = pickle.loads(pickle.dumps(thing))  # noqa: S301
    assert (again, again.seen) == (thing, "c")
    changed = frozen.replace(thing, size=2)
    assert (changed.name, changed.size, changed.seen) == ("a", 2, "c")
    with pytest.raises(TypeError):
        frozen.replace(thing, other=2)
