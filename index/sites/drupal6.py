"""Drupal 6, whose text dumps `index.dialects.drupal` reads.

<div id="comments">
  <a id="comment-29729"></a>
  <div class="comment">
    <div class="picture"><img alt="Ann's picture"></div>
    <div class="submitted">Submitted by Ann (not verified) on Sat, 18/04/2015 - 13:15.</div>
    <div class="content"><p>..</p></div>
  </div>
  <div class="indented"> .. answers .. </div>
</div>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

NAME = r"Submitted by (.+?)(?: \(not verified\))? on \w+, [\d/: -]+\.?$"
DATE = r" on (\w+, [\d/: -]+\d)\.?$"

DRUPAL6 = SiteProfile(
    name="drupal6",
    first=frozenset(("comments", "comment-#", "node-#", "block-", "squeeze", "box", "logo")),
    marks=(".node .submitted", ".node .content"),
    article=ArticleParts(
        author=(at(".node .submitted", pattern=NAME),),
        posted=(at(".node .submitted", pattern=DATE),),
        body=(".node .content",),
    ),
    comments=PostParts(
        item="#comments div.comment",
        id=(at(attribute="id", before=True),),
        author=(at(".submitted", pattern=NAME), at(".picture img[alt]", "alt", "(.+)['’]s picture$")),
        posted=(at(".submitted", pattern=DATE),),
        guest=(at(".submitted", pattern=r"(\(not verified\))"),),
        registered=(at(".submitted", pattern="(Submitted by)"),),
        body=(".content",),
        noise=".user-signature",
        indent=".indented",
    ),
    left_out="#comments, .node .links, .node .picture, .book-navigation, .forum-topic-navigation",
)
