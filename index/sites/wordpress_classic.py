"""WordPress before its themes were HTML5: dates are text, and paragraphs stand loose beside head and links.

<ol class="commentlist">
  <li class="comment even depth-1" id="comment-9">
    <div id="div-comment-9" class="comment-body">
      <div class="comment-author vcard"><cite class="fn">Ann</cite> <span class="says">says:</span></div>
      <div class="comment-meta commentmetadata"><a href="#comment-9">May 17, 2004 at 1:38 pm</a></div>
      <p>..</p>
      <div class="reply">..</div>
    </div>
    <ul class="children"> .. answers .. </ul>
  </li>
</ol>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile
from index.sites.wordpress import ARTICLE, AUTHOR, DEPTH, GUEST, ID, ITEM, LEFT_OUT, NOISE, POSTED, REGISTERED

WORDPRESS_CLASSIC = SiteProfile(
    name="wordpress-classic",
    first=frozenset(("comment-#", "li-", "div-")),
    marks=(ITEM,),
    article=ARTICLE,
    comments=PostParts(
        item=ITEM,
        id=ID,
        author=AUTHOR,
        posted=POSTED,
        registered=REGISTERED,
        guest=GUEST,
        depth=DEPTH,
        depth_start=1,
        body=(".comment-content", ".comment-text", ".comment_text", ".comment-entry", ".comment-body", ""),
        noise=NOISE,
    ),
    left_out=LEFT_OUT,
)
