"""Reddit as it was until 2018 and still is at old.reddit.com.

<div class="thing comment" id="thing_t1_abc" data-fullname="t1_abc" data-author="ann">
  <div class="entry"><p class="tagline"><a class="author">ann</a>
      <time datetime="2016-11-01T11:33:00+00:00">5 years ago</time></p>
    <form class="usertext"><div class="usertext-body"><div class="md"><p>..</p></div></div></form></div>
  <div class="child"> .. answers .. </div>
</div>
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

REDDIT = SiteProfile(
    name="reddit",
    first=frozenset(("thing_", "siteTable_")),
    marks=(".thing.comment .entry",),
    article=ArticleParts(
        title=(at(".thing.link a.title"),),
        author=(at(".thing.link", "data-author"), at(".thing.link .author")),
        posted=(at(".thing.link time", "datetime"), at(".thing.link", "data-timestamp")),
        body=(".thing.link .usertext-body .md",),
    ),
    comments=PostParts(
        item=".thing.comment",
        id=(at(attribute="data-fullname"), at(attribute="id", pattern="(t1_.+)$")),
        author=(at(attribute="data-author"), at(".author")),
        posted=(at("time", "datetime"), at("time", "title")),
        registered=(at(".author"),),
        body=(".usertext-body .md",),
        noise=".flat-list, .expand, .reportform",
        deleted=(at(".deleted", "class"), at(".tagline em", pattern=r"^\[(deleted|removed)\]$")),
        placeholder=re.compile(r"\[(?:deleted|removed|unavailable)\]"),
    ),
    left_out=".commentarea, .side, .footer-parent, #header, .tagline, .flat-list",
)
