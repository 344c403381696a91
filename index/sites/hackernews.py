"""Hacker News.

<tr class="athing comtr" id="123"><td><table><tr>
  <td class="ind" indent="1"><img src="s.gif" width="40"></td>
  <td class="default">
    <span class="comhead"><a href="user?id=ann" class="hnuser">ann</a>
      <span class="age" title="2024-01-05T10:00:00 1704448800"><a>2 days ago</a></span></span>
    <div class="comment"><div class="commtext">..<p>..</p></div><div class="reply">..</div></div>
  </td></tr></table></td></tr>
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

AGE = (at(".age[title]", "title", r" (\d{9,10})$"), at(".age[title]", "title", r"^(\S+)"), at(".age"))

HACKERNEWS = SiteProfile(
    name="hackernews",
    first=frozenset(("hnmain", "up_#")),
    marks=("tr.athing.comtr .comhead",),
    article=ArticleParts(
        title=(at(".fatitem .titleline > a"), at(".fatitem .title a")),
        author=(at(".fatitem .hnuser"),),
        posted=tuple(
            at(f".fatitem {place.css}", place.attribute, place.pattern.pattern if place.pattern else "")
            for place in AGE
        ),
        body=(".fatitem .toptext",),
    ),
    comments=PostParts(
        item="tr.athing.comtr",
        author=(at(".hnuser"),),
        posted=AGE,
        registered=(at(".hnuser"),),
        depth=(at("td.ind[indent]", "indent"),),
        body=(".commtext",),
        noise=".reply",
        deleted=(at(".comment", pattern=r"^\[(deleted|flagged)\]"),),
        placeholder=re.compile(r"\[(?:deleted|flagged|dead|flagged\] \[dead)\]"),
    ),
    left_out=".comment-tree, .pagetop, .subline, .subtext, .yclinks, form",
)
