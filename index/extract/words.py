"""What pages call comments and their parts, in the languages that are known here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

COMMENT: Final = (
    r"comment|kommentar|komment|commentaire|comentari|commenti|commento|coment[aá]rio|reactie|opmerking"
    r"|komentar|koment[aá][rř]|hozzaszolas|yorum|otzyv|kommentari|leserbrief|lesermeinung|lezersreactie"
    r"|cmt|gaestebuch|guestbook|binhluan|binh-luan|pinglun|liuyan"
)
"""A comment, as classes and ids name it."""
COMMENT_STEMS: Final = (
    "omment komen comen reactie opmerk hozza yorum otzyv leserb leserm lezers cmt gaeste guestb binh "
    "pinglun liuyan"
).split()
"""One of them is in every such name in small letters."""

HEADING: Final = re.compile(
    r"comment|komment|kommentti|koment|coment|\breacti(?:e|es)\b|\breaktion|opmerking|hozzász[oó]lás"
    r"|\byorum|σχόλι|σχολι|коммент|комент|отзыв|\bbình luận|ความคิดเห็น|ความเห็น|评论|評論|留言|コメント"
    r"|댓글|تعليق|التعليقات|תגוב|टिप्पणी|মন্তব্য|نظرات|دیدگاه|leserbrief|lesermeinung|leserzuschrift"
    r"|\brepl(?:y|ies)\b|\bresponses?\b|\bthoughts? on\b|\brépons|\brespuesta|\bantworten?\b|\brispost"
    r"|\bresposta|\bmeinungen\b|\bopinion(?:es|s|i)\b|\bavis des lecteurs|\bdiskussion\b|\bdiscussion\b"
    r"|\bdiskuse\b|\bdiskusia\b|\bодгово|\bответ|\bvélemény|\bpareri\b|\bsvar\b|\bvastau",
    re.IGNORECASE,
)
"""A comment or an answer, as headings name it."""

HEADING_STEMS: Final = (
    "comment komment koment coment reacti reaktion opmerking hozzász yorum σχόλι σχολι коммент комент отзыв"
    " bình ความคิดเห็น ความเห็น 评论 評論 留言 コメント 댓글 تعليق تعليقات תגוב टिप्पणी মন্তব্য نظرات دیدگاه leser "
    "repl"
    " response thoughts répons respuesta antwort rispost resposta meinung opinion avis diskus discuss одгово"
    " ответ vélemény pareri svar vastau"
).split()
"""One of them is in every text in small letters that HEADING is in: to look for them is faster."""

LATEST: Final = re.compile(
    r"recent|latest|newest|neuest|letzte|aktuell|derni[eè]re?s|[uú]ltim|recente|laatste|najnow|posledn"
    r"|senaste|seneste|siste|uusimmat|legut[oó]bbi|son-yorum|последн|нов[ыі]е|top[-_ ]?comment|most[-_ ]?"
    r"|popular|meist|best[-_]of|highlight|featured",
    re.IGNORECASE,
)
"""Says of a list of comments that it is of many articles, or a choice."""

OTHER_LISTS: Final = re.compile(
    r"(?:^|[-_ ])(?:related|recommend\w*|teasers?|search|results?|timeline|ticker|live[-_]?\w*|events?"
    r"|calendar|products?|archives?|nav|menu|breadcrumbs?|pagination|pager|gallery|slide\w*|carousel|sidebar"
    r"|footnotes?|references|toc|tags|similar|hentry|headlines?|newsticker|trackbacks?|pingbacks?|pingback)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Says of a list that it is something else."""

QUOTE: Final = re.compile(
    r"(?:^|[-_ ])(?:quote\w*|bbquote|citation|zitat|quotation)(?:$|[-_ \d])", re.IGNORECASE
)
"""Says of an element that it quotes."""

FORM: Final = re.compile(
    r"(?:^|[-_ ])(?:respond|reply[-_]?form|(?:new|your|leave|add|write|post)[-_]?(?:a[-_]?)?(?:comment|reply)"
    r"|(?:comment|kommentar|commentaire|comentario|reply)s?[-_]*(?:respond|form|formular|formulaire|formulario"
    r"|editor|textarea|send[-_]form))(?:$|[-_ \d])",
    re.IGNORECASE,
)
"""Says of an element that a comment can be written there."""

FORM_STEMS: Final = ("omment", "reply", "respond", "comentario")
"""One of them is in every name in small letters that FORM is in."""

MESSAGE: Final = (
    r"post|posting|message|msg|reply|answer|antwort|beitrag|respuesta|reponse|response|entry|p|c|m|r"
)
"""An item of a discussion, or of something else: more has to speak for it."""
MESSAGE_WORDS: Final = tuple(MESSAGE.split("|"))

