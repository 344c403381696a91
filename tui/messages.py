"""What the search thread tells the screen. Each says which view it answers."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from index.model import Article
from search.completing import Completion
from search.facets import Facet
from search.matching import Marks
from search.results import Clause, FacetCount, Histogram, Hit, SearchPage
from tui.comparison import Comparison
from tui.conversations import Conversation
from tui.view import View


@dataclass
class PageReady(Message):
    """Hits of a view, from the page's offset on."""

    view: View
    page: SearchPage
    ahead: str = ""
    """The id of the hit whose thread comes next, without being asked for."""


@dataclass
class ConversationsReady(Message):
    """The conversations of a view, as far as they were read."""

    view: View
    page: SearchPage
    """The last hits that were read."""
    found: tuple[Conversation, ...]
    done: bool
    """Whether these are all."""
    anew: bool
    """Whether they are the first that are shown of the view."""


@dataclass
class CopiesReady(Message):
    """The copies of a hit, to be shown below it."""

    view: View
    place: int
    """The place of the hit in the list."""
    identifier: str
    copies: tuple[Hit, ...]


@dataclass
class ComparisonsReady(Message):
    """The copies of a record, each compared with it."""

    view: View
    copies: tuple[tuple[Hit, Comparison], ...]


@dataclass
class ThreadReady(Message):
    """A thread to read, and where in it a view's query holds, by record id."""

    view: View
    identifier: str
    """The record that was asked for: the article or a comment of it."""
    article: Article
    marks: dict[str, Marks]


@dataclass
class ClausesReady(Message):
    """What each clause of a view finds by itself."""

    view: View
    clauses: tuple[Clause, ...]


@dataclass
class CompletionReady(Message):
    """How a query can go on at a place in it."""

    text: str
    at: int
    completion: Completion
    asked: bool
    """Whether somebody asked for it, and did not only type."""


@dataclass
class FacetsReady(Message):
    """What a view can be narrowed to."""

    view: View
    counts: dict[Facet, tuple[FacetCount, ...]]


@dataclass
class HistogramReady(Message):
    """When the hits of a view are from."""

    view: View
    histogram: Histogram


@dataclass
class IndexChanged(Message):
    """The index was written since the last look at it."""

    records: int


@dataclass
class Failed(Message):
    """A view could not be answered."""

    view: View
    reason: str
