"""The layouts of records that JSON and tables come in, one module a layout.

Which one a record has is told by its fields, in the order of LAYOUTS. A record of none of them is read by
the names of its fields (`index.layouts.generic`), or by what a dateline.toml says of them.
"""

from __future__ import annotations

from typing import Any, Final

from index.layouts.commento import COMMENTO
from index.layouts.dateline import DATELINE
from index.layouts.discourse import DISCOURSE
from index.layouts.disqus import DISQUS
from index.layouts.fundus import FUNDUS
from index.layouts.ghost import GHOST
from index.layouts.guardian import GUARDIAN
from index.layouts.hackernews import HACKERNEWS
from index.layouts.hackernews_hits import HACKERNEWS_HITS
from index.layouts.hackernews_item import HACKERNEWS_ITEM
from index.layouts.hits import HITS
from index.layouts.isso import ISSO
from index.layouts.layout import Layout
from index.layouts.mastodon import MASTODON
from index.layouts.newspaper import NEWSPAPER
from index.layouts.newsplease import NEWSPLEASE
from index.layouts.nyt import NYT
from index.layouts.reddit import REDDIT
from index.layouts.reddit_page import REDDIT_PAGE
from index.layouts.remark42 import REMARK42
from index.layouts.trafilatura import TRAFILATURA
from index.layouts.wordpress import WORDPRESS
from index.layouts.wordpress_comments import WORDPRESS_COMMENTS
from index.layouts.youtube import YOUTUBE
from index.layouts.ytdlp import YTDLP

LAYOUTS: Final[tuple[Layout, ...]] = (
    DATELINE,
    HITS,
    TRAFILATURA,
    NEWSPLEASE,
    NEWSPAPER,
    FUNDUS,
    HACKERNEWS_ITEM,
    HACKERNEWS_HITS,
    HACKERNEWS,
    REDDIT,
    REDDIT_PAGE,
    DISCOURSE,
    DISQUS,
    WORDPRESS,
    WORDPRESS_COMMENTS,
    GHOST,
    GUARDIAN,
    NYT,
    REMARK42,
    ISSO,
    COMMENTO,
    MASTODON,
    YOUTUBE,
    YTDLP,
)


def recognise(value: dict[str, Any]) -> Layout | None:
    """The first layout that a record has."""
    return next((layout for layout in LAYOUTS if layout.recognise(value)), None)
