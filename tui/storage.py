"""What the app remembers from one time to the next: queries that were typed, and where one was."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from index.model import Kind
from search.request import Sort
from tui.reading import Folding
from tui.view import View

MOST: Final = 1_000
"""Queries that are remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one was in an index."""

    view: View = field(default_factory=View)
    place: int = 0
    """The place in the list."""
    folding: Folding = Folding.NONE


class Storage:
    """A folder with what is remembered; nothing is where there is none."""

    def __init__(self, folder: Path | None, index: Path) -> None:
        """`index` is the folder of the index: each has its own place."""
        self._folder = folder
        self._index = str(index)
        self.queries: list[str] = []
        """The oldest first."""
        if folder is not None:
            with suppress(OSError, ValueError):
                lines = (folder / "queries").read_text(encoding="utf-8").splitlines()
                self.queries = [line for line in lines if line.strip()][-MOST:]

    @classmethod
    def of_user(cls, index: Path) -> Self:
        """That of whoever runs the app."""
        from platformdirs import user_state_path

        return cls(user_state_path("dateline", appauthor=False), index)

    def add(self, query: str) -> None:
        """Remember a query as the newest; it may be among the others already."""
        query = " ".join(query.split())
        if not query or self.queries[-1:] == [query]:
            return
        self.queries = [*(each for each in self.queries if each != query), query][-MOST:]
        self._write("queries", "".join(f"{each}\n" for each in self.queries))

    def theme(self) -> str:
        """The name of the theme that was chosen; empty where none was."""
        return str(self._read("theme.json").get("theme", ""))

    def keep_theme(self, name: str) -> None:
        """Remember a theme."""
        self._write("theme.json", json.dumps({"theme": name}))

    def place(self) -> Place:
        """Where one was; the beginning where that is not known."""
        kept = self._read("places.json").get(self._index)
        try:
            return _place(kept) if isinstance(kept, dict) else Place()
        except (KeyError, TypeError, ValueError):  # of another version, or edited
            return Place()

    def keep(self, place: Place) -> None:
        """Remember where one is."""
        shape = {**asdict(place.view), "place": place.place, "folding": place.folding.name}
        places = {index: kept for index, kept in self._read("places.json").items() if index != self._index}
        self._write("places.json", json.dumps({**places, self._index: shape}, indent=1))

    def _read(self, name: str) -> dict[str, Any]:
        if self._folder is not None:
            with suppress(OSError, ValueError):
                kept = json.loads((self._folder / name).read_text(encoding="utf-8"))
                if isinstance(kept, dict):
                    return kept
        return {}

    def _write(self, name: str, text: str) -> None:
        """Replace a file as a whole; that it can't be written is no reason to end."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, draft = tempfile.mkstemp(dir=self._folder, prefix=f".{name}.")
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as stream:
                stream.write(text)
            os.replace(draft, self._folder / name)


def _place(kept: dict[str, Any]) -> Place:
    def texts(values: Sequence[object]) -> tuple[str, ...]:
        return tuple(map(str, values))

    view = View(
        query=str(kept["query"]),
        kind=Kind(kept["kind"]) if kept["kind"] else None,
        grouped=bool(kept["grouped"]),
        sources=texts(kept["sources"]),
        authors=texts(kept["authors"]),
        languages=texts(kept["languages"]),
        like=str(kept["like"]),
        since=str(kept["since"]),
        until=str(kept["until"]),
        sort=Sort(kept["sort"]),
    )
    return Place(view, max(0, int(kept["place"])), Folding[kept["folding"]])
