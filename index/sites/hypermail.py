"""Hypermail, an archive of mails with a page each, of which comments of HTML say most.

<!-- sent="Thu, 29 Jan 1998 13:43:14 +1000 (EST)" -->
<!-- isosent="19980129034314" -->
<!-- name="Ann Roe" -->
<!-- body="start" -->
<div class="mail"> <address class="headers">..</address> .. </div>
<!-- body="end" -->
"""

from __future__ import annotations

from index.sites.site import NOTE, ArticleParts, SiteProfile, at

HYPERMAIL = SiteProfile(
    name="hypermail",
    first=frozenset(("options#", "start#", "received", "")),
    marks=('meta[name="generator"][content^="hypermail" i], a[href$="date.html"], a[href*="date.html#"]',),
    article=ArticleParts(
        title=(at(NOTE, pattern=r'^\s*subject="(.+)"\s*$'), at("h1")),
        author=(at(NOTE, pattern=r'^\s*name="(.+)"\s*$'),),
        posted=(at(NOTE, pattern=r'^\s*sent="([^"]+)"'), at(NOTE, pattern=r'^\s*received="([^"]+)"')),
        between=('body="start"', 'body="end"'),
    ),
    left_out="address.headers, #received",
)
