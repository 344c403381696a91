"""Which language is this text in?

Told by its script, and where several languages share one by their commonest words. Text that is short,
or that two languages could claim, has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from typing import Final

from index.model import Article
from index.months import fold

SAMPLE: Final = 1_200
"""Characters of a text that are looked at."""
LEAST: Final = 60
"""Characters that a text must have, and a quarter of it in Chinese, Japanese and Korean."""
LEAST_WORDS: Final = 4
"""Common words that must be found."""
SHARE: Final = 0.07
"""The share of its words that must be common ones."""
AHEAD: Final = 1.3
"""How far a language must be ahead of the next."""

COMMON: Final = {
    "en": "the of and to in is that for it was with on as are be this have from by at not but they which "
    "his he an has were or their been will you we who more",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an "
    "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war "
    "haben nur oder",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la "
    "avec son cette aux ont mais comme ou nous leur été être à",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha "
    "me si sin sobre este ya entre cuando todo esta ser son también fue",
    "it": "di e il la che in a per un è del con non una i le da si dei al della sono come alla ha più nel "
    "anche gli delle lo su ma questo dal nella se ci essere stato",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das "
    "tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso",
    "nl": "de van het een en in is dat op te zijn met voor niet die aan er om ook als dan maar bij nog door "
    "naar heeft uit ze worden wordt wat over zich hij was deze meer kan",
    "sv": "och i att det som en på är av för med den till inte om ett har de var men sig så från vi kan när "
    "han också eller nu ska vara efter hade man",
    "da": "og i at det er en til af på den for de der med som ikke har et fra vil men kan så om ved han hun "
    "blev være eller efter også været nogle mange meget hvor",
    "no": "og i det er på som en til av for at med de den har ikke et fra vil men kan så om ved han hun ble "
    "være eller etter også vært noen mange mye hvor",
    "fi": "ja on ei että se oli ovat mutta kun myös hän niin kuin joka sen ole tai mukaan vain olla jos ne "
    "mitä voi nyt sitä jo vuoden ollut vielä",
    "pl": "w i na z do się nie to że jest o po od za jak przez dla co są oraz tym ale tego ze czy jego może "
    "było także który które przy już być by",
    "cs": "a se v na je že s z do to o i ve jsem pro by ale za jsou jako po od už které který podle také "
    "jeho nebo při byl jen však bylo není",
    "sk": "a sa v na je že s z do to o i vo som pre by ale za sú ako po od už ktoré ktorý podľa tiež jeho "
    "alebo pri bol len však bolo nie",
    "sl": "in je v na se da za so pa z bi ki ne tudi kot po s ali bo ni od še do iz pri smo sta lahko bil "
    "kar",
    "hr": "i u je na se da za su od s o a kao koji će ne to koje iz do bi što ali nije sve kako samo biti "
    "ili",
    "ro": "de și în a la cu pe o că nu din se un pentru care este mai sunt ce au fi sau ale fost după prin "
    "dar al lui cel acest dintre",
    "hu": "a az és hogy nem is egy van ez de volt meg csak mint már ki azt még el vagy lehet ha kell minden "
    "szerint után pedig ami amely magyar",
    "tr": "ve bir bu için da de ile olarak çok daha olan gibi kadar sonra en ne ama var her değil ise "
    "olduğu ya oldu dedi göre türkiye",
    "vi": "và của là có cho không được các trong người một với những để này khi đã đến từ trên ra cũng như "
    "về sẽ nhiều vào",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa "
    "ada mereka lebih sudah atau saat oleh adalah sebagai kata",
    "ms": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke kerana tersebut boleh ada "
    "mereka lebih telah atau oleh adalah sebagai kata beliau bagi turut",
    "et": "ja on et ei see oli ka kui aga mis oma ning selle ta või seda siis nii kuid välja juba olema pole",
    "lv": "un ir ar par no uz ka to kas gan arī bet nav tā kā lai pēc vai tikai ļoti bija pie kad viņš",
    "lt": "ir kad į yra su tai iš bet ne buvo kaip už jis savo apie dar taip tik nuo po gali jau arba",
    "ca": "de la i que el a en les un per els del una amb no és al es com més seva va pel són però ha seu "
    "també aquest aquesta han",
    "gl": "de a que o e do da en os un para unha con non no na se por máis as dos é como ao pola súa tamén "
    "foi",
    "sq": "të e në dhe për që një me nga është si ka do më nuk se u i janë por kjo ky ishte",
    "eu": "eta da ez ere bat dute zuen den du egin dira izan beste baina dela hori bere",
    "af": "die van en in is het dat wat nie te vir op met sy hy was om ook by hulle deur aan ek",
    "sw": "na ya wa kwa katika ni za la kuwa hiyo hii yake huo kama watu cha pia vya",
    "tl": "ang ng sa na mga ay at ni si para kung hindi ito may nang isang ko niya siya",
    "is": "og að í á er sem það um en við var til af með ekki hann fyrir eru því hafa þar",
    "ru": "и в не на что с по как это из к у за от но его для так же о он был все а я мы при или до то бы",
    "uk": "і в не на що з та у до як це за від про його для але він є так був які який або по й та її ми ще",
    "bg": "на и да за се в от не с по е че са до като си от това към при той има са бе ще или",
    "sr": "и у је на се да за су од са о као који ће не то које из до би што али није све како само",
    "mk": "на и да за се во од не со по е дека се до како си ова кон при тој има беше ќе или што",
    "be": "і ў не на што з па як гэта у да за ад але яго для ён і так быў каб пра яна",
    "kk": "және бір бұл мен үшін деп де да бар еді екен осы сол оның қазақстан болып туралы",
    "ar": "في من على إلى أن التي عن الذي مع هذا كان ما هذه لا بعد أنه بين كما خلال قال ذلك قد كانت",
    "fa": "و در به از که این را با است برای آن یک تا بر هم می شد خود شده کرد اما بود",
    "ur": "کے کی میں ہے اور سے کا نے کو پر کہ یہ اس ہیں کر بھی تھا نہیں ایک جو گیا",
    "hi": "के में की है से को का और पर ने कि यह हैं भी एक कर नहीं इस हो तो था लिए",
    "mr": "आहे आणि या च्या ते व हे नाही आहेत मी तर होते की असे त्या करून होता",
    "ne": "र को मा छ ले पनि हो गरेको भएको गर्ने छन् यो थियो गरेका भने",
}
"""The commonest words of the languages that share a script with others."""

SCRIPTS: Final = (
    ("latin", "azßöøɏḀỿ"),
    ("latin", "\u00c0\u00d6"),
    ("el", "\u0370\u03ff\u1f00\u1fff"),
    ("cyrillic", "\u0400\u052f"),
    ("hy", "\u0530\u058f"),
    ("he", "\u0590\u05ff"),
    ("arabic", "\u0600\u06ff\u0750\u077f\ufb50\ufdff\ufe70\ufefe"),
    ("devanagari", "\u0900\u097f"),
    ("bn", "\u0980\u09ff"),
    ("pa", "\u0a00\u0a7f"),
    ("gu", "\u0a80\u0aff"),
    ("ta", "\u0b80\u0bff"),
    ("te", "\u0c00\u0c7f"),
    ("kn", "\u0c80\u0cff"),
    ("ml", "\u0d00\u0d7f"),
    ("si", "\u0d80\u0dff"),
    ("th", "\u0e00\u0e7f"),
    ("lo", "\u0e80\u0eff"),
    ("my", "\u1000\u109f"),
    ("ka", "\u10a0\u10ff"),
    ("ko", "\u1100\u11ff\uac00\ud7af"),
    ("am", "\u1200\u137f"),
    ("km", "\u1780\u17ff"),
    ("ja", "\u3040\u30ff"),
    ("zh", "\u3400\u4dbf\u4e00\u9fff"),
)
"""The scripts, those of one language by its code and the others by their name, each with the first and
the last of its characters."""

SHARED: Final = {
    **dict.fromkeys("ru uk bg sr mk be kk mn ky tg tt".split(), "cyrillic"),
    **dict.fromkeys("ar fa ur ps ug sd ckb".split(), "arabic"),
    **dict.fromkeys("hi mr ne".split(), "devanagari"),
}
"""The script of a language that is not written in Latin letters and not alone in its script."""
EITHER: Final = frozenset("sr kk uz az tk bs sh mn ku pa sd ms ha yi tt ug ks".split())
"""Languages of more than one script, which no script contradicts."""

LOOKED_AT: Final = 160
"""Characters of a sample whose script is asked for."""

_RANGES: Final = sorted(
    (first, last, name) for name, ends in SCRIPTS for first, last in zip(ends[::2], ends[1::2], strict=True)
)
_STARTS: Final = [first for first, _, _ in _RANGES]
_WORD: Final = re.compile(r"[^\s\d.,;:!?()\[\]\"“”„«»|/–—…،؟।]+")

CODES: Final = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "nb": "no",
    "nn": "no",
    "fil": "tl",
    "jp": "ja",
    "cz": "cs",
}
"""Codes that were replaced, that are mistaken for others, or that one of ISO 639-1 covers."""
NAMES: Final = {
    "english": "en",
    "deutsch": "de",
    "german": "de",
    "french": "fr",
    "francais": "fr",
    "spanish": "es",
    "espanol": "es",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "rus": "ru",
    "nld": "nl",
    "pol": "pl",
}
"""What pages write instead of codes."""
KNOWN: Final = frozenset(
    "aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cs cu cv cy da de dv dz "
    "ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy ia id ie ig ii "
    "ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh "
    "mi mk ml mn mr ms mt my na nd ne ng nl no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw "
    "sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug "
    "uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""The codes of ISO 639-1."""


