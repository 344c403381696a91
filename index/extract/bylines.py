"""The names in a byline, each for itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from index.extract.linked import keyed
from index.months import MONTHS, fold

LONGEST: Final = 300
"""Characters of a byline."""
LONGEST_NAME: Final = 50
"""Characters of a name."""
MOST_WORDS: Final = 6
"""Words of a name."""

BY: Final = re.compile(
    r"(?:(?:posted|written|published|submitted|reported|story|words|text|article|interview|review|analysis"
    r"|opinion|guest post|geschrieben|verfasst|veröffentlicht|ein beitrag|ein kommentar|eine analyse"
    r"|ein artikel|écrit|rédigé|publié|propos recueillis|escrito|publicado|scritto|pubblicato|geschreven"
    r"|skrevet|skriven)\s+(?:on\s.{1,40}?\s)?)?"
    r"(?:by|von|par|por|door|af|av|przez|oleh|tekijä)(?:\s*:\s*|\s+)"
    r"|(?:authors?|autor(?:en|in|es|a|ka|ki|zy)?|auteure?s?|autore|autori|verfasser(?:in)?|redakteur(?:in)?"
    r"|författare|skribent|journalist(?:e|in)?|schrijver|reporter|text|foto|words|byline|автор(?:ы|и)?|текст"
    r"|szerző|yazar|kirjoittaja|tác giả|penulis|posted|di|da|作者|记者|文|記者|著者|執筆|기자|كتب)"
    r"\s*[:：／/]\s*"
    r"|(?:作者|记者|記者)\s*",
    re.IGNORECASE,
)
"""What stands before the names. Only with white space or a colon behind it: "Abby" begins with no "by"."""
ITALIAN: Final = re.compile(r"(?:[Dd]i|[Dd]a)\s+(?=[A-ZÀ-Þ]\S*\s+\S)")
"""The Italian for it, which is also a part of names."""

ENDING: Final = re.compile(
    r"\s*(?:[|•·–—►»/]|\s-\s|\s@|[(\[]|\s\d"
    r"|\b(?:updated|published|posted|edited|publié|aktualisiert|veröffentlicht|publicado|opublikowano|follow)\b"
    r"|\bon\s(?=\d|\w{3,9},?\s\d)|\bam\s(?=\d)|\ble\s(?=\d)|\bel\s(?=\d)|https?:|www\.|\S+@\S+\.\w"
    r"|\d{1,2}[./:]\d{2}|\d{4}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
    re.IGNORECASE,
)
"""Where the names end."""
FOR: Final = re.compile(r"(?<=\S)\s+[Ff]or\s+(?=the\b|[A-Z])")
"""Where they end, if they are more than one word by then: "Jane Roe for the Example"."""
WITHIN: Final = re.compile(r"\s*\([^()]*\)\s*(?=[^\W\d])")
"""Parts of a name that are put in brackets."""

SPLIT: Final = re.compile(
    r"\s*(?:;|,|、|，|\s&|\s\+)\s*(?:(?:and|und|et|y|e|og|och|en|i|и|та|ja|ve|și|és|&)\s+)?"
    r"|\s+(?:and|und|et|y|og|och|и|та|ja|ve|și|és|with|mit|avec|con|sowie)\s+"
    r"|\s+(?:e|en|i|a)\s+(?=[^\Wa-zà-ÿ\d_])|(?<=[a-zß-ÿ]{3})\.\s+"
)
"""What stands between names."""
TRAILING: Final = re.compile(r"\s+(?:on|am|at|in|le|el|den|vom|il|MD|PhD|Ph\.D|M\.D|MA)$")
"""What may be left behind a name."""

NO_NAME: Final = frozenset(
    "admin administrator administrador administrateur author autor auteur anonymous anonym "
    "anonyme guest gast user editor editors editorial redaktion redaktionen redaktor redaktør "
    "redacción redaccion redaction rédaction redazione redactie redação redacao redakcja redakce "
    "redakcia redakcija szerkesztőség toimitus staff team unknown root web webmaster webredaktion "
    "newsroom newsdesk desk online blog news none null undefined by profile reporter reporters "
    "correspondent contributor contributors staffwriter writer follow home about contact share "
    "facebook twitter login test wordpress last first updated true false more read views comments "
    "автор редакция администратор админ 编辑 管理员".split()
)
"""Words that stand where a name should."""
ROLE: Final = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|editor-in-chief|columnist|contributors?|producer"
    r"|photographer|journalists?|bureau|desk|engineer|manager|director|professor|founder|ceo|analyst|president"
    r"|redakteur(?:in)?|journalist(?:e|in)|korrespondent(?:in)?|chefredakteur(?:in)?|autor(?:in)?"
    r"|corresponsal|periodista|redactor(?:a)?|correspondant(?:e)?|envoyée? spéciale?|giornalista)\b",
    re.IGNORECASE,
)
"""Words of what somebody is."""
HOUSE: Final = re.compile(
    r"\b(?:press|news|times|post|herald|tribune|magazine|media|agency|agentur|agence|agencias?|agencies"
    r"|network|channel|department|associated press|reuters|afp|dpa|ap|upi|efe|ansa|bbc|cnn|apa|sid|epd|kna"
    r"|pti|ians|belga|anp|ntb|tt|ritzau|pap|gmbh|inc|ltd|llc|verlag|university|universität|institute|institut"
    r"|international|organization|foundation|stiftung|association|online|wire|services?|blog"
    r"|[\w-]+\.(?:com|org|net|de|co\.uk|fr|es|it|nl|pl|ru|at|ch|info))\b",
    re.IGNORECASE,
)
"""Words of organisations."""
STAFF: Final = re.compile(
    r"\b(?:staff|team|redaktion|rédaction|redacci[oó]n|redazione|redactie|redakcja|редакция|editorial)\b",
    re.IGNORECASE,
)
"""Words of nobody in particular."""
CREDENTIALS: Final = re.compile(
    r"(?:M\.?D|Ph\.?D|M\.?A|B\.?A|M\.?S|M\.?Sc|RN|R\.?D|MPH|Esq|Jr|Sr|CPA|JD|MBA|DDS|DO|FACP|LLM|PharmD|CFA|RDN?|LCSW|FRCS|CBE|OBE|MBE|II"
    r"|III)\.?"
)
HONORIFIC: Final = re.compile(
    r"(?:(?:dr|prof|mr|mrs|ms|miss|sir|herr|frau|mag|dipl|ing|med|rer|nat|phil)(?:\.\s*|\s+)(?:h\.?\s?c\.?\s+)?)+"
    r"(?=\S+\s\S)",
    re.IGNORECASE,
)


OTHER: Final = re.compile(f"{HOUSE.pattern}|{ROLE.pattern}|{STAFF.pattern}", re.IGNORECASE)


def names(text: str, houses: Collection[str] = ()) -> tuple[str, ...]:
    """The names of people in a byline: none rather than a bad one.

    `houses` are the names of the outlet, in the form of `keyed`: that a page names itself says nothing.
    An organisation is named only where no person is.
    """
    text = " ".join(text[: LONGEST * 2].split())
    if not text or len(text) > LONGEST:
        return ()
    text = WITHIN.sub(" ", _after_by(text))
    if keyed(text) in houses:
        return ()
    text = _up_to(text)
    parts = [_trimmed(part) for part in SPLIT.split(text)]
    if _is_turned(text, parts):
        parts = [_trimmed(text)]
    people: list[str] = []
    organisations: list[str] = []
    for part in parts:
        if not part or CREDENTIALS.fullmatch(part) or not _is_name(part, houses):
            continue
        if STAFF.search(part) or ROLE.search(part):
            continue
        (organisations if _is_house(part) else people).append(part)
    return tuple(dict.fromkeys(people or organisations[:1]))


def united(texts: Iterable[str], houses: Collection[str] = ()) -> tuple[str, ...]:
    """The names in several bylines, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for name in names(text, houses):
            found.setdefault(keyed(name), name)
    people = [name for name in found.values() if not _is_house(name)]
    return tuple(people or list(found.values())[:1])


