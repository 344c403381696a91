"""wpDiscuz, a WordPress plugin; before version 7 its classes began with "wc-".

<div id="wpd-comm-12_11" class="comment depth-2 wpd-comment wpd-reply">
  <div class="wpd-comment-wrap wpd-blog-guest">
    <div id="comment-12" class="wpd-comment-right">
      <div class="wpd-comment-author">Ann</div>
      <div class="wpd-comment-date" title="12/03/2021 13:01">3 years ago</div>
      <div class="wpd-comment-text"><p>..</p></div>
    </div>
  </div>
  .. answers ..
</div>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

WPDISCUZ = SiteProfile(
    name="wpdiscuz",
    first=frozenset(("wpd-", "wc-")),
    marks=(".wpd-comment .wpd-comment-text, .wc-comment .wc-comment-text",),
    comments=PostParts(
        item=".wpd-comment, .wc-comment",
        id=(at(attribute="id", pattern=r"comm-(\d+)_"),),
        author=(at(".wpd-comment-author, .wc-comment-author"),),
        posted=(
            at(".wpd-comment-date[title]", "title"),
            at(".wc-comment-date[title]", "title"),
            at(".wpd-comment-date, .wc-comment-date"),
        ),
        guest=(at(".wpd-blog-guest, .wc-blog-guest", "class"),),
        registered=(at(".wpd-comment-wrap, .wc-comment-wrap, .wc-blog-user", "class"),),
        parent=(at(attribute="id", pattern=r"comm-\d+_([1-9]\d*)$"),),
        parent_name=(at(".wpd-reply-to a, .wc-reply-to a"),),
        body=(".wpd-comment-text", ".wc-comment-text"),
        noise=".wpd-comment-last-edited, .wpd-comment-footer",
    ),
    left_out="#wpdcom, #wpcomm, #comments, #respond, .wpd-thread-wrapper, .wpd-form",
)
