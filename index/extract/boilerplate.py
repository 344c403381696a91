"""What the names of an element say that it is: words in its class, id and role."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

SOFT: Final = 0.3
"""The share of a page's mass up to which an element is believed not to be the article."""
HARD: Final = 0.6
"""The same for those whose names leave less doubt."""

HARD_WORDS: Final = (
    "comment comments commentlist commentary disqus footer newsletter newsletters related respond sidebar "
    "livefyre recirc recirculation outbrain taboola cookie cookies gdpr consent breadcrumb breadcrumbs navbar "
    "nav navigation menu submenu"
).split()
SOFT_WORDS: Final = (
    "ad ads adv advert advertisement advertising sponsor sponsored banner byline bylines copyright credit credits dateline "
    "donate links masthead meta metadata modal pagination pager paywall popular popup promo "
    "promos promoted promotion recommend recommended recommendation recommendations share sharing shares sharebar signup signin login "
    "register skip social socials "
    "subscribe subscription tags toolbar tools trending widget widgets author authors bio caption captions "
    "figcaption more readmore teaser teasers carousel gallery slideshow toc print printfriendly hidden "
    "visually screen noprint "
    "rating ratings vote poll topics keywords correction timestamp datetime pubdate posted "
    "alsoread seealso relatedposts followus follow callout cta"
).split()

HARD_RULE: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(HARD_WORDS)})(?![a-z])")
SOFT_RULE: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(SOFT_WORDS)})(?![a-z])")
STATE: Final = re.compile(
    r"(?<!\S)(?:tag|category|cat|status|author|has|no|not|is|type|format|hidden|js|post|with|without|wp-image|col|layout)-\S*"
)
"""Classes that say what an article is filed under, not what an element is."""
EMBEDDED: Final = re.compile(r"social|share|media")
HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

BODY_RULE: Final = re.compile(
    r"(?<![a-z])(?:articlebody|article[-_]+body|articletext|article[-_]+text|entry[-_]+content|"
    r"post[-_]+content|post[-_]+body|story[-_]+body|storybody|story[-_]+content|article[-_]+content|body[-_]+copy|story[-_]+text|"
    r"content[-_]+body|content__body|body-text|bodytext|rich-?text-?body|post__content|entry__content)(?![a-z])"
)


@lru_cache(maxsize=8192)
def belief(names: str) -> float:
    """The share of a page's mass up to which an element of these names is not the article, 0 if any."""
    plain = STATE.sub("", HUMP.sub("-", names).lower())
    if "embed" in plain or "tweet" in plain:
        plain = EMBEDDED.sub("", plain)
    if HARD_RULE.search(plain):
        return HARD
    if SOFT_RULE.search(plain):
        return SOFT
    return 0.0


@lru_cache(maxsize=8192)
def is_body(names: str) -> bool:
    """Whether an element of these names says that it is the text of an article."""
    return BODY_RULE.search(HUMP.sub("-", names).lower()) is not None


PHRASES: Final = frozenset(
    """advert; advertisement; advertising; advertisment; ad; ads; iklan; publicidade; publicidad; anzeige; werbung; publicité; annonce;
    pubblicità; реклама; reklama; reklam; annons; mainos; advertentie; 広告; 广告; 廣告; 광고; quảng cáo; إعلان; διαφήμιση;
    story continues below; article continues below; story continues below advertisement; continue reading below;
    share; share this; share this article; share this story; teilen; partager; compartir; compartilhar; condividi; поделиться;
    close; caption; comments; comment; print; email; e-mail; tweet; save; copy link; link copied; loading; loading...; 
    related; related articles; related stories; related content; read more; read next; more; see also; you may also like;
    you might also like; recommended; don't miss; don’t miss; most read; trending; mehr; lesen sie auch; lire aussie; à lire aussi; lire aussi; leia também;
    lea también; leggi anche; lees ook; läs också; les også; læs også; czytaj też; czytaj także; zobacz też; читайте также; 
    hide caption; toggle caption; enlarge this image; view gallery; image; photo; video; play; pause; click to tweet"""
    .replace("\n", " ").split(";")
)
PHRASES_: Final = frozenset(phrase.strip() for phrase in PHRASES)
OUTRO: Final = re.compile(
    r"\b(?:twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|newsletters?|google news|rss|podcasts?|e-?mail)\b",
    re.IGNORECASE,
)


def is_phrase(text: str) -> bool:
    """Whether a block is nothing but the label of something that is not there."""
    return len(text) < 40 and text.strip(" :.…!|-–—[](){}↓→›»▼").casefold() in PHRASES_