def guess(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text; None if it is too short or too mixed to tell."""
    sample = text[:SAMPLE].lower()
    script = _script(sample)
    if script is None or len(script) == 2:
        return script
    words = _WORD.findall(sample)
    counts = Counter(words)
    scores: dict[str, float] = defaultdict(float)
    found = 0
    for word in filter(_CLAIMS.__contains__, counts):
        times, claims = counts[word], _CLAIMS[word]
        found += times
        share = times / len(claims)
        for code in claims:
            scores[code] += share
    ranked = sorted([(score, code) for code, score in scores.items() if SHARED.get(code, "latin") == script])
    if found < LEAST_WORDS or found < SHARE * len(words) or not ranked:
        return None
    if len(ranked) > 1 and ranked[-1][0] < AHEAD * ranked[-2][0]:
        return None
    return ranked[-1][1]


def agreed(stated: str | None, text: str) -> str | None:
    """The language that is stated of a text, unless its script is plainly another's; else a guess."""
    if stated is None:
        return guess(text)
    if stated in EITHER:
        return stated
    script = _script(text[:SAMPLE].lower())
    if script is None:
        return stated
    own = SHARED.get(stated) or (stated if any(stated == name for name, _ in SCRIPTS) else "latin")
    return stated if own == script else guess(text)


def spoken(article: Article) -> str | None:
    """The language of an article: that which it states, else a guess by its text."""
    return article.language if article.language is not None else guess(article.body)


def code(tag: str) -> str | None:
    """The ISO 639-1 code in a language tag such as "en-US", "pt_BR" or "zh-Hans"."""
    first = fold(tag[:40].strip()).replace("_", "-").split("-")[0].split(",")[0].strip()
    first = CODES.get(first) or NAMES.get(first) or first
    return first if first in KNOWN else None


def _script(sample: str) -> str | None:
    """The script of most letters of a text; None if it has few, or if no script has most of them."""
    if sample.isascii():
        return "latin" if len(sample) >= LEAST else None
    step = max(1, len(sample) // LOOKED_AT)
    counts: Counter[str] = Counter()
    for character, times in Counter(sample[::step]).items():
        name = _script_of(character)
        if name:
            counts[name] += step * times
    if not counts:
        return None
    whole = counts.total()
    if counts["ja"] * 20 > counts["zh"]:
        counts["ja"] += counts.pop("zh", 0)
    name = max(counts, key=counts.__getitem__)
    least = LEAST / 4 if name in ("ja", "ko", "zh") else LEAST * 0.6
    return name if counts[name] >= least and counts[name] * 2 > whole else None


@lru_cache(maxsize=4_096)
def _script_of(character: str) -> str:
    """The script of one character; empty if it is of none."""
    place = bisect_right(_STARTS, character) - 1
    return _RANGES[place][2] if place >= 0 and character <= _RANGES[place][1] else ""


def _claims() -> dict[str, tuple[str, ...]]:
    claims: dict[str, list[str]] = defaultdict(list)
    for language, words in COMMON.items():
        for word in dict.fromkeys(words.split()):
            claims[word].append(language)
    return {word: tuple(languages) for word, languages in claims.items()}


_CLAIMS: Final = _claims()
