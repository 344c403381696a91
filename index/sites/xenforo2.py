"""XenForo 2.

<article class="message message--post" data-author="Ann" id="js-post-123">
  <h4 class="message-name"><a class="username" data-user-id="2">Ann</a></h4>
  <time class="u-dt" datetime="2021-03-12T13:01:00+0100" data-time="1615550460">..</time> <a>#2</a>
  <div class="bbWrapper">
    <blockquote data-quote="Bob" data-source="post: 122"><div class="bbCodeBlock-title">Bob said:</div>
      <div class="bbCodeBlock-content">..</div></blockquote> ..
  </div>
</article>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

XENFORO2 = SiteProfile(
    name="xenforo2",
    first=frozenset(("XF", "js-")),
    marks=('.message--post[id^="js-post-"]',),
    article=ArticleParts(title=(at(".p-title-value"),)),
    starts_thread=True,
    later_page='link[rel="prev"]',
    comments=PostParts(
        item='.message--post[id^="js-post-"]',
        id=(at(attribute="id", pattern=r"js-post-(\d+)"),),
        author=(at(attribute="data-author"), at(".message-name .username"), at(".message-name")),
        posted=(
            at(".message-attribution time", "datetime"),
            at("time.u-dt", "datetime"),
            at("time[data-time]", "data-time"),
        ),
        guest=(
            at('.message-name .username[data-user-id="0"], .message-name span:not([data-user-id]).username'),
        ),
        registered=(at(".message-name [data-user-id]"),),
        parent=(at("blockquote[data-source]", "data-source", r"^post: (\d+)"),),
        parent_name=(at("blockquote[data-quote]", "data-quote"),),
        body=(".message-body .bbWrapper", ".bbWrapper"),
        noise=".bbCodeBlock-title, .bbCodeBlock-expandLink, .message-signature, .message-lastEdit, script",
        deleted=(at(".message--deleted", "class"),),
        number=(at(".message-attribution-opposite", pattern=r"#(\d+)"),),
    ),
    left_out=".block--messages, .p-body-sidebar, .p-breadcrumbs, .js-quickReply, .block-outer, .p-footer",
)
