"""A searcher whose index is searched by the replicas of a cluster.

A replica runs the same searcher on the same commit, and what that returns is sent back as it is. So ids,
ranking and highlights are those of a search on this machine.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.documents import StoredRecord
from index.frozen import replace
from index.model import Article
from index.store import Stamp
from search.errors import Incomplete, NoAnswer
from search.facets import Facet
from search.found import Found
from search.matching import Marks
from search.replica import HELLO, Reply, State
from search.request import SearchRequest
from search.results import Clause, FacetCount, Histogram, Hit, IndexState, SearchPage
from search.routing import Router
from search.searcher import Searcher
from search.snapshot import BATCH

if TYPE_CHECKING:
    from search.completing import Completion
    from search.periods import Period
    from search.tallies import By, Tally

NAMES_AT_ONCE: Final = 1_000
"""Ids that are asked for at once."""


class RemoteSearcher(Searcher):
    """An index that the replicas of a cluster search, as it was when it was opened or last reloaded.

    A replica keeps the last few commits. Once that of this searcher is no longer among them, answers are from
    the newest; the state of the index on each page says from which.
    """

    def __init__(self, router: Router, arguments: tuple[str, ...] = ()) -> None:
        """Ask for the newest commit; `arguments` are for a command that opens the same.

        Raises:
            NoAnswer: no replica answers.
            DatelineError: they refuse.
        """
        self._router = router
        self._arguments = arguments
        self._missing: dict[str, None] = {}
        self._older = ""
        self._state = _told(router.ask(HELLO))
        self._newest = self._state.index.updated
        self._note(self._state)

    def __len__(self) -> int:
        """How many records the index holds, articles and comments."""
        return self._state.index.records

    @property
    def arguments(self) -> tuple[str, ...]:
        """As `Searcher.arguments`."""
        return self._arguments

    def another(self) -> RemoteSearcher:
        """As `Searcher.another`."""
        return RemoteSearcher(self._router, self._arguments)

    @property
    def directory(self) -> Path:
        """The folder of the index, where it is served from."""
        return Path(self._state.index.path)

    @property
    def size(self) -> int:
        """As `Searcher.size`."""
        return self._state.size

    @property
    def protected(self) -> bool:
        """Whether who serves it found that the cluster lets in nobody without a token."""
        return self._state.protected

    @property
    def identity(self) -> IndexState:
        """As `Searcher.identity`."""
        return self._said(self._state)

    @property
    def stamp(self) -> Stamp:
        """As `Searcher.stamp`."""
        return self._state.stamp

    @property
    def missing(self) -> tuple[str, ...]:
        """What the answers so far may lack, in sentences; nothing where they are whole."""
        return tuple(self._missing)

    def reload(self) -> bool:
        """As `Searcher.reload`."""
        state = _told(self._router.ask(HELLO))
        same = state.index.fingerprint == self._state.index.fingerprint
        if state.index.updated < self._newest or (same and state.index.updated == self._state.index.updated):
            return False
        self._adopt(state)
        return not same

    def search(self, request: SearchRequest | str, *, told: bool = True) -> SearchPage:
        """As `Searcher.search`."""
        started = time.perf_counter()
        request = _request(request)
        if request.limit > BATCH:
            return super().search(request, told=told)
        page: SearchPage = self._ask("search", request, told=told)
        return replace(page, index=self._searched, elapsed=time.perf_counter() - started)

    def stream(
        self, request: SearchRequest | str, *, whole: bool = False, marked: bool = True, told: bool = True
    ) -> tuple[SearchPage, Iterator[Found]]:
        """As `Searcher.stream`; a cluster may also raise `Incomplete` while the hits are read."""
        started = time.perf_counter()
        request = _request(request)
        if not whole and request.limit <= BATCH:
            page, found = self._ask("stream", request, marked=marked, told=told)
            items = iter(found)
        else:
            items = self._all("stream", request, whole=True, marked=marked, told=told)
            page = next(items)
            items = items if whole else islice(items, request.limit)
        return replace(page, index=self._searched, elapsed=time.perf_counter() - started), items

    def clauses(self, request: SearchRequest | str, total: int) -> tuple[Clause, ...]:
        """As `Searcher.clauses`."""
        clauses: tuple[Clause, ...] = self._ask("clauses", _request(request), total)
        return clauses

    def records(self, request: SearchRequest | str) -> Iterator[StoredRecord]:
        """As `Searcher.records`; a cluster may also raise `Incomplete`."""
        yield from islice(self._all("records", _request(request)), 1, None)

    def articles(self, identifiers: Sequence[str]) -> Iterator[StoredRecord]:
        """As `Searcher.articles`; a cluster may also raise `Incomplete`."""
        for start in range(0, len(identifiers), NAMES_AT_ONCE):
            asked = tuple(identifiers[start : start + NAMES_AT_ONCE])
            yield from islice(self._all("articles", asked), 1, None)

    def reading(self, request: SearchRequest | str) -> str:
        """As `Searcher.reading`."""
        return str(self._ask("reading", _request(request)))

    def count(self, request: SearchRequest | str) -> int:
        """As `Searcher.count`."""
        return int(self._ask("count", _request(request)))

    def complete(self, text: str, at: int, *, words: bool = True) -> Completion:
        """As `Searcher.complete`."""
        completion: Completion = self._ask("complete", text, at, words=words)
        return completion

    def notes(self, request: SearchRequest | str) -> tuple[str, ...]:
        """As `Searcher.notes`."""
        notes: tuple[str, ...] = self._ask("notes", _request(request))
        return notes

    def facets(
        self, request: SearchRequest | str, which: Sequence[Facet] = tuple(Facet), most: int = 20
    ) -> dict[Facet, tuple[FacetCount, ...]]:
        """As `Searcher.facets`."""
        counts: dict[Facet, tuple[FacetCount, ...]] = self._ask(
            "facets", _request(request), tuple(which), most
        )
        return counts

    def histograms(
        self, requests: Sequence[SearchRequest | str], by: Period | None = None, *, whole: bool = False
    ) -> tuple[Histogram, ...]:
        """As `Searcher.histograms`."""
        histograms: tuple[Histogram, ...] = self._ask(
            "histograms", tuple(map(_request, requests)), by, whole=whole
        )
        return histograms

    def tally(self, request: SearchRequest | str, by: By) -> Iterator[Tally]:
        """As `Searcher.tally`; a cluster may also raise `Incomplete`."""
        yield from islice(self._all("tally", _request(request), by), 1, None)

    def thread(self, identifier: str) -> Article:
        """As `Searcher.thread`."""
        article: Article = self._ask("thread", identifier)
        return article

    def copies(self, identifier: str) -> tuple[Hit, ...]:
        """As `Searcher.copies`."""
        hits: tuple[Hit, ...] = self._ask("copies", identifier)
        return hits

    def resolve(self, identifier: str) -> str:
        """As `Searcher.resolve`."""
        return str(self._ask("resolve", identifier))

    def marks(self, request: SearchRequest, article: Article) -> dict[str, Marks]:
        """As `Searcher.marks`."""
        marks: dict[str, Marks] = self._ask("marks", _request(request), article)
        return marks

    # How it is asked

    def _ask(self, method: str, *arguments: object, **options: object) -> Any:
        """What a replica's searcher returns.

        Raises:
            NoAnswer, DatelineError
        """
        named = tuple(sorted(options.items()))
        reply = self._router.ask(method, arguments, named, self._state.index.fingerprint)
        if reply.gone:
            reply = self._router.ask(method, arguments, named)
            self._adopt(_told(reply))
        self._note(_told(reply))
        return reply.value

    def _all(self, method: str, *arguments: object, **options: object) -> Iterator[Any]:
        """What comes before the first, and then one by one what a method of a replica's searcher gives.

        Raises:
            Incomplete: the rest can't be had.
            NoAnswer, DatelineError
        """
        named = tuple(sorted(options.items()))
        known, pin = 0, self._state.index.fingerprint
        while True:
            try:
                reply = self._router.ask(method, arguments, named, pin, known)
            except NoAnswer as error:
                if not known:
                    raise
                raise Incomplete(f"incomplete, for it ends after {known:,} of its parts: {error}") from error
            if reply.gone and known:
                raise Incomplete(
                    f"incomplete, for it ends after {known:,} of its parts: no replica that answers has the "
                    "index as it was when this was begun"
                )
            if reply.gone:
                reply = self._router.ask(method, arguments, named, None, 0)
                self._adopt(_told(reply))
                pin = self._state.index.fingerprint
            self._note(_told(reply))
            part = reply.value
            if not known:
                yield part.head
            yield from part.items
            known += len(part.items)
            if part.done:
                return

    @property
    def _searched(self) -> IndexState:
        """The index as it was when it was searched last."""
        return self._said(self._last)

    def _note(self, state: State) -> None:
        """Keep what an answer lacks."""
        self._last = state
        self._missing |= dict.fromkeys(self._said(state).missing)

    def _adopt(self, state: State) -> None:
        """Be about this commit from now on."""
        self._state = self._last = state
        self._older = ""
        if state.index.updated < self._newest:
            self._older = (
                f"what was written after {state.index.updated:%Y-%m-%d %H:%M:%S} UTC may be missing: no "
                f"replica that answers has the commit of {self._newest:%Y-%m-%d %H:%M:%S} UTC"
            )
        self._newest = max(self._newest, state.index.updated)

    def _said(self, state: State) -> IndexState:
        older = (self._older,) if self._older else ()
        return replace(state.index, missing=(*older, *state.index.missing))


def _told(reply: Reply) -> State:
    """What a replica that answered says of itself."""
    if reply.state is None:
        raise NoAnswer("a replica gave an answer that is none")
    return reply.state


def _request(request: SearchRequest | str) -> SearchRequest:
    """A request whose days are those of this machine, wherever it is answered."""
    request = SearchRequest(request) if isinstance(request, str) else request
    return replace(request, timezone=request.zone)
