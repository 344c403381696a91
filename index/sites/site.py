"""What is known of the pages of one maker: selectors, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentParts:
    """Where the parts of a comment are. Selectors are CSS, within an item unless said otherwise."""

    item: str
    """One comment, within the page."""
    id_before: bool
    """Whether the comment's id is that of the element right before it, not its own."""
    head: str
    """The line that names author and time."""
    head_pattern: re.Pattern[str]
    """The whole of that line, with groups `name`, `unverified` and `date`."""
    portrait: str
    """An image whose alternative text names the author."""
    portrait_pattern: re.Pattern[str]
    """That text, with the group `name`."""
    body: str
    indent: str
    """An element that wraps answers: so many around an item, so deep is it."""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """How the pages of one maker are laid out."""

    name: str
    marks: tuple[str, ...]
    """Selectors of which each finds something on such a page, and not all on any other."""
    byline: str
    """The line that names author and time of the article, read like that of a comment."""
    body: tuple[str, ...]
    """Selectors of which the first that finds something holds the article."""
    left_out: tuple[str, ...]
    """Selectors of what is not the article."""
    comments: CommentParts
