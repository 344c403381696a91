"""Comments that Staticman keeps beside a Jekyll site, as the theme Minimal Mistakes and its like show them.

<article id="comment-1-2" class="js-comment comment child">
  <div class="comment__content-wrapper">
    <h3 class="comment__author">Ann</h3>
    <p class="comment__date"><a><time datetime="2016-08-19T18:13:54+00:00">..</time></a></p>
    <p>..</p>
  </div>
</article>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

STATICMAN = SiteProfile(
    name="staticman",
    first=frozenset(("comment#", "comment-#")),
    marks=(".js-comment.comment .comment__author", ".comment__date"),
    comments=PostParts(
        item=".js-comment.comment",
        author=(at('.comment__author [itemprop="name"]'), at(".comment__author")),
        posted=(at(".comment__date time", "datetime"), at(".comment__date")),
        parent=(at(attribute="id", pattern=r"^(comment-?\d+(?:-\d+)*)-\d+$"),),
        indent=".comment__replies",
        body=('[itemprop="text"]', ".comment__text", ".comment__content-wrapper", ".comment__body", ""),
        noise=".comment__author, .comment__date, .comment__reply, .comment__avatar-wrapper, .comment__avatar",
    ),
    left_out="#comments, .page__comments, #static-comments, #comment-form, form",
)
