"""The errors of searching; see `index.errors` for the whole tree."""

from __future__ import annotations

from index.errors import DatelineError


class DocumentNotFound(DatelineError):
    """No record has the id that was asked for, or more than one begins with it."""


class RequestError(DatelineError):
    """Something that is not the query asks for what can't be: a date, a number, a sort order."""


class QueryError(DatelineError):
    """A query that can't be taken as it stands, where that was asked for."""

    def __init__(self, what: str, position: int) -> None:
        super().__init__(f"the query, at character {position + 1}: {what}")
        self.what = what
        """What is wrong there."""
        self.position = position
        """Where in the query's text, in characters from 0."""

    def __reduce__(self) -> tuple[type, tuple[str, int]]:
        return type(self), (self.what, self.position)


class NoAnswer(DatelineError):
    """No replica of a cluster answered in time."""


class Incomplete(DatelineError):
    """Some of what was asked for was given, and the rest can't be had any more."""
