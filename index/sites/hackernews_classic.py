"""Hacker News before 2014, whose comments are rows that only the width of an image sets off.

<tr>
  <td><img src="s.gif" height="1" width="40"></td> <td>votes</td>
  <td class="default"><span class="comhead"><a href="user?id=ann">ann</a> 1 day ago |
      <a href="item?id=123">link</a></span>
    <span class="comment"><font>..<p>..</font></span><p><font size="1"><a>reply</a></font></td>
</tr>
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

HACKERNEWS_CLASSIC = SiteProfile(
    name="hackernews-classic",
    first=frozenset(("up_#", "score_#")),
    marks=("td.default .comhead", "td.default .comment", ".pagetop"),
    article=ArticleParts(
        title=(at("tr:has(+ tr > .subtext) > .title a"),), author=(at('.subtext a[href^="user?id="]'),)
    ),
    comments=PostParts(
        item="tr:has(> td.default)",
        id=(
            at('.comhead a[href*="item?id="]', "href", r"item\?id=(\d+)"),
            at('[id^="up_"]', "id", r"up_(\d+)"),
        ),
        author=(at('.comhead a[href*="user?id="]'),),
        registered=(at('.comhead a[href*="user?id="]'),),
        posted=(at(".comhead", pattern=r" ([A-Z][a-z]+ \d{1,2}, \d{4}) "),),
        depth=(at("td > img[width]", "width"),),
        depth_step=40,
        body=(".comment",),
        noise='font[size="1"], .comhead',
        placeholder=re.compile(r"\[(?:deleted|dead|flagged)\]"),
        deleted=(at("td.default", pattern=r"^\[(deleted|flagged)\]"),),
    ),
    left_out=".pagetop, .subtext, .yclinks, form",
)
