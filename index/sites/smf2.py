"""Simple Machines Forum 2.

<div class="windowbg"><div class="post_wrapper">
  <div class="poster"><h4><a href="?action=profile;u=2">Ann</a></h4></div>
  <div class="postarea">
    <div class="keyinfo"><h5 id="subject_123"><a>Re: ..</a></h5>
      <div class="smalltext">« <strong>Reply #1 on:</strong> March 12, 2010, 01:01:34 PM »</div></div>
    <div class="post"><div class="inner" id="msg_123">
      <div class="quoteheader"><a href="..msg122#msg122">Quote from: Bob on ..</a></div>
      <blockquote class="bbc_standard_quote">..</blockquote> ..
    </div></div>
  </div>
  <div class="signature">..</div>
</div></div>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at

ON = r"(?:on|am|le|en|op|il)\s?:\s?(.+?) ?»"
REPLY = r"(?:Reply|Antwort|Réponse|Respuesta|Reactie|Risposta) #(\d+)"
QUOTED = r"^(?:Quote from|Zitat von|Citation de|Citar|Quote): (.{1,100}?)(?: (?:on|am|le|en) .*)?$"

SMF2 = SiteProfile(
    name="smf2",
    first=frozenset(("msg_#", "msg#")),
    marks=(".post_wrapper .poster", '.post .inner[id^="msg_"]'),
    starts_thread=True,
    comments=PostParts(
        item=".post_wrapper",
        id=(at('.inner[id^="msg_"]', "id", r"msg_(\d+)"),),
        author=(at(".poster h4 a:not(:has(> img))"), at(".poster h4")),
        posted=(
            at(".postinfo time[datetime]", "datetime"),
            at(".keyinfo .smalltext", pattern=ON),
            at(".postinfo a.smalltext"),
        ),
        guest=(at(".poster h4:not(:has(> a))"),),
        registered=(at('.poster h4 a[href*="action=profile"]'),),
        parent=(
            at('.quoteheader a[href*="msg"], blockquote > cite a[href*="msg"]', "href", r"[#=.]msg=?(\d+)"),
        ),
        parent_name=(at(".quoteheader a, blockquote > cite", pattern=QUOTED),),
        body=('.inner[id^="msg_"]',),
        noise=".quoteheader, .quotefooter, .codeheader, blockquote > cite",
        number=(at(".keyinfo .smalltext", pattern=REPLY), at(".page_number", pattern=r"#(\d+)")),
    ),
    left_out="#forumposts, #moderationbuttons, .navigate_section, .pagelinks, #footer, form",
)
