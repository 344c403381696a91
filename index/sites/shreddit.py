"""Reddit since 2023, made of elements of its own.

<shreddit-post author="bob" created-timestamp="2024-01-05T10:00:00.000000+0000">..</shreddit-post>
<shreddit-comment author="ann" depth="1" thingid="t1_b" parentid="t1_a" created="2024-01-05T11:00:00+0000">
  <time datetime="2024-01-05T11:00:00.000Z">..</time>
  <div id="t1_b-post-rtjson-content"><p>..</p></div>
  .. answers ..
</shreddit-comment>
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

SHREDDIT = SiteProfile(
    name="shreddit",
    first=frozenset(("comment-",)),
    marks=("shreddit-comment[thingid]",),
    article=ArticleParts(
        title=(at("shreddit-post", "post-title"),),
        author=(at("shreddit-post", "author"),),
        posted=(at("shreddit-post", "created-timestamp"),),
        body=('shreddit-post [slot="text-body"] .md', 'shreddit-post [slot="text-body"]'),
    ),
    comments=PostParts(
        item="shreddit-comment[thingid]",
        id=(at(attribute="thingid"),),
        author=(at(attribute="author"),),
        posted=(at(attribute="created"), at("time[datetime]", "datetime")),
        registered=(at(attribute="author", pattern=r"^([^\[\]]+)$"),),
        parent=(at(attribute="parentid", pattern=r"^(t1_\w+)$"),),
        depth=(at(attribute="depth"),),
        body=(
            '[id$="-post-rtjson-content"], [id$="-comment-rtjson-content"]',
            '[slot="comment"] .md',
            '[slot="comment"]',
        ),
        noise='shreddit-comment-action-row, [slot="commentMeta"], [slot="commentAvatar"], [slot="actionRow"]',
        deleted=(at("shreddit-comment[is-comment-deleted]", "thingid"),),
        placeholder=re.compile(
            r"\[(?:deleted|removed)\]|Comment (?:deleted by user|removed by moderator)", re.IGNORECASE
        ),
    ),
    left_out="shreddit-comment-tree, shreddit-comments-page-tools, comment-body-header",
)
