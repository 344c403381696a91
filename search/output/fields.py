"""The fields of a hit by name: the keys of JSON, the columns of tables, what --fields chooses from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from index.model import Article, Comment
from index.shapes import path_shape, time_shape
from search.errors import RequestError
from search.found import Found
from search.matching import merged
from search.output.format import Answer, Sheet
from search.output.shape import page_shape


class Field(NamedTuple):
    """One thing that is known of a hit."""

    name: str
    value: Callable[[Found], Any]
    """A value that JSON knows."""
    marked: bool = False
    """Whether it tells what satisfied the query, which costs more than all the rest."""


def _date(found: Found, name: str) -> Any:
    dated = found.hit.date
    return getattr(dated, name).value if dated else None


def _of_comment(name: str) -> Callable[[Found], Any]:
    """A value that articles do not have."""

    def value(found: Found) -> Any:
        record = found.stored.record
        return getattr(record, name) if isinstance(record, Comment) else None

    return value


def _passages(found: Found) -> list[dict[str, Any]]:
    from search.passages import passages

    return [
        {"start": each.start, "end": each.end, "text": each.text, "spans": each.spans}
        for each in passages(found.stored.record.body, found.marks.body)
    ]


FIELDS: Final = {
    field.name: field
    for field in (
        Field("id", lambda found: found.hit.id),
        Field("kind", lambda found: found.hit.kind.value),
        Field("title", lambda found: found.hit.title),
        Field("title_spans", lambda found: found.hit.title_spans, marked=True),
        Field("source", lambda found: found.hit.source.name),
        Field("source_origin", lambda found: found.hit.source.origin.value),
        Field("date", lambda found: time_shape(found.hit.date.local if found.hit.date else None)),
        Field("date_origin", lambda found: _date(found, "origin") or "none"),
        Field("date_precision", lambda found: _date(found, "precision")),
        Field("date_zone", lambda found: _date(found, "zone")),
        Field("author", lambda found: ", ".join(found.hit.authors) or None),
        Field("authors", lambda found: found.hit.authors),
        Field("url", lambda found: found.hit.url),
        Field("score", lambda found: round(found.hit.score, 6)),
        Field("thread", lambda found: found.hit.thread),
        Field("position", lambda found: found.hit.position),
        Field("comments", lambda found: found.hit.comments),
        Field("copies", lambda found: found.hit.copies),
        Field("cluster", lambda found: found.hit.cluster),
        Field("path", lambda found: path_shape(found.hit.path)),
        Field(
            "snippet",
            lambda found: {"text": found.hit.snippet.text, "spans": found.hit.snippet.spans},
            marked=True,
        ),
        Field(
            "explain",
            lambda found: [
                {"what": reason.what, "score": round(reason.score, 6)} for reason in found.hit.reasons
            ],
        ),
        Field("body", lambda found: found.stored.record.body),
        Field("body_spans", lambda found: merged(found.marks.body), marked=True),
        Field("passages", _passages, marked=True),
        Field("language", lambda found: found.stored.language),
        Field("reply_to", _of_comment("reply_to")),
        Field("reply_to_name", _of_comment("reply_to_name")),
        Field("depth", _of_comment("depth")),
        Field("registered", _of_comment("registered")),
        Field("deleted", _of_comment("deleted")),
        Field("gone", _of_comment("gone")),
        Field("quotes", lambda found: _of_comment("quotes")(found) or ()),
        Field(
            "comment_system",
            lambda found: (
                found.stored.record.comment_system if isinstance(found.stored.record, Article) else None
            ),
        ),
        Field("first_seen", lambda found: time_shape(found.stored.record.first_seen)),
        Field("last_seen", lambda found: time_shape(found.stored.record.last_seen)),
        Field("format", lambda found: found.stored.scrape.format),
        Field("dialect", lambda found: found.stored.scrape.dialect),
        Field("place", lambda found: found.stored.scrape.place),
    )
}

EVERYDAY: Final = tuple(FIELDS)[: tuple(FIELDS).index("snippet") + 1]
"""What is told of a hit unless other fields are chosen."""


def chosen(text: str, allowed: Iterable[str] = FIELDS) -> tuple[str, ...]:
    """The fields that a text such as "id,title" names, in its order, each once.

    Raises:
        RequestError: it names something else, or nothing.
    """
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    known = tuple(allowed)
    for name in names:
        if name not in known:
            raise RequestError(f"there is no field '{name}': the fields are {', '.join(known)}")
    if not names:
        raise RequestError(f"which fields? There are {', '.join(known)}")
    return names


def marked(names: Iterable[str]) -> bool:
    """Whether any of these fields tells what satisfied the query."""
    return any(FIELDS[name].marked for name in names if name in FIELDS)


def values(found: Found, names: Iterable[str]) -> dict[str, Any]:
    """The fields of a hit, in the order of their names."""
    return {name: FIELDS[name].value(found) for name in names}


def sheet(answers: Iterable[Answer], names: tuple[str, ...], head: dict[str, Any] | None = None) -> Sheet:
    """Hits as rows.

    Args:
        answers: one, or those of many queries, which are then told in columns of their own.
        names: the fields that were chosen.
        head: what is said of many queries' hits; of one's, its page says it.
    """
    if head is None:
        (answer,) = answers
        return Sheet(page_shape(answer.page), "hits", names, (values(found, names) for found in answer.found))
    return Sheet(head, "hits", ("query_id", "query", *names), _rows(answers, names))


def _rows(answers: Iterable[Answer], names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for answer in answers:
        for found in answer.found:
            yield {"query_id": answer.id, "query": answer.name, **values(found, names)}
