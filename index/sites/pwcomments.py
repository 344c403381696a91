"""pw_comments, an extension of TYPO3.

<div id="comment12" class="comment">
  <div class="header"><span>Ann</span>
    <span class="comment-date" title="12.03.2021 13:01">12.03.2021</span></div>
  <div>..</div>
  <div class="replies"> .. answers .. </div>
</div>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

PWCOMMENTS = SiteProfile(
    name="pwcomments",
    first=frozenset(("comment#",)),
    marks=('.comment[id^="comment"] .comment-date', ".tx-pwcomments, .tx-pw-comments, #tx-pwcomments"),
    comments=PostParts(
        item='.comment[id^="comment"]',
        author=(at(".comment-author"), at("span:has(+ .comment-date)"), at("strong, .name")),
        posted=(
            at("time[datetime]", "datetime"),
            at(".comment-date[title]", "title"),
            at(".comment-date", pattern=r"(\d.*)$"),
        ),
        body=(".comment-text", ".comment-message", ""),
        noise=".header, .comment-head, .comment-meta, .comment-date, .comment-author, .vote, .reply, form",
    ),
    left_out=".tx-pwcomments, .tx-pw-comments, #comments, form",
)
