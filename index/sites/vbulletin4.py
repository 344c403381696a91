"""vBulletin 4. All of a post is a <blockquote> there, and quotes are boxes in it.

<li class="postbitlegacy postcontainer" id="post_123">
  <span class="postdate"><span class="date">03-12-2010, <span class="time">01:01 PM</span></span></span>
  <a class="postcounter">#2</a>
  <a class="username" href="member.php?2">Ann</a>
  <div id="post_message_123"><blockquote class="postcontent">
    <div class="bbcode_container"><div class="bbcode_quote">
      <div class="bbcode_postedby">Originally Posted by <strong>Bob</strong> <a href="..#post122"></a></div>
      <div class="message">..</div></div></div> ..
  </blockquote></div>
  <blockquote class="signature">..</blockquote>
</li>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

VBULLETIN4 = SiteProfile(
    name="vbulletin4",
    first=frozenset(("post_#",)),
    marks=('[id^="post_"] .postcontent', ".postdate, .postdetails"),
    starts_thread=True,
    later_page='link[rel="prev"]',
    comments=PostParts(
        item='.postcontainer[id^="post_"], .postbit[id^="post_"], .postbitlegacy[id^="post_"]',
        id=(at(attribute="id", pattern=r"^post_(\d+)$"),),
        author=(at(".username_container .username, .userinfo .username"), at(".username")),
        posted=(at(".postdate .date"), at(".postdate, .date")),
        written="%m-%d-%Y, %I:%M %p",
        guest=(at(".username.guest"),),
        registered=(at("a.username"),),
        parent=(at('.bbcode_postedby a[href*="#post"]', "href", r"#post(\d+)"),),
        parent_name=(at(".bbcode_postedby strong"),),
        body=(".postcontent",),
        noise=".bbcode_postedby, .bbcode_description, .signature, .lastedited, .after_content",
        quote=".bbcode_quote",
        number=(at(".postcounter", pattern=r"#(\d+)"),),
    ),
    left_out="#posts, .postlist, #footer, .breadcrumb, .navlinks, form",
)
