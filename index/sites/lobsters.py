"""Lobsters.

<ol class="comments"><li class="comments_subtree">
  <div class="comment" id="c_abc123" data-shortid="abc123">
    <div class="details">
      <div class="byline"><a href="/~ann">ann</a> <time datetime="2021-03-12 13:01:00">..</time></div>
      <div class="comment_text"><p>..</p></div></div>
  </div>
  <ol class="comments"> .. answers .. </ol>
</li></ol>
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

LOBSTERS = SiteProfile(
    name="lobsters",
    first=frozenset(("c_", "c_#")),
    marks=(".comments .comment[data-shortid]", ".comment_text"),
    article=ArticleParts(
        title=(at(".story .link a"),),
        author=(at(".story .byline a.u-author, .story .byline a[href^='/~']:not(:has(> img))"),),
        posted=(at(".story .byline time", "datetime"), at(".story .byline span[title]", "title")),
        body=(".story_text",),
    ),
    comments=PostParts(
        item=".comment[data-shortid]",
        id=(at(attribute="data-shortid"),),
        author=(
            at('.byline a[href^="/~"]:not(:has(> img))'),
            at('.byline a[href^="/u/"]:not(:has(> img))'),
        ),
        posted=(at(".byline time", "datetime"), at(".byline span[title]", "title")),
        registered=(at('.byline a[href^="/~"]:not(:has(> img)), .byline a[href^="/u/"]:not(:has(> img))'),),
        indent=".comments_subtree .comments_subtree",
        body=(".comment_text",),
        deleted=(at(".comment_text .na", pattern=r"(?i)(removed|deleted)"),),
        placeholder=re.compile(r"(?i)\[?comment (?:removed|deleted) by [^\n]{1,200}"),
    ),
    left_out=".comments, .comments_label, form, #footer",
)
