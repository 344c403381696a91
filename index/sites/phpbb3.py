"""phpBB 3.

<div id="p123" class="post">
  <dl class="postprofile"><dt><a class="username">Ann</a></dt></dl>
  <div class="postbody">
    <p class="author">by <strong><a href="memberlist.php?u=2" class="username">Ann</a></strong> »
      <time datetime="2021-03-12T13:01:00+00:00">Fri Mar 12, 2021 1:01 pm</time></p>
    <div class="content">
      <blockquote><cite>Bob wrote: <a href="#p122" data-post-id="122">↑</a></cite>..</blockquote> ..
    </div>
    <div class="signature">..</div>
  </div>
</div>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

PHPBB3 = SiteProfile(
    name="phpbb3",
    first=frozenset(("p#",)),
    marks=('.post[id^="p"] .postbody .content', ".post .author, .post .postprofile"),
    article=ArticleParts(
        title=(
            at(".topic-title"),
            at("#page-body h2"),
        )
    ),
    starts_thread=True,
    later_page=".pagination .previous, .pagination .arrow.previous",
    comments=PostParts(
        item='.post[id^="p"]',
        id=(at(attribute="id", pattern=r"^p(\d+)$"),),
        author=(
            at(".author .username, .author .username-coloured"),
            at(".author strong"),
            at(".postprofile .username, .postprofile .username-coloured"),
            at(".postprofile dt"),
        ),
        posted=(at(".author time[datetime]", "datetime"), at(".author", pattern="» ?(.+)$")),
        guest=(at(".author span.username"), at(".author strong:not(:has(> a))")),
        registered=(at('.author a[href*="memberlist"], .author a.username, .author a.username-coloured'),),
        parent=(
            at("blockquote cite [data-post-id]", "data-post-id"),
            at("blockquote cite a[href*='#p']", "href", r"#p(\d+)"),
        ),
        parent_name=(
            at("blockquote cite", pattern="^(.{1,100}?) (?:wrote|hat geschrieben|a écrit|escribió)"),
        ),
        body=(".content",),
        noise="blockquote cite, .signature, .notice, .attachbox > dt, .codebox > p",
    ),
    left_out=".postprofile, .action-bar, .topic-actions, .pagination, #page-footer, .navbar, .jumpbox, form",
)
