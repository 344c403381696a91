"""phpBB 2, in tables.

<tr>
  <td class="row1"><span class="name"><a name="123"></a><b>Ann</b></span> ..</td>
  <td class="row1"><table>
    <tr><td><span class="postdetails">Posted: Thu Apr 17, 2003 2:26 pm    Post subject: ..</span></td></tr>
    <tr><td colspan="2"><span class="postbody">.. <br />_________________<br />signature</span></td></tr>
  </table></td>
</tr>

A quote is a table of its own between two texts.
"""

from __future__ import annotations

import re

from index.sites.site import ArticleParts, PostParts, SiteProfile, at

SIGNATURE = re.compile(r"(?m)^_{17}$")
WROTE = r"^(.{1,100}?) (?:wrote|schrieb|hat folgendes geschrieben|a écrit|escribió)"

PHPBB2 = SiteProfile(
    name="phpbb2",
    first=frozenset(("", "top", "posts")),
    marks=(".name > a[name]", ".postdetails"),
    article=ArticleParts(title=(at(".maintitle"),)),
    starts_thread=True,
    comments=PostParts(
        item="tr:has(> td > .name > a[name])",
        id=(at(".name > a[name]", "name"),),
        author=(at(".name b"), at(".name")),
        posted=(
            at("td:has(> .name) + td .postdetails", pattern=r"^[^:]{1,30}: (.+? \d+:\d+(?: ?[ap]m)?)\b"),
        ),
        parent_name=(at(".genmed b", pattern=WROTE),),
        body=("td:has(> .postbody)",),
        noise=".genmed, .gensmall, .postdetails",
        quote="td.quote",
        end=SIGNATURE,
    ),
    left_out=".nav, .forumline, form, .copyright",
)
