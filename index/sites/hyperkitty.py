"""HyperKitty, the archive of Mailman 3, with a page for each thread.

<div class="email">
  <div class="email-header" id="ABC">
    <div class="email-author"><span class="name"><a href="/archives/users/1/">Ann Roe</a></span></div>
    <div class="time"><span title="Sender's time: Fri, 12 Mar 2021 13:01:00 +0100">1:01 p.m.</span></div>
  </div>
  <div class="email-body"> .. <blockquote>..</blockquote> </div>
</div>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

HYPERKITTY = SiteProfile(
    name="hyperkitty",
    first=frozenset(("hyperkitty", "thread-", "replies")),
    marks=(".email .email-body",),
    article=ArticleParts(title=(at(".thread-header h1, .thread-header h3"),)),
    starts_thread=True,
    comments=PostParts(
        item=".email",
        id=(at(".email-header[id]", "id"), at(attribute="id")),
        author=(at(".email-author .name"), at(".name"), at(".email-author")),
        posted=(
            at('[title^="Sender"]', "title", r"time: ?(.+)$"),
            at(".time [title], .email-date [title]", "title"),
            at(".email-date"),
        ),
        parent=(at('a.email-parent[href^="#"], .parent-message a[href^="#"]', "href", "#(.+)$"),),
        body=(".email-body",),
        noise=".quoted-switch, .email-info, .attachments, .signature",
        quote=".quoted-text",
    ),
    left_out=".email-info, .thread-header, .participants, .tags, form, footer",
)