OWN_ID: Final = re.compile(
    rf"(?P<sure>(?:[a-z]+[-_])*?(?:{COMMENT}|dsq-comment)(?:[-_]?(?:id|no|nr|num|item|entry|box|li|row))?)"
    r"[-_#.]?(?P<number>\d[\d_-]*+|[0-9a-f]{8,}(?:-[0-9a-f]+)*+)"
    rf"|(?P<maybe>(?:[a-z]+[-_])?(?:{MESSAGE}))[-_]?(?P<count>\d+)",
    re.IGNORECASE,
)
"""An id of an element that is a comment, or may be one."""

SAYS: Final = (
    r"says|said|wrote|writes|commented|replied|replies|sagt|sagte|schrieb|schreibt|meint|meinte|antwortete"
    r"|kommentierte|dit|a dit|a écrit|écrit|dice|dijo|ha detto|ha scritto|scrive|scrisse|escribió|escribe"
    r"|comentó|disse|diz|escreveu|comentou|zegt|zei|schreef|schrijft|säger|skrev|skriver|sier|siger"
    r"|kommenterade|sanoo|kirjoitti|kirjoittaa|pisze|napisała?|mówi|komentuje|říká|napsala?|píše|hovorí"
    r"|napísala?|mondja|írta|szerint|spune|a spus|a scris|diyor ki|dedi ki|yazdı|dedi|говорит|пишет|сказала?"
    r"|написала?|каже|написав|пише|каза|λέει|έγραψε|kaže|pravi|kata|berkata|mengatakan|viết|nói"
    r"|さん|より|说|說|说道|写道|님|님의 말|يقول|כתב|אומר|کفت|گفت"
)
"""Follows the name of who wrote a comment."""

BY: Final = (
    r"(?:(?:comment(?:ed)?|posted|submitted|written|added|left|published|reply|replied|kommentar|verfasst"
    r"|geschrieben|erstellt|eingestellt|gepostet|antwort|publié|rédigé|posté|écrit|envoyé|commentaire|scritto"
    r"|inviato|pubblicato|commento|publicado|enviado|escrito|comentario|comentário|geplaatst|geschreven"
    r"|reactie|skrivet|skrevet|postat|opprettet|napisan[eoy]|dodan[eoy]|přidal|vložil|beküldte|trimis|scris"
    r"|kirjoittanut|lähettänyt|написал|опубликовал|отправил|добавил)\s+(?:\w+\s+)?)?"
    r"(?:by|von|par|por|da|di|door|av|af|przez|od|de|from|автор|от|від|ved|κατά|από|oleh|bởi|dari)"
)
"""Comes before it."""

ON: Final = (
    r"on|at|am|um|vom|le|à|a las|el|il|alle|ore|op|om|em|às|dnia|o|в|den|kl|klo|dne|pe|la|στις|uhr|and|the"
    r"|date|datum|fecha|data|dato|posted|wrote|uur|時|permalink|link|edited|#"
)
"""Stands between name and date."""

ACTIONS: Final = re.compile(
    r"[\W\d_]*(?:(?:reply|respond|quote|report|flag|share|like|dislike|edit|delete|permalink|permanent "
    r"link|link"
    r"|parent|top|up|vote|upvote|downvote|log in|login|sign in|register|antworten|zitieren|melden|teilen"
    r"|bewerten|gefällt mir|permalink|beantworten|einloggen|kommentieren|répondre|signaler|citer|partager"
    r"|responder|denunciar|citar|reportar|rispondi|segnala|cita|condividi|curtir|reageer|reageren|beantwoorden"
    r"|rapporteer|svara|svar|anmäl|rapporter|vastaa|odpowiedz|zgłoś|cytuj|odpovědět|nahlásit|odpovedať"
    r"|válasz|jelentés|răspunde|yanıtla|cevapla|cevap|şikayet et|ответить|пожаловаться|цитировать|відповісти"
    r"|απάντηση|odgovori|balas|laporkan|trả lời|ตอบ|回复|回覆|返信|답글|답글 달기|رد|הגב|to this comment|to"
    r"|this|comment|post|in reply|show|hide|more|score|points?|likes?|votes?|yes|no|translate|load|or|for"
    r"|to reply|to post|comments|read more|inappropriate|as|abuse|offensive|recommend|recommended|reply with"
    r"|was this|helpful|kommentar|beitrag|diesen|auf|message|bearbeiten|löschen|zum|kommentare|cite)\b"
    r"[\W\d_]*)++",
    re.IGNORECASE,
)
"""A line that offers something to do with a comment."""

