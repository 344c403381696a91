"""What gives away that an element or a block is not the article: words in names, tags, labels.

A name alone proves nothing: wrappers of whole pages are called "has-sidebar" or "share-enabled". So a word
is believed only of an element that holds no more than a share of a page's running text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode


class Doubt(NamedTuple):
    """A sign that an element is not the article."""

    sign: str
    """What it is, in words."""
    share: float
    """The share of a page's running text up to which it is believed."""


DOUBTED_TAGS: Final = {
    "nav": Doubt("element nav", 0.9),
    "footer": Doubt("element footer", 0.9),
    "aside": Doubt("element aside", 0.7),
    "figcaption": Doubt("element figcaption", 0.3),
    "noscript": Doubt("element noscript", 0.3),
}
HIDDEN: Final = Doubt("hidden", 0.3)

STRONG: Final = 0.6
WEAK: Final = 0.3

STRONG_WORDS: Final = (
    "breadcrumbs? comments? commentlist commentary commentaires? comentarios? commenti comentaris disqus "
    "consent cookies? footer gdpr kommentare? kommentarer komentarze komentare? livefyre menu nav navbar "
    "navigation newsletters? outbrain reacties recirc recirculation related respond sidebar submenu taboola "
    "yorumlar diskuze diskussion leserbriefe contentinfo"
)
"""Words of what is beside an article on a page, as patterns."""
WEAK_WORDS: Final = (
    # advertising
    "advert adverts advertisement advertising anzeigen? annonce pubblicita publicidade? publicite "
    "reklam[ae]? werbung sponsors? sponsored banner promos? promoted promotion donate paywall "
    # sharing, and other things to do with an article
    "compartilhar compartir condividi deel follow followus partage partager paylas share sharebar sharing "
    "shares socials? teilen udostepnij abonnieren iscriviti login noprint poll print printfriendly ratings? "
    "register signin signup skip subscribe subscriptions? suscribete toolbar tools votes? "
    # other articles
    "alsoread carousel correlati gallery galerie galeria leia pager pagination popular readmore recommend "
    "recommendations? recommended relacionad[ao]s? relatedposts seealso slideshow souvisejici teasers? "
    "trending verwandte? weiterlesen widgets? "
    # about an article
    "auteurs? authors? autore?s? bildnachweis bildunterschrift bylines? captions? copyright credits? "
    "dateline datetime didascalia etiquetas figcaption keywords legende leyenda links masthead meta "
    "metadata posted pubdate schlagworte stichworte tags timestamp topics "
    # shown on demand
    "hidden modal popup popover tooltip screen visually"
)
"""Words that mean less, for which an article's own parts are named now and then."""
SHORT_WORDS: Final = "ads? adv bio cta toc"
"""Words that may be a piece of a name made by a machine, unless they stand alone."""

STATES: Final = re.compile(
    r"(?<!\S)(?:tag|category|cat|status|author|has|no|not|is|type|format|hidden|js|post|with|without|"
    r"wp-image|col|layout)-\S*+"
)
"""Names that say what an article is filed under or how it is shown, not what an element is."""
HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
EMBEDDED: Final = re.compile(r"embed|tweet")
EMBEDDING: Final = re.compile(r"social|share|media")
"""What an embedded post is called besides."""


def _any_of(words: str) -> str:
    return "|".join(words.split())


STRONG_NAMES: Final = re.compile(rf"(?<![a-z])(?:{_any_of(STRONG_WORDS)})(?![a-z])")
WEAK_NAMES: Final = re.compile(
    rf"(?<![a-z])(?:{_any_of(WEAK_WORDS)})(?![a-z])|(?<![a-z0-9])(?:{_any_of(SHORT_WORDS)})(?![a-z0-9])"
)

BODY_NAMES: Final = re.compile(
    r"(?<![a-z])(?:(?:article|artikel|story|post|entry|news)[-_]*(?:body|text|content|copy|inhalt)|"
    r"body[-_]*(?:copy|text)|content[-_]*body|rich-?text-?body|"
    r"(?:noticia|nota|materia|articulo)[-_]*(?:texto|cuerpo|corpo|conteudo|contenido)|"
    r"(?:texto|cuerpo|corpo|conteudo|contenido)[-_]*(?:noticia|nota|materia|articulo))(?![a-z])"
)
"""Names of what says that it is the text of an article."""


def doubt(node: LexborNode, tag: str) -> Doubt | None:
    """What speaks against an element, if anything."""
    attributes = node.attributes
    if attributes:
        found = doubt_of_names(names(attributes)) or (HIDDEN if hides(attributes) else None)
        if found is not None:
            return found
    return DOUBTED_TAGS.get(tag)


def names(attributes: dict[str, str | None]) -> str:
    """The names of an element: its classes, id and role."""
    get = attributes.get
    return f"{get('class') or ''} {get('id') or ''} {get('role') or ''}"


def hides(attributes: dict[str, str | None]) -> bool:
    """Whether an element is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style


@lru_cache(maxsize=8192)
def doubt_of_names(text: str) -> Doubt | None:
    """What names of an element speak against it."""
    if text.isspace():
        return None
    plain = STATES.sub("", HUMP.sub("-", text).lower())
    if EMBEDDED.search(plain):
        plain = EMBEDDING.sub("", plain)
    match = STRONG_NAMES.search(plain)
    if match is not None:
        return Doubt(f'named "{match[0]}"', STRONG)
    match = WEAK_NAMES.search(plain)
    return Doubt(f'named "{match[0]}"', WEAK) if match is not None else None


@lru_cache(maxsize=8192)
def is_body(text: str) -> bool:
    """Whether names of an element say that it is the text of an article."""
    return not text.isspace() and BODY_NAMES.search(HUMP.sub("-", text).lower()) is not None


LABELS: Final = frozenset(
    label.strip()
    for label in """
    ad; ads; advert; advertisement; advertising; anzeige; werbung; annonce; publicité; publicidad;
    publicidade; pubblicità; advertentie; annons; mainos; reklam; reklama; реклама; iklan; quảng cáo; 広告;
    广告; 廣告; 광고; إعلان; διαφήμιση; article continues below; continue reading below;
    story continues below; story continues below advertisement;
    share; share this; share this article; share this story; teilen; partager; compartir; compartilhar;
    condividi; delen; поделиться; tweet; click to tweet; copy link; link copied; print; email; e-mail; save;
    close; caption; hide caption; toggle caption; enlarge this image; view gallery; image; photo; video;
    play; pause; loading; loading...; comment; comments; kommentare; commentaires; comentarios; comentários;
    commenti; комментарии;
    related; related articles; related stories; related content; read more; read next; more; see also;
    you may also like; you might also like; recommended; don't miss; don’t miss; most read; trending; mehr;
    lesen sie auch; à lire aussi; lire aussi; leia também; lea también; leggi anche; lees ook; läs också;
    les også; læs også; lue myös; czytaj też; czytaj także; zobacz też; читайте также; читайте також
    """.split(";")
)
"""Whole blocks that label something that is not text, or not the article's."""

OUTLETS: Final = re.compile(
    r"\b(?:twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|google news|rss|"
    r"newsletters?|podcasts?|e-?mail)\b",
    re.IGNORECASE,
)
"""Where the last lines of a page, with a link in them, ask one to go."""


def is_label(text: str) -> bool:
    """Whether a block is nothing but the label of something that is not there."""
    return len(text) < 40 and text.strip(" :.…!|-–—[](){}↓→›»▼").casefold() in LABELS
