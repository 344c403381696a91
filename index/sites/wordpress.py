"""WordPress since its themes are HTML5.

<li id="comment-10" class="comment byuser comment-author-ann odd depth-1">
  <article class="comment-body">
    <div class="comment-author vcard"><b class="fn">Ann</b> <span class="says">says:</span></div>
    <div class="comment-metadata"><time datetime="2004-05-17T13:38:11+00:00">May 17, 2004</time></div>
    <div class="comment-content"><p>..</p></div>
    <div class="reply">..</div>
  </article>
  <ol class="children"> .. answers .. </ol>
</li>

A pingback has "pingback" in place of "comment".
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

ITEM = '.comment[class*="depth-"]'
"""WordPress writes these classes itself, whatever the theme."""
ID = (at(attribute="id", pattern=r"(comment-\d+)"), at("[id*='comment-']", "id", r"(comment-\d+)"))
DEPTH = (at(attribute="class", pattern=r"\bdepth-(\d+)"),)
REGISTERED = (at(".byuser"),)
GUEST = (at(".even:not(.byuser), .odd:not(.byuser)"),)
NOISE = (
    ".comment-author, .comment-meta, .commentmetadata, .comment-metadata, .comment-head, .comment-header, "
    ".comment-date, .comment-time, .comment-info, .reply, .comment-reply, .comment-reply-link, "
    ".comment-edit-link, .edit-link, .comment-awaiting-moderation, .comment-actions, .comment-footer, .says, "
    ".fn, .avatar, .sharedaddy, .comment-likes, .comment_likes, .cld-like-dislike-wrap, .comment-rating, form"
)
LEFT_OUT = (
    "#comments, #respond, .comments-area, .commentlist, .comment-list, .comment-respond, .comments-title, "
    "#comments-title"
)
AUTHOR = (
    at(".comment-author .fn"),
    at(".fn"),
    at("cite"),
    at(".comment-author-name, .comment-author-link"),
    at(".comment-author strong, .comment-author b"),
    at(".comment-author"),
    at(".author"),
)
POSTED = (
    at("time[datetime]", "datetime"),
    at(".date[datetime], .comment-date[datetime]", "datetime"),
    at(".comment-metadata a[href*='#comment-'], .comment-meta a[href*='#comment-']"),
    at(".commentmetadata a[href*='#comment-'], .comment-author a[href*='#comment-']"),
    at(".comment-date, .comment-time, .commentdate, .date"),
    at(".comment-metadata, .comment-meta, .commentmetadata"),
)

ARTICLE = ArticleParts(
    author=(at(".entry-meta .author .fn, .entry-meta .author, .byline .author, .entry-author .fn"),),
    posted=(
        at("time.entry-date, .entry-meta time, .entry-date time, time.published", "datetime"),
        at(".entry-meta .entry-date, .post .entry-date"),
    ),
)

WORDPRESS = SiteProfile(
    name="wordpress",
    first=frozenset(("comment-#", "li-", "div-")),
    marks=(ITEM, ".comment-content, .comment-text", "time[datetime]"),
    article=ARTICLE,
    comments=PostParts(
        item=ITEM,
        id=ID,
        author=AUTHOR,
        posted=POSTED,
        registered=REGISTERED,
        guest=GUEST,
        depth=DEPTH,
        depth_start=1,
        body=(".comment-content", ".comment-text", ".comment-body", ""),
        noise=NOISE,
    ),
    left_out=LEFT_OUT,
)
