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

import re

from index.sites.site import CommentParts, SiteProfile

DRUPAL6 = SiteProfile(
    name="drupal6",
    marks=(".node .submitted", ".node .content"),
    byline=".node .submitted",
    body=(".node .content",),
    left_out=("#comments", ".node .links", ".node .picture", ".book-navigation", ".forum-topic-navigation"),
    comments=CommentParts(
        item="#comments div.comment",
        id_before=True,
        head=".submitted",
        head_pattern=re.compile(
            r"Submitted by (?P<name>.+?)(?P<unverified> \(not verified\))? on (?P<date>\w+, [\d/: -]+)\.?"
        ),
        portrait=".picture img[alt]",
        portrait_pattern=re.compile(r"(?P<name>.+)['’]s picture"),
        body=".content",
        indent=".indented",
    ),
)
