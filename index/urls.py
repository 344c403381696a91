"""One spelling for the addresses of a page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|ocid|_ga")
"""Parameters that say how somebody came to a page, not which page it is."""


def canonical(url: str) -> str | None:
    """`url` in the spelling that names its page; None if it names none.

    Only http and https addresses name pages. The front page of a site is no page of its own: sites
    that give it as the address of each of their articles are not rare.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    query = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])
    ]
    if parts.path in ("", "/") and not query:
        return None
    default = port is None or (parts.scheme, port) in (("http", 80), ("https", 443))
    host = parts.hostname if default else f"{parts.hostname}:{port}"
    return urlunsplit((parts.scheme, host, parts.path, urlencode(query), ""))
