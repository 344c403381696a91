"""Hits in a format, with the fields that were chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from search.output.format import Answer, OutputFormat, Style


def choose(form: OutputFormat, asked: str | None) -> tuple[str, ...]:
    """The fields that hits are told by in a format; none where it writes them in a way of its own.

    Raises:
        RequestError: there is no such field, or the format has no room for it.
    """
    if asked is None and form.hits is not None:
        return ()
    from search.output import fields

    if asked is None:
        return form.columns or fields.EVERYDAY
    require_rows(form, "--fields")
    return fields.chosen(asked)


def require_rows(form: OutputFormat, option: str) -> None:
    """Whether a format can write rows, which an option asks for.

    Raises:
        RequestError: it can't.
    """
    if form.rows is None:
        from search.errors import RequestError
        from search.output import FORMATS

        able = ", ".join(each.name for each in FORMATS.values() if each.rows)
        raise RequestError(f"{option} is not for {form.name}, which holds records: it is for {able}")


def marked(form: OutputFormat, names: tuple[str, ...]) -> bool:
    """Whether a format wants to know what satisfied the query; fields may not."""
    if not names:
        return form.marked
    from search.output import fields

    return fields.marked(names)


def write(
    form: OutputFormat,
    answers: Iterable[Answer],
    names: tuple[str, ...],
    stream: BinaryIO,
    style: Style,
    *,
    head: dict[str, Any] | None = None,
) -> None:
    """Write hits; `head` is what is said of those of many queries."""
    if not names and form.hits is not None:
        form.hits(answers, stream, style)
    elif form.rows is not None:
        from search.output import fields

        form.rows(fields.sheet(answers, names, head), stream, style)
