"""Pipermail, the archive of Mailman 2, with a page for each mail.

<H1>Subject</H1>
<B>Ann Roe</B> <A HREF="mailto:..">ann at example.org</A><BR>
<I>Mon Jan  5 10:00:00 EST 2004</I>
<HR><!--beginarticle--><PRE> .. </PRE><!--endarticle--><HR>
"""

from __future__ import annotations

from index.sites.site import ArticleParts, SiteProfile, at

PIPERMAIL = SiteProfile(
    name="pipermail",
    first=frozenset(("",)),
    marks=("h1 ~ b", "h1 ~ i", "pre"),
    article=ArticleParts(
        title=(at("h1"),),
        author=(at("h1 ~ b"),),
        posted=(at("h1 ~ i"),),
        between=("beginarticle", "endarticle"),
    ),
)
