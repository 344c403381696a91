"""IntenseDebate, where its comments were saved as a browser shows them.

<div id="IDComment123" class="idc-c">
  <div class="idc-c-h"><p class="idc-c-h-inner"><a class="idc-a-author" href="..">Ann</a></p>
    <p class="idc-i"><a title="March 12, 2010 1:01 pm">520 weeks ago</a></p></div>
  <div class="idc-c-t"><div class="idc-c-t-inner">..</div></div>
  <div id="IDThread124"> .. answers .. </div>
</div>
"""

from __future__ import annotations

import re

from index.sites.site import PostParts, SiteProfile, at

INTENSEDEBATE = SiteProfile(
    name="intensedebate",
    first=frozenset(("IDComment#", "IDCommentsNewThread", "idc-")),
    marks=('[id^="IDComment"].idc-c',),
    comments=PostParts(
        item='.idc-c[id^="IDComment"]',
        id=(at(attribute="id", pattern=r"IDComment(\d+)"),),
        author=(at(".idc-a-author, .idc-c-h-inner a, .idc-fn"), at(".idc-c-h-inner")),
        posted=(at(".idc-i a[title], .idc-time a[title]", "title"), at(".idc-i, .idc-time")),
        parent=(at(attribute="class", pattern=r"idc-parent-(\d+)"),),
        body=(".idc-c-t-inner", ".idc-c-t"),
        noise=".idc-c-m, .idc-v, .idc-r",
        deleted=(at(".idc-removed"),),
        placeholder=re.compile(r"This comment (?:has been|was) (?:deleted|removed)[^\n]{0,100}"),
    ),
    left_out="#idc-container, #idc-cover, #idc-container-parent, .idc-new",
)
