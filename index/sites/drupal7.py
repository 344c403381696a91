"""Drupal 7, with or without its RDFa.

<a id="comment-12"></a>
<div class="comment comment-by-anonymous" typeof="sioc:Post sioct:Comment">
  <span class="username">Ann (not verified)</span>
  <span property="dc:date dc:created" content="2012-03-12T13:01:00+01:00">Mon, 03/12/2012 - 13:01</span>
  <span rel="sioc:reply_of" resource="/comment/11#comment-11"></span>
  <div class="field-name-comment-body"><p>..</p></div>
</div>
<div class="indented"> .. answers .. </div>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

GUEST = r"\((?:not verified|nicht überprüft|non vérifié|no verificado|non verificato|niet gecontroleerd)\)"
NAME = rf"^(.+?)(?: {GUEST})?$"

DRUPAL7 = SiteProfile(
    name="drupal7",
    first=frozenset(("comment-#",)),
    marks=(".comment .field-name-comment-body, .comment .field-comment-body",),
    article=ArticleParts(
        author=(at(".node .submitted .username, .node-submitted .username"),),
        posted=(
            at('.node [property~="dc:created"]', "content"),
            at(".node .submitted time", "datetime"),
            at(".node .submitted", pattern=r"(\w+, [\d/.-]+ - \d+:\d+)"),
        ),
    ),
    comments=PostParts(
        item="#comments .comment, .comment-wrapper .comment, .comments .comment",
        id=(
            at(attribute="id", pattern=r"^(comment-\d+)$", before=True),
            at("a.permalink", "href", r"#(comment-\d+)"),
            at(attribute="about", pattern=r"#(comment-\d+)"),
        ),
        author=(at(".username", pattern=NAME),),
        posted=(
            at('[property~="dc:created"]', "content"),
            at("time[datetime]", "datetime"),
            at(".comment-time"),
            at(".submitted", pattern=r"(\w+, [\d/.-]+ - \d+:\d+)"),
        ),
        registered=(at("a.username"),),
        guest=(at(".comment-by-anonymous, .by-anonymous"), at(".submitted", pattern=f"({GUEST})")),
        parent=(at('[rel~="sioc:reply_of"][resource*="#comment-"]', "resource", r"#(comment-\d+)"),),
        indent=".indented",
        body=(".field-name-comment-body", ".field-comment-body"),
        noise=".user-signature, .field-label",
    ),
    left_out=".comment-wrapper, #comments, #comment-form",
)
