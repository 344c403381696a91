"""vBulletin 5.

<li data-node-id="123" class="b-post js-post">
  <div class="author"><a href="member/2-ann"><span itemprop="name">Ann</span></a></div>
  <time itemprop="dateCreated" datetime="2014-03-12T13:01:00">03-12-2014, 01:01 PM</time>
  <a class="b-post__count">#2</a>
  <div class="js-post__content-text" itemprop="text"> <div class="bbcode_quote">..</div> .. </div>
</li>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

VBULLETIN5 = SiteProfile(
    name="vbulletin5",
    first=frozenset(("vb-",)),
    marks=(".b-post .js-post__content-text",),
    starts_thread=True,
    later_page='link[rel="prev"]',
    comments=PostParts(
        item=".b-post[data-node-id]",
        id=(at(attribute="data-node-id"),),
        author=(at('.author [itemprop="name"]'), at(".author a"), at(".author")),
        posted=(
            at('time[itemprop="dateCreated"]', "datetime"),
            at(".b-post__timestamp time", "datetime"),
            at(".b-post__timestamp"),
        ),
        guest=(at(".author > strong:not(:has(> a))"),),
        registered=(at('.author a[href*="member/"]'),),
        parent=(at('.bbcode_postedby a[href*="#post"]', "href", r"#post(\d+)"),),
        parent_name=(at(".bbcode_postedby strong"),),
        body=(".js-post__content-text",),
        noise=".bbcode_postedby, .bbcode_description, .post-signature, .b-post__edit, .b-post__title",
        quote=".bbcode_quote",
        number=(at(".b-post__count", pattern=r"#(\d+)"),),
    ),
    left_out=".conversation-list, .b-comments, #footer, form",
)
