"""Disqus, where a page holds its comments itself, as its plugin for WordPress wrote them.

<ul id="dsq-comments">
  <li class="comment even depth-1" id="dsq-comment-123">
    <div class="dsq-comment-header"><cite id="dsq-cite-123"><span>Ann</span></cite></div>
    <div id="dsq-comment-body-123" class="dsq-comment-body">
      <div id="dsq-comment-message-123" class="dsq-comment-message"><p>..</p></div></div>
    <ul class="children"> .. answers .. </ul>
  </li>
</ul>
"""

from __future__ import annotations

import re

from index.sites.site import PostParts, SiteProfile, at

DISQUS = SiteProfile(
    name="disqus",
    first=frozenset(("dsq-",)),
    marks=('[id^="dsq-comment-"] .dsq-comment-message, [id^="dsq-comment-"] .dsq-comment-body',),
    comments=PostParts(
        item='li[id^="dsq-comment-"]:not(.pingback):not(.trackback)',
        id=(at(attribute="id", pattern=r"dsq-comment-(\d+)"),),
        author=(at("[id^=dsq-author-user-]"), at("cite")),
        posted=(
            at("time[datetime]", "datetime"),
            at(".dsq-comment-header [title]", "title"),
            at(".dsq-comment-meta, .dsq-header-time"),
        ),
        depth=(at(attribute="class", pattern=r"\bdepth-(\d+)"),),
        depth_start=1,
        body=(".dsq-comment-message", ".dsq-comment-body"),
        noise=".dsq-comment-footer, .dsq-comment-buttons",
        placeholder=re.compile(r"(?:This )?[Cc]omment (?:was )?(?:deleted|removed)[^\n]{0,60}"),
    ),
    left_out="#disqus_thread, #dsq-content, #dsq-comments",
)
