"""Remark42, where its comments were saved as a browser shows them.

<article class="comment root__comment" id="remark42__comment-1a2b">
  <div class="comment__info"><button class="comment__username">Ann</button>
    <a class="comment__time" href="#remark42__comment-1a2b" title="..">12/03/2021 at 13:01</a>
    <a class="comment__link-to-parent" href="#remark42__comment-0f9e"></a></div>
  <div class="comment__body"><div class="comment__text raw-content"><p>..</p></div></div>
</article>
"""

from __future__ import annotations

import re

from index.sites.site import PostParts, SiteProfile, at

REMARK42 = SiteProfile(
    name="remark42",
    first=frozenset(("remark#",)),
    marks=('[id^="remark42__comment-"] .comment__text',),
    comments=PostParts(
        item='[id^="remark42__comment-"]',
        id=(at(attribute="id", pattern="comment-(.+)$"),),
        author=(at(".comment__username"), at(".comment__info button")),
        posted=(at(".comment__time[title]", "title"), at(".comment__time", pattern=r"^(.+)$")),
        parent=(at("a.comment__link-to-parent", "href", "comment-(.+)$"),),
        depth=(at(attribute="class", pattern=r"comment_level_(\d+)"),),
        body=(".comment__text",),
        noise=".comment__actions, .comment__votes",
        placeholder=re.compile(r"This comment was deleted\.?"),
    ),
    left_out="#remark42, .root__threads, .root__input, .comment-form",
)
