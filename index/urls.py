"""One spelling for the addresses of a page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

LONGEST: Final = 4_096
"""Characters of an address."""

ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))

TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|yclid|msclkid|twclid|ttclid|igsh(?:id)?|li_fat_id|mc_[ce]id|mkt_tok"
    r"|_hs(?:enc|mi)|ref_src|ref_url|cmpid|cmp|icid|ocid|ito|_ga|_gl|ns_\w+|at_(?:medium|campaign|custom\d)"
    r"|xtor|wt_mc|wt\.mc_id|spm|smid|smtyp|sr_share|share_id|ftcamp|ncid|soc_\w+|__twitter_impression"
    r"|amp_(?:js_v|gsa|ct|share)|usqp|guccounter|guce_referr\w+",
    re.IGNORECASE,
)
"""Parameters that say how somebody came to a page, not which page it is."""

VARIANT: Final = re.compile(
    r"(?:amp|print|printable|printpage|printmode)(?:=(?:1|true|yes|on|y|print)?)?"
    r"|(?:outputtype|output|outputformat|format|view|mode)=(?:amp|print|printable)",
    re.IGNORECASE,
)
"""Parameters that ask for a page in another dress."""

DRESSES: Final = frozenset({"amp", "amphtml", "print"})
"""The same as the last part of a path."""
STORY: Final = re.compile(r"\d|-[^-]++-[^-]++-")
"""What the part before it must have, as names of stories do: "/shop/amp" may be a page of its own."""

ARCHIVED: Final = re.compile(
    r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?P<url>https?:/{1,2}.+)", re.IGNORECASE
)
CACHED: Final = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(?P<secure>s/)?"
    r"(?P<rest>[\w.-]+\.[a-z]{2,}/.*)",
    re.IGNORECASE,
)
"""Copies that carry the address of their original."""


def canonical(url: str, base: str | None = None) -> str | None:
    """`url` in the spelling that names its page; None if it names none.

    Only http and https addresses name pages, and a relative one only where `base` tells relative to
    what. The front page of a site is no page of its own: sites that give it as the address of each of
    their articles are not rare. Parameters of tracking, fragments, and variants for print and for AMP
    are folded where what is left can't be another page.
    """
    url = url.strip()
    if len(url) > LONGEST or (base is None and ":" not in url):
        return None
    try:
        parts = urlsplit(
            _original(url if base is None or url.startswith(("http://", "https://")) else urljoin(base, url))
        )
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    pairs = [pair for pair in parts.query.split("&") if pair and not _idle(pair)]
    if parts.hostname.endswith(".blogspot.com"):
        pairs = [pair for pair in pairs if pair not in ("m=0", "m=1")]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    if parts.path in ("", "/") and not pairs and not fragment:
        return None
    default = port is None or (parts.scheme, port) in (("http", 80), ("https", 443))
    name = _plain_host(parts.hostname)
    query = quote("&".join(pairs), safe=ASCII)
    return urlunsplit(
        (parts.scheme, name if default else f"{name}:{port}", _undressed(parts.path), query, fragment)
    )


def host(url: str) -> str | None:
    """The host of an address as people name the site: "example.org" for "https://www.example.org/a"."""
    try:
        name = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return None
    name = _plain_host(name.rstrip("."))
    return re.sub(r"^(?:www\d?|m|mobile)\.(?=[^.]+\.)", "", name) or None


def _original(url: str) -> str:
    """The address of what an archive's or a cache's address is a copy of."""
    if match := ARCHIVED.fullmatch(url):
        return re.sub(r"^(https?):/+", r"\1://", match["url"])
    if match := CACHED.fullmatch(url):
        return f"http{'s' if match['secure'] else ''}://{unquote(match['rest'])}"
    return url


def _plain_host(name: str) -> str:
    """A host without the part that stands for AMP."""
    return re.sub(r"^amp\.(?=[^.]+\.[^.]+$)", "www.", re.sub(r"^amp\.(?=www\.)", "", name))


def _idle(pair: str) -> bool:
    """Whether a parameter says nothing of which page it is."""
    return TRACKING.fullmatch(pair.split("=", 1)[0]) is not None or VARIANT.fullmatch(pair) is not None


def _undressed(path: str) -> str:
    """A path without the end that asks for AMP or for print."""
    slash = "/" if path.endswith("/") else ""
    story, _, dress = path.removesuffix("/").rpartition("/")
    if dress.lower() in DRESSES and STORY.search(story.rpartition("/")[2]):
        return story + slash
    return path
