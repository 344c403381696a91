"""Records read by what their fields are said to hold."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from index.fields import Fields, Paths, find
from index.layouts import tree, values
from index.layouts.layout import Entry, Layout, Record
from index.layouts.markup import guessed, is_page
from index.model import Article
from index.posts import Post

STARTING: Final = frozenset({"article", "story", "submission", "topic", "post", "question", "news"})
"""What the field `kind` says of a post that starts a thread."""


def by_fields(name: str, about: str, recognise: Callable[[dict[str, Any]], bool], fields: Fields) -> Layout:
    """A layout that is nothing but names of fields, of which the first that is there holds the part."""
    return Layout(name, about, recognise, lambda record: read(record, fields))


def read(record: Record, fields: Fields, *, joined: bool = False) -> Iterator[Article | Entry | None]:
    """What a record holds; `joined` if its text is in all the fields that are named, not in one of them."""
    if fields.thread and record.id(*fields.thread):
        yield _entry(record, fields, joined)
        return
    raw = next((text for path in fields.body if (text := _markup(find(record.value, path)))), None)
    page = _page(record, raw, fields) if raw is not None else None
    if page is not None:
        yield page
        return
    article = record.article(
        title=_title(record, fields),
        body=_body(record, fields.body, joined)[0],
        url=record.url(*fields.url),
        authors=_authors(record, fields, joined),
        published=record.published(*fields.published),
        source=record.source(*fields.source),
        language=values.language_in(record.first(*fields.language)),
        thread=_comments(record, fields, joined),
        own=record.id(*fields.id),
    )
    if record.scrape.trace is not None:
        _explain(record, fields, joined)
    yield article


def _explain(record: Record, fields: Fields, joined: bool) -> None:
    """Tell the trace which of the record's fields gave which of the article's."""
    for name, paths in (
        ("title", fields.title),
        ("body", fields.body),
        ("authors", fields.author),
        ("published", fields.published),
        ("url", fields.url),
        ("source", fields.source),
        ("language", fields.language),
        ("comments", fields.comments),
    ):
        used = [path for path in paths if record.first(path) is not None]
        if used and (name != "source" or record.scrape.source.name is None):
            record.scrape.gave(name, f"{record.layout}: {', '.join(used if joined else used[:1])}")


def _title(record: Record, fields: Fields) -> str:
    return guessed(record.line(*fields.title))[0]


def _authors(record: Record, fields: Fields, joined: bool) -> tuple[str, ...]:
    if not joined:
        return record.names(*fields.author)
    return tuple(dict.fromkeys(name for path in fields.author for name in record.names(path)))


def _body(record: Record, paths: Paths, joined: bool) -> tuple[str, tuple[tuple[int, int], ...]]:
    if not joined or len(paths) == 1:
        return guessed(values.text_in(record.first(*paths)))
    pieces: list[str] = []
    quotes: list[tuple[int, int]] = []
    length = 0
    for path in paths:
        text, spans = guessed(values.text_in(record.first(path)))
        if text:
            quotes += ((length + start, length + end) for start, end in spans)
            pieces.append(text)
            length += len(text) + 2
    return "\n\n".join(pieces), tuple(quotes)


def _markup(value: Any) -> str | None:
    return value if isinstance(value, str) and is_page(value) else None


def _page(record: Record, raw: str, fields: Fields) -> Article | None:
    """The article of a whole page that a record holds; what the page does not say, the record does."""
    # Not above: `index.formats` as a whole needs the layouts.
    from index.formats.html import HTML

    scrape = replace(record.scrape, url=record.url(*fields.url), charset="utf-8")
    # A page may declare another encoding than that of the text it has become.
    data = b"\xef\xbb\xbf" + raw.lstrip("\ufeff").encode("utf-8", "replace")
    article = next(iter(HTML.read(scrape, io.BytesIO(data))), None)
    if not isinstance(article, Article):
        return None
    return replace(
        article,
        authors=article.authors or record.names(*fields.author),
        published=article.published or record.published(*fields.published),
        source=article.source if article.source.name is not None else record.source(*fields.source),
    )


def _comments(record: Record, fields: Fields, joined: bool) -> list[Post]:
    found = record.first(*fields.comments) if fields.comments else None
    if isinstance(found, str):
        return [Post("", None, None, None, guessed(found)[0])]
    if not isinstance(found, list):
        return []
    of = fields.comment

    def post(comment: Record) -> Post | None:
        body, quotes = _body(comment, of.body, joined)
        made = Post(
            id=comment.id(*of.id),
            parent=comment.id(*of.parent) or None,
            author=comment.name(*of.author),
            posted=comment.posted(*of.date),
            body=body,
            quotes=quotes,
            deleted=comment.flag(*of.deleted) if of.deleted else False,
            parent_name=comment.name(*of.parent_name) if of.parent_name else None,
        )
        return made if made.id or made.author or made.body or made.posted else None

    quiet = replace(record, scrape=replace(record.scrape, trace=None))
    if of.body and not any(isinstance(each, dict) for each in found):
        texts = filter(None, map(values.text_in, found))
        return [Post("", None, None, None, guessed(text)[0]) for text in texts]
    return tree.posts_of(
        quiet.within(found), post, lambda comment: comment.items(*of.replies) if of.replies else []
    )


def _entry(record: Record, fields: Fields, joined: bool) -> Entry | None:
    """A record that is one post of a thread."""
    thread, own = record.id(*fields.thread), record.id(*fields.id)
    kind = record.line(*fields.kind).lower() if fields.kind else ""
    starts = kind in STARTING if kind else bool(own) and own == thread
    body, quotes = _body(record, fields.body, joined)
    title = _title(record, fields)
    authors = _authors(record, fields, joined)
    if not (title or body or authors):
        return None
    own_url = record.url(*fields.url) if starts or joined else None
    return Entry(
        id=own,
        parent=record.id(*fields.parent) or None,
        author="; ".join(authors) or None,
        posted=(record.published if starts else record.posted)(*fields.published),
        body=body,
        quotes=quotes,
        title=title,
        url=own_url or values.url_in(thread),
        thread=thread,
        starts=starts,
        source=record.source(*fields.source),
        language=values.language_in(record.first(*fields.language)),
        place=record.scrape.place,
    )
