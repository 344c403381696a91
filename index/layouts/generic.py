"""Records of no known layout, by the names that people give to fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from index.fields import CommentFields, Fields, Paths
from index.layouts import mapped, values
from index.layouts.layout import Entry, Record
from index.model import Article

NAME: Final = "record"
"""Of these in place of a layout's."""

TITLE: Final = ("title headline heading hed articletitle newstitle posttitle subject storytitle").split()
BODY: Final = (
    "body text content article fulltext maintext articlebody articletext articlecontent bodytext plaintext "
    "contenttext textcontent story bodyhtml contenthtml articlehtml postcontent posttext message "
    "commenttext commentbody comment selftext rawtext pagecontent html rawhtml pagehtml"
).split()
SCANT: Final = "leadparagraph lead summary abstract description excerpt snippet teaser standfirst".split()
"""What stands in for a text where there is none."""
AUTHOR: Final = (
    "author authors byline by bylines creator creators writer writers journalist journalists authorname "
    "authornames dccreator username user commenter nickname displayname poster"
).split()
PUBLISHED: Final = (
    "published publishedat datepublished publishdate publisheddate pubdate publicationdate publishingdate "
    "datepublish publishedon publishedtime firstpublished firstpublishedat publishtime postedat dateposted "
    "posted postdate date datetime createdat created createdutc datecreated creationdate timestamp time "
    "posttime commentdate"
).split()
URL: Final = (
    "canonicalurl canonicallink url link permalink articleurl pageurl weburl posturl storyurl sourceurl "
    "originalurl finalurl requestedurl responseurl href uri loc guid mainentityofpage"
).split()
SOURCE: Final = (
    "source sourcename publisher publication outlet newspaper newssource site sitename website provider "
    "sourcedomain domain hostname host feed feedtitle journal newsgroup"
).split()
LANGUAGE: Final = "language lang inlanguage metalang languagecode".split()
COMMENTS: Final = (
    "comments replies responses discussion commentlist usercomments readercomments answers children "
    "comment posts"
).split()
THREAD: Final = (
    "thread threadid articleid storyid topicid conversationid articleurl discussionid linkid".split()
)
KIND: Final = "kind type recordtype posttype".split()
COMMENT_ID: Final = "id commentid cid postid uid uuid guid objectid hash permalink".split()
PARENT: Final = (
    "parent parentid parentcommentid inreplyto inreplytoid replyto replytoid replyingto parentcomment pid"
).split()
PARENT_NAME: Final = "inreplytoname replytoname replytoauthor replytouser parentauthor inreplytouser".split()
COMMENT_AUTHOR: Final = (
    "author authorname user username userdisplayname displayname name nickname nick by commenter poster "
    "screenname creator"
).split()
COMMENT_BODY: Final = (
    "body text content comment message commenttext commentbody commenthtml rawmessage html value markdown"
).split()
DELETED: Final = "deleted isdeleted removed isremoved deletedat".split()

COMMENT: Final = frozenset({"comment", "reply", "answer", "response"})
"""What the kind of a post says that answers."""

MOST_KEYS: Final = 2_000
"""Fields of a record whose names are looked at."""


def read(record: Record) -> Iterator[Article | Entry | None]:
    """What a record holds by the names of its fields."""
    yield from mapped.read(record, chosen(record.value))


def sensible(value: dict[str, Any]) -> bool:
    """Whether a record has a text by the names of its fields."""
    return bool(chosen(value).body)


def names_text(value: dict[str, Any]) -> bool:
    """Whether a record has a field for a title or a text, whatever is in it."""
    return not _keys(value).keys().isdisjoint((*TITLE, *BODY, *SCANT))


def chosen(value: dict[str, Any]) -> Fields:
    """The fields of a record by their names; where the record only wraps another, those of that."""
    fields = _chosen(value, "")
    if fields.body or fields.title:
        return fields
    for key, inner in list(value.items())[:MOST_KEYS]:
        if isinstance(inner, dict) and "." not in key:
            within = _chosen(inner, f"{key}.")
            if within.title or within.body:
                return _both(within, fields)
    return fields


def _both(inner: Fields, outer: Fields) -> Fields:
    """The fields of a record, and those of what wraps it where it has none."""
    return Fields(
        title=inner.title,
        body=inner.body,
        author=inner.author or outer.author,
        published=inner.published or outer.published,
        url=inner.url or outer.url,
        source=inner.source or outer.source,
        language=inner.language or outer.language,
        comments=inner.comments or outer.comments,
        comment=inner.comment if inner.comments else outer.comment,
    )


