"""Blogger with threaded comments, whose links tell the millisecond.

<div class="comment-thread"><ol>
  <li class="comment" id="c123">
    <div class="comment-block">
      <cite class="user"><a href="https://www.blogger.com/profile/1">Ann</a></cite>
      <span class="datetime"><a href="..?showComment=1331553660000#c123">12 March 2012 at 13:01</a></span>
      <p class="comment-content">..</p>
    </div>
    <div class="comment-replies"> .. answers .. </div>
  </li>
</ol></div>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

MOMENT = r"showComment=(\d{12,13})\b"

ARTICLE = ArticleParts(
    author=(at(".post-author .fn"),),
    posted=(at("abbr.published", "title"), at("time.published", "datetime")),
)

BLOGGER = SiteProfile(
    name="blogger",
    first=frozenset(("c#",)),
    marks=(".comment-thread li.comment .comment-block",),
    article=ARTICLE,
    comments=PostParts(
        item=".comment-thread li.comment",
        id=(at(attribute="id"),),
        author=(at("cite.user"), at("cite")),
        posted=(at(".datetime a", "href", MOMENT), at(".datetime")),
        guest=(at("cite:not(:has(> a))"),),
        registered=(at('cite a[href*="blogger.com/profile/"]'),),
        body=(".comment-content",),
        noise=".comment-actions, .deleted-comment",
        deleted=(at(".deleted-comment"),),
    ),
    left_out="#comments, .comments, #comment-form",
)