ROLES: Final[dict[str, str]] = {
    **dict.fromkeys(
        "author autor auteur autore auteurs verfasser user username userinfo usercard name nick "
        "nickname nickName"
        " poster fn byline commenter commentor creator member hnuser usuario vcard screenname displayname"
        " commentauthor kommentator pseudo imie".split(),
        "author",
    ),
    **dict.fromkeys(
        "date time datetime timestamp timeago ago posted created published datum fecha zeit uhrzeit age data"
        " postdate commentdate hora heure dato pubdate when".split(),
        "date",
    ),
    **dict.fromkeys(
        "meta metadata commentmetadata head header info infos submitted footer foot comhead smalltext details"
        " kopf permalink title heading subject titel topic postbit says".split(),
        "head",
    ),
    **dict.fromkeys(
        "body content text txt message msg copy postbody description desc inhalt texte contenu bbwrapper md"
        " commenttext comentario corpo cuerpo contenido testo tekst treść postcontent usertext excerpt "
        "commtext"
        " commentbody markdown".split(),
        "body",
    ),
    **dict.fromkeys(
        "reply replies vote votes voting rating ratings like likes dislike share report flag actions action"
        " controls control tools toolbar buttons button avatar gravatar badge badges userpic picture "
        "photo thumb"
        " thumbs links options moderation karma score pager signature sig abuse respond antworten btn menu"
        " permalinks number ups downs social userdetails rank".split(),
        "other",
    ),
}
"""What an element of a comment is for, by the words of its class."""

FORMAL: Final = frozenset(
    "text font float pull align content margin padding col row small muted bold left right center js hidden"
    " visible clearfix inline block flex mt mb ml mr".split()
)
"""Words of classes that are about looks where they begin one."""

WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[^\W\d_a-zA-Z]+")

CONTAINERS: Final = frozenset(
    "list lists section sections area thread threads container wrapper wrap feed stream app outer "
    "holder module"
    " widget block panel box region tree page main root view loop template embed plugin system form respond"
    " comments kommentare commentaires comentarios commenti reacties komentarze yorumlar commentlist".split()
)
PARTS: Final = frozenset(
    "author meta metadata date time link links form count counter counts number title head header "
    "heading icon"
    " avatar button btn name nav navigation pagination pager more policy closed open disabled reply "
    "actions vote"
    " votes like likes footer info login notes note rules image user write add new toggle load label "
    "field input"
    " submit textarea url email show hide all popup bubble num total cta guidelines bar menu tools "
    "sort".split()
)


@lru_cache(maxsize=4_096)
def named_comment(name: str) -> str:
    """What a class and id say of an element: "item", "list" or "part" of comments; empty if nothing."""
    small = name.lower()
    if not any(stem in small for stem in COMMENT_STEMS):
        return ""
    found = ""
    for token in name.split():
        match = ANY_COMMENT.search(token)
        if match is None:
            continue
        words = [word.lower() for word in WORD.findall(token[match.start() :])]
        rest = frozenset(words[1:])
        if rest & PARTS:
            kind = "part"
        elif (words and words[0] in CONTAINERS) or rest & CONTAINERS:
            kind = "list"
        else:
            kind = "item"
        if kind == "item" or not found or (kind == "list" and found == "part"):
            found = kind
    return found


@lru_cache(maxsize=4_096)
def named_form(name: str) -> bool:
    """Whether a class and id say that a comment can be written in an element."""
    small = name.lower()
    return any(stem in small for stem in FORM_STEMS) and FORM.search(name) is not None


@lru_cache(maxsize=4_096)
def named_quote(classes: str) -> bool:
    """Whether the class of an element says that it is a quote."""
    return QUOTE.search(classes) is not None


def ends_as_message(own: str) -> bool:
    """Whether an id without a word for comments may be that of a message: this is faster than OWN_ID."""
    word = own.rstrip("0123456789")
    return len(word) < len(own) and word.rstrip("-_").lower().endswith(MESSAGE_WORDS)


def speaks_of_comments(heading: str) -> bool:
    """Whether a heading is one of comments or answers."""
    small = heading.lower()
    return any(stem in small for stem in HEADING_STEMS) and HEADING.search(heading) is not None


ANY_COMMENT: Final = re.compile(COMMENT, re.IGNORECASE)


@lru_cache(maxsize=4_096)
def role(tag: str, classes: str, itemprop: str) -> str:
    """What an element of a comment is for: "author", "date", "head", "body" or "other"; empty if unknown."""
    if itemprop:
        known = ITEMPROPS.get(itemprop.lower())
        if known:
            return known
    if tag == "time":
        return "date"
    roles = []
    for token in classes.split():
        words = [word.lower() for word in WORD.findall(token)]
        if len(words) > 1 and words[0] in FORMAL:
            continue
        for word in reversed(words):
            if word in ROLES:
                roles.append(ROLES[word])
                break
    for each in ("date", "author", "other", "head", "body"):
        if each in roles:
            return each
    return "author" if tag == "cite" else ""


ITEMPROPS: Final = {
    "author": "author",
    "creator": "author",
    "name": "author",
    "datepublished": "date",
    "datecreated": "date",
    "commenttime": "date",
    "text": "body",
    "commenttext": "body",
    "reviewbody": "body",
    "description": "body",
}
