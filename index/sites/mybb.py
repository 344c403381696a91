"""MyBB 1.

<div class="post classic" id="post_123">
  <div class="author_information"><span class="largetext"><a href="?action=profile&uid=2">Ann</a></span></div>
  <div class="post_head"><a href="..#pid123">#2</a> <span class="post_date">03-12-2010, 01:01 PM</span></div>
  <div class="post_body" id="pid_123">
    <blockquote class="mycode_quote"><cite>Bob Wrote: <a href="..#pid122"></a></cite>..</blockquote> ..
  </div>
  <div class="signature">..</div>
</div>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

MYBB = SiteProfile(
    name="mybb",
    first=frozenset(("post_#",)),
    marks=('.post[id^="post_"] .post_body', ".post_date"),
    starts_thread=True,
    later_page=".pagination_previous",
    comments=PostParts(
        item='.post[id^="post_"]',
        id=(at(attribute="id", pattern=r"post_(\d+)"),),
        author=(
            at(".author_information .largetext"),
            at(".author_information strong"),
            at(".post_author strong"),
        ),
        posted=(at(".post_date", pattern=r"^(.+?\d:\d\d(?: [AP]M)?)"), at(".post_date")),
        written="%m-%d-%Y, %I:%M %p",
        guest=(at(".author_information .largetext:not(:has(> a))"),),
        registered=(at('.author_information a[href*="profile"], .author_information a[href*="user-"]'),),
        parent=(at("blockquote cite a[href*='#pid']", "href", r"#pid(\d+)"),),
        parent_name=(at("blockquote cite", pattern=r"(?:^|\) ?)([^()]{1,100}?) Wrote:"),),
        body=(".post_body",),
        noise="blockquote cite, .codeblock .title, .signature, .post_edit",
        number=(at(".post_head .float_right", pattern=r"#(\d+)"),),
    ),
    left_out="#posts, .tborder, .navigation, .breadcrumb, #footer, form",
)
