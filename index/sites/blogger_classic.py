"""Blogger before comments were threaded, and with themes of that time.

<dl id="comments-block">
  <dt class="comment-author" id="c123"><a href="http://www.blogger.com/profile/1">Ann</a> said...</dt>
  <dd class="comment-body"><p>..</p></dd>
  <dd class="comment-footer"><span class="comment-timestamp"><a href="..?showComment=1331553660000#c123">
    12 March 2012 at 13:01</a></span></dd>
</dl>
"""

from __future__ import annotations

from index.sites.blogger import ARTICLE, MOMENT
from index.sites.site import PostParts, SiteProfile, at

SAID = r"(?:said|says|hat gesagt|dijo|a dit|ha detto|disse|zei|sa|комментирует)\s?(?:\.\.\.|…)"

BLOGGER_CLASSIC = SiteProfile(
    name="blogger-classic",
    first=frozenset(("c#",)),
    marks=("dt.comment-author[id^=c]", "dd.comment-body"),
    article=ARTICLE,
    comments=PostParts(
        item="dt.comment-author[id^=c]",
        id=(at(attribute="id"),),
        author=(at(pattern=rf"^(.{{1,100}}?)\s{SAID}"), at("a[rel=nofollow]")),
        posted=(at(".comment-timestamp a", "href", MOMENT), at(".comment-timestamp")),
        guest=(at(".anon-comment-icon"),),
        registered=(at(".blogger-comment-icon"), at('a[href*="blogger.com/profile/"]')),
        joined="dd",
        body=("dd.comment-body",),
        noise=".deleted-comment, .interaction-iframe-guide",
        deleted=(at(".deleted-comment"),),
    ),
    left_out="#comments, #comment-form, .comment-form",
)
