"""Languages, by script and by the commonest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import language

TEXTS = {
    "en": "The government said today that it would not raise taxes, and that more people were in work.",
    "de": "Die Regierung sagte am Dienstag, dass sie die Steuern nicht erhöhen werde.",
    "fr": "Le gouvernement a dit mardi que les impôts ne seraient pas augmentés cette année dans le pays.",
    "es": "El gobierno dijo el martes que no subirá los impuestos este año y que más personas trabajan.",
    "it": "Il governo ha detto martedì che non aumenterà le tasse e che più persone hanno un lavoro.",
    "pt": "O governo disse na terça-feira que não vai aumentar os impostos e que mais pessoas têm trabalho.",
    "nl": "De regering zei dinsdag dat zij de belastingen niet zal verhogen en dat meer mensen werk hebben.",
    "sv": "Regeringen sade på tisdagen att den inte kommer att höja skatterna i år och att fler har arbete.",
    "pl": "Rząd powiedział we wtorek, że nie podniesie podatków i że więcej ludzi ma pracę, ale to nie jest.",
    "cs": "Vláda v úterý řekla, že letos nezvýší daně a že více lidí má práci, ale to se může změnit podle.",
    "hu": "A kormány kedden azt mondta, hogy idén nem emeli az adókat, és hogy több embernek van munkája.",
    "tr": "Hükümet bu yıl vergileri artırmayacağını ve daha çok kişinin işi olduğunu söyledi, ama değil.",
    "ru": "Правительство сообщило во вторник, что не будет повышать налоги в этом году, и что больше.",
    "uk": "Уряд повідомив у вівторок, що не підвищуватиме податки цього року, і що більше людей має роботу.",
    "el": "Η κυβέρνηση είπε την Τρίτη ότι δεν θα αυξήσει τους φόρους φέτος και ότι έχουν δουλειά.",
    "ar": "قالت الحكومة يوم الثلاثاء إنها لن ترفع الضرائب في هذا العام وإن المزيد من الناس على عمل في البلاد",
    "fa": "دولت روز سه شنبه اعلام کرد که امسال مالیات ها را افزایش نمی دهد و این خبر برای مردم خوب است",
    "hi": "सरकार ने मंगलवार को कहा कि वह इस साल कर नहीं बढ़ाएगी और अधिक लोगों के पास काम है",
    "ja": "政府は火曜日、今年は増税しないと述べ、より多くの人々が仕事に就いていると述べた。",
    "zh": "政府周二表示，今年不会增税，并且有更多的人有工作。这是一个好消息。",
    "ko": "정부는 화요일 올해 세금을 인상하지 않을 것이라고 밝혔다.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_told(code: str) -> None:
    assert language.guess(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The dog",
        "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt",
        "the dog und der hund in of die is ist and for auf " * 4,
        "12345 " * 50,
        TEXTS["ru"][:50] + TEXTS["en"][:50],
    ],
)
def test_what_is_short_or_mixed_has_none(text: str) -> None:
    assert language.guess(text) is None


@pytest.mark.parametrize(
    ("stated", "text", "agreed"),
    [
        ("en", "ru", "ru"),
        ("en", "ja", "ja"),
        ("ru", "en", "en"),
        ("en", "de", "en"),  # written alike: the page is believed
        ("bg", "ru", "bg"),
        ("sr", "en", "sr"),  # written in both
        (None, "fr", "fr"),
    ],
)
def test_a_script_contradicts_what_is_stated(stated: str | None, text: str, agreed: str) -> None:
    assert language.agreed(stated, TEXTS[text]) == agreed


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("DE", "de"),
        ("nb-NO", "no"),
        ("iw", "he"),
        ("English", "en"),
        ("en,de", "en"),
        ("x", None),
        ("", None),
        ("klingon", None),
    ],
)
def test_tags(tag: str, code: str | None) -> None:
    assert language.code(tag) == code


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert language.guess(text) in {*language.KNOWN, None}
