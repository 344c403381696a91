"""vBulletin 3, in tables.

<table class="tborder" id="post123">
  <tr><td class="thead"><a name="post123"></a> 03-12-2010, 01:01 PM</td>
      <td class="thead">#<a id="postcount123"><strong>2</strong></a></td></tr>
  <tr><td class="alt2"><div id="postmenu_123"><a class="bigusername">Ann</a></div></td></tr>
  <tr><td class="alt1" id="td_post_123"><div id="post_message_123">
    <div><div class="smallfont">Quote:</div><table><tr><td class="alt2">
      <div>Originally Posted by <strong>Bob</strong> <a href="showthread.php?p=122#post122"></a></div>
      <div style="font-style:italic">..</div></td></tr></table></div> .. </div></td></tr>
</table>
"""

from __future__ import annotations

import re

from index.sites.site import PostParts, SiteProfile, at

MESSAGE = '[id^="post_message_"]'

VBULLETIN3 = SiteProfile(
    name="vbulletin3",
    first=frozenset(("postmenu_#",)),
    marks=(f'table[id^="post"] {MESSAGE}', '[id^="postmenu_"]'),
    starts_thread=True,
    comments=PostParts(
        item='table[id^="post"]',
        id=(at(attribute="id", pattern=r"^post(\d+)$"),),
        author=(at(".bigusername"), at('[id^="postmenu_"]')),
        posted=(
            at('.thead:has(> a[name^="post"])'),
            at(".thead", pattern=r"(\d[\d./-]+, \d+:\d+(?: [AP]M)?)"),
        ),
        written="%m-%d-%Y, %I:%M %p",
        guest=(at('[id^="postmenu_"]:not(:has(> a))'),),
        registered=(at(".bigusername"),),
        parent=(at(f'{MESSAGE} td.alt2 a[href*="#post"]', "href", r"#post(\d+)"),),
        parent_name=(at(f"{MESSAGE} td.alt2 div > strong"),),
        body=(MESSAGE,),
        noise=f"{MESSAGE} .smallfont, {MESSAGE} td.alt2 > div:not([style]):has(> strong)",
        quote="td.alt2",
        end=re.compile(r"(?m)^_{18}$"),
        number=(at('[id^="postcount"]', pattern=r"(\d+)"),),
    ),
    left_out=".tborder, .thead, form, .vbmenu_popup, .pagenav",
)
