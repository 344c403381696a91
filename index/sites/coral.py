"""Coral, where its comments were saved as a browser shows them.

<article id="comment-1a2b" class="coral coral-comment coral-indent-1" data-depth="1">
  <span class="coral-comment-username">Ann</span>
  <time class="coral-comment-timestamp" datetime="2021-03-12T13:01:00.000Z">..</time>
  <div class="coral-content"><p>..</p></div>
</article>
"""

from __future__ import annotations

import re

from index.sites.site import PostParts, SiteProfile, at

CORAL = SiteProfile(
    name="coral",
    first=frozenset(("comment-", "comment-#", "coral-", "coral", "coral_")),
    marks=(".coral-comment .coral-content, .coral-comment .coral-comment-content",),
    comments=PostParts(
        item=".coral-comment[id], .coral-comment[data-comment-id]",
        id=(
            at(attribute="id", pattern="^comment-(.+)$"),
            at(attribute="data-comment-id"),
            at(attribute="id"),
        ),
        author=(at(".coral-comment-username, .coral-username"),),
        posted=(
            at(".coral-comment-timestamp, .coral-timestamp", "datetime"),
            at("time[datetime]", "datetime"),
        ),
        registered=(at(".coral-comment-username, .coral-username"),),
        parent_name=(at(".coral-comment-inReplyTo-username, .coral-inReplyTo-username"),),
        depth=(at(attribute="data-depth"), at("[class*='coral-indent-']", "class", r"coral-indent-(\d+)")),
        body=(".coral-comment-content", ".coral-content"),
        noise=".coral-comment-actions, .coral-comment-inReplyTo, .coral-tombstone",
        deleted=(at(".coral-tombstone"),),
        placeholder=re.compile(
            r"This comment (?:is no longer available|has been (?:deleted|removed|rejected))[^\n]{0,200}"
        ),
    ),
    left_out="#coral_thread, #coral-container, .coral-stream, #coral",
)
