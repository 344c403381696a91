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
    "visually sr screen noprint "
    "rating ratings vote poll topics keywords correction timestamp datetime pubdate posted "
    "alsoread seealso jp relatedposts followus follow callout cta"
).split()

HARD_RULE: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(HARD_WORDS)})(?![a-z])")
SOFT_RULE: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(SOFT_WORDS)})(?![a-z])")
STATE: Final = re.compile(
    r"(?<!\S)(?:tag|category|cat|status|author|has|no|not|is|type|format|hidden|js|post|with|without|wp-image|col|layout)-\S*"
)
"""Classes that say what an article is filed under, not what an element is."""
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
    if HARD_RULE.search(plain):
        return HARD
    if SOFT_RULE.search(plain):
        return SOFT
    return 0.0


@lru_cache(maxsize=8192)
def is_body(names: str) -> bool:
    """Whether an element of these names says that it is the text of an article."""
    return BODY_RULE.search(HUMP.sub("-", names).lower()) is not None
