"""Slashdot.

<li id="tree_123" class="comment"><div id="comment_123">
  <h4><a>Subject</a></h4>
  <span class="by">by <a href="//slashdot.org/~ann">ann (42)</a></span>
  <span class="otherdetails">on Friday March 12, 2021 @01:01PM (<a>#123</a>)</span>
  <div class="commentBody"><div id="comment_body_123">..</div></div>
</div><ul id="commtree_123"> .. answers .. </ul></li>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

SLASHDOT = SiteProfile(
    name="slashdot",
    first=frozenset(("tree_#", "comment_#")),
    marks=('li.comment [id^="comment_body_"]',),
    comments=PostParts(
        item='li.comment[id^="tree_"]',
        id=(at(attribute="id", pattern=r"tree_(\d+)"),),
        author=(at(".by", pattern=r"by (.+?)(?: \(\d+\))?$"),),
        posted=(at(".otherdetails", pattern=r"on (.+? @\d+:\d+ ?[AP]M)"), at(".otherdetails")),
        written="%A %B %d, %Y @%I:%M%p",
        guest=(at(".by", pattern=r"^by (Anonymous Coward)"),),
        registered=(at('.by a[href*="~"]'),),
        body=('[id^="comment_body_"]',),
        noise=".sig, .quote-by",
        quote=".quote",
    ),
    left_out="#comments, #commentlisting, #commentwrap, .commentBox, form",
)
