"""Plain mirrors of phpBB 2 forums: a headline for each post, and its text as phpBB had it.

<div class="post">
  <h4>#5007 - Ann - Thu Apr 17, 2003 2:26 pm</h4>
  <div class="postbody"><span class="postbody">..</span></div>
</div>
"""

from __future__ import annotations

from index.sites.phpbb2 import SIGNATURE, WROTE
from index.sites.site import ArticleParts, PostParts, SiteProfile, at

HEAD = r"^#(?:\d+) - "

PHPBB_MIRROR = SiteProfile(
    name="phpbb-mirror",
    first=frozenset(("posts", "")),
    marks=(".post > h4 + .postbody",),
    article=ArticleParts(
        title=(
            at("h2", pattern=r" > (.+)$"),
            at("h2"),
        )
    ),
    starts_thread=True,
    comments=PostParts(
        item=".post:has(> h4 + .postbody)",
        id=(at("h4", pattern=r"^#(\d+) - "),),
        author=(at("h4", pattern=rf"{HEAD}(.+) - \w{{3}} \w{{3}} \d"),),
        posted=(at("h4", pattern=r" - (\w{3} \w{3} \d[^-]+)$"),),
        parent_name=(at(".genmed b", pattern=WROTE),),
        body=("div.postbody",),
        noise=".genmed, .gensmall",
        quote="td.quote",
        end=SIGNATURE,
    ),
)
