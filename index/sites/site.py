"""What is known of the pages of one maker: selectors and small patterns, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

NOTE: Final = "<!--"
"""In place of a selector: the comments of HTML itself, each a text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands; a post is an item of the page, such as a comment."""

    css: str = ""
    """The first such element in the post; the post itself where empty."""
    attribute: str = ""
    """Which of its attributes; its text where empty."""
    pattern: re.Pattern[str] | None = None
    """What is looked for in that, whose first group is the value; all of it without one."""
    before: bool = False
    """Whether the element is the one right before the post."""


Places: TypeAlias = tuple[Place, ...]
"""Places of which the first that holds something gives the value."""


def at(css: str = "", attribute: str = "", pattern: str = "", *, before: bool = False) -> Place:
    """A place, its pattern as a text."""
    return Place(css, attribute, re.compile(pattern) if pattern else None, before)


@dataclass(frozen=True, slots=True)
class PostParts:
    """Where the parts of a post are: of a comment, or of what starts a thread. All but `item` is optional."""

    item: str
    """Selects the posts of a page. A post that lies in another answers it."""
    id: Places = (Place("", "id"),)
    author: Places = ()
    posted: Places = ()
    """Attributes before text: they are exact, and name the zone. Only digits are seconds since 1970."""
    written: str = ""
    """How a date of numbers alone is written, as strptime has it, where the maker is known to do so."""
    registered: Places = ()
    """What only a post has whose author the site knows."""
    guest: Places = ()
    """What only a post has whose author it does not know; looked for first."""
    parent: Places = ()
    """The id of the post it answers, in the form that `id` gives."""
    parent_name: Places = ()
    """The name of the author it answers."""
    depth: Places = ()
    """How deep it is, where the page tells that by a number."""
    depth_start: int = 0
    """That number for a comment on the article."""
    depth_step: int = 1
    """What each answer adds to it."""
    indent: str = ""
    """Elements that wrap answers: so many around a post, so deep is it."""
    joined: str = ""
    """Elements right after a post that are part of it."""
    body: tuple[str, ...] = ()
    """Selectors of which the first that finds something holds the text; "" is the post itself."""
    noise: str = ""
    """Elements in a post that are no text of it."""
    quote: str = ""
    """Elements whose text is somebody else's, beside <blockquote>."""
    end: re.Pattern[str] | None = None
    """What in the text begins that which is not of it, such as a signature."""
    deleted: Places = ()
    """What only a post has that was taken away."""
    placeholder: re.Pattern[str] | None = None
    """The whole text of a post that was taken away, or its author's name."""
    number: Places = ()
    """Its place in a thread that may go over many pages; the first is 1."""


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """Where the parts of an article are, within the page; by the page's metadata and text where not said."""

    title: Places = ()
    author: Places = ()
    posted: Places = ()
    body: tuple[str, ...] = ()
    """Selectors of which the first that finds something holds the text and nothing else."""
    between: tuple[str, str] | None = None
    """How the comments of HTML begin between which the text stands."""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """How the pages of one maker are laid out."""

    name: str
    first: frozenset[str]
    """Of these a page has at least one, which is cheap to tell: the letters with which an id of it begins,
    with a "-" or "_" after them and "#" for a digit after that ("comment-#" of comment-12, "p#" of p12,
    "comment-" of comment-form); "@Comment" for a type of schema.org; "" where it has no ids."""
    marks: tuple[str, ...] = ()
    """Selectors of which each finds something on such a page, and not all on any other."""
    article: ArticleParts = ArticleParts()
    comments: PostParts | None = None
    starts_thread: bool = False
    """Whether the first post is the article, as in a forum."""
    later_page: str = ""
    """What only a page has that goes on with a thread, whose first post is not the article."""
    left_out: str = ""
    """Elements that are not the article: what is around comments, forms, links."""