def _chosen(value: dict[str, Any], prefix: str) -> Fields:
    keys = tuple(islice(value, MOST_KEYS))
    usual = sum(map(len, keys)) <= MOST_REMEMBERED
    named = _remembered(keys) if usual else _named(keys)

    def some(keys: Paths) -> Paths:
        return tuple(prefix + key for key in keys) if prefix else keys

    def texts(keys: Paths) -> Paths:
        return tuple(
            prefix + key
            for key in keys
            if isinstance(value[key], str | list | dict) and values.text_in(value[key])
        )

    comments = next((key for key in named.comments if _are_comments(value[key])), None)
    title = texts(named.title)
    body = texts(tuple(key for key in named.body if key != comments) if comments else named.body)
    if body and not title:
        title = texts(named.name)
    kind = next((key for key in named.kind if _is_kind(value[key])), None)
    answers = bool(named.parent or named.comment) and not title
    return Fields(
        title=title,
        body=body,
        author=some(named.author),
        published=some(named.published),
        url=some(named.url),
        source=some(named.source),
        language=some(named.language),
        comments=(prefix + comments,) if comments else (),
        comment=comment_fields(value[comments]) if comments else NO_COMMENTS,
        thread=named.thread if not prefix and (kind or (answers and body)) and not comments else (),
        id=some(named.id),
        parent=some(named.parent),
        kind=(kind,) if kind else (),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """The keys of a record that may hold each part of an article by their names."""

    title: Paths
    name: Paths
    body: Paths
    author: Paths
    published: Paths
    url: Paths
    source: Paths
    language: Paths
    comments: Paths
    comment: Paths
    thread: Paths
    id: Paths
    parent: Paths
    kind: Paths


def _named(record: tuple[str, ...]) -> _Named:
    """These for the keys of a record."""
    keys = _keys(dict.fromkeys(record))

    def some(names: Iterable[str]) -> Paths:
        return tuple(keys[name] for name in names if name in keys)

    return _Named(
        title=some(TITLE),
        name=some(("name",)),
        body=some((*BODY, *SCANT)),
        author=some(AUTHOR),
        published=some(PUBLISHED),
        url=some(URL),
        source=some(SOURCE),
        language=some(LANGUAGE),
        comments=some(COMMENTS),
        comment=some(("commentid",)),
        thread=some(THREAD),
        id=some(COMMENT_ID),
        parent=some(PARENT),
        kind=some(KIND),
    )


_remembered: Final = lru_cache(maxsize=256)(_named)
"""The same: the records of a file have few sets of keys."""

MOST_REMEMBERED: Final = 2_000
"""Characters of the keys of a record for which that is so."""

NO_COMMENTS: Final = CommentFields()


def _keys(value: dict[str, Any]) -> dict[str, str]:
    """The keys of an object by their names without case, spaces and the like."""
    keys: dict[str, str] = {}
    for key, _ in zip(value, range(MOST_KEYS), strict=False):
        if len(key) < 60:
            keys.setdefault(key.translate(BETWEEN).lower(), key)
    return keys


BETWEEN: Final = str.maketrans("", "", "_- :.")


def _are_comments(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    first = value[0]
    if isinstance(first, str):
        return True
    return isinstance(first, dict) and bool(comment_fields(value).body)


def _is_kind(value: Any) -> bool:
    return isinstance(value, str) and value.lower() in mapped.STARTING | COMMENT


def comment_fields(found: list[Any]) -> CommentFields:
    """The fields of comments, by the names that the first of them use."""
    keys: dict[str, str] = {}
    for comment in found[:20]:
        if isinstance(comment, dict):
            keys = _keys(comment) | keys

    def some(names: Iterable[str]) -> Paths:
        return tuple(keys[name] for name in names if name in keys)

    return CommentFields(
        id=some(COMMENT_ID),
        parent=some(PARENT),
        parent_name=some(PARENT_NAME),
        author=some(COMMENT_AUTHOR),
        date=some(PUBLISHED),
        body=some(COMMENT_BODY),
        replies=tuple(keys.get(name, name) for name in COMMENTS if name != "comment"),
        deleted=some(DELETED),
    )
