"""JComments, an extension of Joomla.

<div class="comments-list"><div class="even" id="comment-item-12"><div class="rbox">
  <div class="comment-box">
    <a class="comment-anchor" href="#comment-12" id="comment-12">#2</a>
    <span class="comment-author">Ann</span> <span class="comment-date">2012-03-12 13:01</span>
    <div class="comment-body" id="comment-body-12">..</div>
  </div></div>
  <div class="comments-list" id="comments-list-12"> .. answers .. </div>
</div></div>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

JCOMMENTS = SiteProfile(
    name="jcomments",
    first=frozenset(("comment-", "jc")),
    marks=('[id^="comment-item-"] .comment-body', ".comment-anchor, .comment-box"),
    comments=PostParts(
        item='[id^="comment-item-"]',
        id=(at(attribute="id", pattern=r"comment-item-(\d+)"),),
        author=(at(".comment-author"), at(".author-homepage")),
        posted=(at(".comment-date"),),
        parent_name=(at(".comment-body .quote + *", pattern="^@(.+)"),),
        body=(".comment-body",),
        noise=".comment-body > .quote, .comments-buttons, .comments-vote",
    ),
    left_out="#jc, .jcomments-latest, #comments, #comments-form, .jcomments-links",
)
