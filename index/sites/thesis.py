"""Thesis and other WordPress themes that list comments in a <dl>: the head in a <dt>, the text in a <dd>.

<dl id="comment_list">
  <dt class="comment even depth-1" id="comment-9">
    <span class="comment_author">Ann</span> <span class="comment_time">May 17, 2004 at 1:38 pm</span>
  </dt>
  <dd class="comment even depth-1"><div class="format_text"><p>..</p></div> <dl class="children">..</dl></dd>
</dl>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at
from index.sites.wordpress import DEPTH, GUEST, REGISTERED

THESIS = SiteProfile(
    name="thesis",
    first=frozenset(("comment-#",)),
    marks=("dl dt.comment .comment_author", "dl dd"),
    comments=PostParts(
        item="dl dt.comment",
        id=(at(attribute="id"),),
        author=(at(".comment_author"),),
        posted=(at(".comment_time abbr[title]", "title"), at(".comment_time a"), at(".comment_time")),
        registered=REGISTERED,
        guest=GUEST,
        depth=DEPTH,
        depth_start=1,
        joined="dd",
        body=(".format_text", "dd"),
        noise=".comment_num, .comment_time, .reply, .edit_comment, .comment_edit, .avatar",
    ),
    left_out="#comments, #comment_list, #respond, #commentform, .comments_intro, .comments_closed",
)
