"""Movable Type, and TypePad, which came from it.

<div class="comment" id="comment-123">
  <div class="comment-header"><span class="vcard author">Ann</span> replied to
    <a href="#comment-122">comment from Bob</a> |
    <abbr class="published" title="2012-03-12T13:01:00-05:00">..</abbr>
  </div>
  <div class="comment-content"><p>..</p></div>
  <p class="comment-footer">Posted by: <a>Ann</a> | <a href="#comment-123">March 12, 2012 at 01:01 PM</a></p>
</div>

Either a header or a footer.
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

MOVABLE_TYPE = SiteProfile(
    name="movabletype",
    first=frozenset(("comment-#", "c#")),
    marks=(
        ".comment[id] .comment-content",
        ".comment[id] .comment-footer, .comment[id] .comment-header .author, .comment[id] .byline",
    ),
    comments=PostParts(
        item=".comment[id]",
        id=(at(attribute="id"),),
        author=(
            at(".comment-header .author, .byline .author"),
            at(
                ".comment-footer", pattern=r"(?:^|Posted by:? |Verfasst von:? )(?!Posted)(.+?)(?: \||, [A-Z])"
            ),
        ),
        posted=(
            at("abbr.published", "title"),
            at("time[datetime]", "datetime"),
            at(".comment-footer a[href*='#']:last-of-type"),
            at(".comment-footer", pattern=r"\| ?([^|]*\d[^|]*?)(?: \||$)"),
        ),
        parent=(at(".comment-header a[href*='#comment-']:not(:has(> abbr))", "href", "#(comment-.+)$"),),
        body=(".comment-content",),
        noise=".comment-footer, .comment-header",
    ),
    left_out="#comments, .comments, .comments-open, .trackbacks, #trackbacks",
)
