"""WordPress with a block theme.

<ol class="wp-block-comment-template">
  <li id="comment-2" class="comment even depth-1">
    <div class="wp-block-comment-author-name"><a>Ann</a></div>
    <div class="wp-block-comment-date"><time datetime="2022-05-01T10:00:00+00:00">..</time></div>
    <div class="wp-block-comment-content"><p>..</p></div>
    <ol><li id="comment-3" class="comment odd depth-2"> .. answers .. </li></ol>
  </li>
</ol>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at
from index.sites.wordpress import DEPTH, GUEST, REGISTERED

WORDPRESS_BLOCKS = SiteProfile(
    name="wordpress-blocks",
    first=frozenset(("comment-#",)),
    marks=(".wp-block-comment-template .wp-block-comment-content",),
    comments=PostParts(
        item=".wp-block-comment-template li.comment",
        id=(at(attribute="id"),),
        author=(at(".wp-block-comment-author-name"),),
        posted=(at(".wp-block-comment-date time", "datetime"), at(".wp-block-comment-date")),
        registered=REGISTERED,
        guest=GUEST,
        depth=DEPTH,
        depth_start=1,
        body=(".wp-block-comment-content",),
        noise=".comment-awaiting-moderation",
    ),
    left_out=".wp-block-comments, .wp-block-comments-query-loop, .wp-block-comment-template, #respond",
)
