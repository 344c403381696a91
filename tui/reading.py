"""A thread as it is read: who answers whom, and what of it is folded away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Self

from index.model import Article, Comment
from search.matching import Marks


class Folding(Enum):
    """How much of the comments is shown."""

    NONE = "all comments open"
    LINES = "only comments that match open"
    MATCHES = "only comments that match, and what they answer"

    @property
    def next(self) -> Folding:
        """What one key goes on to."""
        every = list(Folding)
        return every[(every.index(self) + 1) % len(every)]


class Shown(Enum):
    """How a comment is shown."""

    WHOLE = "whole"
    LINE = "line"
    NOT = "not"


class Tree:
    """Who answers whom in a thread."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.comments = {comment.id: comment for comment in article.comments}
        self.above: dict[str, str] = {}
        """By the id of each comment, that of the record it stands under."""
        self.below: dict[str, int] = {}
        """How many comments stand under one, at any depth."""
        self._answers: dict[str, list[str]] = {}
        self._number: dict[str, int] = {}
        stack: list[Comment] = []
        for number, comment in enumerate(article.comments):
            while stack and stack[-1].depth >= comment.depth:
                stack.pop()
            above = stack[-1].id if stack else article.id
            self.above[comment.id] = above
            self.below[comment.id] = 0
            self._answers.setdefault(above, []).append(comment.id)
            self._number[comment.id] = number
            for each in stack:
                self.below[each.id] += 1
            stack.append(comment)

    def parent(self, record: str) -> str:
        """The record that another answers: the page may name one that stands elsewhere."""
        comment = self.comments.get(record)
        if comment is None:
            return ""
        if comment.reply_to in self.comments:
            return comment.reply_to or ""
        if comment.depth == 0 and comment.reply_to_name:
            for earlier in reversed(self.article.comments[: self._number[record]]):
                if earlier.author == comment.reply_to_name:
                    return earlier.id
        return self.above[record]

    def ancestors(self, record: str) -> tuple[str, ...]:
        """The records above one, the article first."""
        found = []
        while record in self.above:
            record = self.above[record]
            found.append(record)
        return tuple(reversed(found))

    def sibling(self, record: str, by: int) -> str:
        """The next or previous answer to the same record; empty where there is none."""
        if record not in self.above:
            return ""
        family = self._answers[self.above[record]]
        number = family.index(record) + by
        return family[number] if 0 <= number < len(family) else ""


@dataclass(frozen=True)
class Reading:
    """A thread, what in it matched, and what is folded."""

    tree: Tree
    marks: Mapping[str, Marks]
    """Where the query holds, by the ids of the records that it holds for."""
    found: str
    """The id of the record that was asked for."""
    folding: Folding = Folding.NONE
    shut: frozenset[str] = frozenset()
    """Comments that were folded by hand, with all answers to them."""
    opened: frozenset[str] = frozenset()
    """Comments that were opened by hand."""
    pattern: str = ""
    """What is looked for within the text, any case."""

    @property
    def article(self) -> Article:
        """The thread."""
        return self.tree.article

    def left_out(self, record: str) -> bool:
        """Whether a comment is not shown for want of a match, and not because it is folded by hand."""
        return self.shown(record) is Shown.NOT and not self._under_shut(record)

    def shown(self, record: str) -> Shown:
        """How a comment is shown."""
        if self._under_shut(record):
            return Shown.NOT
        if record in self.shut:
            return Shown.LINE
        if self.folding is Folding.NONE or record in self.opened or self._wanted(record):
            return Shown.WHOLE
        if self.folding is Folding.LINES or record in self._answered:
            return Shown.LINE
        return Shown.NOT

    def turned(self, record: str) -> Self:
        """The same with a comment folded, or open again."""
        if record not in self.tree.comments:
            return self
        if self.shown(record) is Shown.WHOLE:
            return replace(self, shut=self.shut | {record}, opened=self.opened - {record})
        return self.revealed(record)

    def revealed(self, record: str) -> Self:
        """The same with a comment open, whatever was folded."""
        if self.shown(record) is Shown.WHOLE:
            return self
        return replace(
            self, shut=self.shut - {record, *self.tree.ancestors(record)}, opened=self.opened | {record}
        )

    def refolded(self) -> Self:
        """The same with the next way of folding, and nothing folded by hand."""
        return replace(self, folding=self.folding.next, shut=frozenset(), opened=frozenset())

    def _under_shut(self, record: str) -> bool:
        return bool(self.shut) and any(above in self.shut for above in self.tree.ancestors(record))

    def _wanted(self, record: str) -> bool:
        return record == self.found or record in self.marks

    @cached_property
    def _answered(self) -> frozenset[str]:
        """The records above those that are wanted."""
        wanted = [record for record in self.tree.comments if self._wanted(record) or record in self.opened]
        return frozenset(above for record in wanted for above in self.tree.ancestors(record))
