"""Isso, where its comments were saved as a browser shows them.

<div class="isso-comment" id="isso-12">
  <div class="isso-text-wrapper">
    <div class="isso-comment-header"><span class="isso-author">Ann</span>
      <a class="isso-permalink"><time datetime="2021-03-12T13:01:00.000Z">..</time></a></div>
    <div class="isso-text"><p>..</p></div>
    <div class="isso-comment-footer">..</div>
    <div class="isso-follow-up"> .. answers .. </div>
  </div>
</div>
"""

from __future__ import annotations

import re

from index.sites.site import PostParts, SiteProfile, at

ISSO = SiteProfile(
    name="isso",
    first=frozenset(("isso-", "isso-#")),
    marks=(".isso-comment",),
    comments=PostParts(
        item=".isso-comment",
        id=(at(attribute="id"),),
        author=(at(".isso-author, .author"),),
        posted=(at("time[datetime]", "datetime"), at("time[title]", "title")),
        body=(".isso-text", ".text"),
        noise=".isso-comment-footer, .isso-avatar, .isso-postbox",
        placeholder=re.compile(r"Comment deleted\.?|Kommentar gelöscht\.?|Commentaire supprimé\.?"),
    ),
    left_out="#isso-thread, .isso-postbox",
)
