"""XenForo 1. All of a post is a <blockquote> there.

<li id="post-123" class="message" data-author="Ann">
  <h3 class="userText"><a href="members/ann.2/" class="username">Ann</a></h3>
  <blockquote class="messageText">
    <div class="bbCodeBlock bbCodeQuote" data-author="Bob">
      <div class="attribution">Bob said: <a href="goto/post?id=122#post-122">↑</a></div>
      <blockquote class="quoteContainer"><div class="quote">..</div></blockquote></div> ..
  </blockquote>
  <abbr class="DateTime" data-time="1268398860">Mar 12, 2010</abbr> <a class="postNumber">#2</a>
</li>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

XENFORO1 = SiteProfile(
    name="xenforo1",
    first=frozenset(("XenForo",)),
    marks=('.message[id^="post-"] .messageText',),
    starts_thread=True,
    later_page='link[rel="prev"]',
    comments=PostParts(
        item='.message[id^="post-"]',
        id=(at(attribute="id", pattern=r"post-(\d+)"),),
        author=(at(attribute="data-author"), at(".userText .username"), at("a.username.author")),
        posted=(
            at(".messageMeta abbr.DateTime[data-time]", "data-time"),
            at(".messageMeta .DateTime[title]", "title"),
            at(".messageMeta .DateTime"),
        ),
        guest=(at(".userText span.username"), at(".userText .guest")),
        registered=(at(".userText a.username"),),
        parent=(at(".bbCodeQuote .AttributionLink, .attribution a[href*='post-']", "href", r"#?post-(\d+)"),),
        parent_name=(at(".bbCodeQuote[data-author]", "data-author"),),
        body=(".messageText",),
        noise=".attribution, .quoteExpand, .messageTextEndMarker, .signature, .editDate, script",
        deleted=(at(".message.deleted", "class"),),
        number=(at(".postNumber", pattern=r"#(\d+)"),),
    ),
    left_out="#messageList, .messageList, .pageNav, .sidebar, .breadcrumb, #QuickReply, footer",
)