def says_by(text: str) -> bool:
    """Whether a text begins as a byline does."""
    return BY.match(text) is not None


def _is_house(name: str) -> bool:
    """Whether a name is an organisation's."""
    return HOUSE.search(name) is not None or name.casefold().startswith("the ")


def _after_by(text: str) -> str:
    for _ in range(2):
        match = BY.match(text) or ITALIAN.match(text)
        if match is None or match.end() == len(text):
            break
        text = text[match.end() :].lstrip(" :")
    return text


def _up_to(text: str) -> str:
    """A byline up to where its names end."""
    end = ENDING.search(text)
    if end is not None:
        dated = any(map(str.isdigit, text[end.start() : end.end() + 1]))
        text = text[: end.start()]
        first, _, last = text.rpartition(" ")
        if dated and fold(last.strip(" .,")) in MONTHS:
            text = first
    cut = FOR.search(text)
    return text[: cut.start()] if cut is not None and " " in text[: cut.start()] else text


def _is_turned(text: str, parts: list[str]) -> bool:
    """Whether a byline is one name, the family's first: "Roe, Jane"."""
    if len(parts) != 2 or text.count(",") != 1 or not all(parts):
        return False
    words = [len(part.split()) for part in parts]
    return words[0] == 1 and words[1] <= 2 and not any(OTHER.search(part) for part in parts)


def _trimmed(name: str) -> str:
    name = name.strip(' \t,.;:|-–—•·/\\"“”„«»*<>…')
    match = HONORIFIC.match(name)
    return TRAILING.sub("", name[match.end() :] if match else name)


def _is_name(name: str, houses: Collection[str]) -> bool:
    words = name.split()
    if len(name) > LONGEST_NAME or len(words) > MOST_WORDS or len(name) < (3 if name.isascii() else 2):
        return False
    key = keyed(name)
    if key in houses or key in NO_NAME or not any(map(str.isalpha, key)):
        return False
    if re.search(r"[!?=#{}<>\[\]]|\.\w+/|://", name):
        return False
    upper = sum(word[0].isupper() or not word[0].isascii() for word in words)
    return len(words) < 3 or upper * 2 >= len(words)
