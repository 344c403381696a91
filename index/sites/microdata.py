"""Any maker whose comments are marked with the microdata of schema.org.

<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c12">
  <span itemprop="author" itemscope><span itemprop="name">Ann</span></span>
  <time itemprop="dateCreated" datetime="2021-03-12T13:01:00+01:00">..</time>
  <div itemprop="text">..</div>
  .. answers ..
</div>

Before there was Comment there was UserComments, with creator, commentTime and commentText.
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

ITEM = (
    '[itemprop="comment"][itemscope], [itemtype$="schema.org/Comment"], '
    '[itemtype$="schema.org/UserComments"], [itemtype$="schema.org/Answer"]'
)
TEXT = (
    '[itemprop~="text"]',
    '[itemprop~="commentText"]',
    '[itemprop~="articleBody"]',
    '[itemprop~="description"]',
)

MICRODATA = SiteProfile(
    name="microdata",
    first=frozenset(("@Comment", "@UserComments", "@Answer")),
    marks=(", ".join(TEXT[:2]),),
    comments=PostParts(
        item=ITEM,
        id=(
            at(attribute="id"),
            at('[itemprop~="url"]', "href", "#(.+)$"),
            at(attribute="itemid"),
            at('[itemprop~="identifier"]', "content"),
        ),
        author=(
            at('[itemprop~="author"] [itemprop~="name"]'),
            at('[itemprop~="author"] meta[itemprop~="name"]', "content"),
            at('[itemprop~="creator"] [itemprop~="name"]'),
            at('[itemprop~="author"][content]', "content"),
            at('[itemprop~="author"], [itemprop~="creator"]'),
        ),
        posted=(
            *(
                at(f'[itemprop~="{name}"][{attribute}]', attribute)
                for name in ("dateCreated", "datePublished", "commentTime")
                for attribute in ("datetime", "content")
            ),
            at('[itemprop~="dateCreated"], [itemprop~="datePublished"], [itemprop~="commentTime"]'),
        ),
        body=TEXT,
    ),
)
