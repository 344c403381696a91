"""Simple Machines Forum 1, in tables.

<form id="quickModForm"> .. <td class="windowbg"><table>
  <tr><td><b><a href="?action=profile;u=2">Ann</a></b><div class="smalltext">Newbie</div></td>
    <td><div id="subject_123"><a>Re: ..</a></div>
      <div class="smalltext">« <b>Reply #1 on:</b> March 12, 2010, 01:01:34 PM »</div><hr />
      <div class="post"><div class="quoteheader"><a href="..#msg122">Quote from: Bob on ..</a></div>
        <div class="quote">..</div> ..</div></td></tr>
  <tr><td class="smalltext"> .. <div class="signature">..</div></td></tr>
</table></td> .. </form>
"""

from __future__ import annotations

from index.sites.site import PostParts, SiteProfile, at
from index.sites.smf2 import ON, QUOTED, REPLY

SMF1 = SiteProfile(
    name="smf1",
    first=frozenset(("quickModForm", "subject_#")),
    marks=('#quickModForm [id^="subject_"]', "#quickModForm div.post"),
    starts_thread=True,
    comments=PostParts(
        item='#quickModForm td[class^="windowbg"]',
        id=(at('[id^="subject_"]', "id", r"subject_(\d+)"),),
        author=(at("td > b > a"), at("td > b")),
        posted=(at('[id^="subject_"] + .smalltext', pattern=ON),),
        guest=(at("td > b:not(:has(> a))"),),
        registered=(at('td > b > a[href*="action=profile"]'),),
        parent=(at('.quoteheader a[href*="#msg"]', "href", r"#msg(\d+)"),),
        parent_name=(at(".quoteheader", pattern=QUOTED),),
        body=("div.post",),
        noise=".quoteheader, .codeheader",
        quote=".quote",
        number=(at('[id^="subject_"] + .smalltext', pattern=REPLY),),
    ),
    left_out="#quickModForm, .nav, .tborder, form",
)
